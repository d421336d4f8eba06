"""Whether the report on another authority may be said to praise what a recommendation asks for.

The learned models know what became of a recommendation where it was made. Of another place, much is praised that is
not the thing asked for, or is praised for other children, or is criticised one sentence later; so "done well" is
stated only where the sentence that names the thing is itself praise, of the same people, and where neither its
paragraph nor the evidence beside it says the contrary. `make bench-compare` measures this on labelled pairs.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from reports.comparing.statuses import cues
from reports.comparing.statuses.aspects import names_what_is_asked
from reports.comparing.statuses.candidates import LaterPiece, Question, best_sentences
from reports.comparing.statuses.evidence import LIKELY, SHOWN
from reports.comparing.statuses.leads import TAKES_BACK
from reports.comparing.statuses.suggestions import Suggestion
from reports.comparing.terms.recommendation_query import Parts, weights_of_clauses
from reports.models.recommendation_statuses import Status

# The sentence must hold at least this share of the recommendation's own words by weight, of those that name the thing
# (before what for and with what details), and of its three heaviest; and its paragraph must be the evidence at least
# this likely. Chosen on the half of reports/benchmarks/done_well.csv that is for tuning.
NAMES_IT = 0.18
NAMES_THING = 0.35
NAMES_HEAVIEST = 0.6
LIKELY_ENOUGH = 0.5
# How sure: of the labels where "done well" is stated all 21 are right (9 for tuning, 12 held out), but the aspects were
# written with both halves in sight, and of 5 fresh ones 4 are right and 1 partly: too few to say more than was held out
# before (15 of 19). Of the 100 labels that no rule had chosen, about a quarter of those left out are right.
# `make bench-compare` measures it.
SURE, UNSURE = 0.76, 0.25

# Praise of a part only, or of what is hoped for.
HEDGED = re.compile(
    r"\b(?:some|most|mostly|largely|partly|in the main|minority|a few|a number|not all|not always|not yet|more to do|"
    r"increasingly|has not|have not|does not|do not|is not|are not|plans? to|intends?|beginning to|starting to|"
    r"begun to|in progress|early stages?|under way|remains? (?:high|low|too))\b",
    re.IGNORECASE,
)
# Better than it was is not yet good, and what is proper, clear or regular is not praise.
WEAK = re.compile(
    r"improv\w+|strengthened|stronger|progress|increas\w+|reduced|better|(?:well-)?established|benefit\w*|success\w*|"
    r"appropriate(?:ly)?|clear(?:ly)?|regular(?:ly)?|routinely|positive(?:ly)?|valued?"
)
# "These are well reflected in …" praises what another sentence names.
POINTS_AWAY = re.compile(
    r"(?:this|these|those|they|it|its|their|as a result|consequently|such)\b", re.IGNORECASE
)
# "(Recommendation)": inspectors ask for something because of the sentence.
ASKED_HERE = re.compile(r"\(\s*recommendations?\b", re.IGNORECASE)
# Whom work is done with, against who does it (managers) and what it is (health).
WORK = frozenset({"social workers", "managers", "reviewing officers", "leaders", "education", "health"})


def as_of_another_place(own: Question, suggestion: Suggestion) -> Suggestion:
    """The suggestion for a recommendation where the later report is of another authority: "done well" is stated only
    where `done_well` holds; where something says the contrary "mixed" is suggested."""
    if suggestion.status != Status.IMPROVED:
        return suggestion
    if done_well(own, suggestion):
        return replace(suggestion, stated=True, confidence=SURE)
    status = Status.MIXED if contrary(own, suggestion) else Status.IMPROVED
    return replace(suggestion, status=status, stated=False, confidence=UNSURE)


def done_well(own: Question, suggestion: Suggestion) -> bool:
    """Whether the first evidence praises just what was asked for, and nothing says the contrary."""
    if not suggestion.ranked or suggestion.ranked[0].candidate.asks:
        return False
    first = suggestion.ranked[0]
    return (
        first.chance >= LIKELY_ENOUGH
        and names_it(own, first.candidate.piece, suggestion.lead_at)
        and same_people(own, first.candidate.piece, suggestion.lead_at)
        and not contrary(own, suggestion)
    )


def names_it(own: Question, piece: LaterPiece, sentence: int) -> bool:
    """Whether a sentence names what was asked for, and praises it without reserve."""
    held = piece.reading.by_sentence[sentence]
    heaviest = sum(own.own[term] for term in own.top_three & held) / own.heavy_three
    tone = piece.tone(sentence)
    return (
        share_held(own.own, held) >= NAMES_IT
        and share_held(thing_asked(own), held) >= NAMES_THING
        and heaviest >= NAMES_HEAVIEST
        and not tone.criticism
        and praised(piece.sentences[sentence])
        and names_what_is_asked(own.asked.terms.piece.text, piece.sentences[sentence])
    )


def praised(text: str) -> bool:
    """Whether a sentence calls what it names good, not only better, and names it itself."""
    text = text.lower()
    return not POINTS_AWAY.match(text) and any(
        not WEAK.fullmatch(found[0]) and not cues.TURNED.search(text[: found.start()])
        for found in cues.PRAISE.finditer(text)
    )


def thing_asked(own: Question) -> dict[str, float]:
    """The own words of a recommendation that are before it says what for or with what details."""
    terms = own.asked.terms
    clauses = weights_of_clauses(terms.piece.text, terms.words, Parts())
    return {term: weight for term, weight in own.own.items() if clauses.get(term) == 1.0}


def share_held(weights: Mapping[str, float], held: frozenset[str]) -> float:
    """How much of some words, by weight, a sentence holds."""
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in held) / total if total else 0.0


def same_people(own: Question, piece: LaterPiece, sentence: int) -> bool:
    """Whether the sentence and the one that opens its paragraph are about those whom the recommendation is about: of
    all of them, by their headings at least, and of nobody else."""
    asked = people(own.people)
    said = people(piece.people(sentence) | piece.people(0))
    return asked <= said | people(piece.heading_people) and said <= asked | people(own.heading)


def people(groups: frozenset[str]) -> frozenset[str]:
    """The groups that work is done with; private fostering is not the work of foster carers."""
    found = groups - WORK
    return found - {"foster carers"} if "private fostering" in found else found


def contrary(own: Question, suggestion: Suggestion) -> bool:
    """Whether the first paragraph, a paragraph beside it or a recommendation says that all is not well."""
    if not suggestion.ranked:
        return False
    if suggestion.assessed.again:
        return True
    first, *others = suggestion.ranked[:SHOWN]
    piece = first.candidate.piece
    if any(criticised(piece, sentence) for sentence in range(len(piece.sentences))):
        return True
    beside = [one.candidate for one in others if one.chance >= LIKELY * first.chance]
    return hedged(own, piece) or any(
        one.asks or hedged(own, one.piece) or criticised(one.piece, telling(own, one.piece)) for one in beside
    )


def criticised(piece: LaterPiece, sentence: int) -> bool:
    """Whether a sentence criticises, takes back a part of the one before, or leads to a recommendation."""
    text = piece.sentences[sentence]
    return bool(piece.tone(sentence).criticism or ASKED_HERE.search(text) or TAKES_BACK.match(text))


def hedged(own: Question, piece: LaterPiece) -> bool:
    """Whether a sentence that says at least half as much of the matter as the best one holds something back."""
    said = best_sentences(own, piece)
    return any(
        HEDGED.search(text) and share >= max(said) / 2
        for text, share in zip(piece.sentences, said, strict=False)
    )


def telling(own: Question, piece: LaterPiece) -> int:
    """Which sentence of a piece says most of what was asked."""
    said = best_sentences(own, piece)
    return max(range(len(said)), key=lambda index: (said[index], -index)) if said else 0
