"""The sections of two reports side by side: each earlier paragraph with the later one most like it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from reports.comparing.alignment import Pair, align, common
from reports.comparing.diffs import diff, nearly_same
from reports.comparing.pieces import Terms
from reports.comparing.spans import Span, marked
from reports.comparing.weights import Weights, counted


@dataclass(frozen=True, slots=True)
class Beside:
    """Two paragraphs beside each other. `changes` is a word-level diff where they are nearly the same;
    elsewhere both texts stand in full with their common terms marked."""

    earlier: Terms
    later: Terms | None
    changes: tuple[Span, ...]
    left: tuple[Span, ...]
    right: tuple[Span, ...]

    @property
    def unchanged(self) -> bool:
        """Whether the two say the same, word for word."""
        return bool(self.changes) and all(span.role == "plain" for span in self.changes)


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the earlier report."""

    heading: str
    rows: tuple[Beside, ...]

    @property
    def found(self) -> int:
        """How many of its paragraphs have one like them."""
        return sum(row.later is not None for row in self.rows)


def side_by_side(earlier: Sequence[Terms], later: Sequence[Terms], weights: Weights) -> tuple[Section, ...]:
    """The earlier report's sections in order, each paragraph with its likest later one."""
    if not weights.total:
        frequencies, total = counted([*earlier, *later])
        weights = Weights(frequencies, total, weights.concepts, local=True)
    pairs = align(earlier, later, weights)
    everywhere = shared([reading.piece.section for reading in earlier])
    return tuple(
        Section(heading, tuple(beside(pair, weights) for pair in group))
        for heading, group in groupby(pairs, key=lambda pair: heading_of(pair.earlier, below=everywhere))
    )


def shared(sections: Sequence[tuple[str, ...]]) -> int:
    """How many headings, from the outermost, all paragraphs stand under."""
    levels = zip(*sections, strict=False)
    return sum(1 for _ in takewhile(lambda level: len(set(level)) == 1, levels))


def heading_of(reading: Terms, *, below: int = 0) -> str:
    """The section that a paragraph stands in: its innermost two headings, without those that all stand under."""
    return " › ".join(reading.piece.section[below:][-2:]) or "Without a heading"


def beside(pair: Pair, weights: Weights) -> Beside:
    """One pair as it is shown."""
    if pair.later is None:
        return Beside(pair.earlier, None, (), (Span(pair.earlier.piece.text),), ())
    before, after = pair.earlier.piece.text, pair.later.piece.text
    if nearly_same(before, after):
        return Beside(pair.earlier, pair.later, diff(before, after), (), ())
    shared = common(pair.earlier, pair.later, weights)
    return Beside(pair.earlier, pair.later, (), marked(pair.earlier, shared), marked(pair.later, shared))
