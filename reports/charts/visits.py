"""Visits and area inspections on a timeline: marks of their own on a lane below the grades, each at its day.

No line joins them with anything: they give no grades.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.charts.lettering import width_of
from reports.charts.placing import between, spread

LANE = 46  # the lane's height
SIGN = 14  # from the middle of a sign to its word
GAP = 10  # between a word and the next sign


@dataclass(frozen=True, slots=True)
class Ungraded:
    """A visit or an area inspection: the key of its kind, the word beside its sign, and what is said of it."""

    url: str
    start: date
    kind: str
    word: str
    title: str


@dataclass(frozen=True, slots=True)
class UngradedMark:
    """The mark of one of them."""

    x: float
    y: float
    kind: str
    word: str
    title: str
    url: str


def marks_of(
    ungraded: Sequence[Ungraded],
    *,
    known: Sequence[tuple[float, float]],
    low: float,
    high: float,
    y: float,
) -> tuple[UngradedMark, ...]:
    """The marks in order of date. `known` are days (as ordinals) whose places on the axis are known; `low` and `high`
    bound the lane."""
    if not ungraded:
        return ()
    room = SIGN + max(width_of(one.word) for one in ungraded) + GAP
    wanted = [between(one.start.toordinal(), known=known) for one in ungraded]
    xs = spread(wanted, low=low, high=high - room, gap=room)
    return tuple(
        UngradedMark(round(x, 1), y, one.kind, one.word, one.title, one.url)
        for x, one in zip(xs, ungraded, strict=True)
    )
