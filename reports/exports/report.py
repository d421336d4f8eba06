"""One report as data: its judgements as CSV, and the whole of it as JSON in the shape of `manage.py parse`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reports import frameworks
from reports.exports.csv import Cell
from reports.exports.inspections import state
from reports.models import Inspection

JUDGEMENT_COLUMNS = (
    "inspection",
    "authority",
    "framework",
    "start",
    "strand",
    "strand_name",
    "label",
    "grade",
    "printed_grade",
    "grade_status",
    "page",
)


def judgement_rows(inspection: Inspection) -> Iterator[list[Cell]]:
    """The report's judgements in printed order, then the strands that it does not judge.

    The page is left out where the source does not tell its pages.
    """
    paged = inspection.source.tells_pages
    names = {strand.key: strand.name for strand in frameworks.STRANDS}
    authority = inspection.authority.name if inspection.authority else inspection.authority_printed
    head: list[Cell] = [inspection.slug, authority, inspection.framework, inspection.start]
    judgements = list(inspection.judgements.all())
    for judgement in judgements:
        strand = judgement.strand
        page = judgement.page if paged else None
        yield [
            *head,
            strand,
            names[strand],
            judgement.label,
            *state(judgement, inspection.framework, strand).values(),
            page,
        ]
    printed = {judgement.strand for judgement in judgements}
    for strand in (key for key in names if key not in printed and key != "other"):
        absent = state(None, inspection.framework, strand)
        yield [*head, strand, names[strand], None, *absent.values(), None]


def whole_report(inspection: Inspection, *, root: str) -> dict[str, Any]:
    """The report field for field as `manage.py parse` prints it, without the blocks, which are not kept.

    Three things are added: `inspection` says what the archive calls it, `footnotes` what stands at the foot of
    the pages, and `corrections` what a curator changed; the fields hold the corrected values. `page` is null
    throughout where the source does not tell its pages.
    """
    source = inspection.source
    paged = source.tells_pages
    authority = inspection.authority
    return {
        "inspection": {"slug": inspection.slug, "url": f"{root}{inspection.get_absolute_url()}"},
        "file": source.label,
        "sha256": source.sha256,
        "error": None,
        "authority": {
            "printed": inspection.authority_printed,
            "name": authority.name if authority else None,
            "gss_code": authority.gss_code if authority else None,
        },
        "framework": inspection.framework,
        "reinspection": inspection.reinspection,
        "title": inspection.title,
        "start": inspection.start,
        "end": inspection.end,
        "published": inspection.published,
        "lead_inspector": inspection.lead_inspector or None,
        "judgements": placed(
            inspection.judgements.order_by("order").values(
                "label", "grade", "printed_grade", "strand", "page"
            ),
            paged=paged,
        ),
        "recommendations": [
            {**row, "timescale": row["timescale"] or None}
            for row in placed(
                inspection.recommendations.order_by("order").values(
                    "number", "text", "headings", "timescale", "addressee", "page"
                ),
                paged=paged,
            )
        ],
        "paragraphs": placed(
            inspection.paragraphs.order_by("order").values(
                "number", "text", "section", "kind", "page", "anchor"
            ),
            paged=paged,
        ),
        "footnotes": placed(inspection.footnotes.order_by("order").values("text", "page"), paged=paged),
        "warnings": placed(source.warnings, paged=paged),
        "corrections": list(
            inspection.corrections.values("field", "strand", "order", "printed", "value", "reason", "made_at")
        ),
    }


def placed(rows: Iterable[Mapping[str, Any]], *, paged: bool) -> list[dict[str, Any]]:
    """The rows with their pages, which are None where the source does not tell them."""
    return [dict(row) if paged else {**row, "page": None} for row in rows]
