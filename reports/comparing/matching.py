"""Which pieces of a later report speak to a recommendation of an earlier one, best first.

The rank is BM25 over terms weighted by their rarity in the archive, and to it comes what a reader goes by:
the matter named first and not the purpose clause, words that stand together, one sentence that says most of
it, the same theme, the part of the report that answers for it. `Parts` switches each off, to measure it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reports.comparing.pieces import Terms
from reports.comparing.weights import ASKING, Weights, counted

SATURATION = 1.2
LENGTH = 0.75

# "ensure X so that Y", "…, leading to Y": what stands after says what for, not what.
PURPOSE = re.compile(
    r"\b(?:so that|so as to|in order to|to ensure|to enable|to reduce|to inform|to improve|leading to|"
    r"which leads? to|leads? to|to help|that this leads to|this leads to|to prevent|resulting in|results? in)\b"
)
# "This was highlighted as an area for improvement in the previous inspection."
EARLIER = re.compile(
    r"\b(?:last|previous|earlier|20\d\d)\s+(?:\w+\s+){0,4}?inspections?\b|\binspections?\s+in\s+(?:\w+\s+)?20\d\d\b"
)
DETAIL = re.compile(r"\b(?:including|includes?|such as|by|, which|specifically|who|and that)\b")
CITED = re.compile(r"\(\s*(?:see\s+)?paragraphs?\s+([\d,\sand–-]+)\)")

# The strands that answer for children in care and care leavers, which an inspection of child protection
# alone did not look at.
CARE = frozenset({"care", "adoption", "care-leavers", "care-and-care-leavers"})
CARE_TERMS = frozenset({"=in-care", "=care-leavers", "=permanence", "=placements", "=pathway-plan", "=education-plan"})


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the rank and their weights; 0 (or 1 for a factor) switches one off."""

    purpose: float = 0.5
    detail: float = 0.75
    local: float = 0.5
    asking: float = 0.45
    concepts: float = 0.6
    pairs: float = 0.5
    sentence: float = 0.8
    themes: float = 3.0
    care: float = 0.55
    board: float = 0.75
    earlier: float = 1.12
    cited: float = 0.25
    strengths: float = 0.85


@dataclass(frozen=True, slots=True)
class Match:
    """A later piece that speaks to a recommendation; `telling` are the terms that both hold."""

    terms: Terms
    score: float
    telling: frozenset[str] = field(default=frozenset())
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class Ask:
    """A recommendation as a query: its terms with their weights."""

    terms: Terms
    weights: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]
    about_care: bool
    about_board: bool


def ask(recommendation: Terms, weights: Weights, local: Weights, parts: Parts) -> Ask:
    """What a recommendation asks for, as weighted terms."""
    text = recommendation.piece.text.lower()
    purpose = PURPOSE.search(text, 12)
    cut = purpose.start() if purpose else len(text)
    detail_at = DETAIL.search(text, 12)
    head = min(cut, detail_at.start() if detail_at else cut)
    heads = {word.stem for word in recommendation.words if word.stem and word.start < head}
    main = {word.stem for word in recommendation.words if word.stem and word.start < cut}
    found: dict[str, float] = {}
    for term in recommendation.counts:
        weight = weights.rarity(term) ** (1 - parts.local) * local.rarity(term) ** parts.local
        if term.startswith("="):
            found[term] = weight * parts.concepts
        else:
            if term in ASKING: weight *= parts.asking
            found[term] = weight * (1.0 if term in heads else parts.detail if term in main else parts.purpose)
    pairs = {pair: (found[pair[0]] + found[pair[1]]) * parts.pairs for pair in recommendation.pairs}
    return Ask(
        recommendation,
        {term: weight for term, weight in found.items() if weight > 0},
        pairs,
        about_care=bool(CARE_TERMS & recommendation.counts.keys()),
        about_board=recommendation.piece.board or "=safeguarding-board" in recommendation.counts,
    )


def rank(
    recommendation: Terms,
    later: Sequence[Terms],
    weights: Weights,
    *,
    theme_rarity: Mapping[str, float],
    care_was_judged: bool,
    parts: Parts = Parts(),
) -> list[Match]:
    """Every later piece that shares a term with the recommendation, best first."""
    local = Weights(*counted(later), weights.concepts, local=True)
    asked = ask(recommendation, weights, local, parts)
    mean = sum(reading.length for reading in later) / max(len(later), 1) or 1.0
    scores = [score(asked, reading, mean, theme_rarity, care_was_judged, parts) for reading in later]
    scores = with_citations(later, scores, parts.cited)
    matches = [match(asked, reading, value) for reading, value in zip(later, scores, strict=True) if value > 0]
    return sorted(matches, key=lambda m: (-m.score, m.terms.piece.order))


def score(
    asked: Ask,
    reading: Terms,
    mean: float,
    theme_rarity: Mapping[str, float],
    care_was_judged: bool,
    parts: Parts,
) -> float:
    """How well one later piece answers: a sum of what speaks for it, times what its place says."""
    counts = reading.counts
    longer = SATURATION * (1 - LENGTH + LENGTH * reading.length / mean)
    total = sum(
        weight * counts[term] * (SATURATION + 1) / (counts[term] + longer)
        for term, weight in asked.weights.items()
        if term in counts
    )
    if not total:
        return 0.0
    total += sum(weight for pair, weight in asked.pairs.items() if pair in reading.pairs)
    total += parts.sentence * best_sentence(asked, reading)[0]
    shared = asked.terms.piece.themes & reading.piece.themes
    total += parts.themes * sum(theme_rarity.get(theme, 0.0) for theme in shared)
    return total * place(asked, reading, care_was_judged, parts)


def place(asked: Ask, reading: Terms, care_was_judged: bool, parts: Parts) -> float:
    """A factor for where a piece stands: which strand answers for it, and to whom it speaks."""
    piece = reading.piece
    factor = 1.0
    if piece.strand in CARE and not asked.about_care and not care_was_judged:
        factor *= parts.care
    if asked.about_board != piece.board:
        factor *= parts.board
    if EARLIER.search(piece.text.lower()):
        factor *= parts.earlier
    if any("strength" in heading.lower() for heading in piece.section[-1:]):
        factor *= parts.strengths
    return factor


def best_sentence(asked: Ask, reading: Terms) -> tuple[float, int]:
    """The weight of the asked terms in the sentence that holds most of them, and which sentence that is."""
    best, at = 0.0, 0
    for index, held in enumerate(reading.by_sentence):
        weight = sum(asked.weights[term] for term in held if term in asked.weights)
        if weight > best:
            best, at = weight, index
    return best, at


def with_citations(later: Sequence[Terms], scores: Sequence[float], share: float) -> list[float]:
    """A paragraph that a well-matching later recommendation cites gains a share of that one's score."""
    if not share:
        return list(scores)
    gains: dict[int, float] = {}
    for reading, value in zip(later, scores, strict=True):
        if reading.piece.kind == "recommendation" and value > 0:
            for number in cited(reading.piece.text):
                gains[number] = max(gains.get(number, 0.0), value * share)
    return [
        value + gains.get(reading.piece.number or 0, 0.0) if reading.piece.kind == "paragraph" else value
        for reading, value in zip(later, scores, strict=True)
    ]


def cited(text: str) -> set[int]:
    """The paragraphs that a recommendation refers to: "(paragraphs 32, 111, 112)"."""
    return {int(n) for m in CITED.finditer(text) for n in re.findall(r"\d+", m.group(1))}


def match(asked: Ask, reading: Terms, value: float) -> Match:
    telling = frozenset(term for term in asked.weights if term in reading.counts)
    return Match(reading, round(value, 3), telling, best_sentence(asked, reading)[1])
