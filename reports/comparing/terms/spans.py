"""A text in spans: what is plain, what is marked, what was put in and what was taken out.

Spans are values; the template escapes each text and puts the element round it, so no report text is ever
trusted as HTML.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from reports.comparing.terms.pieces import Terms
from reports.comparing.terms.senses import Sense, means_another
from reports.comparing.terms.words import words

# "faint": a mark where a text shares a single word with what is asked, which may be chance.
Role = Literal["plain", "mark", "faint", "ins", "del"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text with one role."""

    text: str
    role: Role = "plain"


def marked(
    reading: Terms,
    telling: frozenset[str],
    *,
    start: int = 0,
    end: int | None = None,
    asked: frozenset[Sense] = frozenset(),
    one_word: Literal["mark", "faint"] = "mark",
) -> tuple[Span, ...]:
    """A text, or the part of it between two places, with the informative words marked: those of the stems in
    `telling`, unless they have another meaning than those that were `asked`, and those that name a concept in it.
    `one_word` is the role where all that is marked is one word, however often it occurs there."""
    text = reading.piece.text[start:end]
    read = words(text, reading.reader.stems)
    places = [
        (word.start, word.end)
        for word in read
        if word.stem and word.stem in telling and not means_another(text[word.start : word.end], asked)
    ]
    places += [(first, last) for first, last, term in reading.reader.named(text, read) if term in telling]
    told = {word.stem for word in read if any(first <= word.start < last for first, last in places)}
    role: Role = "mark" if len(told) > 1 else one_word
    spans: list[Span] = []
    at = 0
    for first, last in sorted(places):
        if first < at:
            continue
        spans.extend((Span(text[at:first]), Span(text[first:last], role)))
        at = last
    spans.append(Span(text[at:]))
    return joined(spans)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Neighbours of one role as one span; empty ones left out. Two marks with only a space between are one."""
    found: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        if found and found[-1].role == span.role:
            found[-1] = Span(found[-1].text + span.text, span.role)
        elif len(found) > 1 and span.role == "mark" == found[-2].role and found[-1].text.isspace():
            gap = found.pop()
            found[-1] = Span(found[-1].text + gap.text + span.text, "mark")
        else:
            found.append(span)
    return tuple(found)
