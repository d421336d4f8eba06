"""What a curator does to a report: make a correction, or take one back, so that everything follows from it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from reports.archive.corrections import PlaceTaken, correct
from reports.archive.ingest import give_url
from reports.archive.reparse import reparse
from reports.archive.report_warnings import ANSWERS, state_of, unanswered
from reports.archive.source_files import missing, stored
from reports.models import Correction, Inspection, Outcome, Source
from reports.themes.tagging import tag_inspection

# A report is placed by these: its URL, its state and its strands follow from them.
FIELDS = Correction._meta.concrete_fields
PLACING = {Correction.Field.AUTHORITY, Correction.Field.FRAMEWORK, Correction.Field.START}


@transaction.atomic
def make(correction: Correction, *, replace: bool = False) -> Inspection:
    """Make a correction, and let the report's URL and the state of its file follow.

    Raises PlaceTaken where another report stands for the corrected place, unless this one is to `replace` it;
    ValidationError, in one sentence, where the value cannot be. Returns the inspection that is shown in the end.
    """
    try:
        inspection = correct(correction)
    except PlaceTaken as taken:
        if not replace:
            raise
        return take_the_place(correction, taken.standing)
    if correction.field in PLACING:
        give_url(inspection)
        inspection.save()
    if correction.field in ANSWERS:
        settle(inspection)
    if correction.field == Correction.Field.FRAMEWORK and stored(inspection.source):
        # The strands of judgements and paragraphs are read by the framework.
        read_again(inspection.source)
    else:
        # The shares of themes are counted by grade.
        tag_inspection(inspection)
    return inspection


def reads_again(correction: Correction, *, replace: bool = False) -> bool:
    """Whether `make` would read the report again, which takes longer than a page may.

    Raises what `make` would raise, but for what only reading the file shows.
    """
    if not replace and correction.field != Correction.Field.FRAMEWORK:
        return False
    file = stored(correction.inspection.source)
    if taken := place_taken(correction):
        if not replace:
            raise taken
        if file is None:
            raise ValidationError(cannot_be_read(correction.inspection.source))
        return True
    return correction.field == Correction.Field.FRAMEWORK and file is not None


def report_after(correction: Correction) -> Inspection:
    """The report that a correction leaves: its own, or the one whose place it takes."""
    taken = place_taken(correction)
    return taken.standing if taken else correction.inspection


def place_taken(correction: Correction) -> PlaceTaken | None:
    """Try a correction and keep nothing of it: which report is in its way, if any. Raises ValidationError."""
    tried = Correction(**{field.attname: getattr(correction, field.attname) for field in FIELDS})
    tried.inspection = correction.inspection
    try:
        with transaction.atomic():
            correct(tried)
            transaction.set_rollback(True)
    except PlaceTaken as taken:
        return taken
    finally:
        correction.inspection.refresh_from_db()
    return None


def cannot_be_read(source: Source) -> str:
    return f"The report cannot be read for that place. {missing(source)}"


def take_the_place(correction: Correction, standing: Inspection) -> Inspection:
    """Put the report of a correction in the place of another one, which keeps its URL and answers at both.

    The standing inspection takes over the file and what curators wrote, and the file is read again for it.
    """
    given = correction.inspection
    source = given.source
    if stored(source) is None:
        raise ValidationError(cannot_be_read(source))
    # What failed has been rolled back, the correction's row with it; it is made again for the other report.
    correction.pk = None
    given.refresh_from_db()
    corrections = [*given.corrections.exclude(**fact_of(correction)), correction]
    for one in corrections:
        hand_over_correction(one, standing)
    hand_over_outcomes(given, standing)
    standing.former_slugs = [*standing.former_slugs, given.slug, *given.former_slugs]
    standing.save()
    Source.objects.filter(inspection=given).update(inspection=standing)
    given.delete()
    read_again(source)
    standing.refresh_from_db()
    return standing


def hand_over_correction(correction: Correction, standing: Inspection) -> None:
    """Let a correction hold for another report. One of the same fact there is changed into it: the past of that row
    shows what it said, by whom, and by what it was replaced."""
    replaced = standing.corrections.filter(**fact_of(correction)).first()
    correction.inspection = standing
    if replaced:
        correction.pk, correction.made_at = replaced.pk, timezone.now()
        correction._state.adding = False
    correction.save()


def hand_over_outcomes(given: Inspection, standing: Inspection) -> None:
    """What became of recommendations, as confirmed for one report, goes over to another where that has none."""
    for outcome in Outcome.objects.filter(Q(earlier=given) | Q(later=given)):
        earlier = standing if outcome.earlier_id == given.pk else outcome.earlier
        later = standing if outcome.later_id == given.pk else outcome.later
        place = {"earlier": earlier, "later": later, "position": outcome.position}
        if earlier != later and not Outcome.objects.filter(**place).exists():
            Outcome.objects.filter(pk=outcome.pk).update(**place)


def fact_of(correction: Correction) -> dict[str, Any]:
    """What a correction is about, within its report."""
    return {"field": correction.field, "strand": correction.strand, "order": correction.order}


@transaction.atomic
def withdraw(correction: Correction) -> None:
    """Take a correction back: its report is read again from the stored file, under the corrections left.

    Raises ValidationError where the file cannot be read again; then the correction stays.
    """
    require_file(correction)
    source = correction.inspection.source
    correction.delete()
    read_again(source)


def require_file(correction: Correction) -> None:
    """Raise ValidationError where the file of a correction's report is missing, so that it cannot be read again."""
    source = correction.inspection.source
    if stored(source) is None:
        raise ValidationError(f"What the report prints cannot be read again. {missing(source)}")


def read_again(source: Source) -> None:
    source.refresh_from_db()
    for change in reparse([source]):
        if change.error:
            raise ValidationError(f"The report could not be read again: {change.error}.")


def settle(inspection: Inspection) -> None:
    """Bring the warnings and the state of a report's file up to what curators have answered."""
    source = inspection.source
    source.warnings = unanswered(source.warnings, inspection.corrections.all())
    source.state = state_of(
        code=inspection.code, authority=inspection.authority, warned=bool(source.warnings)
    )
    source.save(update_fields=["state", "warnings"])
