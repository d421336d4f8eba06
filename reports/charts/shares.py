"""Counts of grades: a column each year, on the ground of its framework; or shares of them, a bar each strand.

Columns are as high as what they count, so that two reports never look like fifty. Two scales are never drawn as one:
where columns have grounds, each holds the years of one framework, and "adequate" and "requires improvement" are
different parts with different signs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reports import frameworks
from reports.charts.lettering import wrapped

# From the bottom up: the best grades are on the ground, where they can be compared between columns.
ORDER = (
    *frameworks.GRADES,
    "judged jointly",
    "not judged",
    "not in framework",
    "not read",
    "no overall grade",
    "no report",
)
HEIGHT = 240
COLUMN = 40
GAP = 8
BETWEEN = 20
LINE = 14
LEAST_LABEL = 17  # a part lower than this holds no number
LEAST_LINK = 24  # a part lower than this cannot be hit (WCAG 2.2, 2.5.8): the table beside holds its link
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000)
MOST_LINES = 5


@dataclass(frozen=True, slots=True)
class Year:
    """How many inspections of one year, under one framework, were given each grade; `without`, how many none.

    `urls` lead to what each word counts; `label` is under the column instead of the year.
    """

    year: int
    framework: str
    framework_name: str
    counts: Mapping[str, int]
    without: int = 0
    urls: Mapping[str, str] = field(default_factory=dict)
    label: str = ""

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
    url: str = ""

    @property
    def link(self) -> str:
        """Where the drawn part leads; empty where it is too low to be hit."""
        return self.url if self.length >= LEAST_LINK else ""

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
        """How far above the ground the first line of the name is."""
        return -10 - LINE * (len(self.lines) - 1)


@dataclass(frozen=True, slots=True)
class Shares:
    """The drawing of columns."""

    width: float
    top: float
    grounds: tuple[Ground, ...]
    columns: tuple[Column, ...]
    lines: tuple[tuple[int, float], ...] = ()
    left: float = 44
    column: float = COLUMN
    depth: float = HEIGHT + 26

    @property
    def height(self) -> float:
        return self.top + self.depth + 24


def draw(years: Sequence[Year]) -> Shares:
    """The columns of years that come in order of framework, then year. Years without an inspection are left out."""
    highest = max((year.total for year in years), default=0) or 1
    lines = scale(highest)
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
        parts = standing_on_the_ground(year, HEIGHT * year.total / highest)
        columns.append(Column(x, year.label or str(year.year), year.total, parts, without=year.without))
        x += COLUMN + GAP
        name, left, _ = spans[-1]
        spans[-1] = (name, left, x)
    grounds = tuple(
        Ground(left, right - left, wrapped(name, width=max(right - left - 4, 56)))
        for name, left, right in spans
    )
    names = max((len(ground.lines) for ground in grounds), default=1)
    return Shares(
        width=max(x, 320),
        top=names * LINE + 14,
        grounds=grounds,
        columns=tuple(columns),
        lines=tuple((number, round(HEIGHT - HEIGHT * number / highest, 1)) for number in lines),
    )


def scale(most: int) -> list[int]:
    """The numbers of the scale: from 0, in round steps, to the last that is not above the most."""
    step = next((step for step in STEPS if most <= step * MOST_LINES), most)
    return [step * index for index in range(most // step + 1)]


def standing_on_the_ground(year: Year, length: float) -> tuple[Part, ...]:
    """The parts of a column of this height, measured from the top of the drawing."""
    parts = parts_of(year.counts, length=length, upward=True, urls=year.urls)
    return tuple(replace(part, start=round(part.start + HEIGHT - length, 1)) for part in parts)


def parts_of(
    counts: Mapping[str, int],
    *,
    length: float,
    upward: bool = False,
    urls: Mapping[str, str] | None = None,
) -> tuple[Part, ...]:
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
        url = (urls or {}).get(word, "")
        parts.append(Part(word, count, percent, round(start, 1), round(part, 1), label, url))
        done += part
    return tuple(parts)
