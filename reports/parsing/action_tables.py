"""What an area report asks for, as ruled tables: a drawn line alone separates a row from the next."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from reports.frameworks.other_kinds import AFTER_LISTS
from reports.parsing.action_lists import bullet_in, is_heading, list_of
from reports.parsing.document import ActionClass, ActionItem, Line
from reports.parsing.drawn_rules import Rule
from reports.parsing.headings import folded
from reports.parsing.joining import Vocabulary, without_marks

RESPONSIBLE = re.compile(r"responsible bod(?:y|ies)", re.IGNORECASE)
NUMBERED = re.compile(r"(?P<number>\d{1,2})[.)]\s+(?P<text>\S.*)", re.DOTALL)
ENDED = re.compile(r"[.!?:][\"'’”)\]]*$")
# The line between a table's head and its rows, in Markdown.
DRAWN = re.compile(r"[-:\s|]+")
# A rule below a line's baseline belongs to the row above, however deep the letters hang.
HANGING = 1.0
# A line this far left of the column of actions is in the column of bodies.
COLUMN = 8.0


@dataclass(slots=True)
class Row:
    """One row that is being gathered: who is asked, and what is asked of them."""

    within: ActionClass
    heading: str
    page: int
    bodies: list[Line] = field(default_factory=list)
    actions: list[Line] = field(default_factory=list)
    parts: list[list[Line]] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """The table that is being read: its class and heading, and where its second column begins, if it has one."""

    within: ActionClass
    heading: str
    column: float | None = None
    numbers: int = 0
    rows: list[Row] = field(default_factory=list)


def action_tables(
    lines: Sequence[Line], rules: Mapping[int, Sequence[Rule]], words: Vocabulary
) -> tuple[ActionItem, ...]:
    """The rows below the headings over what is to be done, priority actions first.

    A row goes on over a page break where its sentence is not finished, where a sub-point follows, or where the column
    of bodies is empty on the new page. Where nothing is drawn (a text file), each paragraph or bullet is a row, and so
    is each line with a tab, whose first column has the bodies.
    """
    table: Table | None = None
    rows: list[Row] = []
    above: Line | None = None
    for line in lines:
        wording = folded(without_marks(line.text)).strip()
        cells = [cell.text for cell in line.cells] or line.text.split("\t")
        if within := next((found for cell in cells if (found := heads(cell))), None):
            # The heading is above the table, in its first row, and again on each page.
            if table is None or within != table.within:
                table = Table(within, without_marks(cells[-1]))
            if RESPONSIBLE.search(line.text) and len(line.cells) > 1:
                table.column = line.cells[1].left
            above = line
            continue
        if table is None:
            continue
        if RESPONSIBLE.fullmatch(wording) or DRAWN.fullmatch(line.text):
            continue
        if AFTER_LISTS.search(wording) or (is_heading(line) and not line.cells and len(wording) > 2):
            table = None
            continue
        take(table, line, above, rules.get(line.page, ()), rows)
        above = line
    items = [item_of(row, words) for row in rows]
    return tuple(
        sorted((item for item in items if item.text), key=lambda item: item.category != "priority action")
    )


def heads(text: str) -> ActionClass | None:
    return list_of(folded(without_marks(text)).strip())


def take(table: Table, line: Line, above: Line | None, rules: Sequence[Rule], rows: list[Row]) -> None:
    body, action = columns_of(table, line)
    row = rows[-1] if rows and rows[-1] in table.rows else None
    numbered = NUMBERED.fullmatch(action.text) if action else None
    if numbered and int(numbered["number"]) == table.numbers + 1 and action:
        table.numbers += 1
        action, row = replace(action, text=numbered["text"]), None
    elif row and above and begins_row(table, line, above, rules, row, body=body, action=action):
        row = None
    if row is None:
        row = Row(table.within, table.heading, line.page)
        rows.append(row)
        table.rows.append(row)
    if body:
        row.bodies.append(body)
    if action:
        bullet = bullet_in(action)
        if bullet and not bullet[1]:
            return
        if bullet:
            action = replace(action, text=bullet[1])
            row.parts.append([action])
        elif row.parts:
            row.parts[-1].append(action)
        row.actions.append(action)


def columns_of(table: Table, line: Line) -> tuple[Line | None, Line | None]:
    """A line's share of the column of bodies, and of the column of actions."""
    if table.column is None:
        body, tab, action = line.text.partition("\t")
        if not tab or line.cells:
            return None, line
        return (replace(line, text=body) if body.strip() else None), replace(
            line, text=action.replace("\t", " ")
        )
    edge = table.column - COLUMN
    if line.cells:
        left = " ".join(cell.text for cell in line.cells if cell.left < edge)
        right = " ".join(cell.text for cell in line.cells if cell.left >= edge)
        return (
            replace(line, text=left, cells=()) if left else None,
            replace(line, text=right, cells=()) if right else None,
        )
    return (None, line) if (line.left or 0.0) >= edge else (line, None)


def begins_row(
    table: Table,
    line: Line,
    above: Line,
    rules: Sequence[Rule],
    row: Row,
    *,
    body: Line | None,
    action: Line | None,
) -> bool:
    if line.page == above.page and line.top is not None and above.top is not None:
        middle = table.column or (line.left or 0.0)
        return any(
            above.top - HANGING < rule.top < line.top and rule.left <= middle + COLUMN < rule.right
            for rule in rules
        )
    if line.top is None:
        return (bool(line.space) or body is not None) and action is not None
    if action is None:
        return False
    if table.column is not None and body is None:
        return False
    last = row.actions[-1].text if row.actions else ""
    return bool(ENDED.search(last)) and not bullet_in(action) and not action.text[:1].islower()


def item_of(row: Row, words: Vocabulary) -> ActionItem:
    addressee = without_marks(words.join(row.bodies)) if row.bodies else None
    return ActionItem(
        text=without_marks(words.join(row.actions)),
        category=row.within,
        headings=(row.heading,),
        addressee=addressee,
        page=row.page,
        parts=tuple(without_marks(words.join(part)) for part in row.parts),
    )
