"""Tables by their geometry: which lines of a page are one table, and which grade belongs to which label.

A label may take three lines with its grade beside the middle one, a grade may be split round its label, and a
page break may cut the table; places decide, not the order of lines.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.frameworks.wordings import GRADE_WORDS
from reports.parsing.document import Cell, Line
from reports.parsing.joining import without_marks
from reports.parsing.layout import PARAGRAPH_GAP, Layout

# "Requires improvement to be good", "Inadequate (Grade 4)", "Not judged"
GRADE = re.compile(
    rf"(?P<grade>{GRADE_WORDS}"
    r"|not\s+(?:judged|applicable|inspected))"
    r"(?:\s*\(?\s*grade\s*\d\s*\)?)?\s*[.:]?",
    re.IGNORECASE,
)
# What one line of a split grade may hold: "Requires", "improvement", "to be good", "(Grade 4)"
GRADE_PART = re.compile(
    r"(?:requires?|requires?\s+improvement\s+to(?:\s+be)?|improvement|improvement\s+to(?:\s+be(?:\s+good)?)?"
    r"|to|to\s+be|to\s+be\s+good|be|be\s+good|\(?grade\s*\d\)?|not|judged)[.:]?",
    re.IGNORECASE,
)
# "Judgement  Grade", "Key judgement  Judgement grade"
HEAD = re.compile(r"(?:key\s+)?judge?ments?(?:\s+areas?)?|(?:judge?ment\s+)?grades?|area", re.IGNORECASE)
HEAD_ROW = re.compile(r"(?:key\s+)?judge?ments?(?:\s+areas?)?\s+(?:judge?ment\s+)?grades?", re.IGNORECASE)
# "1. Children who need help", "2.1 Adoption performance", "3 Leadership"
LEADING_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})?(?:\.\s*|\s+)(?=[^\W\d])")
# In a text file: the longest line that may be a part of a label, and what is none.
LONGEST_LABEL_LINE = 75
LABEL_NEVER = re.compile(r"[-•■#]|\d{1,3}\.\s|.*[.:;]$")
# Lines that are nearer than this share of their distance are beside each other.
BESIDE = 0.7
# A grade's column begins right of this share of the page's width.
RIGHT_COLUMN = 0.38


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a label and what is beside it, as printed."""

    label: str
    grade: str
    page: int


@dataclass(slots=True)
class Piece:
    """Lines of one cell, from `top` to `bottom`."""

    text: str
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def is_grade(text: str) -> bool:
    return bool(GRADE.fullmatch(without_marks(text)))


def is_grade_cell(text: str) -> bool:
    """Whether a cell holds a grade, a part of one, or the head of a column of grades."""
    text = without_marks(text)
    return bool(GRADE.fullmatch(text) or GRADE_PART.fullmatch(text) or HEAD.fullmatch(text))


def has_head(table: Sequence[Line]) -> bool:
    """Whether a table of grades begins with the names of its columns: "Judgement", "Grade"."""
    return bool(table) and bool(HEAD_ROW.fullmatch(without_marks(" ".join(table[0].text.split()))))


def cells_of(line: Line) -> tuple[Cell, ...]:
    """A printed line's cells; a line without columns is one cell."""
    return line.cells or (Cell(line.left or 0.0, line.right or 0.0, line.text),)


def grade_cell(line: Line, layout: Layout) -> Cell | None:
    """The cell of a line that is in a column of grades, if any."""
    last = cells_of(line)[-1]
    if last.left > RIGHT_COLUMN * layout.width and is_grade_cell(last.text):
        return last
    return None


def grade_tables(lines: Sequence[Line], layout: Layout) -> list[tuple[Line, ...]]:
    """The tables of grades among a document's lines in order: each with the lines of all its cells."""
    if not layout.printed:
        return text_tables(lines)
    seeds = [index for index, line in enumerate(lines) if grade_cell(line, layout)]
    tables: list[tuple[int, int]] = []
    for index in seeds:
        if tables and same_table(lines[tables[-1][0] : index + 1], layout):
            tables[-1] = (tables[-1][0], index)
        else:
            tables.append((index, index))
    whole = []
    floor = 0
    for first, last in tables:
        start, end = widen(lines, first, last, floor=floor, layout=layout)
        floor = end + 1
        whole.append(tuple(lines[start : end + 1]))
    return [
        table for table in whole if any(has_whole_grade(line, layout) for line in table) or len(table) > 2
    ]


def has_whole_grade(line: Line, layout: Layout) -> bool:
    cell = grade_cell(line, layout)
    return bool(cell and is_grade(cell.text))


def gutter_of(lines: Sequence[Line], layout: Layout) -> float:
    """Where the column of grades begins."""
    return min((cell.left for line in lines if (cell := grade_cell(line, layout))), default=layout.width)


def same_table(lines: Sequence[Line], layout: Layout) -> bool:
    """Whether the lines from a table's first grade to a further grade are all rows of one table."""
    gutter = gutter_of(lines, layout)
    return all(grade_cell(line, layout) or (line.right or 0.0) <= gutter + 2 for line in lines) and all(
        below.page != above.page or (below.top or 0.0) - (above.top or 0.0) < 5 * layout.leading_of(below)
        for above, below in itertools.pairwise(lines)
    )


def widen(lines: Sequence[Line], first: int, last: int, *, floor: int, layout: Layout) -> tuple[int, int]:
    """The table from its first to its last grade, with the label lines above and below that belong to it."""
    gutter = gutter_of(lines[first : last + 1], layout)

    def adjoins(line: Line, beside: Line) -> bool:
        gap = abs((line.top or 0.0) - (beside.top or 0.0))
        return (
            line.page == beside.page
            and (line.right or 0.0) <= gutter + 2
            and not line.cells
            and (
                not layout.is_larger(line)
                or same_type(line, beside)
                or gap < BESIDE * layout.leading_of(line)
            )
            and gap <= PARAGRAPH_GAP * layout.leading_of(line)
        )

    while first > floor and adjoins(lines[first - 1], lines[first]):
        first -= 1
    while last + 1 < len(lines) and adjoins(lines[last + 1], lines[last]):
        last += 1
    return first, last


def same_type(line: Line, other: Line) -> bool:
    """Whether two lines are set alike: a heading with its grade beside it is a table in a heading's type."""
    return abs((line.size or 0.0) - (other.size or 0.0)) <= 0.6 and line.bold == other.bold


def text_tables(lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """In a text file: lines that end in a tab and a grade, with the wrapped lines of their labels."""
    tables: list[list[Line]] = []
    loose: list[Line] = []
    ended = -2  # where the last row of the last table is: a rule between rows is not a line of the text
    for index, line in enumerate(lines):
        parts = [part for part in line.text.split("\t") if part.strip()]
        if line.space:
            loose = []
        if len(parts) > 1 and is_grade_cell(parts[-1]):
            if tables and ended == index - len(loose) - 1 and line.space < 3:
                tables[-1] += [*loose, line]
            else:
                tables.append([*loose, line])
            loose, ended = [], index
        elif "\t" in line.text or line.level is not None or never_a_label(line.text):
            loose = []
        elif not loose and ended == index - 1 and not line.space and line.text[0].islower():
            tables[-1].append(line)
            ended = index
        else:
            loose.append(line)
    return [tuple(table) for table in tables]


def never_a_label(text: str) -> bool:
    """Whether a line of a text file cannot be a part of a row's label."""
    return len(text) > LONGEST_LABEL_LINE or bool(LABEL_NEVER.match(text))


def rows_of(table: Sequence[Line], layout: Layout) -> list[Row]:
    """The rows of a table of grades, from the top down; the head is not a row."""
    if not layout.printed:
        return rows_of_text(table)
    rows: list[Row] = []
    for page in sorted({line.page for line in table}):
        rows.extend(rows_on_page([line for line in table if line.page == page], table, layout))
    return rows


def rows_of_text(table: Sequence[Line]) -> list[Row]:
    """The rows of a table in a text file. A line without a grade begins a label, or goes on with the one above."""
    rows: list[Row] = []
    label: list[str] = []
    for line in table:
        parts = [part.strip() for part in line.text.split("\t") if part.strip()]
        if len(parts) > 1 and is_grade(parts[-1]):
            whole = " ".join([*label, *parts[:-1]])
            rows.append(Row(LEADING_NUMBER.sub("", whole, count=1), parts[-1], line.page))
            label = []
        elif len(parts) > 1 or "\t" in line.text:
            label = []
        elif rows and not label and line.text[:1].islower():
            rows[-1] = Row(f"{rows[-1].label} {line.text}", rows[-1].grade, rows[-1].page)
        else:
            label.append(line.text)
    return rows


def rows_on_page(lines: Sequence[Line], table: Sequence[Line], layout: Layout) -> list[Row]:
    gutter = gutter_of(table, layout)
    labels: list[Piece] = []
    tight: list[Piece] = []
    grades: list[Piece] = []
    for line in lines:
        top, leading = line.top or 0.0, layout.leading_of(line)
        for cell in cells_of(line):
            if HEAD.fullmatch(without_marks(cell.text)) or HEAD_ROW.fullmatch(without_marks(cell.text)):
                continue
            if cell.left >= gutter - 3:
                add_grade(grades, cell.text, top, leading)
            else:
                add_label(labels, cell, top, leading=leading, apart=PARAGRAPH_GAP * leading)
                add_label(tight, cell, top, leading=leading, apart=0.0)
    if len(labels) != len(grades) == len(tight):
        labels = tight
    if len(labels) != len(grades):
        return [row_beside(grade, labels, lines[0].page) for grade in grades if labels]
    return [
        Row(LEADING_NUMBER.sub("", label.text, count=1), grade.text, lines[0].page)
        for label, grade in zip(labels, grades, strict=True)
    ]


def row_beside(grade: Piece, labels: list[Piece], page: int) -> Row:
    """A grade with the label whose lines stand nearest to it."""
    label = min(labels, key=lambda piece: abs(piece.middle - grade.middle))
    return Row(LEADING_NUMBER.sub("", label.text, count=1), grade.text, page)


def add_grade(grades: list[Piece], text: str, top: float, leading: float) -> None:
    """Put a line of the right column to the grade above that it completes, or begin a grade with it."""
    if grades and top - grades[-1].bottom <= PARAGRAPH_GAP * 2 * leading:
        whole = f"{grades[-1].text} {text}"
        unfinished = not is_grade(grades[-1].text)
        goes_on = bool(GRADE_PART.fullmatch(without_marks(text))) and text[:4].lower() != "requ"
        if unfinished or goes_on:
            grades[-1] = Piece(whole, grades[-1].top, top)
            return
    grades.append(Piece(text, top, top))


def add_label(labels: list[Piece], cell: Cell, top: float, *, leading: float, apart: float) -> None:
    """Put a line of the left column to the label above, or begin a label: a number or a capital `apart` below."""
    begins = bool(LEADING_NUMBER.match(cell.text)) or (
        cell.text[:1].isupper() and bool(labels) and top - labels[-1].bottom > apart
    )
    if labels and not begins and top - labels[-1].bottom <= 2 * leading:
        labels[-1] = Piece(f"{labels[-1].text} {cell.text}", labels[-1].top, top)
    else:
        labels.append(Piece(cell.text, top, top))
