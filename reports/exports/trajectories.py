"""Trajectories as data: a row each pair of inspections."""

from collections.abc import Iterable, Iterator

from reports.exports.csv import Cell
from reports.overview.grade_histories import Stop
from reports.overview.trajectories import Trajectory

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
    "earlier_joint_grade",
    "later_joint_grade",
)


def csv_rows(found: Iterable[Trajectory]) -> Iterator[list[Cell]]:
    """The rows under COLUMNS. A grade is the strand's own: one that it has in a row with others has a column beside."""
    for way in found:
        yield [
            way.authority.name,
            way.authority.gss_code,
            way.last.given.strand,
            way.first.slug,
            way.first.framework,
            own_grade(way.first),
            way.last.slug,
            way.last.framework,
            own_grade(way.last),
            way.relation,
            None if way.direction == "none" else way.direction,
            way.said,
            way.authority.region,
            way.first.start,
            way.first.status,
            way.last.start,
            way.last.status,
            joint_grade(way.first),
            joint_grade(way.last),
        ]


def own_grade(stop: Stop) -> str | None:
    """The grade of the strand by itself, as every other export gives it."""
    return None if stop.together else stop.given.grade


def joint_grade(stop: Stop) -> str | None:
    """The grade of the row in which the strand is judged with others."""
    return stop.given.grade if stop.together else None
