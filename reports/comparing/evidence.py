"""What is shown beside a recommendation: the best of its matches, each as a snippet that tells why."""

from collections.abc import Sequence

from reports.comparing.asking import telling_terms
from reports.comparing.comparison import Again, Evidence
from reports.comparing.fates import Fate
from reports.comparing.pieces import Terms
from reports.comparing.spans import marked
from reports.comparing.words import sentences

# No more pieces than this, of which so many ask again.
SHOWN = 5
ASKING_AGAIN = 4
# A text up to this many characters is shown whole; of a longer one, the telling sentence and what fits.
WHOLE = 320


def shown(fate: Fate) -> tuple[Evidence, ...]:
    """The evidence for one recommendation: those that ask again first, then the paragraphs that speak to it."""
    telling = telling_terms(fate.asked)
    sentences_of = {match.terms.piece.anchor: match.sentence for match in fate.matches}
    again = [
        evidence(
            one.terms,
            telling,
            sentence=sentences_of.get(one.terms.piece.anchor, 0),
            again="closely" if one.closely else "loosely",
        )
        for one in fate.again[:ASKING_AGAIN]
    ]
    found = [evidence(match.terms, telling, sentence=match.sentence) for match in fate.found]
    return tuple([*again, *found][:SHOWN])


def evidence(reading: Terms, telling: frozenset[str], *, sentence: int, again: Again = "") -> Evidence:
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
