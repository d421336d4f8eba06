"""Sentences that are on the front page beside the title and the facts: they are text like any other."""

import re
from collections.abc import Sequence

from reports.frameworks import HEADINGS
from reports.frameworks.wordings import GRADE_WORDS
from reports.parsing.document import Line
from reports.parsing.headings import NAMED_FACT, folded, same_style, shows_as_heading
from reports.parsing.layout import PARAGRAPH_GAP, Layout

# What ends a sentence; not the full stop of "St."
SENTENCE_END = re.compile(r"(?<!\bSt)[.!?][\"'’”)\]]*\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
BEGINS = re.compile(r"[\"'“‘(]?[A-Z0-9]")
# "The judgement for the effectiveness of the board is requires improvement"
ENDS_IN_GRADE = re.compile(rf"\b(?:{GRADE_WORDS})$", re.IGNORECASE)
# Fewer words are a name or a fact ("Mr A. Person."), more without a full stop go on overleaf.
FEWEST_WORDS = 5
MANY_WORDS = 15


def front_prose(front: Sequence[Line], layout: Layout, *, facts: re.Pattern[str]) -> set[int]:
    """The numbers of the lines of a front page that are sentences, and of the standard headings over them.

    `front` are the lines outside the title and the tables; a paragraph with a line that `facts` matches is none.
    """
    found: set[int] = set()
    above: list[Line] = []
    for paragraph in paragraphs_of(front, layout):
        if is_prose(paragraph, layout, facts=facts):
            found.update(line.number for line in paragraph)
            if above and is_known_heading(above, layout):
                found.update(line.number for line in above)
        above = paragraph
    return found


def paragraphs_of(lines: Sequence[Line], layout: Layout) -> list[list[Line]]:
    """Lines of one type that are as near to each other as those of a paragraph."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and goes_on(groups[-1][-1], line, layout):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def goes_on(above: Line, line: Line, layout: Layout) -> bool:
    if above.page != line.page or not same_style(above, line):
        return False
    if not layout.printed or above.top is None or line.top is None:
        return line.space == 0
    return 0 < line.top - above.top <= PARAGRAPH_GAP * layout.leading_of(line)


def is_prose(paragraph: Sequence[Line], layout: Layout, *, facts: re.Pattern[str]) -> bool:
    """Whether lines are sentences: they end like one, or are so many words that they go on overleaf.

    What is set bold states the judgement, or names something.
    """
    first, last = paragraph[0], paragraph[-1]
    words = sum(len(line.text.split()) for line in paragraph)
    if words < FEWEST_WORDS or first.bold or first.cells or not BEGINS.match(first.text):
        return False
    if any(facts.match(line.text) for line in paragraph) or NAMED_FACT.match(first.text):
        return False
    if SENTENCE_END.search(last.text):
        return True
    return words >= MANY_WORDS and not ENDS_IN_GRADE.search(last.text)


def is_known_heading(lines: Sequence[Line], layout: Layout) -> bool:
    """Whether lines are a heading of the body, as the frameworks word it."""
    text = folded(" ".join(line.text for line in lines))
    return shows_as_heading(lines[0], layout) and any(wording.match(text) for _, wording in HEADINGS)
