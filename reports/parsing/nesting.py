"""Which bullet is under which: a bullet belongs to the bullet or the sentence that leads it in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.parsing.document import Block

# How much further in a nested bullet is, in points; in a text file, in characters.
FURTHER_IN = 6.0
FURTHER_IN_TEXT = 0.5
# A sentence that ends so leads nothing in, unless what follows begins in lower case.
WHOLE_SENTENCE = re.compile(r"[.!?][\"'’”)\]]*\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
LEADS_IN = re.compile(r"[:–—-]\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")


@dataclass(frozen=True, slots=True)
class Nested:
    """The place of one paragraph in its list: how deep it is, and the index of the paragraph that leads it in."""

    level: int = 0
    under: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A bullet that is still open: deeper ones belong to it."""

    index: int
    left: float | None
    glyph: str
    text: str

    @property
    def is_lower(self) -> bool:
        return self.text[:1].islower()

    @property
    def leads_in(self) -> bool:
        return bool(LEADS_IN.search(self.text))


def nest(blocks: Sequence[tuple[Block, tuple[str, ...], str]], *, printed: bool) -> list[Nested]:
    """The place of each paragraph in its list, from its block, its section and its words.

    A list ends with its section, and with the next paragraph that is not a bullet. What is further in belongs to
    what is above it; where all are at one margin, to a bullet that ends in a colon belong those that have
    another sign, or that go on in lower case.
    """
    further = FURTHER_IN if printed else FURTHER_IN_TEXT
    found: list[Nested] = []
    above: list[Item] = []
    lead: tuple[int, str] | None = None
    section: tuple[str, ...] = ()
    for index, (block, its_section, text) in enumerate(blocks):
        if its_section != section:
            above, lead, section = [], None, its_section
        if block.role != "bullet":
            above, lead = [], (index, text)
            found.append(Nested())
            continue
        item = Item(index, block.lines[0].left, block.lines[0].text[:1], text)
        while above and not belongs(item, above[-1], further=further):
            above.pop()
        if above:
            under: int | None = above[-1].index
        else:
            under = lead[0] if lead and introduces(lead[1], text) else None
        found.append(Nested(level=len(above), under=under))
        above.append(item)
    return found


def belongs(item: Item, above: Item, *, further: float) -> bool:
    """Whether a bullet is under the one above it."""
    step = (item.left or 0.0) - (above.left or 0.0)
    if abs(step) > further:
        return step > 0
    return above.leads_in and (item.glyph != above.glyph or (item.is_lower and not above.is_lower))


def introduces(sentence: str, bullet: str) -> bool:
    """Whether a sentence leads in the bullets below it: it is not finished, or they go on with it."""
    return not WHOLE_SENTENCE.search(sentence) or bullet[:1].islower()
