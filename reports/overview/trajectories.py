"""Authorities by how a grade of theirs moved between two inspections: each against the one before, or first to last.

What moved, and whether it can be said to have moved at all, is told by `comparing.judgements`, so that no
list ever sets "adequate" against "requires improvement".
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from reports import frameworks
from reports.comparing.judgements import NAMES, Direction, movement
from reports.frameworks import crosswalk
from reports.models import Authority
from reports.models.kept_figures import kept_for_version
from reports.overview.grade_histories import (
    FOLLOWED,
    MOST_DIFFERENT,
    Judged,
    Said,
    Stop,
    histories,
    said_jointly,
)
from reports.overview.standings import NO_OVERALL

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
class Verdict:
    """What may be said of a judgement and a later one; `states` are the two grades, or that there was none."""

    relation: crosswalk.Relation
    said: str
    direction: Direction
    states: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Trajectory:
    """One authority's way from an earlier judgement to a later one; `stops` are those and all between."""

    authority: Authority
    stops: tuple[Stop, ...]
    verdict: Verdict

    @property
    def first(self) -> Stop:
        return self.stops[0]

    @property
    def last(self) -> Stop:
        return self.stops[-1]

    @property
    def relation(self) -> crosswalk.Relation:
        return self.verdict.relation

    @property
    def said(self) -> str:
        return self.verdict.said

    @property
    def direction(self) -> Direction:
        return self.verdict.direction

    @property
    def last_graded(self) -> Stop | None:
        """The last grade, where the last report gives none overall."""
        graded = [stop for stop in self.stops if stop.given.grade]
        return graded[-1] if graded and self.last.strands else None


def trajectories(asked: Asked) -> Sequence[Trajectory]:
    """Every pair of inspections as asked, before grades and moves narrow the list: four queries at most.

    The newest first where each inspection is set against the one before, else by the authority's name.
    """
    return _trajectories(replace(asked, grade_a="", grade_b="", moved=""))


@kept_for_version(most=3)
def _trajectories(asked: Asked) -> Sequence[Trajectory]:
    found = [
        Trajectory(authority, stops, verdict(stops[0].said, stops[-1].said))
        for authority, inspections in histories(asked.region)
        for stops in ways(stops_of(inspections, asked.strand), asked)
    ]
    if asked.view == "each":
        found.sort(key=lambda way: way.stops[-1].inspection.start, reverse=True)
    return found


def moves_by_strand(asked: Asked) -> Mapping[str, Counter[str]]:
    """How many moved which way in every strand that can be followed, as asked but for the strand, the grades and the
    move."""
    return _moves_by_strand(replace(asked, strand="overall", grade_a="", grade_b="", moved=""))


@kept_for_version(most=8)
def _moves_by_strand(asked: Asked) -> Mapping[str, Counter[str]]:
    held = histories(asked.region)
    return {
        strand: Counter(
            verdict(stops[0].said, stops[-1].said).direction
            for _, inspections in held
            for stops in ways(stops_of(inspections, strand), asked)
        )
        for strand in FOLLOWED
    }


def every_strand(asked: Asked) -> list[tuple[str, str, Counter[str]]]:
    """Each strand by key and name, and how many of its trajectories moved which way."""
    moves = moves_by_strand(asked)
    return [(key, name, moves[key]) for key, name in strand_choices()]


def within(stop: Stop, asked: Asked) -> bool:
    """Whether an inspection lies in the years asked for."""
    return (asked.from_year or stop.year) <= stop.year <= (asked.to_year or stop.year)


def stops_of(inspections: Iterable[Judged], strand: str) -> Iterator[Stop]:
    """The judgements of one authority, one for each inspection: of the strand itself where there is one."""
    rows_of_both = frameworks.joint_rows(strand)
    for inspection in inspections:
        said = inspection.by_strand.get(strand)
        if said is None and (joint := [row for row in rows_of_both if row in inspection.by_strand]):
            said = said_jointly(inspection.by_strand[joint[0]], strand)
        if said is not None:
            yield Stop(inspection, said)


def ways(stops: Iterable[Stop], asked: Asked) -> Iterator[tuple[Stop, ...]]:
    """The ways of one authority through its judgements: of each against the one before, or of the last to the first."""
    if asked.view == "each":
        yield from steps_of(list(stops), asked)
    else:
        yield from way_of([stop for stop in stops if within(stop, asked)], asked)


def steps_of(stops: Sequence[Stop], asked: Asked) -> Iterator[tuple[Stop, ...]]:
    """Each judgement after the newest one before it that judges the same thing, as far as it was asked for."""
    of_any_year = not (asked.from_year or asked.to_year)
    for place, later in enumerate(stops):
        if not (of_any_year or within(later, asked)) or asked.framework_b not in ("", later.framework):
            continue
        for before in range(place - 1, -1, -1):
            earlier = stops[before]
            if relation(earlier.said, later.said) != "none":
                if asked.framework_a in ("", earlier.framework):
                    yield earlier, later
                break


def way_of(stops: Sequence[Stop], asked: Asked) -> Iterator[tuple[Stop, ...]]:
    """From the first judgement asked for that can be set beside the last, to the last; nothing where there is none."""
    ends = [n for n, stop in enumerate(stops) if asked.framework_b in ("", stop.framework)]
    if not ends:
        return
    b = stops[ends[-1]]
    starts = (
        n
        for n, stop in enumerate(stops[: ends[-1]])
        if asked.framework_a in ("", stop.framework) and relation(stop.said, b.said) != "none"
    )
    if (start := next(starts, None)) is not None:
        yield tuple(stops[start : ends[-1] + 1])


@lru_cache(maxsize=MOST_DIFFERENT)
def relation(a: Said, b: Said) -> crosswalk.Relation:
    """How far two judgements speak of the same thing."""
    return crosswalk.link(a.framework, a.given.strand, b.framework, b.given.strand).relation


@lru_cache(maxsize=MOST_DIFFERENT)
def verdict(a: Said, b: Said) -> Verdict:
    """What may be said of a way from one judgement to another."""
    said, direction = movement(a.given, b.given, a.framework, b.framework)
    if b.strands:
        said = f"no overall grade since {frameworks.NO_OVERALL_FROM:%B %Y}: nothing to compare"
    elif joint := joint_clause(a, b):
        said = f"{said}; {joint}"
    if direction == "same" and scale(a) != scale(b):
        # The same word on two scales: no sign says so.
        direction = "none"
    return Verdict(relation(a, b), said, direction, (a.state, b.state))


def joint_clause(a: Said, b: Said) -> str:
    """What has to be known of grades that were given to two strands in one."""
    if a.together and b.together:
        return f"both times judged {b.together}"
    if a.together or b.together:
        return f"judged {a.together or b.together} the {'first' if a.together else 'second'} time"
    return ""


def scale(said: Said) -> tuple[str, ...]:
    return frameworks.BY_KEY[said.framework].scale


def narrowed(found: Sequence[Trajectory], asked: Asked) -> Sequence[Trajectory]:
    """Those that begin and end with the grades asked for, and moved as asked."""
    if not (asked.grade_a or asked.grade_b or asked.moved):
        return found
    return [
        way
        for way in found
        if asked.grade_a in ("", way.verdict.states[0])
        and asked.grade_b in ("", way.verdict.states[1])
        and asked.moved in ("", way.verdict.direction)
    ]


@dataclass(frozen=True, slots=True)
class Crossing:
    """How many authorities went from each grade to each: rows and columns in the order of the scale."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


def crossing(found: Iterable[Trajectory]) -> Crossing:
    """The table of all moves. Grades that nobody has are left out."""
    counts = Counter(way.verdict.states for way in found)
    order = (*frameworks.GRADES, *UNGRADED)
    starts = [grade for grade in order if any(a == grade for a, _ in counts)]
    ends = tuple(grade for grade in order if any(b == grade for _, b in counts))
    return Crossing(ends, tuple((a, tuple((b, counts[a, b]) for b in ends)) for a in starts))


def strand_choices() -> list[tuple[str, str]]:
    """The strands that can be followed, by key and name."""
    return [(key, NAMES[key]) for key in FOLLOWED]
