"""What moved between two inspections: a row each strand, the earlier scale on the left, the later on the right.

Each side is a scale of its own. A line joins the two grades of a strand as far as they can be compared: whole
where they can, dotted where in part, none where not: neither where the strands differ, nor where the grades may not be
set against each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reports import frameworks
from reports.charts.lettering import wrapped

Likeness = Literal["same", "partly", "none"]
WIDTH = 1120
NAMES = 208
SIDE = 380
BETWEEN = WIDTH - NAMES - 2 * SIDE
ROW = 36
LINE = 14


@dataclass(frozen=True, slots=True)
class Movement:
    """One strand of a comparison: the words on both sides (a grade, or why there is none), and how alike they are."""

    strand: str
    earlier: str
    later: str
    likeness: Likeness
    said: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A grade at its place on its own scale; `x` is None where the report does not judge the strand."""

    x: float | None
    word: str


@dataclass(frozen=True, slots=True)
class Row:
    """One strand's two signs and the line between them."""

    y: float
    name: str
    earlier: Sign
    later: Sign
    line: Literal["whole", "dotted", ""]
    title: str


@dataclass(frozen=True, slots=True)
class Rung:
    """One grade of a scale: where it is and its word in lines."""

    x: float
    lines: tuple[str, ...]
    word: str


@dataclass(frozen=True, slots=True)
class Side:
    """One report's scale, the lowest grade first."""

    x: float
    width: float
    title: str
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Movements:
    """The drawing."""

    sides: tuple[Side, Side]
    rows: tuple[Row, ...]
    top: float
    height: float
    width: float = WIDTH

    @property
    def depth(self) -> float:
        """The height of the grounds."""
        return self.height - self.top


def draw(
    movements: Sequence[Movement],
    *,
    frameworks_of: tuple[str, str],
    titles: tuple[str, str],
) -> Movements:
    """The picture of a comparison. `frameworks_of` are the keys of both frameworks, `titles` what heads each side."""
    left = side(frameworks_of[0], x=NAMES, title=titles[0])
    right = side(frameworks_of[1], x=NAMES + SIDE + BETWEEN, title=titles[1])
    top = 64.0
    rows = tuple(
        row_of(movement, left, right, y=index * ROW + ROW / 2) for index, movement in enumerate(movements)
    )
    return Movements(sides=(left, right), rows=rows, top=top, height=top + ROW * len(rows) + 8)


def side(framework: str, *, x: float, title: str) -> Side:
    """One framework's scale, spread over its ground from the lowest grade to the highest."""
    scale = tuple(reversed(frameworks.BY_KEY[framework].scale))
    room = SIDE / len(scale)
    rungs = tuple(
        Rung(round(room * (index + 0.5), 1), wrapped(word.capitalize(), width=room - 4, size=11), word)
        for index, word in enumerate(scale)
    )
    return Side(x=x, width=SIDE, title=title, rungs=rungs)


def row_of(movement: Movement, left: Side, right: Side, *, y: float) -> Row:
    """One strand's row; a line only where both sides have a grade, and the two may be set against each other."""
    earlier, later = sign(movement.earlier, left), sign(movement.later, right)
    graded = earlier.x is not None and later.x is not None
    joined = graded and frameworks.may_be_set_against(movement.earlier, movement.later)
    lines: dict[Likeness, Literal["whole", "dotted", ""]] = {"same": "whole", "partly": "dotted", "none": ""}
    return Row(
        y=y,
        name=movement.strand,
        earlier=earlier,
        later=later,
        line=lines[movement.likeness] if joined else "",
        title=f"{movement.strand}: {earlier.word}, then {later.word}. {movement.said}",
    )


def sign(word: str, ground: Side) -> Sign:
    """Where a word is on a side: its rung, or nowhere for what is not a grade of that scale."""
    x = next((round(ground.x + rung.x, 1) for rung in ground.rungs if rung.word == word), None)
    return Sign(x, word)
