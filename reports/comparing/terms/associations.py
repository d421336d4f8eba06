"""Which words keep company: learned from the archive, so that "caseload" is near to "turnover" and "vacancy".

Two words are near where they are in the same paragraphs more often than chance would have it, measured by
normalised pointwise mutual information (Bouma, 2009): 0 is chance, 1 is never one without the other.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

# Rarer words have kept company by chance; commoner ones keep company with everything.
LEAST, MOST = 15, 0.06
TOGETHER = 5
NEAR = 0.3
KEPT = 4

Nearby = Mapping[str, Sequence[tuple[str, float]]]


def learn(paragraphs: Sequence[Collection[str]]) -> dict[str, list[tuple[str, float]]]:
    """For each word, the few that are nearest to it, nearest first. A paragraph is its distinct stems."""
    total = len(paragraphs)
    frequency = Counter(stem for stems in paragraphs for stem in stems)
    told = {stem for stem, count in frequency.items() if LEAST <= count <= MOST * total and stem.isalpha()}
    together: Counter[tuple[str, str]] = Counter()
    for stems in paragraphs:
        together.update(combinations(sorted(told.intersection(stems)), 2))
    found: dict[str, list[tuple[str, float]]] = {}
    for (one, other), count in together.items():
        if count < TOGETHER:
            continue
        strength = math.log(count * total / (frequency[one] * frequency[other])) / -math.log(count / total)
        if strength > NEAR:
            found.setdefault(one, []).append((other, strength))
            found.setdefault(other, []).append((one, strength))
    return {stem: nearest(near) for stem, near in found.items()}


def nearest(near: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """The nearest few, in a stable order."""
    return [(stem, round(strength, 3)) for stem, strength in sorted(near, key=lambda n: (-n[1], n[0]))[:KEPT]]
