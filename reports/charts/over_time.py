"""Something counted through the years, per 1,000 words, with the frameworks' borders drawn.

A year without a report is a gap in the line, not a zero. Search and themes draw themselves with this.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reports import frameworks

WIDTH = 760
HEIGHT = 220
LEFT = 46
RIGHT = 16
TOP = 34
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Dot:
    """One year's value at its place."""

    x: float
    y: float
    year: int
    value: float
    title: str


@dataclass(frozen=True, slots=True)
class Border:
    """Where a framework begins, between two years; `anchor` keeps its name on the drawing. `short` is for a phone."""

    x: float
    label: str
    short: str
    anchor: str


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
    borders: tuple[Border, ...]
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


def framework_borders() -> tuple[tuple[float, str, str], ...]:
    """Where the frameworks that replaced another began: year (with its fraction), name and initials."""
    return tuple(
        (year, frameworks.BY_KEY[key].short, key.upper())
        for year, key in ((2013.83, "sif"), (2018.0, "ilacs"))
    )


def draw(
    points: Iterable[tuple[int, float | None]],
    *,
    name: str,
    unit: str = "per 1,000 words",
    notes: dict[int, str] | None = None,
    borders: Sequence[tuple[float, str, str]] | None = None,
) -> OverTime:
    """The picture of (year, value) points; None, or a year that is missing, is a year without a report.

    `notes` says more of a year in the table ("12 reports"). `borders` are the frameworks' beginnings, those
    of the archive unless given. With no value at all the drawing has a scale and nothing on it.
    """
    values = dict(points)
    known = {year: value for year, value in values.items() if value is not None}
    first, last = (min(values), max(values)) if values else (2012, 2012)
    step = step_for(max(known.values(), default=0.0))
    highest = step * max(1, math.ceil(round(max(known.values(), default=0.0) / step, 6)))

    def x_of(year: float) -> float:
        return round(LEFT + (year - first + 0.5) * (WIDTH - RIGHT - LEFT) / (last - first + 1), 1)

    def y_of(value: float) -> float:
        return round(TOP + HEIGHT - value / highest * HEIGHT, 1)

    dots = tuple(
        Dot(x_of(year), y_of(value), year, value, f"{year}: {written(value)} {unit}")
        for year, value in sorted(known.items())
    )
    years = range(first, last + 1)
    every = math.ceil(len(years) * 40 / (WIDTH - LEFT - RIGHT))
    return OverTime(
        name=name,
        unit=unit,
        dots=dots,
        lines=tuple(lines_of(dots)),
        borders=tuple(borders_of(borders or framework_borders(), first=first, last=last)),
        years=tuple((x_of(year), str(year)) for year in years if (year - first) % every == 0),
        scale=tuple((y_of(step * n), written(step * n)) for n in range(round(highest / step) + 1)),
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
    """A value for people: whole where it is whole, else with the digits that tell it apart."""
    if value == int(value):
        return str(int(value))
    return f"{value:.2f}".rstrip("0") if value >= 0.01 else f"{value:.1g}"


def lines_of(dots: Sequence[Dot]) -> Iterable[str]:
    """SVG paths through dots of years that follow each other; a single year has none."""
    run: list[Dot] = list(dots[:1])
    for before, dot in pairwise(dots):
        if dot.year != before.year + 1:
            yield from path(run)
            run = []
        run.append(dot)
    yield from path(run)


def path(run: Sequence[Dot]) -> Iterable[str]:
    """One path, or none for fewer than two dots."""
    if len(run) > 1:
        yield "M" + "L".join(f"{dot.x} {dot.y}" for dot in run)


def borders_of(borders: Sequence[tuple[float, str, str]], *, first: int, last: int) -> Iterable[Border]:
    """The borders that lie within the years shown; a name that would leave on the right stands on the left."""
    for year, label, short in borders:
        if first < year < last + 1:
            x = round(LEFT + (year - first) * (WIDTH - RIGHT - LEFT) / (last - first + 1), 1)
            yield Border(x, label, short, "end" if x > WIDTH * 0.72 else "start")
