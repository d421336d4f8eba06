"""What is shown beside a recommendation: the best of its matches, each as a snippet that tells why."""

from collections.abc import Sequence

from reports.comparing.asking import Ask
from reports.comparing.comparison import Evidence
from reports.comparing.fates import FOUND, Fate
from reports.comparing.matching import Match
from reports.comparing.pieces import Terms
from reports.comparing.spans import marked
from reports.comparing.weights import ASKING
from reports.comparing.words import sentences

# No more pieces than this, and none that is far behind the best.
SHOWN = 5
NEAR_BEST = 0.4
# A text up to this many characters is shown whole; of a longer one, the telling sentence and what fits.
WHOLE = 320
# A shared word tells if it weighs at least this share of the heaviest word asked for.
TELLS = 0.3


def shown(fate: Fate, *, least: float) -> tuple[Evidence, ...]:
    """The evidence for one recommendation: those that ask again first, then the best of the others."""
    telling = telling_terms(fate.asked)
    again = fate.again[:2]
    held = {reading.piece.anchor for reading in again}
    near = [m for m in fate.matches if m.score >= max(least, NEAR_BEST * fate.matches[0].score)]
    by_place = {match.terms.piece.anchor: match for match in fate.matches}
    found = [
        evidence(reading, telling, sentence=sentence_of(by_place.get(reading.piece.anchor)), again=True)
        for reading in again
    ]
    found += [
        evidence(match.terms, telling, sentence=match.sentence)
        for match in near
        if match.terms.piece.anchor not in held
    ]
    return tuple(found[:SHOWN])


def sentence_of(match: Match | None) -> int:
    return match.sentence if match else 0


def telling_terms(asked: Ask) -> frozenset[str]:
    """The terms whose words are worth marking: what a recommendation is about, not how it is put."""
    heaviest = max(asked.weights.values(), default=0.0)
    return frozenset(
        term for term, weight in asked.weights.items() if term not in ASKING and weight >= TELLS * heaviest
    )


def evidence(reading: Terms, telling: frozenset[str], *, sentence: int, again: bool = False) -> Evidence:
    """One piece as a snippet round the sentence that says most."""
    start, end = window(reading.piece.text, sentence)
    return Evidence(
        terms=reading,
        snippet=marked(reading, telling, start=start, end=end),
        again=again,
        cut_before=start > 0,
        cut_after=end < len(reading.piece.text.rstrip()),
    )


def window(text: str, sentence: int) -> tuple[int, int]:
    """The places between which a text is shown: the sentence, and its neighbours while there is room."""
    if len(text) <= WHOLE:
        return 0, len(text)
    spans: Sequence[tuple[int, int]] = sentences(text)
    first = last = min(sentence, len(spans) - 1)
    while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= WHOLE:
        last += 1
    while first > 0 and spans[last][1] - spans[first - 1][0] <= WHOLE:
        first -= 1
    start, end = spans[first][0], spans[last][1]
    return start, start + len(text[start:end].rstrip())


def least_score(fate: Fate, ideal: float) -> float:
    """The score below which a match is no evidence."""
    return FOUND * ideal
