"""One report as data: its judgements as CSV, and the whole of it as JSON in the shape of `manage.py parse`."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reports import frameworks
from reports.exports.csv import Cell
from reports.exports.inspections import state
from reports.models import Inspection, Source
from reports.overview.strand_states import strand_state
from reports.parsing.file_dates import date_in_name

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
    "printed_page",
)


PARAGRAPH_COLUMNS = (
    "inspection",
    "anchor",
    "number",
    "kind",
    "level",
    "under",
    "lead_in",
    "section",
    "strand",
    "grade",
    "page",
    "printed_page",
    "text",
)
RECOMMENDATION_COLUMNS = (
    "inspection",
    "anchor",
    "number",
    "class",
    "headings",
    "timescale",
    "addressee",
    "page",
    "printed_page",
    "text",
    "parts",
)


def judgement_rows(inspection: Inspection) -> Iterator[list[Cell]]:
    """The report's judgements in printed order, then the strands that it does not judge.

    The page is left out where the source does not say its pages.
    """
    if inspection.kind:
        return  # it gives no grades
    paged = inspection.source.tells_pages
    names = {strand.key: strand.name for strand in frameworks.STRANDS}
    authority = inspection.authority.name if inspection.authority else inspection.authority_printed
    head: list[Cell] = [inspection.slug, authority, inspection.framework, inspection.start]
    judgements = list(inspection.judgements.all())
    for judgement in judgements:
        strand = judgement.strand
        page = judgement.page if paged else None
        printed_page = inspection.source.printed_page(judgement.page)
        yield [
            *head,
            strand,
            names[strand],
            judgement.label,
            judgement.grade,
            judgement.printed_grade,
            judgement.status,
            page,
            printed_page,
        ]
    printed = {judgement.strand for judgement in judgements}
    for strand in (key for key in names if key not in printed and key != "other"):
        absent = strand_state(judgements, framework=inspection.framework, strand=strand)
        yield [*head, strand, names[strand], None, *state(absent).values(), None, None]


def whole_report(inspection: Inspection, *, root: str) -> dict[str, Any]:
    """The report field for field as `manage.py parse` prints it, without the blocks, which are not kept.

    Added are `inspection`, which says what the archive calls it, `kind` ("inspection" where it gives grades),
    `published_from` and `source`, which say how it knows when the report was published and where its file was,
    `footnotes` for what is at the foot of the pages, and `corrections` for what a curator changed; the fields hold
    the corrected values. `framework` is the kind of a visit or an area inspection, as `parse` prints it. `page` is null
    throughout where the source does not say its pages.
    """
    source = inspection.source
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
        "framework": inspection.code or None,
        "kind": inspection.kind_key or None,
        "reinspection": inspection.reinspection,
        "title": inspection.title,
        "start": inspection.start,
        "end": inspection.end,
        "published": inspection.published,
        "published_from": inspection.published_from or None,
        "file_date": date_in_name(source.name),
        "source": {
            "url": source.url or None,
            "first_seen": source.ingested_at,
            "last_seen": source.last_seen_at,
        },
        "lead_inspector": inspection.lead_inspector or None,
        "theme": inspection.theme or None,
        "outcome": outcome_of(inspection),
        "partners": inspection.partners,
        "judgements": placed(
            inspection.judgements.order_by("order").values(
                "label", "grade", "printed_grade", "strand", "page"
            ),
            source,
        ),
        "recommendations": [
            {
                **row,
                "timescale": row["timescale"] or None,
                "addressee": row["addressee"] or None,
                "class": row.pop("category"),
            }
            for row in placed(
                inspection.recommendations.order_by("order").values(
                    "number", "text", "headings", "timescale", "addressee", "category", "parts", "page"
                ),
                source,
            )
        ],
        "paragraphs": placed(nested_paragraphs(inspection), source),
        "footnotes": placed(inspection.footnotes.order_by("order").values("text", "page"), source),
        "warnings": placed(source.warnings, source),
        "corrections": list(
            inspection.corrections.values("field", "strand", "order", "printed", "value", "reason", "made_at")
        ),
    }


def outcome_of(inspection: Inspection) -> dict[str, Any] | None:
    """The outcome of an area inspection, which is not a grade, with its sentence and page; None where there is none."""
    if not inspection.outcome:
        return None
    paged = inspection.source.tells_pages
    return {
        "outcome": inspection.outcome,
        "printed": inspection.outcome_printed,
        "page": inspection.outcome_page if paged else None,
    }


def nested_paragraphs(inspection: Inspection) -> list[dict[str, Any]]:
    """The paragraphs in printed order; `under` is the index of the one that leads a bullet in."""
    rows = list(
        inspection.paragraphs.order_by("order").values(
            "number", "text", "section", "kind", "level", "under", "page", "anchor"
        )
    )
    places = {row["anchor"]: place for place, row in enumerate(rows)}
    return [{**row, "under": places.get(row["under"])} for row in rows]


def placed(rows: Iterable[Mapping[str, Any]], source: Source) -> list[dict[str, Any]]:
    """The rows with their pages and what is printed on those, None where the source does not say its pages."""
    if not source.tells_pages:
        return [{**row, "page": None, "printed_page": None} for row in rows]
    return [{**row, "printed_page": source.printed_page(row["page"])} for row in rows]


def paragraph_rows(inspection: Inspection) -> Iterator[list[Cell]]:
    """The report's paragraphs under PARAGRAPH_COLUMNS, in printed order."""
    source = inspection.source
    for one in inspection.paragraphs.in_printed_order().defer("search_vector").iterator(chunk_size=500):
        yield [
            inspection.slug,
            one.anchor,
            one.number,
            one.kind,
            one.level,
            one.under,
            one.lead_in,
            " > ".join(one.section),
            one.strand,
            one.grade,
            one.page if source.tells_pages else None,
            source.printed_page(one.page),
            one.text,
        ]


def recommendation_rows(inspection: Inspection) -> Iterator[list[Cell]]:
    """The report's recommendations under RECOMMENDATION_COLUMNS, in printed order; each point has a line."""
    source = inspection.source
    for one in inspection.recommendations.in_printed_order().defer("search_vector"):
        yield [
            inspection.slug,
            one.anchor,
            one.number,
            one.category,
            " > ".join(one.headings),
            one.timescale,
            one.addressee,
            one.page if source.tells_pages else None,
            source.printed_page(one.page),
            one.text,
            "\n".join(one.parts),
        ]
