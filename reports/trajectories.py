"""Authorities by how a grade of theirs moved between two inspections.

What moved, and whether it can be said to have moved at all, is told by `comparing.judgements`, so that no
list ever sets "adequate" against "requires improvement".
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q

from reports import crosswalk, frameworks
from reports.comparing.judgements import NAMES, Direction, Given, movement
from reports.models import Authority, Judgement
from reports.standing import NO_OVERALL, counted

# The strands that can be followed; the strands of other frameworks that stand for one come from the crosswalk.
FOLLOWED = ("overall", "help-and-protection", "care", "care-leavers", "leadership")
# Until 2022 the ILACS judged these in one row.
IN_ONE_ROW = {"care", "care-leavers"}
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
    """What a reader asked for; empty means any. Years and frameworks choose the two inspections."""

    strand: str = "overall"
    from_year: int | None = None
    to_year: int | None = None
    framework_a: str = ""
    framework_b: str = ""
    grade_a: str = ""
    grade_b: str = ""
    moved: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """One judgement on the way; `strands` is what a report without an overall grade gives instead, counted."""

    slug: str
    start: date
    framework: str
    given: Given
    strands: tuple[tuple[str, int], ...] = ()

    @property
    def year(self) -> int:
        return self.start.year


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
    """Every authority that was judged twice as asked, by name, before grades and moves narrow the list."""
    rows = (
        Judgement.objects.placed()
        .filter(concerned(asked.strand))
        .select_related("inspection__authority")
        .order_by("inspection__authority__name", "inspection__start", "inspection__slug", "order")
    )
    found = []
    for authority, judgements in groupby(rows, key=lambda row: row.inspection.authority):
        if authority is not None and (way := way_of(authority, list(stops_of(judgements, asked)), asked)):
            found.append(way)
    return found


def concerned(strand: str) -> Q:
    """The judgements that can say something of a strand: of overall, since its end, those of the other strands."""
    of_it = Q(strand__in=family(strand))
    return of_it | Q(inspection__start__gte=frameworks.NO_OVERALL_FROM) if strand == "overall" else of_it


def family(strand: str) -> set[str]:
    """A strand and all that any framework's crosswalk sets beside it."""
    beside = {strand}
    for pair in crosswalk.crosswalk().links.values():
        beside |= {one.strand_b for one in pair if one.strand_a == strand}
        beside |= {one.strand_a for one in pair if one.strand_b == strand}
    return beside


def stops_of(judgements: Iterable[Judgement], asked: Asked) -> Iterable[Stop]:
    """The judgements within the years, one for each inspection: of the strand itself where there is one."""
    for _, group in groupby(judgements, key=lambda row: row.inspection_id):
        rows = list(group)
        by_strand = {row.strand: row for row in reversed(rows)}
        row = by_strand.get(asked.strand)
        if row is None and asked.strand in IN_ONE_ROW:
            row = by_strand.get("care-and-care-leavers")
        inspection = rows[0].inspection
        if inspection.start is None or (row is None and asked.strand != "overall"):
            continue
        year = inspection.start.year
        if not (asked.from_year or year) <= year <= (asked.to_year or year):
            continue
        if row is not None:
            given = Given(row.strand, row.label, row.grade, row.status, row.printed_grade)
            yield Stop(inspection.slug, inspection.start, inspection.framework or "", given)
        elif strands := counted({"grade": each.grade} for each in rows if each.grade):
            given = Given("overall", NAMES["overall"], None, NO_OVERALL)
            yield Stop(inspection.slug, inspection.start, inspection.framework or "", given, strands)


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
    if not starts:
        return None
    a = stops[starts[0]]
    said, direction = movement(a.given, b.given, a.framework, b.framework)
    if b.strands:
        said = f"no overall grade since {frameworks.NO_OVERALL_FROM:%B %Y}: nothing to compare"
    if direction == "same" and scale(a) != scale(b):
        # The same word on two scales: no sign says so.
        direction = "none"
    return Trajectory(authority, tuple(stops[starts[0] : ends[-1] + 1]), link(a, b).relation, said, direction)


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
    return [(key, NAMES[key]) for key in FOLLOWED]
