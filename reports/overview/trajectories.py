"""Authorities by how a grade of theirs moved between two inspections: each against the one before, or first to last.

What moved, and whether it can be said to have moved at all, is told by `comparing.judgements`, so that no
list ever sets "adequate" against "requires improvement".
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal

from reports import frameworks
from reports.comparing.judgements import NAMES, Direction, Given, movement
from reports.frameworks import crosswalk
from reports.models import Authority, Judgement
from reports.overview.kept_figures import kept_for_version
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


@dataclass(frozen=True, slots=True)
class Judged:
    """What one inspection gave: the first judgement of each strand, and its grades counted."""

    slug: str
    start: date
    framework: str
    by_strand: Mapping[str, Given]
    grades: tuple[tuple[str, int], ...]


def trajectories(asked: Asked) -> Sequence[Trajectory]:
    """Every pair of inspections as asked, before grades and moves narrow the list: two queries at most.

    The newest first where each inspection is set against the one before, else by the authority's name.
    """
    return trajectories_of(histories(asked.region), asked)


def trajectories_of(
    judged: Iterable[tuple[Authority, Sequence[Judged]]], asked: Asked
) -> Sequence[Trajectory]:
    """The same from inspections that are here already."""
    found: list[Trajectory] = []
    for authority, inspections in judged:
        stops = list(stops_of(inspections, asked.strand))
        if asked.view == "each":
            found += steps_of(authority, stops, asked)
        elif way := way_of(authority, [stop for stop in stops if within(stop, asked)], asked):
            found.append(way)
    return sorted(found, key=lambda way: way.last.start, reverse=True) if asked.view == "each" else found


def trajectories_by_strand(asked: Asked) -> Mapping[str, Sequence[Trajectory]]:
    """Those of every strand that can be followed, as asked but for the strand, the grades and the move."""
    return _by_strand(replace(asked, strand="overall", grade_a="", grade_b="", moved=""))


@kept_for_version(most=3)
def _by_strand(asked: Asked) -> Mapping[str, Sequence[Trajectory]]:
    inspections = histories(asked.region)
    return {strand: trajectories_of(inspections, replace(asked, strand=strand)) for strand in FOLLOWED}


@kept_for_version(most=2)
def histories(region: str = "") -> Sequence[tuple[Authority, Sequence[Judged]]]:
    """Each authority (of one region) with all its graded inspections, the oldest first: two queries."""
    rows = Judgement.objects.placed()
    if region:
        rows = rows.in_regions(region)
    fields = ("strand", "label", "grade", "status", "printed_grade")
    inspection = ("authority_id", "slug", "start", "framework")
    ordered: Iterable[Any] = rows.order_by(
        "inspection__authority__name", "inspection__start", "inspection__slug", "order"
    ).values_list(*(f"inspection__{name}" for name in inspection), *fields)
    authorities = Authority.objects.in_bulk()
    found: list[tuple[Authority, Sequence[Judged]]] = []
    for pk, of_one in groupby(ordered, key=lambda row: row[0]):
        inspections = [
            judged(slug, start, framework, [row[4:] for row in rows_of_one])
            for (slug, start, framework), rows_of_one in groupby(of_one, key=lambda row: row[1:4])
        ]
        found.append((authorities[pk], inspections))
    return found


def judged(slug: str, start: date, framework: str, rows: Iterable[tuple[Any, ...]]) -> Judged:
    """One inspection from its judgements in printed order."""
    given = [given_once(*row) for row in rows]
    by_strand = {each.strand: each for each in reversed(given)}
    grades = counted({"grade": each.grade} for each in given if each.grade)
    return Judged(slug, start, framework, by_strand, grades)


@lru_cache(maxsize=4096)
def given_once(strand: str, label: str, grade: str | None, status: str, printed_grade: str) -> Given:
    """A judgement; those with equal words are one value."""
    return Given(strand, label, grade, status, printed_grade)


def every_strand(by_strand: Mapping[str, Sequence[Trajectory]]) -> list[tuple[str, str, Counter[str]]]:
    """Each strand by key and name, and how many of its trajectories moved which way."""
    return [(key, name, Counter(way.direction for way in by_strand[key])) for key, name in strand_choices()]


def within(stop: Stop, asked: Asked) -> bool:
    """Whether an inspection lies in the years asked for."""
    return (asked.from_year or stop.year) <= stop.year <= (asked.to_year or stop.year)


def stops_of(inspections: Iterable[Judged], strand: str) -> Iterable[Stop]:
    """The judgements of one authority, one for each inspection: of the strand itself where there is one."""
    rows_of_both = frameworks.joint_rows(strand)
    for inspection in inspections:
        given, together = inspection.by_strand.get(strand), ""
        if given is None and (joint := [key for key in rows_of_both if key in inspection.by_strand]):
            given, together = inspection.by_strand[joint[0]], frameworks.judged_with(strand)
        place = (inspection.slug, inspection.start, inspection.framework)
        if given is not None:
            yield Stop(*place, given, together=together)
        elif strand == "overall" and inspection.grades:
            yield Stop(*place, Given("overall", NAMES["overall"], None, NO_OVERALL), inspection.grades)


def steps_of(authority: Authority, stops: Sequence[Stop], asked: Asked) -> Iterable[Trajectory]:
    """Each judgement after the newest one before it that judges the same thing, as far as it was asked for."""
    for place, later in enumerate(stops):
        if not within(later, asked) or asked.framework_b not in ("", later.framework):
            continue
        before = (stop for stop in reversed(stops[:place]) if link(stop, later).relation != "none")
        earlier = next(before, None)
        if earlier and asked.framework_a in ("", earlier.framework):
            yield trajectory(authority, (earlier, later))


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
    said, direction = moved(a.given, b.given, a.framework, b.framework)
    if b.strands:
        said = f"no overall grade since {frameworks.NO_OVERALL_FROM:%B %Y}: nothing to compare"
    elif joint := joint_clause(a, b):
        said = f"{said}; {joint}"
    if direction == "same" and scale(a) != scale(b):
        # The same word on two scales: no sign says so.
        direction = "none"
    return Trajectory(authority, stops, link(a, b).relation, said, direction)


@lru_cache(maxsize=4096)
def moved(a: Given, b: Given, framework_a: str, framework_b: str) -> tuple[str, Direction]:
    """What is said of two judgements, and their direction: there are few different pairs, and many of each."""
    return movement(a, b, framework_a, framework_b)


def joint_clause(a: Stop, b: Stop) -> str:
    """What has to be known of grades that were given to two strands in one."""
    if a.together and b.together:
        return f"both times judged {b.together}"
    if a.together or b.together:
        return f"judged {a.together or b.together} the {'first' if a.together else 'second'} time"
    return ""


def link(a: Stop, b: Stop) -> crosswalk.Link:
    """How far two judgements speak of the same thing."""
    return link_of(a.framework, a.given.strand, b.framework, b.given.strand)


@lru_cache(maxsize=1024)
def link_of(framework_a: str, strand_a: str, framework_b: str, strand_b: str) -> crosswalk.Link:
    return crosswalk.link(framework_a, strand_a, framework_b, strand_b)


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
