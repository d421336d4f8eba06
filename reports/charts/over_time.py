"""Something counted through the years, per 1,000 words, on the grounds of the frameworks.

A year without a report is a gap in the line, not a zero, and no line crosses a framework's border: what is looked
at changes there. Search and themes draw themselves with this.
"""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from reports import frameworks
from reports.charts.lettering import width_of, wrapped

WIDTH = 760
HEIGHT = 220
LEFT = 46
RIGHT = 16
TOP = 48  # room for two lines of a ground's name
LINE = 14
BOTH = "Both"
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Dot:
    """One year's value at its place; `thin` where it rests on little."""

    x: float
    y: float
    year: int
    value: float
    title: str
    thin: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """The years of one framework: where it begins, its name in lines and, for a phone, its initials.

    `begins`: another framework came before it within the years shown, so that its edge is a border.
    """

    x: float
    lines: tuple[str, ...]
    short: str
    begins: bool

    @property
    def first_line(self) -> float:
        """How far above the ground the first line of the name is."""
        return -12 - LINE * (len(self.lines) - 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One year of the table behind the picture; `value` is None where no report is held."""

    year: int
    value: float | None
    note: str


@dataclass(frozen=True, slots=True)
class OverTime:
    """The drawing, and the table behind it."""

    name: str
    unit: str
    dots: tuple[Dot, ...]
    lines: tuple[str, ...]
    grounds: tuple[Ground, ...]
    years: tuple[tuple[float, str], ...]
    scale: tuple[tuple[float, str], ...]
    rows: tuple[Row, ...]
    width: int = WIDTH
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = TOP + HEIGHT
    height: int = TOP + HEIGHT + 28
    depth: int = HEIGHT
    thin: str = ""
    bands: tuple[str, ...] = ()
    unknown: str = "none held"
    pooled: bool = False


def framework_grounds() -> tuple[tuple[float, str, str], ...]:
    """When each framework began that replaced others: year (with its fraction), name and initials."""
    later = [framework for framework in frameworks.FRAMEWORKS if framework.replaces_all]
    return (
        (0.0, "Earlier frameworks", "before"),
        *((year_of(framework.began), framework.short, framework.key.upper()) for framework in later),
    )


def year_of(day: date) -> float:
    """A day as a year with its fraction, in whole months: 1 November 2013 is 2013.83."""
    return round(day.year + (day.month - 1) / 12, 2)


def draw(
    points: Iterable[tuple[int, float | None]],
    *,
    name: str,
    unit: str = "per 1,000 words",
    notes: dict[int, str] | None = None,
    thin: Collection[int] = (),
    thin_is: str = "few reports",
    bands: Mapping[int, tuple[float, float]] | None = None,
    unknown: str = "none held",
    pooled: Collection[int] = (),
) -> OverTime:
    """The picture of (year, value) points; None, or a year that is missing, is a year without a report.

    `notes` says more of a year in the table ("12 reports"). `thin` are the years that rest on so little that their
    value says little, `thin_is` on what. `bands` says between which values an estimate lies; `unknown` what the table
    says of a year without a value. `pooled` are the years with reports of two frameworks: they are in the ground of
    neither, and no line leads to them or from them. With no value at all the drawing has a scale and nothing on it.
    """
    values = dict(points)
    known = {year: value for year, value in values.items() if value is not None}
    first, last = (min(values), max(values)) if values else (2012, 2012)
    bands = bands or {}
    most = max([*known.values(), *(high for _, high in bands.values())], default=0.0)
    step = step_for(most)
    highest = step * max(1, math.ceil(round(most / step, 6)))

    def x_of(year: float) -> float:
        return round(LEFT + (year - first + 0.5) * (WIDTH - RIGHT - LEFT) / (last - first + 1), 1)

    def y_of(value: float) -> float:
        return round(TOP + HEIGHT - value / highest * HEIGHT, 1)

    dots = tuple(
        Dot(
            x_of(year),
            y_of(value),
            year,
            value,
            f"{year}: {written(value)} {unit}",
            thin=year in thin,
        )
        for year, value in sorted(known.items())
    )
    years = range(first, last + 1)
    every = math.ceil(len(years) * 40 / (WIDTH - LEFT - RIGHT))
    return OverTime(
        name=name,
        unit=unit,
        dots=dots,
        lines=tuple(path(run) for run in runs_of(dots, pooled) if len(run) > 1),
        bands=tuple(band_path(run, bands, y_of) for run in runs_of(dots, pooled) if run and bands),
        unknown=unknown,
        grounds=tuple(grounds_of(first=first, last=last, pooled=pooled)),
        pooled=any(dot.year in pooled for dot in dots),
        years=tuple((x_of(year), str(year)) for year in years if (year - first) % every == 0),
        scale=tuple((y_of(step * n), written(step * n)) for n in range(round(highest / step) + 1)),
        thin=thin_is if any(dot.thin for dot in dots) else "",
        rows=tuple(Row(year, known.get(year), (notes or {}).get(year, "")) for year in years if values),
    )


def step_for(highest: float) -> float:
    """A round step that needs at most five lines to reach the highest value."""
    # Less than one in a thousand million words is nothing.
    if highest < 1e-6:
        return 1.0
    rough = highest / 5
    power = 10.0 ** math.floor(math.log10(rough))
    return next(round(factor * power, 10) for factor in STEPS if factor * power >= rough * (1 - 1e-9))


def written(value: float) -> str:
    """A value for people: whole where it is whole, else with the digits that distinguish it."""
    if value == int(value):
        return str(int(value))
    return f"{value:.2f}".rstrip("0") if value >= 0.01 else f"{value:.1g}"


def pooled_years(frameworks_of: Mapping[int, Collection[str]]) -> frozenset[int]:
    """The years whose reports belong to the grounds of more than one framework."""
    return frozenset(
        year for year, keys in frameworks_of.items() if len({ground_of(key) for key in keys}) > 1
    )


def ground_of(key: str) -> str:
    """The ground of a framework: the newest that began before the framework's last year (reviews of boards were made
    beside the single inspections)."""
    ended = frameworks.BY_KEY[key].years[1] or math.inf
    return [short for year, _, short in framework_grounds() if year < ended][-1]


def runs_of(dots: Sequence[Dot], pooled: Collection[int] = ()) -> Iterable[list[Dot]]:
    """The dots of years that follow each other under one framework."""
    run: list[Dot] = list(dots[:1])
    for before, dot in pairwise(dots):
        if dot.year != before.year + 1 or dot.year in first_years() or {before.year, dot.year} & {*pooled}:
            yield run
            run = []
        run.append(dot)
    yield run


def band_path(
    run: Sequence[Dot], bands: Mapping[int, tuple[float, float]], y_of: Callable[[float], float]
) -> str:
    """The ground between the lower and the upper values of some years; of a single year, so wide as a dot."""
    sides = [(dot.x, *bands.get(dot.year, (dot.value, dot.value))) for dot in run]
    if len(sides) == 1:
        sides = [(x, low, high) for _, low, high in sides for x in (run[0].x - 4, run[0].x + 4)]
    upper = [f"{x} {y_of(high)}" for x, _, high in sides]
    lower = [f"{x} {y_of(low)}" for x, low, _ in reversed(sides)]
    return "M" + "L".join([*upper, *lower]) + "Z"


def first_years() -> frozenset[int]:
    """The first whole year of each framework: no line leads to it from the year before."""
    return frozenset(math.ceil(year) for year, _, _ in framework_grounds())


def path(run: Sequence[Dot]) -> str:
    """A path through dots."""
    return "M" + "L".join(f"{dot.x} {dot.y}" for dot in run)


def grounds_of(*, first: int, last: int, pooled: Collection[int] = ()) -> Iterable[Ground]:
    """The grounds of the years shown, each with its name in as many lines as its width needs."""
    a_year = (WIDTH - RIGHT - LEFT) / (last - first + 1)
    for year, end, name, short in stretches(pooled):
        left, right = max(year, first), min(end, last + 1)
        if left < right:
            x = LEFT + (left - first) * a_year
            room = (right - left) * a_year - 10
            lines = wrapped(name, width=room)
            if any(width_of(line) > room for line in lines):
                # A name that would run into the next ground's gives way to its initials.
                lines = (short.upper() if name != BOTH else BOTH,)
            yield Ground(round(x, 1), lines, short, begins=year > first)


def stretches(pooled: Collection[int]) -> Iterable[tuple[float, float, str, str]]:
    """From when to when each ground goes, its name and initials: those of the frameworks, without the pooled years,
    and one for each pooled year."""
    beginnings = framework_grounds()
    ends = [year for year, _, _ in beginnings[1:]] + [math.inf]
    cuts = sorted({*pooled, *(year + 1 for year in pooled)})
    shown: set[int] = set()
    for (begins, name, short), end in zip(beginnings, ends, strict=True):
        borders = [begins, *(float(cut) for cut in cuts if begins < cut < end), end]
        for left, right in pairwise(borders):
            year = math.floor(left)
            if year not in pooled:
                yield left, right, name, short
            elif year not in shown:
                shown.add(year)
                yield year, year + 1, BOTH, BOTH.lower()
