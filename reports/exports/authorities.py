"""Authorities as data: the list, and one authority's judgements through time."""

from collections.abc import Iterable, Iterator
from typing import Any

from reports.exports.csv import Cell
from reports.exports.report import JUDGEMENT_COLUMNS, judgement_rows
from reports.frameworks import GRADES
from reports.models import Authority, Inspection
from reports.overview.current_grades import STRANDS, CurrentGrade, grades_of
from reports.overview.standings import Standing, counted, in_words, standing_of

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
    *(
        f"latest_{strand.replace('-', '_')}_{column}"
        for strand in STRANDS
        for column in ("grade", "grade_status", "grade_start", "grade_framework")
    ),
)
HISTORY_COLUMNS = JUDGEMENT_COLUMNS


def rows(
    authorities: Iterable[Authority], *, held: dict[int, dict[str, CurrentGrade]], root: str
) -> Iterator[list[Cell]]:
    """The rows under COLUMNS, of authorities with their newest inspection and what they hold in each strand
    (`current_grades`). `root` has no last slash."""
    for authority in authorities:
        yield list(facts(authority, held=held, root=root).values())


def facts(authority: Any, *, held: dict[int, dict[str, CurrentGrade]], root: str) -> dict[str, Cell]:
    """What a row says of an authority, in the order of COLUMNS. A strand that was judged jointly with another has no
    grade of its own: that of both is in the columns of both."""
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
        *(cell for strand in STRANDS for cell in strand_cells(grades_of(held, authority.pk, strand))),
    )
    return dict(zip(COLUMNS, values, strict=True))


def strand_cells(held: CurrentGrade) -> tuple[Cell, ...]:
    """The four columns of one strand."""
    grade = None if held.jointly else held.grade
    return grade, held.export_status, held.start, held.framework or None


def status_of(standing: Standing) -> str:
    """ "superseded": the grade was given, and a later report gives no such grade."""
    if standing.since:
        return "superseded" if standing.word else standing.since.absent
    return ("graded" if standing.word in GRADES else standing.word) or "none held"


def history_rows(inspections: Iterable[Inspection]) -> Iterator[list[Cell]]:
    """One row a judgement, the oldest inspection first, under HISTORY_COLUMNS."""
    for inspection in inspections:
        yield from judgement_rows(inspection)
