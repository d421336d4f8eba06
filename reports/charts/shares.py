"""Shares of grades: a column each year, on the ground of its framework; or a bar each strand.

Two scales are never drawn as one: a ground holds the years of one framework, and "adequate" and "requires
improvement" are different parts with different signs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports import frameworks
from reports.charts.lettering import wrapped

# From the bottom up: the best grades stand on the ground, where they can be compared between columns.
ORDER = (*frameworks.GRADES, "not judged")
HEIGHT = 240
COLUMN = 40
GAP = 8
BETWEEN = 20
LINE = 14
LEAST_LABEL = 17  # a part lower than this holds no number


@dataclass(frozen=True, slots=True)
class Year:
    """How many inspections of one year, under one framework, were given each grade; `without`, how many none."""

    year: int
    framework: str
    framework_name: str
    counts: Mapping[str, int]
    without: int = 0

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Part:
    """One grade's part of a column or bar: place, length, and the number where it fits."""

    word: str
    count: int
    percent: int
    start: float
    length: float
    label: str

    @property
    def middle(self) -> float:
        return round(self.start + self.length / 2, 1)


@dataclass(frozen=True, slots=True)
class Column:
    """One year: its parts from the bottom up, their `start` measured from the top; `without`, who is in none."""

    x: float
    label: str
    total: int
    parts: tuple[Part, ...]
    without: int = 0


@dataclass(frozen=True, slots=True)
class Ground:
    """The years of one framework."""

    x: float
    width: float
    lines: tuple[str, ...]

    @property
    def first_line(self) -> float:
        """How far above the ground the first line of the name stands."""
        return -10 - LINE * (len(self.lines) - 1)


@dataclass(frozen=True, slots=True)
class Shares:
    """The drawing of columns."""

    width: float
    top: float
    grounds: tuple[Ground, ...]
    columns: tuple[Column, ...]
    left: float = 44
    column: float = COLUMN
    depth: float = HEIGHT + 26

    @property
    def height(self) -> float:
        return self.top + self.depth + 24

    @property
    def lines(self) -> tuple[tuple[int, float], ...]:
        """The scale: percent, and its place from the top of the columns."""
        return tuple((percent, HEIGHT - HEIGHT * percent / 100) for percent in (0, 25, 50, 75, 100))


def draw(years: Sequence[Year]) -> Shares:
    """The columns of years that come in order of framework, then year. Years without an inspection are left out."""
    columns: list[Column] = []
    spans: list[tuple[str, float, float]] = []
    x = 44.0 + GAP
    framework = None
    for year in years:
        if not (year.total or year.without):
            continue
        if year.framework != framework:
            x += BETWEEN if framework else 0
            spans.append((year.framework_name, x - GAP, x))
            framework = year.framework
        parts = parts_of(year.counts, length=HEIGHT, upward=True)
        columns.append(Column(x, str(year.year), year.total, parts, without=year.without))
        x += COLUMN + GAP
        name, left, _ = spans[-1]
        spans[-1] = (name, left, x)
    grounds = tuple(
        Ground(left, right - left, wrapped(name, width=max(right - left - 4, 56)))
        for name, left, right in spans
    )
    lines = max((len(ground.lines) for ground in grounds), default=1)
    return Shares(width=max(x, 320), top=lines * LINE + 14, grounds=grounds, columns=tuple(columns))


def parts_of(counts: Mapping[str, int], *, length: float, upward: bool = False) -> tuple[Part, ...]:
    """The parts of one whole in the order of the grades, the best first, along `length`.

    `upward` measures from the far end, as a column that grows from the ground needs it. Percents are rounded;
    the lengths are exact, so that the parts fill the whole.
    """
    total = sum(counts.values())
    parts = []
    done = 0.0
    for word in ORDER:
        count = counts.get(word, 0)
        if not count:
            continue
        part = length * count / total
        start = length - done - part if upward else done
        percent = round(100 * count / total)
        label = str(count) if part >= LEAST_LABEL else ""
        parts.append(Part(word, count, percent, round(start, 1), round(part, 1), label))
        done += part
    return tuple(parts)
