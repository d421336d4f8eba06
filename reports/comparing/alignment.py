"""Each paragraph beside the one of the other report that is most like it: by meaning, not by place."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.comparing.pieces import Terms
from reports.comparing.weights import Weights

# Below this likeness two paragraphs merely share the field's words.
ALIKE = 0.2
# The terms by which a paragraph is known; the others are too common to tell it from its neighbours.
KEPT = 40


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph and the one that is most like it (None where none is); `likeness` is 0 to 1."""

    earlier: Terms
    later: Terms | None
    likeness: float = 0.0


def vector(reading: Terms, weights: Weights) -> dict[str, float]:
    """A paragraph as its most telling terms, of length 1."""
    found = {
        term: weights.rarity(term) * (1 + math.log(count)) * (0.6 if term.startswith("=") else 1.0)
        for term, count in reading.counts.items()
    }
    kept = dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:KEPT])
    length = math.sqrt(sum(value * value for value in kept.values())) or 1.0
    return {term: value / length for term, value in kept.items()}


def align(earlier: Sequence[Terms], later: Sequence[Terms], weights: Weights) -> tuple[Pair, ...]:
    """Every earlier paragraph in its order, with the later one that is most like it."""
    postings: dict[str, list[tuple[int, float]]] = {}
    for index, reading in enumerate(later):
        for term, value in vector(reading, weights).items():
            postings.setdefault(term, []).append((index, value))
    return tuple(nearest(reading, later, postings, weights) for reading in earlier)


def nearest(
    reading: Terms,
    later: Sequence[Terms],
    postings: Mapping[str, Sequence[tuple[int, float]]],
    weights: Weights,
) -> Pair:
    """The later paragraph that shares most with one, where any shares enough."""
    scores: dict[int, float] = {}
    for term, value in vector(reading, weights).items():
        for index, other in postings.get(term, ()):
            scores[index] = scores.get(index, 0.0) + value * other
    best = max(scores, key=lambda index: (scores[index], -index), default=None)
    if best is None or scores[best] < ALIKE:
        return Pair(reading, None)
    return Pair(reading, later[best], round(scores[best], 3))


def common(a: Terms, b: Terms, weights: Weights) -> frozenset[str]:
    """The telling stems that two paragraphs share: those that are rarer than most of either."""
    shared = {term for term in a.counts.keys() & b.counts.keys() if not term.startswith("=")}
    if not shared:
        return frozenset()
    rarities = sorted(weights.rarity(term) for term in a.counts.keys() | b.counts.keys())
    middle = rarities[len(rarities) // 3]
    return frozenset(term for term in shared if weights.rarity(term) >= middle)
