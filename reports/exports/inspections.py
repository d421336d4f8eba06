"""A list of inspections as data: one row an inspection, three columns a strand, in a fixed order."""

from collections.abc import Iterable, Iterator
from typing import Any

from reports import frameworks
from reports.exports.csv import Cell
from reports.models import Inspection
from reports.overview.strand_states import StrandState, strand_states

# "other" gathers rows that fit no strand, several in one report: those are in the report's own file.
STRANDS = tuple(strand.key for strand in frameworks.STRANDS if strand.key != "other")
FACTS = (
    "inspection",
    "url",
    "authority",
    "gss_code",
    "region",
    "framework",
    "framework_name",
    "reinspection",
    "start",
    "end",
    "published",
    "published_from",
    "lead_inspector",
    "recommendations",
    "paragraphs",
    "words",
    "kind",
    "theme",
    "outcome",
    "partners",
    "document",
)
PER_STRAND = ("grade", "printed_grade", "grade_status")
COLUMNS = FACTS + tuple(f"{strand.replace('-', '_')}_{column}" for strand in STRANDS for column in PER_STRAND)


def csv_rows(inspections: Iterable[Inspection], *, root: str) -> Iterator[list[Cell]]:
    """The rows under COLUMNS. `root` is the site's URL without its last slash.

    The inspections come with their authority, their judgements and `recommendation_count`.
    """
    for inspection in inspections:
        row = list(facts(inspection, root=root).values())
        states = state_of_strands(inspection)
        for strand in STRANDS:
            row.extend(states[strand].values())
        yield row


def json_rows(inspections: Iterable[Inspection], *, root: str) -> Iterator[dict[str, Any]]:
    """The same rows as objects, the strands under `judgements` by their keys."""
    for inspection in inspections:
        yield {**facts(inspection, root=root), "judgements": state_of_strands(inspection)}


def facts(inspection: Inspection, *, root: str) -> dict[str, Cell]:
    """What a row says of an inspection apart from its grades, in the order of FACTS."""
    authority = inspection.authority
    framework = frameworks.BY_KEY.get(inspection.framework or "")
    name = framework.name if framework else inspection.get_kind_display()
    return {
        "inspection": inspection.slug,
        "url": f"{root}{inspection.get_absolute_url()}",
        "authority": authority.name if authority else inspection.authority_printed,
        "gss_code": authority.gss_code if authority else None,
        "region": authority.region if authority else None,
        "framework": inspection.code or None,
        "framework_name": name or None,
        "reinspection": inspection.reinspection,
        "start": inspection.start,
        "end": inspection.end,
        "published": inspection.published,
        "published_from": inspection.published_from or None,
        "lead_inspector": inspection.lead_inspector or None,
        "recommendations": getattr(inspection, "recommendation_count", None),
        "paragraphs": inspection.paragraph_count,
        "words": inspection.word_count,
        "kind": inspection.kind_key or None,
        "theme": inspection.theme or None,
        "outcome": inspection.outcome or None,
        "partners": "; ".join(inspection.partners) or None,
        "document": inspection.document_title,
    }


def state_of_strands(inspection: Inspection) -> dict[str, dict[str, str | None]]:
    """For each strand its grade, the grade as printed, and whether it is graded, judged jointly with another strand
    (whose grade is in the row of both), not judged or not there."""
    states = strand_states(inspection.judgements.all(), framework=inspection.framework, strands=STRANDS)
    return {found.strand: state(found) for found in states}


def state(found: StrandState) -> dict[str, str | None]:
    """The three columns of one judgement, or of its absence."""
    return {
        "grade": found.grade,
        "printed_grade": found.judgement.printed_grade if found.judgement else None,
        "grade_status": found.status,
    }
