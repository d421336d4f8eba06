"""A parsed report as the JSON object that `manage.py parse` prints, field for field."""

import json
from dataclasses import asdict
from typing import Any

from reports.parsing.document import ParsedReport


def as_object(report: ParsedReport) -> dict[str, Any]:
    """The fields of a report as plain values; dates are ISO text."""
    printed = report.printed_pages
    fields = {
        "authority": asdict(report.authority) if report.authority else None,
        "framework": report.framework or (report.other.kind if report.other else None),
        "reinspection": report.reinspection,
        "title": report.title,
        "start": report.start.isoformat() if report.start else None,
        "end": report.end.isoformat() if report.end else None,
        "published": report.published.isoformat() if report.published else None,
        "lead_inspector": report.lead_inspector,
        "judgements": [
            {
                "label": one.label,
                "grade": one.grade,
                "printed_grade": one.printed_grade,
                "strand": one.strand,
                "page": one.page,
                "printed_page": printed.get(one.page),
            }
            for one in report.judgements
        ],
        "recommendations": [
            {
                "number": one.number,
                "text": one.text,
                "headings": one.headings,
                "timescale": one.timescale,
                "addressee": one.addressee,
                "class": one.category,
                "parts": one.parts,
                "page": one.page,
                "printed_page": printed.get(one.page),
            }
            for one in report.recommendations
        ],
        "paragraphs": [
            {
                "number": one.number,
                "text": one.text,
                "section": one.section,
                "kind": one.kind,
                "level": one.level,
                "under": one.under,
                "page": one.page,
                "printed_page": printed.get(one.page),
            }
            for one in report.paragraphs
        ],
        "blocks": [
            {
                "role": one.role,
                "text": one.text,
                "page": one.page,
                "printed_page": printed.get(one.page),
            }
            for one in report.blocks
        ],
        "unaccounted": [line.text for line in report.unaccounted],
        "warnings": [{"code": one.code, "message": one.message, "page": one.page} for one in report.warnings],
    }
    return {**fields, **other_fields(report)} if report.other else fields


def other_fields(report: ParsedReport) -> dict[str, Any]:
    """The fields of a document of another kind, beside and instead of those of a report."""
    other, printed = report.other, report.printed_pages
    if other is None:
        return {}
    return {
        "theme": other.theme,
        "outcome": asdict(other.outcome) if other.outcome else None,
        "partners": other.partners,
        "recommendations": [
            {
                "number": None,
                "text": one.text,
                "headings": one.headings,
                "timescale": None,
                "addressee": one.addressee,
                "class": one.category,
                "parts": one.parts,
                "page": one.page,
                "printed_page": printed.get(one.page),
            }
            for one in other.items
        ],
    }


def as_json(fields: dict[str, Any]) -> str:
    """One line of JSON, in UTF-8 as it is printed."""
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
