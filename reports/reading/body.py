"""The body of a report in printed order, where its recommendations are above it and not again in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.models import Judgement, Paragraph
from reports.reading.outline import Section
from reports.reading.passages import Passage


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the body, with the judgement that its section gives the reasons for."""

    anchor: str
    text: str
    level: int
    judgement: Judgement | None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The place of recommendations, which are above: the first and the last, and the outermost headings that are
    over recommendations alone."""

    headings: tuple[str, ...]
    first: Passage
    last: Passage


Piece = Heading | Passage | Elsewhere


def body_of(root: Section, passages: dict[int, Passage]) -> list[Piece]:
    """The body; recommendations that follow one another become one line, whatever headings are between them.

    `passages` by the keys of their paragraphs; one that is a recommendation has its anchor `also`.
    """
    body: list[Piece] = []
    for piece in pieces(root, passages):
        before = body[-1] if body else None
        if isinstance(piece, Elsewhere) and isinstance(before, Elsewhere):
            body[-1] = Elsewhere((*before.headings, *piece.headings), before.first, piece.last)
        else:
            body.append(piece)
    return body


def pieces(section: Section, passages: dict[int, Passage]) -> Iterator[Piece]:
    """What a section holds, each place of recommendations by itself."""
    for each in section.content:
        if isinstance(each, Paragraph):
            passage = passages[each.pk]
            yield Elsewhere((), passage, passage) if passage.also else passage
            continue
        under = [passages[paragraph.pk] for paragraph in each.paragraphs()]
        if all(passage.also for passage in under):
            yield Elsewhere((each.heading,), under[0], under[-1])
        else:
            yield Heading(each.anchor, each.heading, each.level, each.judgement)
            yield from pieces(each, passages)
