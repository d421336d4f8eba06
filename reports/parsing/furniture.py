"""What is around the text of a page: running headers and footers, page numbers, footnotes.

A paragraph that one of these cuts goes on behind it, so they are taken out before blocks are made.
"""

import itertools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from reports.parsing.document import Line, Page
from reports.parsing.layout import Layout
from reports.parsing.rows import raised

# The strips at the top and the bottom of a page in which headers and footers are, as shares of its height.
MARGIN = 0.085
# Further in, only what comes again on this many pages is a header or footer.
WIDE_MARGIN = 0.125
OFTEN = 4
# "3", "- 3 -", "Page 3 of 12"
PAGE_NUMBER = re.compile(r"(?:page\s+)?[-–]?\s*\d{1,3}\s*[-–]?(?:\s*(?:of|/)\s*\d{1,3})?", re.IGNORECASE)
# "¹ Source: a census", "[^2]: Source"
FOOTNOTE = re.compile(r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}|[*†‡])\s*\S|\[\^?\d{1,3}\]:?\s*\S|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}$")
# "1 Source: a census", in small type
SMALL_NOTE = re.compile(r"(?P<sign>\d{1,2})(?:\s+(?=[A-Z])|$)")
RAISED_SIGN = re.compile(r"^[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
# "10 to 14 February 2025	3"
FOOTER = re.compile(r"(?=[\W\d_]*[^\W\d_]).*\s\d{1,3}")
# A running line may be left out on a page or two; entries of a contents page count by larger steps.
WIDEST_STEP = 2
# What a rule across the page, or a lonely bullet of a text file, has none of
WORDS = re.compile(r"\w")
LETTERS = re.compile(r"[^\W\d_]")
NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Furniture:
    """Lines that are not part of the flow: running lines by number, footnotes as groups of lines."""

    running: frozenset[int]
    footnotes: tuple[tuple[Line, ...], ...]

    @property
    def numbers(self) -> frozenset[int]:
        return self.running | {line.number for note in self.footnotes for line in note}


def find_furniture(pages: Sequence[Page], layout: Layout) -> Furniture:
    """The running lines and footnotes of a document's pages."""
    running = running_lines(pages)
    footnotes: list[tuple[Line, ...]] = []
    for page in pages:
        body = [line for line in page.lines if line.number not in running]
        footnotes.extend(footnotes_of(body, layout))
    return Furniture(frozenset(running), tuple(footnotes))


def running_lines(pages: Sequence[Page]) -> set[int]:
    """Numbers of the lines that are in a margin and come again on other pages, and of page numbers."""
    margins = [(page, line) for page in pages for line in page.lines if in_margin(line, page, MARGIN)]
    seen = Counter(pattern for pattern, _ in {(repeating(line), page.number) for page, line in margins})
    running = {
        line.number
        for _, line in margins
        if seen[repeating(line)] > 1 or PAGE_NUMBER.fullmatch(line.text.strip())
    }
    wide = [(page, line) for page in pages for line in page.lines if in_margin(line, page, WIDE_MARGIN)]
    often = Counter(pattern for pattern, _ in {(repeating(line), page.number) for page, line in wide})
    running |= {
        line.number for _, line in wide if often[repeating(line)] >= OFTEN and LETTERS.search(line.text)
    }
    running |= page_numbers_further_in(pages, running)
    for page in pages:
        if page.height is None:
            running |= {
                line.number
                for line in page.lines
                if not WORDS.search(line.text) or (PAGE_NUMBER.fullmatch(line.text) and line.space)
            }
    return running | numbered_footers([line for page in pages if page.height is None for line in page.lines])


def page_numbers_further_in(pages: Sequence[Page], running: AbstractSet[int]) -> set[int]:
    """Page numbers that are above the margin: alone on the first or the last line, and rising with the pages."""
    found: list[tuple[int, Line]] = []
    for page in pages:
        lines = [line for line in page.lines if line.number not in running]
        if page.height is None or not lines:
            continue
        ends = {line.number: line for line in (lines[0], lines[-1])}.values()
        alone = [line for line in ends if PAGE_NUMBER.fullmatch(line.text.strip())]
        found += [(int(NUMBER.findall(line.text)[0]) - page.number, line) for line in alone]
    steps = Counter(step for step, _ in found)
    return {line.number for step, line in found if steps[step] >= OFTEN - 1}


def numbered_footers(lines: Sequence[Line]) -> set[int]:
    """In a text file: a line that comes again with a higher number at its end, and what comes with it each time."""
    footers: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if FOOTER.fullmatch(line.text):
            footers[repeating(line)].append(line)
    found: set[int] = set()
    for same in footers.values():
        counts = [int(line.text.split()[-1]) for line in same]
        steps = [after - before for before, after in itertools.pairwise(counts)]
        if steps and all(0 < step <= WIDEST_STEP for step in steps):
            found |= {line.number for line in same}
    texts = Counter(line.text for line in lines)
    touching = {line.number - 1 for line in lines if line.number in found and line.space == 0}
    beside = [
        line
        for line in lines
        if line.number not in found
        and (line.number in touching or (line.number - 1 in found and line.space == 0))
        and texts[line.text] > 1
    ]
    again = Counter(line.text for line in beside)
    return found | {line.number for line in beside if again[line.text] > 1}


def in_margin(line: Line, page: Page, share: float) -> bool:
    """Whether a line is in the strip above or below a page's text."""
    if page.height is None or line.top is None:
        return False
    return not share * page.height < line.top < (1 - share) * page.height


def repeating(line: Line) -> str:
    """A line's text without the numbers that change from page to page."""
    return re.sub(r"[\d⁰¹²³⁴⁵⁶⁷⁸⁹]+", "#", line.text).strip()


def footnotes_of(lines: Sequence[Line], layout: Layout) -> list[tuple[Line, ...]]:
    """The footnotes at the end of a page's lines, each from its mark to the next mark."""
    if not layout.printed:
        return [(line,) for line in lines if FOOTNOTE.match(line.text) and not line.text.startswith("*")]
    first = len(lines)
    while first > 0 and (layout.is_small(lines[first - 1]) or begins_footnote(lines[first - 1])):
        first -= 1
    while (
        first < len(lines) and not begins_footnote(lines[first]) and not is_small_note(lines, first, layout)
    ):
        first += 1
    notes: list[list[Line]] = []
    for line in lines[first:]:
        follows = plain_sign(line) == (plain_sign(notes[-1][0]) or 0) + 1 if notes else False
        if begins_footnote(line) or not notes or follows:
            notes.append([line])
        else:
            notes[-1].append(line)
    return [(with_raised_sign(note[0]), *note[1:]) for note in notes]


def plain_sign(line: Line) -> int | None:
    """The number with which a note begins, raised or not; None where it begins with none."""
    sign = SMALL_NOTE.match(unicodedata.normalize("NFKC", RAISED_SIGN.sub(r"\g<0> ", line.text, count=1)))
    return int(sign["sign"]) if sign else None


def with_raised_sign(line: Line) -> Line:
    """A note's first line with its mark raised, as marks are in the text that it belongs to."""
    sign = SMALL_NOTE.match(line.text)
    return replace(line, text=raised(sign["sign"]) + line.text[sign.end("sign") :]) if sign else line


def is_small_note(lines: Sequence[Line], index: int, layout: Layout) -> bool:
    """Whether a line of small type, set apart below the body, begins with a mark that is not raised."""
    line = lines[index]
    if not SMALL_NOTE.match(line.text) or not layout.is_small(line):
        return False
    return index > 0 and (line.top or 0.0) - (lines[index - 1].top or 0.0) > layout.leading_of(line)


def begins_footnote(line: Line) -> bool:
    """Whether a line begins with a raised mark."""
    return bool(FOOTNOTE.match(line.text)) and line.text[0] not in "*["
