"""A report's text as HTML: escaped first, then marked and linked."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from reports.models import Footnote
from reports.reading.words import Mark

# "(paragraph 128)", "see paragraphs 12, 14 and 31", "paras 4–6"
REFERENCE = re.compile(
    r"\bpara(?:graph)?s?\.?\s+(?P<numbers>\d{1,3}(?:\s*(?:,|and|to|&|–|-)\s*\d{1,3})*)", re.IGNORECASE
)
NUMBER = re.compile(r"\d+")
# What begins a point of a recommendation; heard as a new line, seen as a dash.
BREAK = SafeString('<br><span class="point" aria-hidden="true">–</span> ')


def html_of(
    text: str,
    *,
    marks: Collection[Mark] = (),
    anchors: Collection[str] = (),
    notes: Iterable[Footnote] = (),
    parts: Sequence[str] = (),
) -> SafeString:
    """The text with the marks as <mark>, each reference to a paragraph of `anchors` as a link to it, and the
    figure of each footnote at its place as a link to it.

    `parts` are the points in which the text ends, one after another: each gets a line of its own.
    """
    pieces: list[SafeString] = []
    place = 0
    breaks = [(start, start, BREAK) for start in starts_of(text, parts)]
    linked = [
        (start, stop, format_html('<a href="#{}">{}</a>', anchor, marked(text, start, stop, marks)))
        for start, stop, anchor in references(text, anchors)
    ]
    for start, stop, link in sorted([*linked, *figures(notes), *breaks]):
        pieces.append(marked(text, place, start, marks))
        pieces.append(link)
        place = stop
    pieces.append(marked(text, place, len(text), marks))
    return mark_safe("".join(pieces))  # noqa: S308 (every piece was escaped)


def starts_of(text: str, parts: Sequence[str]) -> Iterator[int]:
    """Where each of the points begins in which a text ends; nowhere, where the text does not end in them."""
    ending = " ".join(parts)
    if not parts or not text.endswith(ending):
        return
    place = len(text) - len(ending)
    for part in parts:
        yield place
        place += len(part) + 1


def figures(notes: Iterable[Footnote]) -> Iterator[tuple[int, int, SafeString]]:
    """Where footnotes have their marks, which take up no room in the text: from, to, and the link."""
    for note in notes:
        if note.place is not None:
            link = '<sup><a href="#note-{0}" id="mark-{0}" aria-label="Footnote {1}">{1}</a></sup>'
            yield note.place, note.place, format_html(link, note.order, note.figure)


def references(text: str, anchors: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """Where the text names a paragraph that has its place on the page: from, to, and the anchor."""
    for reference in REFERENCE.finditer(text):
        offset = reference.start("numbers")
        for number in NUMBER.finditer(reference["numbers"]):
            anchor = f"para-{int(number[0])}"
            if anchor in anchors:
                yield offset + number.start(), offset + number.end(), anchor


def marked(text: str, start: int, stop: int, marks: Collection[Mark]) -> SafeString:
    """A stretch of the text, escaped, with what of the marks lies in it."""
    pieces: list[SafeString] = []
    place = start
    for mark in marks:
        first, last = max(mark.start, start), min(mark.stop, stop)
        if first < last:
            pieces.append(conditional_escape(text[place:first]))
            pieces.append(format_html("<mark>{}</mark>", text[first:last]))
            place = last
    pieces.append(conditional_escape(text[place:stop]))
    return mark_safe("".join(pieces))  # noqa: S308 (every piece was escaped)
