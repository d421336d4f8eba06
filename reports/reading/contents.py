"""The contents of a report's page."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from reports.models import Judgement
from reports.reading.outline import Section, sections_of

# How many headings deep the contents go where nothing is judged.
DEPTH = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents, and the lines below it."""

    anchor: str
    text: str
    judgement: Judgement | None
    entries: tuple[Entry, ...]


def contents_of(section: Section, *, asked: Collection[int]) -> tuple[Entry, ...]:
    """The headings under a section two deep, and every one with a grade beside it, however deep.

    Those over recommendations alone (`asked` are the keys of such paragraphs) are left out: they are above.
    """
    return tuple(
        Entry(each.anchor, each.heading, each.judgement, contents_of(each, asked=asked))
        for each in section.sections
        if each.depth <= DEPTH or holds_a_judgement(each)
        if any(paragraph.pk not in asked for paragraph in each.paragraphs())
    )


def holds_a_judgement(section: Section) -> bool:
    return section.judgement is not None or any(each.judgement for each in sections_of(section))
