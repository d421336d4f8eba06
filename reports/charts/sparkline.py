"""A line the size of a word: how something went, for a list. The numbers are beside it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

WIDTH = 120
HEIGHT = 28
INSET = 3


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Paths through years that follow each other, dots for years that are alone, and the newest one's place."""

    lines: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    last: tuple[float, float] | None
    title: str
    width: int = WIDTH
    height: int = HEIGHT


def draw(values: Sequence[float | None], *, title: str, breaks: Collection[int] = frozenset()) -> Sparkline:
    """Values at even steps on a scale from zero; None is a gap, and so is the step to each place in `breaks`.

    `title` is what a screen reader hears.
    """
    highest = max((value for value in values if value is not None), default=0.0) or 1.0
    step = (WIDTH - 2 * INSET) / max(len(values) - 1, 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for index, value in enumerate(values):
        if index in breaks:
            runs.append([])
        if value is None:
            runs.append([])
            continue
        y = HEIGHT - INSET - value / highest * (HEIGHT - 2 * INSET)
        runs[-1].append((round(INSET + index * step, 1), round(y, 1)))
    points = [point for run in runs for point in run]
    return Sparkline(
        lines=tuple("M" + "L".join(f"{x} {y}" for x, y in run) for run in runs if len(run) > 1),
        dots=tuple(run[0] for run in runs if len(run) == 1),
        last=points[-1] if points else None,
        title=title,
    )
