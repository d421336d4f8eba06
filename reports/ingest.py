"""A parsed report into the archive: one transaction a report, and what became of it as a value.

The same bytes are never read twice. The same report in new bytes replaces the old one as a whole, under
the same address. A report whose authority, framework or date is not known is kept, and flagged.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from django.db import connection, transaction
from django.utils import timezone

from reports.corrections import Facts, corrected, corrected_grades
from reports.models import (
    Authority,
    Correction,
    Footnote,
    Inspection,
    Judgement,
    Paragraph,
    Recommendation,
    Source,
)
from reports.parsing import PARSER_VERSION
from reports.parsing.document import ParsedReport
from reports.rows import Rows, rows_of
from reports.source_files import media_type_of
from reports.themes import tag_inspection

# Any number will do, as long as every writer of reports takes the same lock.
WRITING_REPORTS = 0x5EED_0F5D

Row = TypeVar("Row", Judgement, Recommendation)


class Result(StrEnum):
    """What became of a file."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
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
        return cls(name=path.name[:255], folder=path.resolve().parent.name[:255], sha256=sha256, size=size)


@dataclass(frozen=True, slots=True)
class Saved:
    """What `save_report` did, and the inspection that now stands for the report."""

    result: Result
    inspection: Inspection
    note: str = ""


@transaction.atomic
def save_report(report: ParsedReport, *, file: SourceFile) -> Saved:
    """Write one report, whole or not at all.

    A text made from a report does not replace the published PDF of the same report: it is kept as another
    source of the same inspection.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITING_REPORTS])
    source = Source.objects.filter(sha256=file.sha256).first() or Source(sha256=file.sha256)
    inspection = source.inspection or standing_inspection(facts_of(report))
    corrections = list(inspection.corrections.all()) if inspection else []
    facts = corrected(facts_of(report), corrections)
    describe_source(source, report, file=file, facts=facts)
    if inspection and outranks(inspection.source, source):
        source.inspection = inspection
        source.save()
        return Saved(Result.UNCHANGED, inspection, note="the published PDF of this report is already held")
    source.save()
    result = Result.REPLACED if inspection else Result.ADDED
    inspection = save_inspection(inspection or Inspection(), report, facts=facts, source=source)
    source.inspection = inspection
    source.save(update_fields=["inspection"])
    save_rows(
        rows_of(report, inspection=inspection, corrected_grades=corrected_grades(corrections)), inspection
    )
    tag_inspection(inspection)
    return Saved(result, inspection)


def save_failure(error: str, *, file: SourceFile) -> None:
    """Remember a file that could not be read, for the curator's list; what the archive holds stays as it is."""
    source = Source.objects.filter(sha256=file.sha256).first() or Source(sha256=file.sha256)
    if source.inspection_id:
        return
    source.name, source.folder, source.size = file.name, file.folder, file.size
    source.media_type = media_type_of(file.name)
    source.parser_version = PARSER_VERSION
    source.state, source.error = Source.State.FAILED, error
    source.save()


def facts_of(report: ParsedReport) -> Facts:
    """What identifies and dates the inspection, as the report was read."""
    code = report.authority.gss_code if report.authority else None
    return Facts(
        authority=Authority.objects.filter(gss_code=code).first() if code else None,
        framework=report.framework,
        start=report.start,
        end=report.end,
        published=report.published,
        lead_inspector=report.lead_inspector or "",
    )


def standing_inspection(facts: Facts) -> Inspection | None:
    """The inspection that already stands for this authority, framework and first day, as printed or corrected."""
    if not (facts.authority and facts.framework and facts.start):
        return None
    same_kind = Inspection.objects.filter(authority=facts.authority, framework=facts.framework)
    return (
        same_kind.filter(start=facts.start).first()
        or same_kind.filter(
            corrections__field=Correction.Field.START, corrections__printed=facts.start.isoformat()
        ).first()
    )


def outranks(standing: Source, incoming: Source) -> bool:
    """Whether the source that stands is a published PDF and the incoming one a text made from it."""
    return (
        standing.sha256 != incoming.sha256
        and standing.media_type == "application/pdf"
        and incoming.media_type != "application/pdf"
    )


def describe_source(source: Source, report: ParsedReport, *, file: SourceFile, facts: Facts) -> None:
    """Fill the row of a source file with what was found on reading it."""
    roles: dict[str, int] = {}
    for block in report.blocks:
        roles[block.role] = roles.get(block.role, 0) + len(block.lines)
    source.name, source.folder, source.size = file.name, file.folder, file.size
    source.media_type = media_type_of(file.name)
    source.pages = report.pages
    source.parser_version = PARSER_VERSION
    source.warnings = [{"code": w.code, "message": w.message, "page": w.page} for w in report.warnings]
    source.line_roles = roles
    source.error = ""
    source.ingested_at = timezone.now()
    if facts.framework is None:
        source.state = Source.State.UNKNOWN_KIND
    elif facts.authority is None:
        source.state = Source.State.UNKNOWN_AUTHORITY
    else:
        source.state = Source.State.WARNINGS if report.warnings else Source.State.CLEAN


def save_inspection(
    inspection: Inspection, report: ParsedReport, *, facts: Facts, source: Source
) -> Inspection:
    """Write the inspection's own row; one that has an address keeps it."""
    inspection.authority = facts.authority
    inspection.authority_printed = (report.authority.printed if report.authority else "")[:300]
    inspection.framework = facts.framework
    inspection.reinspection = report.reinspection
    inspection.title = (report.title or "")[:500]
    inspection.start, inspection.end, inspection.published = facts.start, facts.end, facts.published
    inspection.lead_inspector = facts.lead_inspector[:100]
    inspection.source = source
    give_address(inspection)
    inspection.save()
    return inspection


def give_address(inspection: Inspection) -> None:
    """`<authority>-<yyyy-mm-dd>`; two frameworks on one day add theirs; a document without a place has its hash.

    A document that has found its place answers at its older address too.
    """
    place = address_of(inspection)
    if inspection.slug and (inspection.slug == place or not inspection.slug.startswith("document-")):
        return
    if inspection.slug:
        inspection.former_slugs = [*inspection.former_slugs, inspection.slug]
    inspection.slug = place


def address_of(inspection: Inspection) -> str:
    if not (inspection.authority and inspection.framework and inspection.start):
        return f"document-{inspection.source.sha256[:12]}"
    slug = f"{inspection.authority.slug}-{inspection.start.isoformat()}"
    taken = Inspection.objects.filter(slug=slug).exclude(pk=inspection.pk).exists()
    return f"{slug}-{inspection.framework}" if taken else slug


def save_rows(rows: Rows, inspection: Inspection) -> None:
    """Put the rows of a report in place of those that stood there.

    Judgements and recommendations are written over place by place, so that what a curator tied to one of
    them stays tied to it; paragraphs and footnotes are written anew.
    """
    upsert(
        Judgement,
        rows.judgements,
        inspection,
        ["strand", "label", "printed_grade", "grade", "status", "page"],
    )
    upsert(
        Recommendation,
        rows.recommendations,
        inspection,
        ["number", "text", "headings", "timescale", "addressee", "page"],
    )
    Paragraph.objects.filter(inspection=inspection).delete()
    Paragraph.objects.bulk_create(rows.paragraphs, batch_size=1000)
    Footnote.objects.filter(inspection=inspection).delete()
    Footnote.objects.bulk_create(rows.footnotes)
    inspection.paragraph_count, inspection.word_count = len(rows.paragraphs), rows.words
    inspection.save(update_fields=["paragraph_count", "word_count"])


def upsert(
    model: type[Row],
    rows: tuple[Row, ...],
    inspection: Inspection,
    fields: list[str],
) -> None:
    """Write rows over those of the same order, and remove those beyond the last."""
    manager = model._default_manager
    manager.filter(inspection=inspection, order__gt=len(rows)).delete()
    manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["inspection", "order"], update_fields=fields
    )
