"""Authorities by how a grade of theirs moved between two inspections: each against the one before, or first to last.

What moved, and whether it can be said to have moved at all, is told by `comparing.judgements`, so that no
list ever sets "adequate" against "requires improvement".
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Literal

from reports import frameworks
from reports.comparing.judgements import NAMES, Direction, Given, movement
from reports.frameworks import crosswalk
from reports.models import Authority, Judgement
from reports.overview.standings import NO_OVERALL, counted

# The strands that can be followed; the strands of other frameworks that stand for one come from the crosswalk.
FOLLOWED = ("overall", "help-and-protection", "care", "care-leavers", "leadership")
View = Literal["each", "ends"]
VIEWS: dict[View, str] = {
    "each": "Each inspection against the one before",
    "ends": "First inspection against the last",
}
# What stands in a grade's place, after the grades.
UNGRADED = ("not judged", "not read", NO_OVERALL)
MOVES: dict[str, str] = {
    "up": "To a better grade",
    "down": "To a worse grade",
    "same": "The same grade",
    "none": "No arrow: the scales or the grades do not allow one",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asked for; empty means any.

    In the view "each" years are those of the later inspection, which found the change. In the view "ends" years choose
    the two inspections. Frameworks are those of the earlier and of the later inspection. `region` is a name.
    """

    view: View = "each"
    strand: str = "overall"
    region: str = ""
    from_year: int | None = None
    to_year: int | None = None
    framework_a: str = ""
    framework_b: str = ""
    grade_a: str = ""
    grade_b: str = ""
    moved: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """One judgement on the way; `strands` is what a report without an overall grade gives instead, counted.

    `together`: of a strand that was judged in one row with another, with which ("with care leavers").
    """

    slug: str
    start: date
    framework: str
    given: Given
    strands: tuple[tuple[str, int], ...] = ()

    together: str = ""

    @property
    def year(self) -> int:
        return self.start.year

    @property
    def status(self) -> str:
        """How the grade was given, as the exports write it."""
        return "judged jointly" if self.together and self.given.grade else self.given.status


@dataclass(frozen=True, slots=True)
class Trajectory:
    """One authority's way from an earlier judgement to a later one; `stops` are those and all between."""

    authority: Authority
    stops: tuple[Stop, ...]
    relation: crosswalk.Relation
    said: str
    direction: Direction

    @property
    def first(self) -> Stop:
        return self.stops[0]

    @property
    def last(self) -> Stop:
        return self.stops[-1]

    @property
    def last_graded(self) -> Stop | None:
        """The last grade, where the last report gives none overall."""
        graded = [stop for stop in self.stops if stop.given.grade]
        return graded[-1] if graded and self.last.strands else None


def trajectories(asked: Asked) -> list[Trajectory]:
    """Every pair of inspections as asked, before grades and moves narrow the list: one query.

    The newest first where each inspection is set against the one before, else by the authority's name.
    """
    return trajectories_of(histories(asked.region), asked)


def histories(region: str = "") -> list[tuple[Authority, list[Judgement]]]:
    """Each authority (of one region) with all its judgements, the oldest first: one query."""
    rows = Judgement.objects.placed()
    if region:
        rows = rows.in_regions(region)
    rows = rows.select_related("inspection__authority").order_by(
        "inspection__authority__name", "inspection__start", "inspection__slug", "order"
    )
    groups = groupby(rows, key=lambda row: row.inspection.authority)
    return [(authority, list(judgements)) for authority, judgements in groups if authority is not None]


def trajectories_of(
    judged: Iterable[tuple[Authority, Sequence[Judgement]]], asked: Asked
) -> list[Trajectory]:
    """The same from judgements that are here already."""
    found: list[Trajectory] = []
    for authority, judgements in judged:
        stops = list(stops_of(judgements, asked.strand))
        if asked.view == "each":
            found += steps_of(authority, stops, asked)
        elif way := way_of(authority, [stop for stop in stops if within(stop, asked)], asked):
            found.append(way)
    return sorted(found, key=lambda way: way.last.start, reverse=True) if asked.view == "each" else found


def every_strand(
    judged: Sequence[tuple[Authority, Sequence[Judgement]]], asked: Asked
) -> list[tuple[str, str, Counter[str]]]:
    """Each strand by key and name, and how many moved which way, as asked but for the grades and the direction."""
    wider = replace(asked, grade_a="", grade_b="", moved="")
    return [
        (key, name, Counter(way.direction for way in trajectories_of(judged, replace(wider, strand=key))))
        for key, name in strand_choices()
    ]


def within(stop: Stop, asked: Asked) -> bool:
    """Whether an inspection lies in the years asked for."""
    return (asked.from_year or stop.year) <= stop.year <= (asked.to_year or stop.year)


def stops_of(judgements: Iterable[Judgement], strand: str) -> Iterable[Stop]:
    """The judgements of one authority, one for each inspection: of the strand itself where there is one."""
    for _, group in groupby(judgements, key=lambda row: row.inspection_id):
        rows = list(group)
        by_strand = {row.strand: row for row in reversed(rows)}
        row, together = by_strand.get(strand), ""
        if row is None and (joint := [key for key in frameworks.joint_rows(strand) if key in by_strand]):
            row, together = by_strand[joint[0]], frameworks.judged_with(strand)
        inspection = rows[0].inspection
        if inspection.start is None:
            continue
        framework = inspection.framework or ""
        if row is not None:
            given = Given(row.strand, row.label, row.grade, row.status, row.printed_grade)
            yield Stop(inspection.slug, inspection.start, framework, given, together=together)
        elif strand == "overall" and (
            strands := counted({"grade": each.grade} for each in rows if each.grade)
        ):
            given = Given("overall", NAMES["overall"], None, NO_OVERALL)
            yield Stop(inspection.slug, inspection.start, framework, given, strands)


def steps_of(authority: Authority, stops: Sequence[Stop], asked: Asked) -> Iterable[Trajectory]:
    """Each judgement after the newest one before it that judges the same thing, as far as it was asked for."""
    for place, later in enumerate(stops):
        before = [stop for stop in stops[:place] if link(stop, later).relation != "none"]
        if not before or not within(later, asked) or asked.framework_b not in ("", later.framework):
            continue
        if asked.framework_a in ("", before[-1].framework):
            yield trajectory(authority, (before[-1], later))


def way_of(authority: Authority, stops: Sequence[Stop], asked: Asked) -> Trajectory | None:
    """From the first judgement asked for that can be set beside the last, to the last; None where there is none."""
    ends = [n for n, stop in enumerate(stops) if asked.framework_b in ("", stop.framework)]
    if not ends:
        return None
    b = stops[ends[-1]]
    starts = [
        n
        for n, stop in enumerate(stops[: ends[-1]])
        if asked.framework_a in ("", stop.framework) and link(stop, b).relation != "none"
    ]
    return trajectory(authority, tuple(stops[starts[0] : ends[-1] + 1])) if starts else None


def trajectory(authority: Authority, stops: tuple[Stop, ...]) -> Trajectory:
    """The way from the first of these judgements to the last, and what may be said of it."""
    a, b = stops[0], stops[-1]
    said, direction = movement(a.given, b.given, a.framework, b.framework)
    if b.strands:
        said = f"no overall grade since {frameworks.NO_OVERALL_FROM:%B %Y}: nothing to compare"
    elif joint := joint_clause(a, b):
        said = f"{said}; {joint}"
    if direction == "same" and scale(a) != scale(b):
        # The same word on two scales: no sign says so.
        direction = "none"
    return Trajectory(authority, stops, link(a, b).relation, said, direction)


def joint_clause(a: Stop, b: Stop) -> str:
    """What has to be known of grades that were given to two strands in one."""
    if a.together and b.together:
        return f"both times judged {b.together}"
    if a.together or b.together:
        return f"judged {a.together or b.together} the {'first' if a.together else 'second'} time"
    return ""


def link(a: Stop, b: Stop) -> crosswalk.Link:
    """How far two judgements speak of the same thing."""
    return crosswalk.link(a.framework, a.given.strand, b.framework, b.given.strand)


def scale(stop: Stop) -> tuple[str, ...]:
    return frameworks.BY_KEY[stop.framework].scale


def narrowed(found: Iterable[Trajectory], asked: Asked) -> list[Trajectory]:
    """Those that begin and end with the grades asked for, and moved as asked."""
    return [
        way
        for way in found
        if asked.grade_a in ("", state(way.first))
        and asked.grade_b in ("", state(way.last))
        and asked.moved in ("", way.direction)
    ]


def state(stop: Stop) -> str:
    """The grade, or that there was none."""
    return stop.given.grade or stop.given.status


@dataclass(frozen=True, slots=True)
class Crossing:
    """How many authorities went from each grade to each: rows and columns in the order of the scale."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


def crossing(found: Iterable[Trajectory]) -> Crossing:
    """The table of all moves. Grades that nobody has are left out."""
    counts = Counter((state(way.first), state(way.last)) for way in found)
    order = (*frameworks.GRADES, *UNGRADED)
    starts = [grade for grade in order if any(a == grade for a, _ in counts)]
    ends = tuple(grade for grade in order if any(b == grade for _, b in counts))
    return Crossing(ends, tuple((a, tuple((b, counts[a, b]) for b in ends)) for a in starts))


def strand_choices() -> list[tuple[str, str]]:
    """The strands that can be followed, by key and name."""
    return [(key, NAMES[key]) for key in FOLLOWED]
