"""Which pieces of a later report are about a recommendation of an earlier one, best first.

The rank is BM25 over terms weighted by their rarity, and to it comes what a reader goes by: words that stand
together, one sentence that says most of it, the same theme, the part of the report that answers for it, and
whether the later report itself points back. `asking.Parts` switches each off.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from reports.comparing.terms.pieces import Terms
from reports.comparing.terms.recommendation_query import Ask, Parts, ask
from reports.comparing.terms.weights import Weights, counted

SATURATION = 1.2
LENGTH = 0.75
# So many of the pieces that share most words with a recommendation are looked at more closely.
LOOKED_AT = 60

# "at the last inspection", "the previous child protection inspection", "an inspection in June 2012"
EARLIER = re.compile(
    r"\b(?:last|previous|earlier|20\d\d)\s+(?:[\w-]+\s+){0,4}?inspections?\b|\binspections?\s+in\s+(?:\w+\s+)?20\d\d\b"
)
# "Ensure that … (paragraphs 32, 111, 112)."
CITED = re.compile(r"\(\s*(?:see\s+)?paragraphs?\s+(?P<numbers>[\d,\sand–-]+)\)")

CARE = frozenset({"care", "adoption", "care-leavers", "care-and-care-leavers"})


@dataclass(frozen=True, slots=True)
class Match:
    """A later piece that is about a recommendation, how well, and in which of its sentences."""

    terms: Terms
    score: float
    sentence: int


class Ranker:
    """Ranks the pieces of one later report.

    `earlier` is the other report, whose everyday words are uninformative too; `names` are the stems of the
    authority's name; `care_asked`: the earlier inspection looked at children in care; `board_reviewed`: the
    later one looked at the safeguarding board.
    """

    def __init__(
        self,
        later: Sequence[Terms],
        archive: Weights,
        *,
        earlier: Sequence[Terms] = (),
        names: Collection[str] = frozenset(),
        theme_rarity: Mapping[str, float] | None = None,
        care_asked: bool = True,
        board_reviewed: bool = True,
        parts: Parts | None = None,
    ) -> None:
        self.later = later
        self.parts = parts or Parts()
        self.names = names
        self.local = Weights(*counted([*later, *earlier]), local=True)
        self.archive = archive if archive.total else self.local
        self.theme_rarity = theme_rarity or {}
        self.care_asked = care_asked
        self.board_reviewed = board_reviewed
        self.mean = sum(reading.length for reading in later) / len(later) if later else 1.0
        self.rarities: dict[str, float] = {}
        # What was asked is held beside its matches: no other question can then have its identity.
        self.ranked: dict[int, tuple[Ask, tuple[Match, ...]]] = {}
        self.longer = [self.saturation(reading) for reading in later]
        self.holding: dict[str, list[int]] = {}
        for index, reading in enumerate(later):
            for term in reading.counts:
                self.holding.setdefault(term, []).append(index)
        self.index_of = {reading.piece.anchor: index for index, reading in enumerate(later)}
        self.points_back = [bool(EARLIER.search(reading.piece.text.lower())) for reading in later]

    def ask(self, recommendation: Terms) -> Ask:
        """The recommendation as a query."""
        return ask(
            recommendation,
            archive=self.archive,
            rarity=self.rarity,
            parts=self.parts,
            names=self.names,
        )

    def rarity(self, term: str) -> float:
        """How informative a term is: rare in the archive, and rare in the two reports in hand."""
        known = self.rarities.get(term)
        if known is None:
            share = self.parts.local
            known = self.archive.rarity(term) ** (1 - share) * self.local.rarity(term) ** share
            self.rarities[term] = known
        return known

    def ideal(self, asked: Ask) -> float:
        """What a text would score that says just what was asked: the measure of how much a match says."""
        return self.words(asked, asked.terms) + self.closely(asked, asked.terms) or 1.0

    def rank(self, asked: Ask) -> tuple[Match, ...]:
        """Every later piece that shares a term with what was asked, best first; worked out once for each question."""
        if id(asked) not in self.ranked:
            self.ranked[id(asked)] = asked, self.matches(asked)
        return self.ranked[id(asked)][1]

    def matches(self, asked: Ask) -> tuple[Match, ...]:
        """The same, worked out now."""
        rough = [(words, index) for index, words in self.by_words(asked).items()]
        nearest = sorted(rough, key=lambda p: (-p[0], p[1]))[:LOOKED_AT]
        scores = {
            index: (words + self.closely(asked, self.later[index])) * self.place(asked, index)
            for words, index in nearest
        }
        for index, gain in self.citations(scores).items():
            scores[index] = scores.get(index, 0.0) + gain
        matches = [
            Match(self.later[index], round(score, 3), best_sentence(asked, self.later[index])[1])
            for index, score in scores.items()
        ]
        return tuple(sorted(matches, key=lambda m: (-m.score, m.terms.piece.order)))

    def words(self, asked: Ask, reading: Terms) -> float:
        """BM25: the asked terms that a piece holds."""
        counts = reading.counts
        longer = self.saturation(reading)
        total = 0.0
        for term, weight in asked.weights.items():
            if term in counts:
                total += weight * counts[term] * (SATURATION + 1) / (counts[term] + longer)
            elif term in asked.otherwise and asked.otherwise[term][0] in counts:
                concept, weight = asked.otherwise[term]
                total += weight * counts[concept] * (SATURATION + 1) / (counts[concept] + longer)
        return total

    def by_words(self, asked: Ask) -> dict[int, float]:
        """The same of every later piece that holds any asked term, by looking only where they are."""
        scores: dict[int, float] = {}
        for term, weight in asked.weights.items():
            holders = self.holding.get(term, [])
            for index in holders:
                count = self.later[index].counts[term]
                said = weight * count * (SATURATION + 1) / (count + self.longer[index])
                scores[index] = scores.get(index, 0.0) + said
            if term in asked.otherwise:
                concept, instead = asked.otherwise[term]
                for index in set(self.holding.get(concept, ())).difference(holders):
                    count = self.later[index].counts[concept]
                    said = instead * count * (SATURATION + 1) / (count + self.longer[index])
                    scores[index] = scores.get(index, 0.0) + said
        return scores

    def saturation(self, reading: Terms) -> float:
        """How slowly repeating a term counts: the slower, the longer the text."""
        return SATURATION * (1 - LENGTH + LENGTH * reading.length / self.mean)

    def closely(self, asked: Ask, reading: Terms) -> float:
        """What a closer look adds: neighbouring words, one sentence that says most, shared themes."""
        pairs = sum(weight for pair, weight in asked.pairs.items() if pair in reading.pairs)
        sentence = self.parts.sentence * best_sentence(asked, reading)[0]
        shared = asked.terms.piece.themes & reading.piece.themes
        return pairs + sentence + self.parts.themes * sum(self.theme_rarity.get(t, 0.0) for t in shared)

    def place(self, asked: Ask, index: int) -> float:
        """A factor for where a piece is: which strand it is under, whose it is, whether it points back."""
        piece = self.later[index].piece
        factor = self.parts.earlier if self.points_back[index] else 1.0
        if piece.strand in CARE and not asked.about_care and not self.care_asked:
            factor *= self.parts.care
        if asked.about_board != piece.board:
            factor *= self.parts.board
        return factor

    def citations(self, scores: Mapping[int, float]) -> dict[int, float]:
        """What the paragraphs gain that well-matching later recommendations cite."""
        gains: dict[int, float] = {}
        for index, score in scores.items():
            piece = self.later[index].piece
            if piece.kind == "recommendation" and self.parts.cited:
                for number in cited(piece.text):
                    gains[number] = max(gains.get(number, 0.0), score * self.parts.cited)
        return {
            index: gains[reading.piece.number]
            for index, reading in enumerate(self.later)
            if gains and reading.piece.kind == "paragraph" and reading.piece.number in gains
        }


def best_sentence(asked: Ask, reading: Terms) -> tuple[float, int]:
    """The weight of what was asked in the sentence that says most of it, and which sentence that is."""
    best, at = 0.0, 0
    weights = asked.weights
    for index, held in enumerate(reading.by_sentence):
        weight = sum(weights[term] for term in held & weights.keys())
        if weight > best:
            best, at = weight, index
    return best, at


def cited(text: str) -> set[int]:
    """The paragraphs that a recommendation refers to: "(paragraphs 32, 111, 112)"."""
    return {int(n) for found in CITED.finditer(text) for n in re.findall(r"\d+", found["numbers"])}
