"""Trajectories as data: a row each pair of inspections."""

from collections.abc import Iterable, Iterator

from reports.exports.csv import Cell
from reports.overview.trajectories import Trajectory, state

COLUMNS = (
    "authority",
    "gss_code",
    "strand",
    "earlier_inspection",
    "earlier_framework",
    "earlier_grade",
    "later_inspection",
    "later_framework",
    "later_grade",
    "relation",
    "direction",
    "movement",
    "region",
    "earlier_start",
    "earlier_grade_status",
    "later_start",
    "later_grade_status",
)


def csv_rows(found: Iterable[Trajectory]) -> Iterator[list[Cell]]:
    """The rows under COLUMNS. Where there is no grade, its column says why."""
    for way in found:
        yield [
            way.authority.name,
            way.authority.gss_code,
            way.last.given.strand,
            way.first.slug,
            way.first.framework,
            state(way.first),
            way.last.slug,
            way.last.framework,
            state(way.last),
            way.relation,
            None if way.direction == "none" else way.direction,
            way.said,
            way.authority.region,
            way.first.start,
            way.first.status,
            way.last.start,
            way.last.status,
        ]
