"""The parts of a report that are known by where they are: front page, contents, tables of grades, end matter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.frameworks import HEADINGS, LAYOUTS
from reports.frameworks.wordings import GRADE_WORDS
from reports.parsing.document import Line
from reports.parsing.front_prose import front_prose
from reports.parsing.headings import folded, same_style, shows_as_heading
from reports.parsing.layout import Layout
from reports.parsing.marks import bullet_of, number_of
from reports.parsing.tables import grade_tables, has_head

CONTENTS = re.compile(r"(?:table of )?contents\s*(?:page)?", re.IGNORECASE)
# "Executive summary ........ 6", "Executive summary	6"
ENTRY = re.compile(r"\s*\S.*[\s.…]\d{1,3}")
# A contents page is among the first ones.
CONTENTS_BY_PAGE = 5
# Wrapped lines of an entry whose page number comes later.
WRAPPED_ENTRY = 2
TITLE = re.compile(
    r"(?:re-?\s?)?inspection of|review of the effectiveness|(?:joint|targeted) .{0,40}inspection"
    r"|(?:focused|monitoring) visit|single inspection"
    + "".join(f"|{layout.title_begins}" for layout in LAYOUTS if layout.title_begins),
    re.IGNORECASE,
)
# Below a title and set like it may be the judgement, or the authority's name.
ENDS_TITLE = re.compile(
    rf"\b(?:{GRADE_WORDS})\b"
    r"|\b(?:council|borough|county|city|corporation|trust)\b",
    re.IGNORECASE,
)
BETWEEN_TITLES = re.compile(r"and|&", re.IGNORECASE)
SALUTATION = re.compile(r"dear\b", re.IGNORECASE)
# The facts under the title: "Inspection dates: ...", "Lead inspector ...", "Age group: All"
FACT = re.compile(
    r"(?:(?:re-?)?inspection|review|fieldwork) (?:dates?|period)|dates? of (?:the )?(?:inspection|review)|inspected:"
    r"|date (?:of publication|(?:report )?published)|(?:report )?(?:published|publication)\b"
    r"|(?:joint |ofsted )?(?:lead|reporting) (?:social care )?(?:inspector|hmi)|age group",
    re.IGNORECASE,
)
# With these begin the licence, the address and what to do with a complaint.
END_MATTER = re.compile(
    r"the office for standards in education|©\s*\w|\(c\)\s*crown copyright"
    r"|any complaints? about the inspection|if you would like a copy of this (?:document|report)"
    r"|you may (?:copy|re-?use) |website:? www\.|this (?:document|publication) (?:may be reproduced|is available)"
    r"|further copies of this|to receive regular email|interested in our work|piccadilly gate|to view this licence"
    r"|no part of this document may be",
    re.IGNORECASE,
)
PROSE = 90
# Lines of one heading are no further apart than this, in sizes of their type.
HEADING_LEADING = 1.35


@dataclass(frozen=True, slots=True)
class Regions:
    """Numbers of the lines that are in each part; `table_starts` are the first lines of tables of grades."""

    title: frozenset[int]
    front: frozenset[int]
    contents: frozenset[int]
    boilerplate: frozenset[int]
    tables: frozenset[int]
    table_starts: frozenset[int]

    @property
    def unnumbered(self) -> frozenset[int]:
        """Lines whose numbers are not a paragraph's: rows of tables, entries of the contents, facts."""
        return self.title | self.front | self.contents | self.boilerplate | self.tables

    def begins_table(self, line: Line) -> bool:
        return line.number in self.table_starts


def find_regions(flow: Sequence[Line], layout: Layout) -> Regions:
    """The parts of a document's flow."""
    contents = contents_of(flow, layout)
    boilerplate = boilerplate_of(flow, layout)
    tables = grade_tables([line for line in flow if line.number not in contents], layout)
    front = [
        line for line in flow[: front_end(flow, contents, tables, layout)] if line.number not in boilerplate
    ]
    in_tables = frozenset(line.number for table in tables for line in table)
    beside = [line for line in front if line.number not in in_tables]
    title = title_of(beside)
    prose = front_prose([line for line in beside if line.number not in title], layout, facts=FACT)
    return Regions(
        title=frozenset(title),
        front=frozenset(line.number for line in front if line.number not in prose),
        contents=frozenset(contents),
        boilerplate=frozenset(boilerplate),
        tables=in_tables,
        table_starts=frozenset(table[0].number for table in tables),
    )


def contents_of(flow: Sequence[Line], layout: Layout) -> set[int]:
    """The contents' heading and its entries: lines that end in a page's number, and what wraps before one."""
    found: set[int] = set()
    for start, line in enumerate(flow):
        if line.page > CONTENTS_BY_PAGE:
            break
        if not CONTENTS.fullmatch(line.text.strip()):
            continue
        found.add(line.number)
        index = start + 1
        while index < len(flow):
            ahead = flow[index : index + WRAPPED_ENTRY + 1]
            same_page = [other for other in ahead if not layout.printed or other.page == line.page]
            if not any(ENTRY.fullmatch(other.text) or set(other.text) <= set("|- \t") for other in same_page):
                break
            if not layout.printed and number_of(flow[index]) and not ENTRY.fullmatch(flow[index].text):
                break
            found.add(flow[index].number)
            index += 1
    return found


def boilerplate_of(flow: Sequence[Line], layout: Layout) -> set[int]:
    """From each line with which end matter begins to the next heading, or to text of the body's size overleaf."""
    found: set[int] = set()
    inside: Line | None = None
    for line in flow:
        if END_MATTER.match(line.text):
            inside = line
        elif inside and ends_boilerplate(line, inside, layout):
            inside = None
        if inside:
            found.add(line.number)
    return found


def ends_boilerplate(line: Line, inside: Line, layout: Layout) -> bool:
    if CONTENTS.fullmatch(line.text.strip()) or TITLE.match(line.text):
        return True
    if layout.printed:
        return shows_as_heading(line, layout) or (line.page != inside.page and not layout.is_small(line))
    return line.level is not None or any(wording.match(folded(line.text)) for _, wording in HEADINGS)


def front_end(
    flow: Sequence[Line], contents: set[int], tables: Sequence[tuple[Line, ...]], layout: Layout
) -> int:
    """The index of the first line behind the front page's facts."""
    first_page = flow[0].page if flow else 1
    overleaf = next((index for index, line in enumerate(flow) if line.page != first_page), len(flow))
    first_contents = next((index for index, line in enumerate(flow) if line.number in contents), None)
    if first_contents is not None:
        return min(first_contents, overleaf)
    if tables and tables[0][0].page == first_page and (layout.printed or is_front_table(tables[0])):
        head = tables[0][0]
        start = next(index for index, line in enumerate(flow) if line.number == head.number)
        if not layout.printed:  # a table of grades may be at the end of a text that is one long page
            headings = (i for i in range(start) if is_known_heading(flow[i], flow[:i], layout))
            return next(headings, start)
        if has_head(tables[0]):
            return start
        return overleaf
    titled = False
    for index, line in enumerate(flow):
        titled = titled or bool(TITLE.search(line.text))
        if SALUTATION.match(line.text) or line.page != first_page:
            return index if titled else 0
        if begins_body(line, layout) and not FACT.match(line.text) and not TITLE.search(line.text):
            return index
        if titled and index and is_later_heading(line, flow[:index], layout):
            return index
    return len(flow) if titled else 0


def is_front_table(table: Sequence[Line]) -> bool:
    """Whether a text file's table may be the front page's: a row alone without a head is a strand's heading."""
    return len(table) > 2 or has_head(table)


def begins_body(line: Line, layout: Layout) -> bool:
    """Whether a line is prose, a numbered paragraph or a bullet, which no front page's facts are."""
    number = number_of(line)
    return (
        len(line.text) > PROSE
        or bool(number and number.stopped and number.value == 1)
        or bullet_of(line, printed=layout.printed) is not None
    )


def is_later_heading(line: Line, before: Sequence[Line], layout: Layout) -> bool:
    """Whether a heading is below facts: the front page is over."""
    return (
        any(FACT.match(other.text) for other in before)
        and shows_as_heading(line, layout)
        and not FACT.match(line.text)
        and not TITLE.match(line.text)
        and (line.level is not None or layout.is_larger(line))
    )


def is_known_heading(line: Line, before: Sequence[Line], layout: Layout) -> bool:
    """Whether a heading of the body, as the frameworks word them, is below the front page's facts."""
    return is_later_heading(line, before, layout) and any(
        wording.match(folded(line.text)) for _, wording in HEADINGS
    )


def title_of(front: Sequence[Line]) -> set[int]:
    """The lines of the title: those that name an inspection or review, and what goes on below them in their type,

    whatever the distance of its lines, until a fact, a judgement or the name of an authority.
    """
    found: set[int] = set()
    for index, line in enumerate(front):
        above = front[index - 1] if index else None
        if FACT.match(line.text):
            break
        wraps = (
            above is not None
            and above.number in found
            and line.space == 0
            and same_style(above, line)
            and (line.size is not None or above.space > 0)
            and (close(above, line) or not ENDS_TITLE.search(line.text))
        )
        if TITLE.match(line.text) or wraps:
            found.add(line.number)
    numbers = [line.number for line in front]
    between = [line.number for line in front if BETWEEN_TITLES.fullmatch(line.text.strip())]
    for number in between:
        place = numbers.index(number)
        if 0 < place < len(numbers) - 1 and {numbers[place - 1], numbers[place + 1]} <= found:
            found.add(number)
    return found


def close(above: Line, line: Line, *, within: float = HEADING_LEADING) -> bool:
    """Whether two lines of the same type are as near as lines of one heading: so many times the type's size."""
    if above.top is None or line.top is None or line.size is None:
        return True
    return above.page == line.page and line.top - above.top <= within * line.size
