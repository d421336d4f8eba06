"""Lines to blocks: what each printed line is, and which lines belong together.

One ordered table of small rules, the most particular first and `text` last, so that odd input falls through
and is kept. A rule sees a line with its neighbours and the block that is open; it never reaches back.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from reports.parsing.document import Block, Line, Page, Role
from reports.parsing.furniture import find_furniture
from reports.parsing.headings import (
    GRADE_ALONE,
    NAMED_FACT,
    TIMESCALE,
    is_bare_heading,
    same_style,
    shows_as_heading,
)
from reports.parsing.joining import Vocabulary, without_marks
from reports.parsing.layout import PARAGRAPH_GAP, Layout
from reports.parsing.marks import Bullet, bullet_of, dash_of
from reports.parsing.numbering import SAME_COLUMN, STRONG_END, numbered_lines
from reports.parsing.regions import Regions, find_regions
from reports.parsing.rows import OVERLAPPING

# "Corporate parenting", "Children’s views"; not "Lead inspector: Mary Smith", nor the end of a sentence.
PLAIN_HEADING = re.compile(r"(?!.*:\s)[A-Z].*[^.;:,]")
# A line is short where it ends this far before the right margin, in ems.
SHORTER = 4.0
# How far in a list without any bullets may be under what leads it in, in ems.
FURTHEST_IN = 8.0
# Rows of a table may have lines of wrapped cells between them.
ROWS_APART = 3
# A head over a whole table of a text file, with an empty cell behind it, is no longer than this.
LONGEST_HEAD = 100
ENDS = re.compile(r"[.!?:;][\"'’”)\]]*\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")

# "Team inspectors: Owen Farrant, Leila Brightwater and"
UNFINISHED = re.compile(r"(?:,|\b(?:and|or|of|the|to|for|with|by|in))$")


@dataclass(slots=True)
class Open:
    """The block that is being gathered."""

    role: Role
    lines: list[Line]
    # Where its wrapped lines begin, once known.
    column: float | None = None
    bullet: Bullet | None = None

    @property
    def last(self) -> Line:
        return self.lines[-1]


@dataclass(slots=True)
class Cursor:
    """A line of the flow with what is around it, and what has been gathered so far."""

    flow: Sequence[Line]
    layout: Layout
    regions: Regions
    # The lines that begin numbered paragraphs.
    numbered: frozenset[int]
    index: int = 0
    open: Open | None = None
    done: list[Open] = field(default_factory=list)
    # Where the wrapped lines of earlier paragraphs begin, by their kind and left edge.
    columns: dict[tuple[Role, int], float] = field(default_factory=dict)

    @property
    def line(self) -> Line:
        return self.flow[self.index]

    @property
    def above(self) -> Line | None:
        return self.flow[self.index - 1] if self.index else None

    @property
    def below(self) -> Line | None:
        return self.flow[self.index + 1] if self.index + 1 < len(self.flow) else None

    @property
    def gap(self) -> float | None:
        """Points down from the line above; None at the top of a page and in a text file."""
        above = self.above
        if above is None or above.page != self.line.page or above.top is None or self.line.top is None:
            return None
        return self.line.top - above.top

    @property
    def is_apart(self) -> bool:
        """Whether there is more space than a line's above: a new paragraph, or the top of a page."""
        if not self.layout.printed:
            return self.line.space > 0 or self.above is None
        gap = self.gap
        return gap is None or gap > self.usual_gap or gap < 0

    @property
    def usual_gap(self) -> float:
        """The widest distance of two lines of the open block: its own, or the document's."""
        wide = PARAGRAPH_GAP * self.layout.leading_of(self.line)
        lines = self.open.lines if self.open else []
        if len(lines) > 1 and lines[-2].page == lines[-1].page and self.open and self.open.role != "heading":
            own = (lines[-1].top or 0.0) - (lines[-2].top or 0.0)
            return (
                max(own + 2.0, min(wide, own * 1.2)) if own > OVERLAPPING * (lines[-1].size or 0.0) else wide
            )
        return wide

    def in_column(self, left: float | None) -> bool:
        """Whether the line begins at this left edge."""
        return left is not None and self.line.left is not None and abs(self.line.left - left) <= SAME_COLUMN


Rule = Callable[[Cursor], bool]


def is_boilerplate(cursor: Cursor) -> bool:
    return cursor.line.number in cursor.regions.boilerplate


def is_contents(cursor: Cursor) -> bool:
    return cursor.line.number in cursor.regions.contents


def is_grade_table(cursor: Cursor) -> bool:
    return cursor.line.number in cursor.regions.tables


def is_table(cursor: Cursor) -> bool:
    """Two lines in a row that part into the same columns, or a line below such a column."""
    line, above = cursor.line, cursor.above
    if not cursor.layout.printed:
        return "\t" in line.text.rstrip("\t") or (line.text.endswith("\t") and len(line.text) <= LONGEST_HEAD)
    if cursor.open and cursor.open.role == "table" and not cursor.is_apart:
        columns = [cell.left for previous in cursor.open.lines for cell in previous.cells[1:]]
        return any(cursor.in_column(column) for column in columns) or shares_columns(line, above)
    if not line.cells:
        return False
    first = max(0, cursor.index - ROWS_APART)
    nearby = cursor.flow[first : cursor.index + ROWS_APART + 1]
    return any(other is not line and shares_columns(line, other) for other in nearby)


def shares_columns(line: Line, other: Line | None) -> bool:
    """Whether two lines part into columns at the same place."""
    if other is None or not line.cells or not other.cells or line.page != other.page:
        return False
    return abs(line.cells[1].left - other.cells[1].left) <= SAME_COLUMN


def is_title(cursor: Cursor) -> bool:
    return cursor.line.number in cursor.regions.title


def is_front(cursor: Cursor) -> bool:
    return cursor.line.number in cursor.regions.front


def is_heading(cursor: Cursor) -> bool:
    """A line that looks like a heading and does not go on with the sentence above."""
    line, layout = cursor.line, cursor.layout
    if TIMESCALE.fullmatch(line.text):
        return not (line.text[:1].islower() and goes_on_sentence(cursor))
    if line.text.startswith("(") and not goes_on_heading(cursor):
        return False
    if is_numbered(cursor) or bullet_at(cursor):
        return False
    if goes_on_sentence(cursor):
        return False
    if shows_as_heading(line, layout):
        return True
    if layout.printed:
        return is_plain_heading(cursor)
    return is_bare_heading(line, cursor.below) or bool(GRADE_ALONE.fullmatch(line.text) and line.space)


def goes_on_heading(cursor: Cursor) -> bool:
    """Whether a line goes on with the heading above it, as "(LSCB)" may; what is in brackets alone is none."""
    return bool(cursor.open and cursor.open.role == "heading" and heading_flows_on(cursor, cursor.open))


def is_plain_heading(cursor: Cursor) -> bool:
    """A heading in the body's own type: a short line by itself at the margin, over numbered paragraphs or bullets."""
    line, below, layout = cursor.line, cursor.below, cursor.layout
    if below is None or not cursor.is_apart or line.cells or layout.is_small(line):
        return False
    if (line.right or 0.0) > layout.right - SHORTER * layout.size or not PLAIN_HEADING.fullmatch(line.text):
        return False
    if cursor.open and cursor.open.role in ("numbered", "bullet") and cursor.in_column(cursor.open.column):
        return False
    return below.number in cursor.numbered or bullet_of(below, printed=True) is not None


def goes_on_sentence(cursor: Cursor) -> bool:
    """Whether the line is in the middle of a paragraph whose sentence is not finished."""
    if cursor.open is None or cursor.open.role not in ("numbered", "bullet", "text"):
        return False
    if not cursor.layout.printed:
        unfinished = cursor.open.role == "text" and UNFINISHED.search(cursor.open.last.text)
        return cursor.line.text[:1].islower() or bool(unfinished)
    if cursor.is_apart:
        return False
    if cursor.layout.is_larger(cursor.line):
        within = cursor.line.text[:1].islower() and cursor.in_column(cursor.open.column)
        return within or same_style(cursor.open.last, cursor.line)
    return not STRONG_END.search(cursor.open.last.text)


def is_numbered(cursor: Cursor) -> bool:
    return cursor.line.number in cursor.numbered


def is_bullet(cursor: Cursor) -> bool:
    """A line with a bullet's glyph before its words."""
    return bullet_at(cursor) is not None


def bullet_at(cursor: Cursor) -> Bullet | None:
    """The line's bullet. A dash without a column behind it must begin a paragraph, or follow one of its kind."""
    if is_unmarked_bullet(cursor):
        return Bullet(glyph="", text=cursor.line.text)
    if bullet := bullet_of(cursor.line, printed=cursor.layout.printed):
        return bullet
    dash = dash_of(cursor.line)
    if dash is None:
        return None
    block = cursor.open
    alike = block is not None and block.bullet is not None and block.bullet.glyph == dash.glyph
    if alike and block and cursor.layout.printed and cursor.in_column(block.lines[0].left):
        return dash
    return dash if (cursor.is_apart or alike) and not goes_on_sentence(cursor) else None


def is_unmarked_bullet(cursor: Cursor) -> bool:
    """A line set apart below a text that ends in a colon, further in or going on with a bullet; or the next one."""
    block, line = cursor.open, cursor.line
    if not cursor.layout.printed or block is None or block.role not in ("numbered", "bullet", "text"):
        return False
    if line.left is None or line.cells or not cursor.is_apart or is_numbered(cursor):
        return False
    if dash_of(line) or shows_as_heading(line, cursor.layout):
        return False
    first = block.lines[0].left or 0.0
    if block.bullet and not block.bullet.glyph and abs(line.left - first) <= SAME_COLUMN:
        return True
    if not without_marks(block.last.text).endswith(":"):
        return False
    column = max(block.column or first, block.last.left or 0.0)
    further_in = SAME_COLUMN < line.left - column < FURTHEST_IN * cursor.layout.size
    return further_in or (
        block.role == "bullet" and line.text[:1].islower() and line.left >= first - SAME_COLUMN
    )


def is_anything(cursor: Cursor) -> bool:
    return True


# The most particular first; whatever no rule claims is text.
RULES: tuple[tuple[Role, Rule], ...] = (
    ("boilerplate", is_boilerplate),
    ("contents", is_contents),
    ("table", is_grade_table),
    ("title", is_title),
    ("front", is_front),
    ("table", is_table),
    ("heading", is_heading),
    ("numbered", is_numbered),
    ("bullet", is_bullet),
    ("text", is_anything),
)


def joins(cursor: Cursor, role: Role) -> bool:
    """Whether the line goes on with the open block."""
    block = cursor.open
    if block is None:
        return False
    if role == "text":
        return block.role in ("numbered", "bullet", "text") and flows_on(cursor, block)
    if role != block.role:
        return False
    if role in ("contents", "table"):
        return role == "contents" or not cursor.regions.begins_table(cursor.line)
    if role == "title":
        return True
    if role in ("boilerplate", "front"):
        return cursor.layout.printed and not cursor.is_apart and same_style(block.last, cursor.line)
    return role == "heading" and heading_flows_on(cursor, block)


def heading_flows_on(cursor: Cursor, block: Open) -> bool:
    if not cursor.layout.printed or cursor.gap is None or TIMESCALE.fullmatch(cursor.line.text):
        return False
    return (
        same_style(block.last, cursor.line)
        and not cursor.is_apart
        and not TIMESCALE.fullmatch(block.last.text)
        and not (GRADE_ALONE.fullmatch(cursor.line.text) and cursor.line.text[0].isupper())
    )


def flows_on(cursor: Cursor, block: Open) -> bool:
    """Whether a line without a mark of its own goes on with a paragraph, here or over a page break."""
    line, last = cursor.line, block.last
    if line.text[:1].islower() and not ENDS.search(last.text):
        return True
    if not cursor.layout.printed:
        if line.space == 0:
            return True
        if block.role == "text" and UNFINISHED.search(last.text) and not NAMED_FACT.match(line.text):
            return True
        if NAMED_FACT.match(line.text) or NAMED_FACT.match(last.text):
            return line.text[:1].islower()
        return not STRONG_END.search(last.text) and block.role != "bullet" and not line.bold
    if cursor.gap is not None:
        return not cursor.is_apart
    if block.role in ("numbered", "bullet") and block.column is not None:
        return cursor.in_column(block.column)
    return not STRONG_END.search(last.text)


def group(pages: Sequence[Page], layout: Layout) -> tuple[Block, ...]:
    """All lines of a document as blocks in reading order: each line in exactly one block."""
    furniture = find_furniture(pages, layout)
    lines = [line for page in pages for line in page.lines]
    flow = [line for line in lines if line.number not in furniture.numbers]
    vocabulary = Vocabulary(flow)
    regions = find_regions(flow, layout)
    numbered = numbered_lines(flow, layout, apart_from=regions.unnumbered)
    cursor = Cursor(flow=flow, layout=layout, regions=regions, numbered=numbered)
    for index in range(len(flow)):
        cursor.index = index
        place(cursor)
    if cursor.open:
        cursor.done.append(cursor.open)
    blocks = [
        Block(role=role_of(block), text=text_of(block, vocabulary), lines=tuple(block.lines))
        for block in cursor.done
    ]
    blocks += [Block("footnote", vocabulary.join(note), note) for note in furniture.footnotes]
    blocks += [Block("running", line.text, (line,)) for line in lines if line.number in furniture.running]
    return tuple(sorted(blocks, key=lambda block: block.lines[0].number))


def place(cursor: Cursor) -> None:
    """Put the cursor's line to the open block, or open one with it."""
    role = next(role for role, rule in RULES if rule(cursor))
    if cursor.open and joins(cursor, role):
        extend(cursor, cursor.open)
        return
    if cursor.open:
        cursor.done.append(cursor.open)
    line = cursor.line
    bullet = bullet_at(cursor) if role == "bullet" else None
    column = line.indent if line.indent is not None else cursor.columns.get(place_of(role, line))
    cursor.open = Open(role=role, lines=[line], column=column, bullet=bullet)


def role_of(block: Open) -> Role:
    """The block's part; large light type is a heading only while it is not a sentence, as on a page for children."""
    last = block.last
    if block.role == "heading" and last.size and not last.bold and last.text.endswith("."):
        return "text"
    return block.role


def extend(cursor: Cursor, block: Open) -> None:
    """Add a line, and learn from the first wrapped one where the column of such a paragraph's text is."""
    line = cursor.line
    if len(block.lines) == 1 and block.role in ("numbered", "bullet") and line.left is not None:
        if block.column is None:
            block.column = line.left
        if line.page == block.last.page:
            cursor.columns[place_of(block.role, block.last)] = line.left
    block.lines.append(line)


def place_of(role: Role, line: Line) -> tuple[Role, int]:
    """What distinguishes paragraphs of one column from others: their kind, and where their first lines begin."""
    return role, round(line.left or 0.0)


def text_of(block: Open, vocabulary: Vocabulary) -> str:
    if block.role in ("table", "contents"):
        return "\n".join(line.text for line in block.lines)
    first = block.lines[0]
    if block.bullet:
        first = replace(first, text=f"• {block.bullet.text}")
    return vocabulary.join([first, *block.lines[1:]])
