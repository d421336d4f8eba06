"""Each paragraph beside the one of the other report that is most like it: by meaning, not by place."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from reports.comparing.terms.pieces import Terms
from reports.comparing.terms.weights import Weights

# Below this likeness two paragraphs merely share the field's words.
ALIKE = 0.26
# How much a shared theme lifts a likeness: one that only these two paragraphs have, by so much.
THEME = 0.6
# Two texts that share fewer words are alike by chance, above all where one is short.
SHARED = 4
# The terms by which a paragraph is known; the others are too common to distinguish it from its neighbours.
KEPT = 40


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph and the one that is most like it (None where none is); `likeness` is 0 to 1."""

    earlier: Terms
    later: Terms | None
    likeness: float = 0.0


def vector(reading: Terms, weights: Weights, names: Collection[str]) -> dict[str, float]:
    """A paragraph as its most telling terms, of length 1."""
    found = {
        term: weights.rarity(term) * (1 + math.log(count)) * (0.6 if term.startswith("=") else 1.0)
        for term, count in reading.counts.items()
        if term not in names
    }
    kept = dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:KEPT])
    length = math.sqrt(sum(value * value for value in kept.values())) or 1.0
    return {term: value / length for term, value in kept.items()}


def align(
    earlier: Sequence[Terms],
    later: Sequence[Terms],
    weights: Weights,
    *,
    names: Collection[str] = frozenset(),
    theme_rarity: Mapping[str, float] | None = None,
) -> tuple[Pair, ...]:
    """Every earlier paragraph in its order, with the later one that is most like it.

    `names` are the stems of the authorities' names, which every paragraph of a report may hold; `theme_rarity`
    says how informative a shared theme is, 0 to 1.
    """
    postings: dict[str, list[tuple[int, float]]] = {}
    for index, reading in enumerate(later):
        for term, value in vector(reading, weights, names).items():
            postings.setdefault(term, []).append((index, value))
    rarity = theme_rarity or {}
    return tuple(nearest(one, vector(one, weights, names), later, postings, rarity) for one in earlier)


def nearest(
    reading: Terms,
    terms: Mapping[str, float],
    later: Sequence[Terms],
    postings: Mapping[str, Sequence[tuple[int, float]]],
    theme_rarity: Mapping[str, float],
) -> Pair:
    """The later paragraph that shares most with one, where any shares enough."""
    scores: dict[int, float] = {}
    shared: dict[int, int] = {}
    for term, value in terms.items():
        for index, other in postings.get(term, ()):
            scores[index] = scores.get(index, 0.0) + value * other
            shared[index] = shared.get(index, 0) + (not term.startswith("="))
    likeness = {
        index: score * lift(reading, later[index], theme_rarity)
        for index, score in scores.items()
        if shared[index] >= SHARED
    }
    best = max(likeness, key=lambda index: (likeness[index], -index), default=None)
    if best is None or likeness[best] < ALIKE:
        return Pair(reading, None)
    return Pair(reading, later[best], round(likeness[best], 3))


def lift(one: Terms, other: Terms, theme_rarity: Mapping[str, float]) -> float:
    """A factor for the rarest theme that two paragraphs share."""
    shared = one.piece.themes & other.piece.themes
    return 1.0 + THEME * max((theme_rarity.get(theme, 0.0) for theme in shared), default=0.0)


def common(a: Terms, b: Terms, weights: Weights) -> frozenset[str]:
    """The telling stems that two paragraphs share: those that are rarer than most of either."""
    shared = {term for term in a.counts.keys() & b.counts.keys() if not term.startswith("=")}
    if not shared:
        return frozenset()
    rarities = sorted(weights.rarity(term) for term in a.counts.keys() | b.counts.keys())
    middle = rarities[len(rarities) // 3]
    return frozenset(term for term in shared if weights.rarity(term) >= middle)
