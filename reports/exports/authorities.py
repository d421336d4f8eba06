"""Authorities as data: the list, and one authority's judgements through time."""

from collections.abc import Iterable, Iterator
from typing import Any

from reports.exports.csv import Cell
from reports.exports.report import JUDGEMENT_COLUMNS, judgement_rows
from reports.frameworks import GRADES
from reports.models import Authority, Inspection
from reports.standing import Standing, counted, in_words, standing_of

COLUMNS = (
    "authority",
    "url",
    "gss_code",
    "dfe_code",
    "region",
    "type",
    "abolished",
    "inspections",
    "latest_inspection",
    "latest_framework",
    "latest_overall_grade",
    "latest_overall_grade_status",
    "latest_overall_grade_start",
    "latest_overall_grade_framework",
    "latest_strand_grades",
)
HISTORY_COLUMNS = JUDGEMENT_COLUMNS


def rows(authorities: Iterable[Authority], *, root: str) -> Iterator[list[Cell]]:
    """The rows under COLUMNS, of authorities with their newest inspection. `root` has no last slash."""
    for authority in authorities:
        yield list(facts(authority, root=root).values())


def facts(authority: Any, *, root: str) -> dict[str, Cell]:
    """What a row says of an authority, in the order of COLUMNS."""
    standing = standing_of(authority)
    values = (
        authority.name,
        f"{root}{authority.get_absolute_url()}",
        authority.gss_code,
        authority.dfe_code,
        authority.region,
        authority.type,
        authority.abolished,
        authority.inspection_count,
        authority.latest_start,
        authority.latest_framework,
        standing.word if standing.word in GRADES else None,
        status_of(standing),
        standing.start,
        standing.framework or None,
        in_words(counted(authority.since_grades)) or None,
    )
    return dict(zip(COLUMNS, values, strict=True))


def status_of(standing: Standing) -> str:
    """ "superseded": the grade was given, and a later report gives none overall."""
    if standing.since:
        return "superseded" if standing.word else "no overall grade"
    return ("graded" if standing.word in GRADES else standing.word) or "none held"


def history_rows(inspections: Iterable[Inspection]) -> Iterator[list[Cell]]:
    """One row a judgement, the oldest inspection first, under HISTORY_COLUMNS."""
    for inspection in inspections:
        yield from judgement_rows(inspection)
