"""What is measured of each later piece beside one recommendation, to say whether it is evidence.

Every figure is 0 to 1 or near it; `learned.py` weighs them.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from reports.comparing.matching import CARE, Match, Ranker
from reports.comparing.statuses import cues
from reports.comparing.statuses.likeness import (
    Again,
    Asked,
    asked_for,
    compared,
    matters,
    on_the_matter,
    rare_concept,
)
from reports.comparing.statuses.people import groups_of
from reports.comparing.terms.pieces import Terms
from reports.comparing.terms.recommendation_query import Ask
from reports.comparing.terms.weights import ASKING
from reports.comparing.terms.words import sentences, spelled

# So many of the paragraphs that the words rank highest are looked at, and every later recommendation.
CONSIDERED = 40


class Later:
    """The later report as candidates are measured against it; what is read of a piece is read once."""

    def __init__(self, ranker: Ranker) -> None:
        self.ranker = ranker
        self.asks: list[Asked] = [
            asked_for(one, ranker.ask) for one in ranker.later if one.piece.kind == "recommendation"
        ]
        self.known: dict[str, LaterPiece] = {}

    def piece(self, reading: Terms) -> "LaterPiece":
        """What is read of a later piece."""
        anchor = reading.piece.anchor
        if anchor not in self.known:
            self.known[anchor] = LaterPiece(reading)
        return self.known[anchor]


class LaterPiece:
    """A later piece with its sentences, who they are about and how."""

    def __init__(self, reading: Terms) -> None:
        self.reading = reading
        text = reading.piece.text
        self.sentences = [text[start:end].strip() for start, end in sentences(text)]
        self.tones: dict[int, cues.Tone] = {}
        self.people_in: dict[int, frozenset[str]] = {}

    def tone(self, sentence: int) -> cues.Tone:
        """How much praise and criticism one sentence holds."""
        if sentence not in self.tones:
            self.tones[sentence] = cues.sentence_tone(self.sentences[sentence])
        return self.tones[sentence]

    def people(self, sentence: int) -> frozenset[str]:
        """Whom one sentence is about."""
        if sentence not in self.people_in:
            self.people_in[sentence] = groups_of(self.sentences[sentence])
        return self.people_in[sentence]

    @cached_property
    def everyone(self) -> frozenset[str]:
        """Whom the piece is about."""
        return groups_of(self.reading.piece.text)

    @cached_property
    def heading_people(self) -> frozenset[str]:
        return groups_of(" ".join(self.reading.piece.section))

    @cached_property
    def section_stems(self) -> frozenset[str]:
        """The stems of the headings that the piece is under."""
        known = self.reading.reader.stems
        return frozenset(known.get(word, "") for word in spelled(" ".join(self.reading.piece.section)))

    @cached_property
    def trigrams(self) -> frozenset[tuple[str, str, str]]:
        return trigrams(self.reading.piece.text)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A later piece that may be evidence, what is measured of it, and which of its sentences says most."""

    piece: LaterPiece
    match: Match
    again: Again | None
    features: Mapping[str, float]

    @property
    def asks(self) -> bool:
        return self.piece.reading.piece.kind == "recommendation"


def trigrams(text: str) -> frozenset[tuple[str, str, str]]:
    """The runs of three words of a text."""
    run = spelled(text)
    return frozenset(zip(run, run[1:], run[2:], strict=False))


def candidates(asked: Ask, later: Later) -> list[Candidate]:
    """The pieces that may be about a recommendation, those first that share most words with it."""
    ranker = later.ranker
    matches = ranker.rank(asked)
    again = {one.whole.terms.piece.anchor: compared(asked, one, ranker) for one in later.asks}
    paragraphs = [match for match in matches if match.terms.piece.kind == "paragraph"][:CONSIDERED]
    ideal = ranker.ideal(asked)
    # Where texts share only words that weigh hardly anything, every score is rounded to 0.
    best = (matches[0].score if matches else 0.0) or 1.0
    best_paragraph = (paragraphs[0].score if paragraphs else 0.0) or 1.0
    best_again = max((one.likeness for one in again.values()), default=0.0) or 1.0
    own = Question(asked, ranker)
    by_order = {match.terms.piece.order: match.score for match in paragraphs}
    considered = {match.terms.piece.anchor for match in paragraphs}
    rest = []
    for rank, match in enumerate(matches):
        kind = match.terms.piece.kind
        if kind == "paragraph" and match.terms.piece.anchor not in considered:
            continue
        piece = later.piece(match.terms)
        found = measured(own, piece, match, ranker)
        one = again.get(match.terms.piece.anchor)
        order = match.terms.piece.order
        likeness = one.likeness if one else 0.0
        found |= {
            "score": min(match.score / ideal, 1.5),
            "score_to_best": match.score / best,
            "rank": 1 / (1 + rank),
            "score_to_paragraph": min(match.score / best_paragraph, 1.5) if not one else 0.0,
            "beside": (by_order.get(order - 1, 0.0) + by_order.get(order + 1, 0.0)) / (2 * best)
            if not one
            else 0.0,
            "asks": float(one is not None),
            "asks_score": match.score / best if one else 0.0,
            "likeness": min(likeness, 1.5),
            "likeness_to_best": likeness / best_again,
            "best_likeness": min(best_again, 1.5) if not one else 0.0,
            "closely": float(bool(one and one.closely)),
        }
        rest.append(Candidate(piece, match, one, found))
    return rest


class Question:
    """One recommendation, with what its candidates are measured against."""

    def __init__(self, asked: Ask, ranker: Ranker) -> None:
        self.asked = asked
        self.ranker = ranker
        self.weight = asked.weight or 1.0
        text = asked.terms.piece.text
        self.people = groups_of(text)
        self.heading = groups_of(" ".join(asked.terms.piece.section))
        self.trigrams = trigrams(text)
        self.ideal_words = ranker.words(asked, asked.terms) or 1.0
        self.ideal_pairs = sum(asked.pairs.values()) or 1.0
        self.own = {
            term: weight
            for term, weight in asked.weights.items()
            if term in asked.terms.counts and term not in ASKING and not term.startswith("=")
        }
        self.own_weight = sum(self.own.values()) or 1.0
        heaviest = sorted(self.own.values(), reverse=True)
        self.heaviest = heaviest[0] if heaviest else 1.0
        self.heavy_three = sum(heaviest[:3]) or 1.0
        self.top_three = set(sorted(self.own, key=lambda term: (-self.own[term], term))[:3])

    def said(self, held: frozenset[str]) -> float:
        """The share of what was asked that some terms say, a word's concept counting for it in part."""
        asked = self.asked
        total = 0.0
        for term, weight in asked.weights.items():
            if term in held:
                total += weight
            elif term in asked.otherwise and asked.otherwise[term][0] in held:
                total += asked.otherwise[term][1]
        return total / self.weight


def best_sentences(own: Question, piece: LaterPiece) -> list[float]:
    """What each sentence of a piece says of what was asked."""
    return [own.said(held) for held in piece.reading.by_sentence]


def measured(own: Question, piece: LaterPiece, match: Match, ranker: Ranker) -> dict[str, float]:
    """What is measured of a piece by itself."""
    asked, reading = own.asked, piece.reading
    said = best_sentences(own, piece)
    at = max(range(len(said)), key=lambda index: (said[index], -index)) if said else 0
    two = max((own.said(a | b) for a, b in pairwise(reading.by_sentence)), default=0.0)
    shared = asked.terms.piece.themes & reading.piece.themes
    rarities = [ranker.theme_rarity.get(theme, 0.0) for theme in shared]
    held = own.own.keys() & reading.counts.keys()
    in_sentence = held & (reading.by_sentence[at] if said else frozenset())
    people = piece.people(at) if said else frozenset()
    tone = piece.tone(at) if said else cues.Tone()
    common = own.people & piece.everyone
    runs = own.trigrams & piece.trigrams
    rare = matters(asked, reading, ranker)
    board = reading.piece.board
    return {
        "words": ranker.words(asked, reading) / own.ideal_words,
        "pairs": sum(weight for pair, weight in asked.pairs.items() if pair in reading.pairs)
        / own.ideal_pairs,
        "sentence": said[at] if said else 0.0,
        "two_sentences": max(two, said[at] if said else 0.0),
        "whole": own.said(frozenset(reading.counts)),
        "own_whole": sum(own.own[term] for term in held) / own.own_weight,
        "own_sentence": sum(own.own[term] for term in in_sentence) / own.own_weight,
        "heaviest": max((own.own[term] for term in held), default=0.0) / own.heaviest,
        "top_three": sum(own.own[term] for term in held & own.top_three) / own.heavy_three,
        "theme": max(rarities, default=0.0),
        "themes": min(sum(rarities), 2.0),
        "theme_shared": float(bool(shared)),
        "theme_other": float(bool(asked.terms.piece.themes and not shared and reading.piece.themes)),
        "matters": min(len(rare), 5) / 5,
        "one_matter": float(len(rare) == 1),
        "rare_concept": float(rare_concept(asked, reading, ranker)),
        "on_matter": float(on_the_matter(asked, reading, ranker)),
        "people": len(common) / len(own.people) if own.people else 0.0,
        "people_sentence": len(own.people & people) / len(own.people) if own.people else 0.0,
        "people_other": float(bool(own.people and piece.everyone and not common)),
        "people_sentence_other": float(bool(own.people and people and not own.people & people)),
        "people_extra": min(len(people - own.people), 4) / 4,
        "people_heading": float(bool(own.people & piece.heading_people)),
        "headings": float(bool(own.heading & piece.heading_people)),
        "heading_words": sum(own.own[term] for term in own.own.keys() & piece.section_stems) / own.own_weight,
        "board_right": float(board and asked.about_board),
        "board_wrong": float(board != asked.about_board),
        "points_back": float(ranker.points_back[ranker.index_of[reading.piece.anchor]]),
        "care_wrong": float(reading.piece.strand in CARE and not asked.about_care),
        "length": min(math.log1p(reading.length) / 6, 1.2),
        "verbatim": len(runs) / (len(own.trigrams) or 1),
        "praise": tone.praise / (1 + tone.praise + tone.criticism),
        "criticism": tone.criticism / (1 + tone.praise + tone.criticism),
        "early": math.exp(-reading.piece.order / 10) if reading.piece.kind == "paragraph" else 0.0,
    }
