"""The sections of two reports side by side: each paragraph of the first with the one of the second most like it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from reports.comparing.alignment import Pair, align, common
from reports.comparing.boilerplate import is_boilerplate
from reports.comparing.terms.diffs import diff, nearly_same
from reports.comparing.terms.pieces import Terms
from reports.comparing.terms.spans import Span, marked
from reports.comparing.terms.weights import Weights, counted

# Headings that say only which part of a section follows.
PLAIN = frozenset({"summary", "inspection findings"})
# A path of headings, outermost first.
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two paragraphs beside each other. `changes` is a word-level diff where they are nearly the same;
    elsewhere both texts are shown in full with their common terms marked."""

    earlier: Terms
    later: Terms
    changes: tuple[Span, ...]
    left: tuple[Span, ...]
    right: tuple[Span, ...]

    @property
    def later_heading(self) -> str:
        """The heading that the later paragraph is under."""
        return (path_of(self.later) or ("",))[-1]

    @property
    def unchanged(self) -> bool:
        """Whether the two say the same, word for word."""
        return bool(self.changes) and all(span.role == "plain" for span in self.changes)


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the first report: its paragraphs that have one like them, and those that have none."""

    heading: str
    rows: tuple[Beside, ...]
    alone: tuple[Terms, ...]

    @property
    def total(self) -> int:
        return len(self.rows) + len(self.alone)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The sections, and how many paragraphs of the first report were left out as boilerplate."""

    sections: tuple[Section, ...]
    left_out: int


def side_by_side(
    earlier: Sequence[Terms],
    later: Sequence[Terms],
    weights: Weights,
    *,
    names: Collection[str] = frozenset(),
    theme_rarity: Mapping[str, float] | None = None,
    everything: bool = False,
) -> SideBySide:
    """The first report's sections in order, each paragraph with its likest in the second.

    `names` are the stems of the authorities' names, which make nothing alike. With `everything` boilerplate too.
    """
    if not weights.total:
        frequencies, total = counted([*earlier, *later])
        weights = Weights(frequencies, total, weights.concepts, local=True)
    kept = [reading for reading in earlier if everything or not is_boilerplate(reading.piece)]
    beside_these = [reading for reading in later if everything or not is_boilerplate(reading.piece)]
    named = headings([path_of(reading) for reading in kept])
    grouped: dict[str, list[Pair]] = {}
    for pair in align(kept, beside_these, weights, names=names, theme_rarity=theme_rarity):
        grouped.setdefault(named[path_of(pair.earlier)], []).append(pair)
    sections = tuple(section(heading, pairs, weights, names) for heading, pairs in grouped.items())
    return SideBySide(sections, len(earlier) - len(kept))


def path_of(reading: Terms) -> Path:
    """The headings that a paragraph is under, without a last one that says nothing by itself."""
    path = reading.piece.section
    return path[:-1] if len(path) > 1 and path[-1].lower() in PLAIN else path


def headings(paths: Collection[Path]) -> dict[Path, str]:
    """What each section is called: its innermost heading, with as many of those above it as distinguish it from the
    others."""
    found: dict[Path, str] = {}
    for path in set(paths):
        for depth in range(1, len(path) + 1):
            if not any(other != path and other[-depth:] == path[-depth:] for other in set(paths)):
                break
        else:
            depth = len(path)
        found[path] = " › ".join(path[-depth:]) if path else "Without a heading"
    return found


def section(heading: str, pairs: Sequence[Pair], weights: Weights, names: Collection[str]) -> Section:
    """One section as it is shown."""
    rows = tuple(beside(pair.earlier, pair.later, weights, names) for pair in pairs if pair.later is not None)
    return Section(heading, rows, tuple(pair.earlier for pair in pairs if pair.later is None))


def beside(earlier: Terms, later: Terms, weights: Weights, names: Collection[str]) -> Beside:
    """One pair as it is shown."""
    before, after = earlier.piece.text, later.piece.text
    if nearly_same(before, after):
        return Beside(earlier, later, diff(before, after), (), ())
    shared = common(earlier, later, weights).difference(names)
    return Beside(earlier, later, (), marked(earlier, shared), marked(later, shared))
