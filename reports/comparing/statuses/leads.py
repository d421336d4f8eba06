"""Which sentence of the evidence says most: what is measured of each sentence of the best pieces.

Every figure is 0 to 1 or near it; `learned.py` weighs them.
"""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from reports.comparing.statuses.candidates import Question, best_sentences, trigrams
from reports.comparing.statuses.features import BETTER, STILL, TURNS, Ranked
from reports.comparing.statuses.learned import RankModel, softmax

# The sentences of so many of the best pieces are looked at: with four, fewer leads were right out of fold.
PIECES = 6
# A recommendation of no more characters is shown whole: what it asks for in its sentences is one matter.
WHOLE = 320
# The neighbours of the best sentence are shown with it until so much of the probability that the piece's sentences
# have is shown. Out of fold the reader's sentence is among them in 0.64 of the leads at 0.7 (40 words on average), 0.68
# at 0.8 (47), 0.71 at 0.9 (56), 0.74 at 0.95 (63) and at 0.97 (65): `make bench-compare`.
SHOWN = 0.95
# A sentence that begins so takes back a part of the one before, and is shown with it.
TAKES_BACK = re.compile(
    r"(?:however|but|although|though|nevertheless|despite this|yet|conversely)\b", re.IGNORECASE
)
# A sentence that begins like this is about what the one before named.
REFERS = re.compile(
    r"(?:this|these|that|those|they|it|its|their|as a result|in addition|also|consequently|for example|some|"
    r"others?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its piece, which of the piece's sentences it is, and what is measured of it."""

    one: Ranked
    at: int
    figures: dict[str, float]


@dataclass(frozen=True, slots=True)
class Lead:
    """The piece that holds the telling sentence, which of its sentences that is, and those that are shown with it,
    from the first to the last."""

    one: Ranked
    at: int
    shown: tuple[int, int]

    @property
    def text(self) -> str:
        """What is shown, whole."""
        first, last = self.shown
        return " ".join(self.one.candidate.piece.sentences[first : last + 1])


def lead_among(
    own: Question, ranked: Sequence[Ranked], model: RankModel, *, asks: bool | None = None
) -> Lead | None:
    """The lead among the best of `ranked` pieces, None where there is no sentence: the likeliest sentence of the
    piece that is likeliest to hold the telling one, with its neighbours where it is not sure by itself. `asks`: only
    recommendations carry it (True), or only paragraphs (False); where there are none of these any piece may."""
    found = sentences_of(own, ranked)
    chances = softmax([model.score(one.figures) for one in found])
    fit = [
        place for place, one in enumerate(found) if asks is None or one.one.candidate.asks == asks
    ] or range(len(found))
    if not fit:
        return None
    held = in_likeliest_piece(found, chances, fit)
    best = max(held, key=lambda place: (chances[place], -place))
    at, piece = found[best].at, found[best].one
    sentences = piece.candidate.piece.sentences
    if piece.candidate.asks and len(piece.candidate.piece.reading.piece.text) <= WHOLE:
        return Lead(piece, at, (0, len(sentences) - 1))
    first, last = around(best, held, chances)
    return Lead(piece, at, whole(sentences, found[first].at, found[last].at))


def in_likeliest_piece(
    found: Sequence[Sentence], chances: Sequence[float], fit: Sequence[int]
) -> Sequence[int]:
    """Of the sentences at the places `fit`, those of the piece that is likeliest to hold the telling one."""
    sums: dict[int, float] = defaultdict(float)
    for place in fit:
        sums[id(found[place].one)] += chances[place]
    likeliest = max(sums, key=lambda piece: sums[piece])
    return [place for place in fit if id(found[place].one) == likeliest]


def around(best: int, held: Sequence[int], chances: Sequence[float]) -> tuple[int, int]:
    """The first and the last of the fewest sentences around the best one that have enough of the probability of
    those of their piece, `held`."""
    first = last = best
    wanted = SHOWN * sum(chances[place] for place in held)
    while sum(chances[first : last + 1]) < wanted:
        before = chances[first - 1] if first > held[0] else -1.0
        after = chances[last + 1] if last < held[-1] else -1.0
        if max(before, after) < 0:
            break
        first, last = (first - 1, last) if before > after else (first, last + 1)
    return first, last


def whole(sentences: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """Some sentences, with the rest of a list that one is of, and the sentence after that takes a part back."""
    while first and sentences[first - 1].endswith(";"):
        first -= 1
    while last + 1 < len(sentences) and (
        sentences[last].endswith(";") or TAKES_BACK.match(sentences[last + 1])
    ):
        last += 1
    return first, last


def sentences_of(own: Question, ranked: Sequence[Ranked]) -> list[Sentence]:
    """The sentences of the best pieces, measured, in the order of the pieces and of the text."""
    best = ranked[:PIECES]
    most = max((value for one in best for value in best_sentences(own, one.candidate.piece)), default=0.0)
    return [
        Sentence(one, at, measured(own, one, said, at, lost=ranked[0].score - one.score, most=most))
        for one in best
        for said in [best_sentences(own, one.candidate.piece)]
        for at in range(min(len(said), len(one.candidate.piece.sentences)))
    ]


def measured(
    own: Question, one: Ranked, said: Sequence[float], at: int, *, lost: float, most: float
) -> dict[str, float]:
    """What is measured of one sentence. `said`: what each sentence of the piece says of what was asked; `lost`: how
    far the piece's score is behind the best; `most`: the most that any sentence says."""
    return (
        of_piece(one, len(said), lost)
        | of_matter(own, one, said, at, most)
        | of_wording(one, at)
        | of_place(said, at)
    )


def of_piece(one: Ranked, count: int, lost: float) -> dict[str, float]:
    features = one.candidate.features
    asks = float(one.candidate.asks)
    return {
        "lost": lost,
        "chance": one.chance,
        "chance_log": math.log(one.chance + 1e-4),
        "first_piece": float(lost == 0),
        "asks": asks,
        "asks_chance": asks * one.chance,
        "asks_likeness": features["likeness"],
        "asks_closely": features["closely"],
        "asks_own": asks * features["own_whole"],
        "asks_verbatim": asks * features["verbatim"],
        "best_likeness": features["best_likeness"],
        "sentences": math.log(count),
    }


def of_matter(own: Question, one: Ranked, said: Sequence[float], at: int, most: float) -> dict[str, float]:
    piece = one.candidate.piece
    terms, text = piece.reading.by_sentence[at], piece.sentences[at]
    held = own.own.keys() & terms
    people = piece.people(at)
    best = max(said) or 1.0
    return {
        "said": said[at],
        "said_to_best": said[at] / best,
        "said_to_most": said[at] / (most or 1.0),
        "says_best": float(said[at] == best),
        "own": sum(own.own[term] for term in held) / own.own_weight,
        "heaviest": max((own.own[term] for term in held), default=0.0) / own.heaviest,
        "top_three": sum(own.own[term] for term in held & own.top_three) / own.heavy_three,
        "held": min(len(held), 6) / 6,
        "none_held": float(not held),
        "concept": float(any(term.startswith("=") and term in own.asked.weights for term in terms)),
        "verbatim": len(own.trigrams & trigrams(text)) / (len(own.trigrams) or 1),
        "people": len(own.people & people) / len(own.people) if own.people else 0.0,
        "people_other": float(bool(own.people and people and not own.people & people)),
        "people_extra": min(len(people - own.people), 4) / 4,
    }


def of_wording(one: Ranked, at: int) -> dict[str, float]:
    piece = one.candidate.piece
    text, tone = piece.sentences[at], piece.tone(at)
    following = piece.sentences[at + 1] if at + 1 < len(piece.sentences) else ""
    total = 1 + tone.praise + tone.criticism
    return {
        "praise": tone.praise / total,
        "criticism": tone.criticism / total,
        "both_tones": float(bool(tone.praise and tone.criticism)),
        "no_tone": float(tone.share is None),
        "better": float(bool(BETTER.search(text))),
        "still": float(bool(STILL.search(text))),
        "turns": float(bool(TURNS.search(text))),
        "takes_back": float(bool(TAKES_BACK.match(text))),
        "taken_back": float(bool(TAKES_BACK.match(following))),
        "refers": float(bool(REFERS.match(text))),
        "numbers": float(any(letter.isdigit() for letter in text)),
        "length": math.log1p(len(text.split())) / 4,
    }


def of_place(said: Sequence[float], at: int) -> dict[str, float]:
    last = len(said) - 1
    return {
        "opening": float(at == 0),
        "second": float(at == 1),
        "last": float(at == last > 0),
        "place": at / max(last, 1),
        "opening_of_long": float(at == 0) * math.log(len(said)),
        "said_before": said[at - 1] if at else 0.0,
        "said_after": said[at + 1] if at < last else 0.0,
        "said_earlier": max(said[:at], default=0.0),
    }
