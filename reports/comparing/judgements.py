"""The judgements of two reports beside each other, and what moved, in words that the scales allow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reports import frameworks
from reports.frameworks import crosswalk

Direction = Literal["up", "down", "same", "none"]

NAMES = {strand.key: strand.name for strand in frameworks.STRANDS}
# In both scales: outstanding, good, inadequate. What lies between differs, and is never converted.


@dataclass(frozen=True, slots=True)
class Given:
    """One judgement of one report."""

    strand: str
    label: str
    grade: str | None
    status: str
    printed_grade: str = ""

    @property
    def name(self) -> str:
        """The strand's usual name, or its label as printed where it is none of the usual ones."""
        return self.label if self.strand == "other" else NAMES[self.strand]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a judgement of either report or of both, and how far they can be compared.

    `absent`: where one report lacks it, whether its framework has no such judgement, this report gives none, or
    judges the strand jointly with another.
    """

    earlier: Given | None
    later: Given | None
    relation: crosswalk.Relation
    movement: str
    direction: Direction
    reason: str
    source: str
    absent: frameworks.Absence = "not in framework"

    @property
    def strand(self) -> str:
        """The strand's name; of two that differ, both."""
        names = [given.name for given in (self.earlier, self.later) if given]
        return names[0] if len(set(names)) == 1 else f"{names[0]} → {names[1]}"

    @property
    def graded_on_both_sides(self) -> bool:
        return bool(self.earlier and self.later and self.earlier.grade and self.later.grade)


def rows(
    earlier: Sequence[Given],
    later: Sequence[Given],
    *,
    framework_a: str,
    framework_b: str,
    places: tuple[str, str] | None = None,
) -> tuple[Row, ...]:
    """Every judgement of both reports, each in at least one row, in the order of the strands.

    `places` are the names of two authorities, between which nothing moves; None for one over time. What one
    report alone judges is said to be there alone: another inspection, which is not compared, may have judged
    it before or since.
    """
    over_time = places is None
    first, second = places or ("the earlier report", "the later report")
    found: list[Row] = []
    links = {(one.strand_a, one.strand_b): one for one in crosswalk.links(framework_a, framework_b)}
    for a in earlier:
        for b in later:
            link = links.get((a.strand, b.strand))
            if link is None or (a.strand == "other" and a.label != b.label):
                continue
            words, direction = movement(a, b, framework_a, framework_b, over_time=over_time)
            found.append(Row(a, b, link.relation, words, direction, link.reason, link.source))
    found = without_weaker(found)
    found += of_one_name(unmatched(earlier, found), unmatched(later, found), framework_a, framework_b)
    for a in unmatched(earlier, found):
        why, absent = (
            crosswalk.ending(framework_a, a.strand, framework_b),
            frameworks.absence(framework_b, a.strand, judged(later)),
        )
        said = f"judged in {first} alone"
        found.append(Row(a, None, "none", said, "none", why.reason, why.source, absent))
    for b in unmatched(later, found):
        why, absent = (
            crosswalk.ending(framework_b, b.strand, framework_a),
            frameworks.absence(framework_a, b.strand, judged(earlier)),
        )
        said = f"judged in {second} alone"
        found.append(Row(None, b, "none", said, "none", why.reason, why.source, absent))
    return tuple(sorted(found, key=place))


def judged(given: Sequence[Given]) -> set[str]:
    """The strands that a report judges."""
    return {one.strand for one in given if one.status != "not judged"}


def unmatched(given: Sequence[Given], found: Sequence[Row]) -> list[Given]:
    """The judgements of a report that are in no row yet."""
    held = {id(side) for row in found for side in (row.earlier, row.later)}
    return [one for one in given if id(one) not in held]


def of_one_name(
    earlier: Sequence[Given], later: Sequence[Given], framework_a: str, framework_b: str
) -> list[Row]:
    """Judgements of one name that judge different things: side by side, so that nobody takes one for missing."""
    found = []
    for a in earlier:
        for b in later:
            if a.strand == b.strand != "other":
                why = crosswalk.link(framework_a, a.strand, framework_b, b.strand)
                said = "not comparable: of one name, and of different things"
                found.append(Row(a, b, "none", said, "none", why.reason, why.source))
    return found


def without_weaker(found: Sequence[Row]) -> list[Row]:
    """Leave out a part-comparison of two judgements that both have a whole counterpart elsewhere."""
    whole_a = {id(row.earlier) for row in found if row.relation == "same"}
    whole_b = {id(row.later) for row in found if row.relation == "same"}
    return [
        row
        for row in found
        if row.relation == "same" or id(row.earlier) not in whole_a or id(row.later) not in whole_b
    ]


def place(row: Row) -> tuple[int, int]:
    """Rows in the order of the strands, the later report's where they differ."""
    order = [strand.key for strand in frameworks.STRANDS]
    later, earlier = row.later or row.earlier, row.earlier or row.later
    if later is None or earlier is None:
        raise ValueError("A row has at least one side.")
    return order.index(later.strand), order.index(earlier.strand)


def movement(
    a: Given, b: Given, framework_a: str, framework_b: str, *, over_time: bool = True
) -> tuple[str, Direction]:
    """What moved between two judgements, and the arrow where the scales allow one.

    An arrow is drawn where both grades are on one scale, or where both are grades that the two scales share.
    "Adequate" and "requires improvement" belong to one scale each and are never set against each other.
    """
    if a.grade is None or b.grade is None:
        return ungraded(a, b, over_time=over_time), "none"
    scale_a, scale_b = frameworks.BY_KEY[framework_a].scale, frameworks.BY_KEY[framework_b].scale
    if not frameworks.may_be_set_against(a.grade, b.grade):
        return f"not comparable: {a.grade} and {b.grade} are grades of different scales", "none"
    if over_time:
        said = f"{a.grade} both times" if a.grade == b.grade else f"from {a.grade} to {b.grade}"
    else:
        said = f"both {a.grade}" if a.grade == b.grade else f"{a.grade} and {b.grade}"
    shared: Sequence[str] = scale_a
    if scale_a != scale_b:
        said += "; another framework, another scale"
        shared = [grade for grade in scale_a if grade in scale_b]
    if not over_time or a.grade not in shared or b.grade not in shared:
        return said, "none"
    return said, arrow(a.grade, b.grade, shared)


def ungraded(a: Given, b: Given, *, over_time: bool) -> str:
    """What can be said where one of the two has no grade."""
    if a.grade is None and b.grade is None:
        return "not graded either time" if over_time else "graded in neither"
    joint = ", then" if over_time else " and"
    return f"{a.grade or a.status}{joint} {b.grade or b.status}: nothing to compare"


def arrow(a: str, b: str, scale: Sequence[str]) -> Direction:
    """Up, down or the same on a scale that is written best first."""
    if a == b:
        return "same"
    return "up" if scale.index(b) < scale.index(a) else "down"
