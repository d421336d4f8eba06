"""What a letter asks for, as lists of bullets: areas for priority action, and what needs to improve."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from reports.frameworks.other_kinds import AFTER_LISTS, BOXES, NONE_FOUND, PRIORITY, TO_IMPROVE
from reports.parsing.document import ActionClass, ActionItem, Line
from reports.parsing.headings import folded
from reports.parsing.joining import Vocabulary, without_marks
from reports.parsing.layout import PARAGRAPH_GAP, Layout
from reports.parsing.marks import DASHES, dash_of

LONGEST_HEADING = 100
# How far a wrapped line is further in than its bullet, in points, at the least.
FURTHER_IN = 5.0
ENDED = re.compile(r"[.!?][\"'’”)\]]*$")
NUMBER_ALONE = re.compile(r"\d{1,3}")
# A control character that a symbol font's bullet is copied as.
CONTROL = re.compile(r"^[\x80-\x9f]\s*")


@dataclass(slots=True)
class Reading:
    """The items read so far, and the one that is open."""

    words: Vocabulary
    layout: Layout
    # The lines that begin a bullet of the document, some of which have no sign of their own.
    bullets: Collection[int] = ()
    items: list[ActionItem] = field(default_factory=list)
    within: ActionClass | None = None
    headings: tuple[str, ...] = ()
    # The sign of the list's bullets; None before the first.
    glyph: str | None = None
    left: float = 0.0
    boxed: bool = False
    # What is below the heading before any bullet: it is what is asked for, where no bullet follows.
    prose: list[list[Line]] = field(default_factory=list)
    rows: list[Line] = field(default_factory=list)
    parts: list[list[Line]] = field(default_factory=list)

    def close(self) -> None:
        """End the open item; one that says that there is none is not an item."""
        if self.rows and self.within:
            text = without_marks(self.words.join(self.rows))
            if not NONE_FOUND.search(folded(text)):
                parts = tuple(without_marks(self.words.join(part)) for part in self.parts)
                self.items.append(
                    ActionItem(text, self.within, self.headings, None, self.rows[0].page, parts)
                )
        self.rows, self.parts = [], []

    def begin(self, within: ActionClass | None, heading: str) -> None:
        """Begin the list below a heading, or none; what was asked for in prose alone is one item a paragraph."""
        self.close()
        for paragraph in [] if self.glyph is not None else self.prose:
            self.rows = paragraph
            self.close()
        self.prose = []
        self.within, self.boxed, self.glyph = within, False, None
        self.headings = (heading,) if heading else ()


def action_lists(
    lines: Sequence[Line],
    layout: Layout,
    words: Vocabulary,
    *,
    groups: bool,
    bullets: Collection[int] = (),
) -> tuple[ActionItem, ...]:
    """The bullets below the headings over what is to be done, priority actions first.

    `groups`: bold lines within a list head groups of it, as in the letters of several inspectorates; otherwise a
    bold line ends the list. `bullets` are the numbers of lines that begin a bullet, with a sign or without.
    """
    reading = Reading(words, layout, bullets)
    for above, line in zip([None, *lines], lines, strict=False):
        take(reading, line, above, groups=groups)
    reading.begin(None, "")
    return tuple(sorted(reading.items, key=lambda item: item.category != "priority action"))


def take(reading: Reading, line: Line, above: Line | None, *, groups: bool) -> None:
    wording = folded(without_marks(line.text)).strip()
    # Marks of footnotes may be set as large as the heading: "practice?1".
    wording = re.sub(r"(?<=[?\w])\d$", "", wording)
    within = list_of(wording)
    if within and (is_heading(line) or not reading.rows):
        reading.begin(within, without_marks(line.text))
        return
    if reading.within is None:
        return
    if AFTER_LISTS.search(wording):
        reading.begin(None, "")
        return
    bullet = bullet_in(line) or (("", line.text) if line.number in reading.bullets else None)
    if bullet is None and BOXES.search(wording) and is_heading(line):
        reading.close()
        reading.boxed = True
        return
    if bullet is None and is_heading(line) and len(line.text) > 1:
        if not groups:
            reading.begin(None, "")
        else:
            reading.close()
            if not reading.boxed:
                reading.headings = (*reading.headings[:1], without_marks(line.text))
        return
    if bullet is not None:
        take_bullet(reading, line, *bullet)
    elif reading.rows and goes_on(reading, line, above):
        reading.rows.append(line)
        if reading.parts:
            reading.parts[-1].append(line)
    else:
        reading.close()
        if reading.glyph is None and not reading.boxed:
            take_prose(reading, line)


def take_prose(reading: Reading, line: Line) -> None:
    """Put a line to the paragraph above it, or begin one."""
    last = reading.prose[-1][-1] if reading.prose else None
    near = last is not None and last.page == line.page and line.space == 0
    if near and last and line.top is not None and last.top is not None:
        near = line.top - last.top <= PARAGRAPH_GAP * reading.layout.leading_of(line)
    if near or (last and line.text[:1].islower()):
        reading.prose[-1].append(line)
    else:
        reading.prose.append([line])


def is_heading(line: Line) -> bool:
    """Whether a line is set as a heading: bold, or marked as one in a text file."""
    return line.bold or line.level is not None


def list_of(wording: str) -> ActionClass | None:
    if len(wording) > LONGEST_HEADING:
        return None
    if PRIORITY.search(wording):
        return "priority action"
    return "improvement" if TO_IMPROVE.search(wording) else None


def bullet_in(line: Line) -> tuple[str, str] | None:
    """A line's bullet and the text behind it."""
    if control := CONTROL.match(line.text):
        return control.group().strip(), line.text[control.end() :]
    bullet = dash_of(line)
    return (bullet.glyph, bullet.text) if bullet else None


def take_bullet(reading: Reading, line: Line, glyph: str, text: str) -> None:
    plain = replace(line, text=text)
    further_in = (line.left or 0.0) > reading.left + FURTHER_IN
    if reading.rows and reading.glyph and glyph != reading.glyph and (glyph in DASHES or further_in):
        reading.rows.append(plain)
        reading.parts.append([plain])
        return
    reading.close()
    if reading.glyph and glyph != reading.glyph:
        # A note or a point within a box, which has signs of its own.
        return
    reading.boxed, reading.glyph = False, glyph
    reading.left, reading.rows = line.left or 0.0, [plain]


def goes_on(reading: Reading, line: Line, above: Line | None) -> bool:
    """Whether a line without a bullet belongs to the open item, here or over a page break."""
    text = reading.rows[-1].text
    if not text:
        return True
    in_step = (line.left or 0.0) > reading.left + FURTHER_IN
    if line.page == reading.rows[-1].page and line.top is not None and reading.rows[-1].top is not None:
        gap = line.top - reading.rows[-1].top
        if gap <= PARAGRAPH_GAP * reading.layout.leading_of(line):
            return True
        return in_step and not ENDED.search(text)
    if not reading.layout.printed:
        return line.space == 0
    return (in_step and not ENDED.search(text)) or line.text[:1].islower()
