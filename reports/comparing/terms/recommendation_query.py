"""A recommendation as a query: what it asks for, and how much each of its terms counts for that."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.comparing.terms.pieces import Terms
from reports.comparing.terms.weights import ASKING, Weights
from reports.comparing.terms.words import Word

# "ensure X so that Y", "…, leading to Y": what follows says what for, not what.
PURPOSE = re.compile(
    r"\b(?:so that|so as to|in order to|to ensure|to enable|to reduce|to inform|to improve|to help|to prevent|"
    r"leading to|which leads? to|(?:and )?that this leads to|leads? to|resulting in|results? in)\b"
)
# "ensure X, including Y": what follows is a part of X.
DETAIL = re.compile(r"\b(?:including|includes?|such as|by|specifically|who|and that)\b|, which\b")
# "ensure that …" has no purpose clause in its first words.
OPENING = 12

# "rbscb": a safeguarding board by its letters.
BOARD = re.compile(r"\w*scbs?")
# A shared word counts as informative if it weighs at least this share of the heaviest word asked for.
TELLS = 0.3

# What only an inspection of services for children in care and care leavers looks at.
CARE_TERMS = frozenset(
    {
        "=in-care",
        "=care-leavers",
        "=permanence",
        "=placements",
        "=pathway-plan",
        "=education-plan",
        "=health-assessment",
    }
)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the rank with their weights; 0 (for a factor: 1) switches one off, to measure it.

    purpose, detail: what terms in a purpose clause, or in a detail, weigh beside the main clause.
    asking: what the common words of recommendations weigh. local: how much rarity within the later report
    and the earlier report
    counts beside rarity in the archive. concepts: what a concept weighs beside a word. pairs: words that
    are together. sentence: one sentence that says most of it. themes: shared themes. care, board: factors
    for a strand, or a body, that the recommendation is not about. earlier: a factor for paragraphs that refer
    to an earlier inspection. names: what the authority's and its board's names weigh. nearby: what a word
    weighs that keeps company with an asked one. otherwise: what an asked word counts for where a piece names
    its concept in other words. cited: the share of its score that a recommendation hands to the paragraphs it
    cites.
    """

    purpose: float = 0.8
    detail: float = 0.75
    asking: float = 0.45
    local: float = 0.5
    concepts: float = 0.3
    pairs: float = 0.5
    sentence: float = 0.4
    themes: float = 3.0
    care: float = 0.55
    board: float = 0.75
    earlier: float = 1.12
    cited: float = 0.15
    names: float = 0.2
    nearby: float = 0.5
    otherwise: float = 0.7


# What switches a part off, where it is not 0.
OFF = {"purpose": 1.0, "detail": 1.0, "asking": 1.0, "care": 1.0, "board": 1.0, "earlier": 1.0, "names": 1.0}


@dataclass(frozen=True, slots=True)
class Ask:
    """What a recommendation asks for: weighted terms, weighted pairs of neighbours, and of whom.

    `otherwise`: for an asked word, the concept that it is a name of and what that weighs in the word's
    stead, where a piece names it in other words.
    """

    terms: Terms
    weights: Mapping[str, float]
    otherwise: Mapping[str, tuple[str, float]]
    pairs: Mapping[tuple[str, str], float]
    about_care: bool
    about_board: bool

    @property
    def weight(self) -> float:
        """All that it asks."""
        return sum(self.weights.values())


def ask(
    recommendation: Terms,
    *,
    archive: Weights,
    rarity: Callable[[str], float],
    parts: Parts,
    names: Collection[str] = frozenset(),
) -> Ask:
    """Read a recommendation as a query. `archive` knows which words keep company, `rarity` how informative a term is;
    `names` are the stems of the authority's name, which say nothing in a report about it."""
    read = recommendation.words
    clauses = weights_of_clauses(recommendation.piece.text, read, parts)
    weights: dict[str, float] = {}
    for term in recommendation.counts:
        weight = rarity(term)
        if term.startswith("="):
            weight *= parts.concepts
        else:
            weight *= clauses[term] * (parts.asking if term in ASKING else 1.0)
            weight *= parts.names if term in names or BOARD.fullmatch(term) else 1.0
        if weight > 0:
            weights[term] = weight
    pairs = {
        (a, b): (weights[a] + weights[b]) * parts.pairs
        for a, b in recommendation.pairs
        if a in weights and b in weights
    }
    board = recommendation.piece.board or "=safeguarding-board" in recommendation.counts
    about_care = bool(CARE_TERMS & recommendation.counts.keys())
    return Ask(
        recommendation,
        {**company(weights, archive, rarity, parts), **weights},
        in_other_words(recommendation.named(read), read, weights, rarity, parts),
        pairs,
        about_care,
        board,
    )


def telling_terms(asked: Ask) -> frozenset[str]:
    """What a recommendation is about, not how it is put."""
    heaviest = max(asked.weights.values(), default=0.0)
    return frozenset(
        term for term, weight in asked.weights.items() if term not in ASKING and weight >= TELLS * heaviest
    )


def weights_of_clauses(text: str, read: Iterable[Word], parts: Parts) -> dict[str, float]:
    """For each word, what the clause weighs that it is in; of several, the weightiest."""
    text = text.lower()
    purpose = PURPOSE.search(text, OPENING)
    detail = DETAIL.search(text, OPENING)
    main_ends = purpose.start() if purpose else len(text)
    head_ends = min(main_ends, detail.start() if detail else main_ends)
    clauses: dict[str, float] = {}
    for word in read:
        if word.stem:
            said = (
                1.0 if word.start < head_ends else parts.detail if word.start < main_ends else parts.purpose
            )
            clauses[word.stem] = max(clauses.get(word.stem, 0.0), said)
    return clauses


def in_other_words(
    named: Iterable[tuple[int, int, str]],
    read: Sequence[Word],
    weights: Mapping[str, float],
    rarity: Callable[[str], float],
    parts: Parts,
) -> dict[str, tuple[str, float]]:
    """For each word that names a concept, the rarest such concept and what it weighs in the word's stead."""
    found: dict[str, tuple[str, float]] = {}
    for start, end, concept in named:
        for word in read:
            if start <= word.start and word.end <= end and word.stem in weights:
                weight = min(weights[word.stem], rarity(concept)) * parts.otherwise
                if weight > found.get(word.stem, ("", 0.0))[1]:
                    found[word.stem] = (concept, weight)
    return found


def company(
    weights: Mapping[str, float], archive: Weights, rarity: Callable[[str], float], parts: Parts
) -> dict[str, float]:
    """The words that keep company with the asked ones, with what they weigh."""
    found: dict[str, float] = {}
    for term, weight in weights.items():
        if term in ASKING or not parts.nearby:
            continue
        for other, nearness in archive.nearby.get(term, ()):
            if other not in weights and other not in ASKING:
                lent = min(weight, rarity(other)) * nearness * parts.nearby
                found[other] = max(found.get(other, 0.0), lent)
    return found
