"""What is shown beside a recommendation: the best of its matches, each as a snippet that shows why."""

from collections.abc import Sequence

from reports.comparing.comparison import Again, Evidence
from reports.comparing.statuses.leads import TAKES_BACK, WHOLE
from reports.comparing.statuses.suggestions import Suggestion
from reports.comparing.terms.pieces import Terms
from reports.comparing.terms.recommendation_query import telling_terms
from reports.comparing.terms.senses import Sense, senses
from reports.comparing.terms.spans import marked
from reports.comparing.terms.words import sentences
from reports.models.recommendation_statuses import Status

# No more pieces than this, and behind the best only what is likely enough beside it.
SHOWN = 5
LIKELY = 0.12


def shown(suggestion: Suggestion) -> tuple[Evidence, ...]:
    """The evidence for one recommendation, best first; none where it is stated that nothing was found."""
    if not suggestion.ranked or (suggestion.stated and suggestion.status == Status.NOT_FOUND):
        return ()
    telling = telling_terms(suggestion.assessed.asked)
    asked = senses(suggestion.assessed.asked.terms.piece.text)
    best = max(one.chance for one in suggestion.ranked)
    kept = [
        one.candidate
        for place, one in enumerate(suggestion.ranked[:SHOWN])
        if not place or one.chance >= LIKELY * best
    ]
    found = []
    for place, one in enumerate(kept):
        again: Again = ""
        if one.again is not None:
            again = "closely" if one.again.closely else "loosely"
        said = (one.match.sentence, one.match.sentence) if place else suggestion.lead_shown
        found.append(evidence(one.match.terms, telling, asked, said=said, again=again))
    return tuple(found)


def evidence(
    reading: Terms,
    telling: frozenset[str],
    asked: frozenset[Sense],
    *,
    said: tuple[int, int],
    again: Again = "",
) -> Evidence:
    """One piece as a snippet round the sentences that say most, from the first to the last; a single word in common
    is marked faintly."""
    start, end = window(reading.piece.text, *said)
    return Evidence(
        terms=reading,
        snippet=marked(reading, telling, start=start, end=end, asked=asked, one_word="faint"),
        again=again,
        cut_before=start > 0,
        cut_after=end < len(reading.piece.text.rstrip()),
    )


def window(text: str, first: int, last: int) -> tuple[int, int]:
    """The places between which a text is shown: its sentences from `first` to `last`, and their neighbours while there
    is room; never an end just before a sentence that takes back a part of it."""
    if len(text) <= WHOLE:
        return 0, len(text)
    spans: Sequence[tuple[int, int]] = sentences(text)
    first, last = min(first, len(spans) - 1), min(last, len(spans) - 1)
    while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= WHOLE:
        last += 1
    while first > 0 and spans[last][1] - spans[first - 1][0] <= WHOLE:
        first -= 1
    while last + 1 < len(spans) and TAKES_BACK.match(text[spans[last + 1][0] :]):
        last += 1
    start, end = spans[first][0], spans[last][1]
    return start, start + len(text[start:end].rstrip())
