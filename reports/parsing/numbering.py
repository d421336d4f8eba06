"""Which numbers at the beginning of lines are the paragraphs': one run, 1, 2, 3, through the whole document.

A wrapped line may begin with "17." too, an age or a year's end, and a report may skip a number or begin again.
So no line is judged by itself: of all lines that might begin a paragraph, the run is chosen that looks most
like a list as a whole, by where its lines stand and how few numbers it misses.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reports.parsing.document import Line
from reports.parsing.layout import PARAGRAPH_GAP, Layout
from reports.parsing.marks import Number, dash_of, number_of

STRONG_END = re.compile(r"[.!?:][\"'’”)\]]*\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
# How far two left edges may differ and still be the same column, in points.
SAME_COLUMN = 4.0
# What speaks for a line, and against it. A line that a run needs must not look like the middle of a sentence.
HANGS = 3
APART = 2
IN_COLUMN = 2
LISTED = 3
UNFINISHED_ABOVE = -6
NO_STOP = -4
# What speaks for two numbers as neighbours of one run, and against what a run misses or begins again.
FOLLOWS = 5
MISSED = -7
RESTART = -12
# A number that is printed twice: its second line must look very much like a paragraph's.
REPEATED = -5
NOT_FROM_ONE = -9
MOST_MISSED = 5
# A page without text, or one that is missing from the file, takes at most so many numbers with it, and what
# speaks against such a step: less where the file has the page, as a picture.
MOST_ON_A_PAGE = 30
PAGE_WITHOUT_TEXT = -7
PAGE_MISSING = -35
# Candidates to look back at: more than ever are between two paragraphs.
LOOK_BACK = 150
# A line of a text file that is longer than this is not a heading, so its sentence should have ended.
LONG = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that might begin a numbered paragraph, and how much it looks like one."""

    line: int
    value: int
    strength: int
    page: int = 1


def numbered_lines(flow: Sequence[Line], layout: Layout, *, apart_from: frozenset[int]) -> frozenset[int]:
    """The numbers of the lines that begin numbered paragraphs; `apart_from` are lines of tables and the like."""
    found = [
        (index, number)
        for index, line in enumerate(flow)
        if line.number not in apart_from and (number := number_of(line))
    ]
    columns = number_columns(flow, found)
    candidates = [
        Candidate(
            flow[index].number, number.value, strength(flow, index, number, layout, columns), flow[index].page
        )
        for index, number in found
    ]
    with_text = {line.page for line in flow}
    without = [page for page in range(1, max(with_text, default=0)) if page not in with_text]
    return frozenset(best_run(candidates, without))


def number_columns(flow: Sequence[Line], found: Sequence[tuple[int, Number]]) -> frozenset[float]:
    """The left edges at which most numbers with hanging text are."""
    lefts = Counter(
        round(flow[index].left or 0.0)
        for index, number in found
        if number.stopped and flow[index].left is not None and hangs(flow, index)
    )
    most = max(lefts.values(), default=0)
    return frozenset(left for left, count in lefts.items() if count * 4 >= most)


def strength(
    flow: Sequence[Line], index: int, number: Number, layout: Layout, columns: frozenset[float]
) -> int:
    """How much a line looks like the beginning of a numbered paragraph."""
    if not layout.printed:
        return strength_in_text(flow, index, number)
    line = flow[index]
    apart = is_apart(flow, index, layout)
    sure = 0 if number.stopped else NO_STOP
    if hangs(flow, index):
        sure += HANGS
    if apart:
        sure += APART
    if any(abs((line.left or 0.0) - column) <= SAME_COLUMN for column in columns):
        sure += IN_COLUMN
    if (
        index
        and not apart
        and not STRONG_END.search(flow[index - 1].text)
        and same_type(flow[index - 1], line)
    ):
        sure += UNFINISHED_ABOVE
    return sure


def strength_in_text(flow: Sequence[Line], index: int, number: Number) -> int:
    """The same for a line of a text file, where only dashes, blank lines and the lines above show it."""
    line = flow[index]
    above = flow[index - 1] if index else None
    sure = 0 if number.stopped else NO_STOP - HANGS
    if number.listed:
        sure += LISTED
    if (
        above is None
        or line.space
        or number_of(above)
        or dash_of(above)
        or above.bold
        or above.level is not None
    ):
        sure += APART
    if above and len(above.text) > LONG and not STRONG_END.search(above.text):
        sure += UNFINISHED_ABOVE // 2
    return sure


def hangs(flow: Sequence[Line], index: int) -> bool:
    """Whether a number is left of its text: a gap behind it, or the next line set further in."""
    line = flow[index]
    if line.indent is not None:
        return True
    below = flow[index + 1] if index + 1 < len(flow) else None
    if below is None or below.page != line.page or below.left is None or line.left is None:
        return False
    return line.left + SAME_COLUMN < below.left < line.left + 5 * (line.size or 0.0)


def is_apart(flow: Sequence[Line], index: int, layout: Layout) -> bool:
    """Whether more than a line's distance is above a line, or the top of its page."""
    if not index:
        return True
    line, above = flow[index], flow[index - 1]
    if above.page != line.page or above.top is None or line.top is None:
        return True
    gap = line.top - above.top
    return gap > PARAGRAPH_GAP * layout.leading_of(line) or gap < 0


def same_type(one: Line, other: Line) -> bool:
    return abs((one.size or 0.0) - (other.size or 0.0)) <= 0.6 and one.bold == other.bold


def best_run(candidates: Sequence[Candidate], without: Sequence[int] = ()) -> list[int]:
    """The lines of the run of numbers that looks best as a whole; empty where none looks like one at all.

    `without` are pages that hold no text.
    """
    totals: list[int] = []
    before: list[int | None] = []
    for place, candidate in enumerate(candidates):
        best, chosen = candidate.strength + (0 if candidate.value == 1 else NOT_FROM_ONE), None
        for earlier in range(max(0, place - LOOK_BACK), place):
            step = link(candidates[earlier].value, candidate.value)
            if step is None and candidates[earlier].page != candidate.page:
                step = link_over_pages(candidates[earlier], candidate, without)
            if step is not None and totals[earlier] + step + candidate.strength >= best:
                best, chosen = totals[earlier] + step + candidate.strength, earlier
        totals.append(best)
        before.append(chosen)
    last: int | None = max(range(len(totals)), key=lambda n: (totals[n], -n), default=None)
    if last is None or totals[last] <= 0:
        return []
    run: list[int] = []
    while last is not None:
        run.append(candidates[last].line)
        last = before[last]
    return run


def link(earlier: int, later: int) -> int | None:
    """What speaks for a number behind another in one run; None where it cannot be there."""
    if later == earlier + 1:
        return FOLLOWS
    if earlier + 1 < later <= earlier + 1 + MOST_MISSED:
        return MISSED * (later - earlier - 1)
    if later == 1 and earlier > 1:
        return RESTART
    if later == earlier:
        return REPEATED
    return None


def link_over_pages(earlier: Candidate, later: Candidate, without: Sequence[int]) -> int | None:
    """What speaks for two numbers as neighbours of one run from which whole pages are lost; None as above."""
    missed = later.value - earlier.value - 1
    if missed <= MOST_MISSED:
        return None
    between = sum(earlier.page < page < later.page for page in without)
    if between and missed <= between * MOST_ON_A_PAGE:
        return PAGE_WITHOUT_TEXT
    return PAGE_MISSING if later.page == earlier.page + 1 and missed <= MOST_ON_A_PAGE else None
