"""A parsed report into the archive: one transaction a report, and what became of it as a value.

The same bytes are never saved twice, unless they are read again on purpose. The same report in new bytes
replaces the old one as a whole, under the same URL. A report whose authority, framework or date is not
known is kept, and flagged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from django.db import connection, transaction
from django.utils import timezone

from reports.archive.corrections import corrected, corrected_grades
from reports.archive.document_names import printed_heading
from reports.archive.facts import Facts, facts_read
from reports.archive.identity import standing_inspection, withdrawn_like
from reports.archive.publication import give_publication
from reports.archive.report_warnings import state_of, unanswered
from reports.archive.rows import Rows, rows_of
from reports.archive.source_files import media_type_of
from reports.frameworks.other_kinds import WITH_OUTCOME
from reports.models import (
    Correction,
    Inspection,
    Judgement,
    Recommendation,
    Source,
)
from reports.models.bulk_copy import copy_rows
from reports.parsing import PARSER_VERSION
from reports.parsing.document import OtherDocument, ParsedReport
from reports.themes.tagging import tag_inspection

# Any number will do, as long as every writer of reports takes the same lock.
WRITING_REPORTS = 0x5EED_0F5D

HELD_BACK = (
    "the archive shows another file as {slug}; upload this one under Sources in the admin, which shows what differs, "
    "and confirm it there"
)
TOOK_THE_PLACE = (
    "it is shown in place of {file}, which can be the report again: /admin/reports/source/{key}/change/"
)
Row = TypeVar("Row", Judgement, Recommendation)


class Result(StrEnum):
    """What became of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    HELD_BACK = "held back"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """What is known of a file before it is read: where it came from and what its bytes are."""

    name: str
    folder: str
    sha256: str
    size: int

    @classmethod
    def of(cls, path: Path, *, sha256: str, size: int) -> "SourceFile":
        folder = path.resolve().parent.name
        return cls(name=printable(path.name)[:255], folder=printable(folder)[:255], sha256=sha256, size=size)

    @property
    def media_type(self) -> str:
        return media_type_of(self.name)


@dataclass(frozen=True, slots=True)
class Saved:
    """What `save_report` did, and the inspection that now stands for the report."""

    result: Result
    inspection: Inspection
    note: str = ""


def printable(name: str) -> str:
    """A file's name as a text that can be stored and printed: bytes that are not characters become question marks."""
    return name.encode("utf-8", "replace").decode()


@transaction.atomic
def save_report(
    report: ParsedReport, *, file: SourceFile, again: bool = False, durable: bool = True, replace: bool = True
) -> Saved:
    """Write one report, whole or not at all. Bytes that the archive holds are left as they are, unless `again`.

    Not `replace`: new bytes of a report that is held are not saved, for a curator to see first what differs.

    Not `durable`: nobody waits for the disk, and a power cut may lose what was saved in the second before it.

    A text made from a report does not replace the published PDF of the same report: it is kept as another
    source of the same inspection.
    """
    if not durable:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")
    take_turns()
    source = source_of(file)
    if source.inspection and source.inspection.withdrawn_at:
        return withheld(source.inspection)
    if source.inspection and not again:
        return Saved(Result.UNCHANGED, source.inspection, note="the archive holds this very file already")
    read = facts_read(report)
    texts = [paragraph.text for paragraph in report.paragraphs]
    if source.inspection is None and (withdrawn := withdrawn_like(read)):
        return withheld(withdrawn)
    inspection = source.inspection or standing_inspection(read, texts=texts)
    source.media_type = file.media_type
    new = inspection and source.inspection is None and not outranks(inspection.source, source)
    if inspection and new and not replace:
        return Saved(Result.HELD_BACK, inspection, note=HELD_BACK.format(slug=inspection.slug))
    shown = inspection.source if inspection else None
    corrections = list(inspection.corrections.all()) if inspection else []
    facts = corrected(read, corrections)
    describe_source(source, report, file=file, facts=facts, corrections=corrections)
    # The same bytes that could not be read before, under whatever name, have been read now.
    Source.objects.failed(file.sha256, file.media_type).exclude(pk=source.pk).delete()
    if inspection and outranks(inspection.source, source):
        source.inspection = inspection
        source.save()
        return Saved(Result.UNCHANGED, inspection, note="the published PDF of this report is already held")
    source.save()
    result = Result.REPLACED if inspection else Result.ADDED
    inspection = save_inspection(
        inspection or Inspection(),
        report,
        facts=facts,
        source=source,
        published_corrected=any(one.field == Correction.Field.PUBLISHED for one in corrections),
    )
    source.inspection = inspection
    source.save(update_fields=["inspection"])
    before = list(inspection.paragraphs.for_anchors()) if result is Result.REPLACED else []
    rows = rows_of(
        report, inspection=inspection, corrected_grades=corrected_grades(corrections), before=before
    )
    if result is Result.REPLACED:
        clear(inspection, rows)
    save_rows(rows, inspection)
    tag_inspection(inspection)
    other = shown if shown and shown.pk != source.pk else None
    return Saved(
        result, inspection, note=TOOK_THE_PLACE.format(file=other.label, key=other.pk) if other else ""
    )


def withheld(inspection: Inspection) -> Saved:
    """A report that was withdrawn does not come back with its file."""
    kind = inspection.get_withdrawn_for_display().lower()
    day = inspection.withdrawn_at.date() if inspection.withdrawn_at else ""
    note = f"this report was withdrawn on {day} ({kind}) and is not shown; `manage.py restore` puts it back"
    return Saved(Result.WITHDRAWN, inspection, note=note)


@transaction.atomic
def save_failure(error: str, *, file: SourceFile, settled: bool = True) -> None:
    """Remember a file that could not be read, for the curator's list; what the archive holds stays as it is.

    Not `settled`: a limit or an accident ended the reading, and another try may come to another end.
    """
    take_turns()
    source = source_of(file)
    if source.inspection_id and source.media_type == file.media_type:
        return
    if source.inspection_id:
        # The same bytes under an ending that makes them a report; under this one they are none.
        source = Source(sha256=file.sha256)
    source.name, source.folder, source.size = file.name, file.folder, file.size
    source.media_type = file.media_type
    source.parser_version = PARSER_VERSION if settled else ""
    source.state, source.error = Source.State.FAILED, error
    source.read_at = timezone.now()
    source.save()


def take_turns() -> None:
    """Wait for whoever else is writing a report, until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITING_REPORTS])


def source_of(file: SourceFile) -> Source:
    """The row of a file: of its bytes, where they were read; otherwise of this very file, or a new one."""
    same = list(Source.objects.filter(sha256=file.sha256).select_related("inspection"))
    read = [source for source in same if source.state != Source.State.FAILED]
    this = [source for source in same if (source.folder, source.name) == (file.folder, file.name)]
    return next(iter([*read, *this]), Source(sha256=file.sha256))


def outranks(standing: Source, incoming: Source) -> bool:
    """Whether the source that stands is a published PDF and the incoming one a text made from it."""
    return (
        standing.sha256 != incoming.sha256
        and standing.media_type == "application/pdf"
        and incoming.media_type != "application/pdf"
    )


def describe_source(
    source: Source,
    report: ParsedReport,
    *,
    file: SourceFile,
    facts: Facts,
    corrections: Sequence[Correction],
) -> None:
    """Fill the row of a source file with what was found on reading it, and no curator has answered yet."""
    roles: dict[str, int] = {}
    for block in report.blocks:
        roles[block.role] = roles.get(block.role, 0) + len(block.lines)
    source.name, source.folder, source.size = file.name, file.folder, file.size
    source.media_type = file.media_type
    source.pages = report.pages
    source.printed_pages = {str(page): number for page, number in report.printed_pages.items()}
    source.parser_version = PARSER_VERSION
    warnings = [{"code": w.code, "message": w.message, "page": w.page} for w in report.warnings]
    source.warnings = unanswered(warnings, corrections)
    source.line_roles = roles
    source.error = ""
    source.read_at = timezone.now()
    source.state = state_of(code=facts.code, authority=facts.authority, warned=bool(source.warnings))


def save_inspection(
    inspection: Inspection,
    report: ParsedReport,
    *,
    facts: Facts,
    source: Source,
    published_corrected: bool = False,
) -> Inspection:
    """Write the inspection's own row; one that has a URL keeps it."""
    inspection.authority = facts.authority
    inspection.authority_printed = facts.authority_printed
    inspection.framework = facts.framework
    inspection.reinspection = report.reinspection
    describe_document(inspection, report.other, kind=facts.kind)
    inspection.title = (report.title or ("" if facts.framework else printed_heading(report)))[:500]
    inspection.start, inspection.end = facts.start, facts.end
    inspection.lead_inspector = facts.lead_inspector[:100]
    inspection.source = source
    give_publication(inspection, printed=facts.published, corrected=published_corrected)
    give_url(inspection)
    inspection.save()
    return inspection


def describe_document(inspection: Inspection, document: OtherDocument | None, *, kind: str) -> None:
    """What a visit or an area inspection says instead of grades; of all others nothing."""
    inspection.kind = kind
    inspection.theme = (document.theme or "") if document and kind else ""
    inspection.partners = list(document.partners) if document and kind else []
    outcome = document.outcome if document and kind in WITH_OUTCOME else None
    inspection.outcome = outcome.outcome if outcome else ""
    inspection.outcome_printed = outcome.printed if outcome else ""
    inspection.outcome_page = outcome.page if outcome else None


def give_url(inspection: Inspection) -> None:
    """`<authority>-<yyyy-mm-dd>`; two frameworks on one day add theirs; a document without a place has its hash.

    A document that has found its place answers at its older URL too.
    """
    place = address_of(inspection)
    if inspection.slug and (inspection.slug == place or not inspection.slug.startswith("document-")):
        return
    if inspection.slug:
        inspection.former_slugs = [*inspection.former_slugs, inspection.slug]
    inspection.slug = place


def address_of(inspection: Inspection) -> str:
    if not (inspection.authority and inspection.code and inspection.start):
        return f"document-{inspection.source.sha256[:12]}"
    slug = f"{inspection.authority.slug}-{inspection.start.isoformat()}"
    taken = Inspection.everything.filter(slug=slug).exclude(pk=inspection.pk).exists()
    return f"{slug}-{inspection.code}" if taken else slug


def clear(inspection: Inspection, rows: Rows) -> None:
    """Make way for the rows of a report: what they do not write over place by place goes."""
    inspection.judgements.filter(order__gt=len(rows.judgements)).delete()
    inspection.recommendations.filter(order__gt=len(rows.recommendations)).delete()
    inspection.paragraphs.all().delete()
    inspection.footnotes.all().delete()


def save_rows(rows: Rows, inspection: Inspection) -> None:
    """Write the rows of a report, once those that were there are deleted.

    Judgements and recommendations are written over place by place, so that what a curator tied to one of
    them stays tied to it; paragraphs and footnotes are written again.
    """
    upsert(Judgement, rows.judgements, ["strand", "label", "printed_grade", "grade", "status", "page"])
    upsert(
        Recommendation,
        rows.recommendations,
        ["number", "text", "headings", "timescale", "addressee", "page", "category", "parts"],
    )
    copy_rows(rows.paragraphs)
    copy_rows(rows.footnotes)
    inspection.paragraph_count, inspection.word_count = len(rows.paragraphs), rows.words
    inspection.save(update_fields=["paragraph_count", "word_count"])


def upsert(model: type[Row], rows: tuple[Row, ...], fields: list[str]) -> None:
    """Write rows, over those of the same place where there are any."""
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["inspection", "order"], update_fields=fields
    )
