"""Text that is set in two columns: read down the left one, then down the right one.

A table has two columns too. What is set in columns is running text: both columns are about as wide, their lines
are full, and they begin their paragraphs at different heights, or count on from one to the other.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.parsing.rows import Run, group

# The second column begins in this part of the page's width.
MIDDLE = (0.35, 0.65)
# Fewer lines in a column than this are not columns of running text.
FEWEST_LINES = 5
# The space between the columns, in points.
GUTTER = 6.0
# More than this between two lines, in sizes of their type, ends the columns: below is a footer.
FAR_BELOW = 4
# The narrower column has at least this share of the wider one's width.
ALIKE = 0.6
# A line is full from this share of its column's width on, and at least so many lines are.
FULL = 0.7
MOSTLY = 0.5
# Of the paragraphs of both columns, at most this share begins at one height: more is a table's rows.
LEVEL = 0.5
NUMBER = re.compile(r"(\d{1,3})[.)]?")
ENDED = re.compile(r"[.!?:][\"'’”)\]]*$")


@dataclass(frozen=True, slots=True)
class Columns:
    """The parts of a page in reading order; none where it has no columns. `unsure`: it may have some."""

    parts: tuple[list[Run], ...] = ()
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One line within a column."""

    top: float
    left: float
    right: float
    text: str


def columns_of(runs: Sequence[Run], *, width: float) -> Columns:
    """Whether a page's runs are set in two columns, and if so what comes above, in each, and below."""
    edge = second_edge(runs, width=width)
    if edge is None:
        return Columns()
    rows = group(list(runs))
    band = columned_rows(rows, edge)
    if band is None:
        return Columns()
    first, last = band
    inside = [run for row in rows[first:last] for run in row]
    left = [run for run in inside if run.left < edge - GUTTER]
    right = [run for run in inside if run.left >= edge - GUTTER]
    one, other = lines_in(left), lines_in(right)
    if min(len(one), len(other)) < FEWEST_LINES or not is_running_text(one, other):
        return Columns()
    if counts_on(one, other) or not is_level(one, other):
        above = [run for row in rows[:first] for run in row]
        below = [run for row in rows[last:] for run in row]
        return Columns(parts=(above, left, right, below))
    return Columns(unsure=True)


def second_edge(runs: Sequence[Run], *, width: float) -> float | None:
    """Where in the middle of the page most runs begin; None where too few do."""
    lefts = Counter(round(run.left) for run in runs if MIDDLE[0] * width < run.left < MIDDLE[1] * width)
    most = max(lefts.values(), default=0)
    return (
        float(min(left for left, count in lefts.items() if count == most)) if most >= FEWEST_LINES else None
    )


def columned_rows(rows: Sequence[Sequence[Run]], edge: float) -> tuple[int, int] | None:
    """The longest sequence of rows of which no run crosses the gutter, from the first to behind the last that is
    in the second column; None where there is none."""
    best: tuple[int, int] | None = None
    for start, end in unbroken(rows, edge):
        behind = [at for at in range(start, end) if any(run.left >= edge - GUTTER for run in rows[at])]
        if behind and (best is None or behind[-1] + 1 - behind[0] > best[1] - best[0]):
            best = (behind[0], last_of_column(rows, behind[-1] + 1, end))
    return best


def unbroken(rows: Sequence[Sequence[Run]], edge: float) -> Iterator[tuple[int, int]]:
    """Sequences of neighbouring rows that leave the gutter free: the first, and the one behind the last."""
    start = 0
    for index, row in enumerate(rows):
        crosses = any(run.left < edge - GUTTER < run.right for run in row)
        far = index > start and row[0].top - rows[index - 1][0].top > FAR_BELOW * row[0].size
        if crosses or far:
            yield start, index
            start = index + 1 if crosses else index
    yield start, len(rows)


def last_of_column(rows: Sequence[Sequence[Run]], first: int, end: int) -> int:
    """Where the first column ends that is longer than the second: before the next wide gap."""
    while first < end and rows[first][0].top - rows[first - 1][0].top <= 2 * rows[first][0].size:
        first += 1
    return first


def lines_in(runs: list[Run]) -> list[ColumnLine]:
    """The lines of one column, from the top down."""
    return [
        ColumnLine(
            top=row[0].top,
            left=min(run.left for run in row),
            right=max(run.right for run in row),
            text=" ".join(run.text for run in sorted(row, key=lambda run: run.left)),
        )
        for row in group(runs)
    ]


def is_running_text(one: Sequence[ColumnLine], other: Sequence[ColumnLine]) -> bool:
    """Whether both columns are about as wide, mostly full, and hold sentences."""
    widths = []
    for lines in (one, other):
        left, right = min(line.left for line in lines), max(line.right for line in lines)
        full = sum(line.right >= left + FULL * (right - left) for line in lines)
        if full < MOSTLY * len(lines) or not any(ENDED.search(line.text) for line in lines):
            return False
        widths.append(right - left)
    return min(widths) >= ALIKE * max(widths)


def numbers_in(lines: Sequence[ColumnLine]) -> list[int]:
    """The numbers that lines of a column begin with."""
    return [int(found[1]) for line in lines if (found := NUMBER.match(line.text))]


def counts_on(one: Sequence[ColumnLine], other: Sequence[ColumnLine]) -> bool:
    """Whether the second column's numbers go on where the first one's end."""
    before, after = numbers_in(one), numbers_in(other)
    return bool(before and after) and after[0] == before[-1] + 1


def is_level(one: Sequence[ColumnLine], other: Sequence[ColumnLine]) -> bool:
    """Whether the paragraphs of both columns begin at the same heights, as the cells of a table do."""
    starts, others = starts_in(one), starts_in(other)
    level = sum(any(abs(start - top) < GUTTER for top in others) for start in starts)
    return level > LEVEL * max(len(starts), len(others))


def starts_in(lines: Sequence[ColumnLine]) -> list[float]:
    """The heights at which a column's paragraphs begin: behind a sentence's end, with a capital or a number."""
    starts = [lines[0].top]
    for above, line in itertools.pairwise(lines):
        if ENDED.search(above.text) and not line.text[:1].islower():
            starts.append(line.top)
    return starts
