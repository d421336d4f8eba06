"""What a curator decides by before an upload is saved, as values that a job's row can keep."""

from dataclasses import asdict
from datetime import date
from typing import Any

from reports.archive.facts import Facts, facts_read
from reports.archive.identity import standing_inspection
from reports.archive.ingest import SourceFile
from reports.archive.replacing import change_by
from reports.language.dates import day
from reports.models import Source
from reports.parsing.document import ParsedReport
from reports.parsing.pool import Outcome


def preview_of(outcome: Outcome) -> dict[str, Any]:
    """The facts, the counts, the doubts, and what would change where a report is held already."""
    report = outcome.report
    known = {"sha256": outcome.sha256 or "", "error": outcome.error or ""}
    if report is None:
        return known
    facts = facts_read(report)
    held = Source.objects.holding(outcome.sha256 or "").first()
    texts = [paragraph.text for paragraph in report.paragraphs]
    standing = None if held else standing_inspection(facts, texts=texts)
    change = None
    if standing:
        file = SourceFile.of(outcome.path, sha256=outcome.sha256 or "", size=outcome.size)
        change = asdict(change_by(report, file=file, standing=standing))
    return {
        **known,
        "report": report_of(report, facts),
        "standing": standing.pk if standing else None,
        "change": change,
    }


def report_of(report: ParsedReport, facts: Facts) -> dict[str, Any]:
    """What was read, in words and counts."""
    return {
        "title": report.title,
        "authority": facts.authority.name if facts.authority else "",
        "printed": report.authority.printed if report.authority else "",
        "code": facts.code,
        "reinspection": report.reinspection,
        "start": in_words(facts.start),
        "end": in_words(facts.end),
        "published": in_words(facts.published),
        "lead_inspector": facts.lead_inspector,
        "counts": {
            "Judgements": len(report.judgements),
            "Recommendations": len(report.recommendations),
            "Paragraphs": len(report.paragraphs),
            "Pages": report.pages,
            "Lines without a place": len(report.unaccounted),
        },
        "judgements": [
            {"label": one.label, "printed_grade": one.printed_grade, "page": one.page}
            for one in report.judgements
        ],
        "warnings": [
            {"code": str(one.code), "message": one.message, "page": one.page} for one in report.warnings
        ],
    }


def in_words(value: date | None) -> str:
    return day(value) if value else ""
