"""Taking a report out of the archive for a reason, and putting it back.

What the report says leaves every table at once, and with it every page, search, count, comparison, export and feed.
What remains is its URL, which answers 410 with the kind of reason, what curators wrote about it, and, unless it is
to be destroyed, the file, from which it can be restored.
"""

from pathlib import Path

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from reports.archive.ingest import SourceFile, take_turns
from reports.archive.reparse import reparse
from reports.archive.source_files import hash_of, keep, stored
from reports.models import (
    Inspection,
    Job,
    Outcome,
    ParagraphTheme,
    RecommendationTheme,
    Source,
    StatusSuggestion,
    ThemeShare,
)

Place = list[str | None]


@transaction.atomic
def withdraw_report(
    inspection: Inspection,
    *,
    kind: str,
    reason: str,
    by: AbstractBaseUser | AnonymousUser | None = None,
    destroy: bool = False,
) -> None:
    """Withdraw a report. `kind` is one of Inspection.Withdrawal, `reason` is for curators.

    `destroy` deletes its files too, once the rest is committed: then it cannot be restored here. Raises
    ValidationError, in one sentence, where the report is withdrawn already or the kind is not known.
    """
    take_turns()
    if inspection.withdrawn_at:
        raise ValidationError("This report has been withdrawn already.")
    if kind not in Inspection.Withdrawal.values:
        raise ValidationError(
            f"“{kind}” is not a kind of reason. Use one of: {', '.join(Inspection.Withdrawal.values)}."
        )
    if not reason.strip():
        raise ValidationError("Give the reason: what was asked for, by whom, and when.")
    remove_text(inspection)
    inspection.withdrawn_place = place_of(inspection)
    inspection.withdrawn_at, inspection.withdrawn_for = timezone.now(), kind
    inspection.withdrawn_reason = reason.strip()
    inspection.withdrawn_by_id = by.pk if by is not None else None
    inspection.authority = inspection.framework = inspection.start = inspection.end = inspection.published = (
        None
    )
    inspection.title = inspection.lead_inspector = inspection.authority_printed = ""
    inspection.kind = inspection.theme = inspection.outcome = inspection.outcome_printed = ""
    inspection.outcome_page, inspection.partners = None, []
    inspection.save()
    sources = list(inspection.sources.all())
    inspection.sources.update(state=Source.State.WITHDRAWN, warnings=[], line_roles={}, error="")
    if destroy:
        transaction.on_commit(lambda: destroy_files(sources))


def remove_text(inspection: Inspection) -> None:
    """Delete everything that was read in a report; what curators wrote stays, without its words."""
    ParagraphTheme.objects.filter(paragraph__inspection=inspection).delete()
    RecommendationTheme.objects.filter(recommendation__inspection=inspection).delete()
    ThemeShare.objects.filter(inspection=inspection).delete()
    Outcome.objects.filter(earlier=inspection).update(text="")
    # What was worked out from its text quotes it; what was read in an upload of it is kept for a week.
    StatusSuggestion.objects.filter(Q(earlier=inspection) | Q(later=inspection)).delete()
    hashes = list(inspection.sources.values_list("sha256", flat=True))
    Job.objects.filter(result__sha256__in=hashes).delete()
    for rows in (
        inspection.footnotes,
        inspection.paragraphs,
        inspection.recommendations,
        inspection.judgements,
    ):
        rows.all().delete()
    inspection.paragraph_count = inspection.word_count = 0


def place_of(inspection: Inspection) -> Place | None:
    """What identifies the report when it comes again in other bytes; None where a part of it is not known."""
    if not (inspection.authority and inspection.code and inspection.start):
        return None
    return [inspection.authority.gss_code, inspection.code, inspection.start.isoformat()]


def destroy_files(sources: list[Source]) -> None:
    """Delete the bytes of these files from the store."""
    for source in sources:
        if file := stored(source):
            file.unlink(missing_ok=True)


@transaction.atomic
def restore_report(inspection: Inspection, *, file: Path | None = None) -> Inspection:
    """Put a withdrawn report back under its URL, with its corrections and outcomes.

    It is read from its stored file, or from `file`, which takes that place. Raises ValidationError, in one sentence,
    where the report is not withdrawn or cannot be read; then nothing changes.
    """
    take_turns()
    if not inspection.withdrawn_at:
        raise ValidationError("This report is not withdrawn.")
    if file is not None:
        give_file(inspection, file)
    elif stored(inspection.source) is None:
        raise ValidationError(
            "The report’s file was destroyed or is missing. Name the published file: --file PATH."
        )
    inspection.withdrawn_at, inspection.withdrawn_for, inspection.withdrawn_reason = None, "", ""
    inspection.withdrawn_by, inspection.withdrawn_place = None, None
    inspection.save()
    inspection.sources.exclude(pk=inspection.source_id).update(state=Source.State.CLEAN)
    for change in reparse([inspection.source]):
        if change.error:
            raise ValidationError(f"The report could not be read: {change.error}.")
    give_words_back(inspection)
    inspection.refresh_from_db()
    return inspection


def give_words_back(inspection: Inspection) -> None:
    """Outcomes name a recommendation by its place and its words; the words went with the report."""
    texts = dict(inspection.recommendations.values_list("order", "text"))
    for outcome in Outcome.objects.filter(earlier=inspection, text=""):
        Outcome.objects.filter(pk=outcome.pk).update(text=texts.get(outcome.position, ""))


def give_file(inspection: Inspection, file: Path) -> None:
    """Make this file the report's own, in place of one whose bytes are gone. Raises ValidationError."""
    try:
        found = SourceFile.of(file, sha256=hash_of(file), size=file.stat().st_size)
        keep(file, sha256=found.sha256, media_type=found.media_type)
    except OSError as error:
        raise ValidationError(f"{file} could not be read: {error.strerror or error}.") from error
    held = Source.objects.filter(sha256=found.sha256).exclude(state=Source.State.FAILED).first()
    if held and held.inspection_id != inspection.pk:
        raise ValidationError("This file belongs to another report of the archive.")
    source = held or Source(sha256=found.sha256, inspection=inspection)
    source.name, source.folder, source.size = found.name, found.folder, found.size
    source.media_type, source.state = found.media_type, Source.State.WITHDRAWN
    source.save()
    inspection.source = source
