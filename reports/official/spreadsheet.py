"""The inspectorate's spreadsheets of inspection outcomes, read by what their column headers say.

A sheet lists one inspection a row ("Publication date", "Overall effectiveness", ...), or one authority a row with
a group of columns for each kind of inspection ("First SIF publication date", ...). Names of sheets, order of columns
and wordings differ from year to year, so no column is found by its place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import python_calamine

from reports.frameworks import FRAMEWORKS, GRADES
from reports.frameworks.other_kinds import OTHER_KINDS

# A header is among so many first rows of a sheet.
HEADER_WITHIN = 15
NAME = re.compile(r"local authority(?: name)?$|^authority(?: name)?$", re.IGNORECASE)
CODE = re.compile(r"area code|gss code", re.IGNORECASE)
START = re.compile(r"(?:inspection|visit|start).*\bdate\b", re.IGNORECASE)
PUBLISHED = re.compile(r"publication date|date published|published date", re.IGNORECASE)
KIND = re.compile(r"(?:inspection|visit) type", re.IGNORECASE)
THEME = re.compile(r"theme", re.IGNORECASE)
# Column headers by the strand that they are about, the most particular first.
STRANDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (strand, re.compile(words, re.IGNORECASE))
    for strand, words in (
        ("lscb", r"\blscb\b|safeguarding children board"),
        ("adoption", r"adoption"),
        ("care-and-care-leavers", r"in care and care leavers"),
        ("care-leavers", r"care leavers"),
        ("help-and-protection", r"help and protection"),
        ("leadership", r"impact of leaders|leadership"),
        ("safeguarding", r"safeguarding.*(?:overall|\boe\b)"),
        ("overall", r"looked after.*(?:targeted|tlac)|tlac.*overall|cpr?i overall"),
        ("looked-after", r"(?:slac|services).*looked after"),
        ("care", r"in care\b|looked after"),
        ("overall", r"overall (?:effectiveness|judgement)"),
    )
)
# Kinds by what a header or a cell says of them, the most particular first; those of a framework have its key.
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("slac", re.compile(r"slac|safeguarding (?:&|and) looked after", re.IGNORECASE)),
    ("monitoring", re.compile(r"monitoring", re.IGNORECASE)),
    *((kind.key, kind.in_statistics) for kind in OTHER_KINDS if kind.key and kind.in_statistics),
    *((framework.key, framework.in_statistics) for framework in FRAMEWORKS if framework.in_statistics),
)
DATES = ("%d/%m/%Y", "%Y-%m-%d", "%d %B %Y")


class UnreadableSpreadsheet(Exception):  # noqa: N818 - says what it is
    """A file that is not a spreadsheet with inspections; its text is one sentence for people."""


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """One inspection in a sheet. `grades` by strand; an empty one says that the cell holds no grade."""

    row: int
    column: int
    authority: str
    code: str
    kind: str
    kind_printed: str
    start: date | None
    published: date | None
    theme: str
    grades: dict[str, str]


@dataclass(frozen=True, slots=True)
class OfficialSheet:
    """A sheet that lists inspections. `missing` are columns that every such sheet should have and this one has not."""

    name: str
    rows: tuple[OfficialRow, ...]
    missing: tuple[str, ...]


@dataclass(slots=True)
class Group:
    """The columns about one kind of inspection."""

    column: int
    kind: str
    header: str
    start: int | None = None
    published: int | None = None
    kind_column: int | None = None
    theme: int | None = None
    strands: dict[str, int] = field(default_factory=dict)


def read_spreadsheet(path: Path) -> list[OfficialSheet]:
    """The sheets of a file that list inspections. Raises UnreadableSpreadsheet where there are none."""
    if not path.is_file():
        raise UnreadableSpreadsheet(f"There is no file {path}.")
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(str(path))
        sheets = [
            sheet
            for name in workbook.sheet_names
            if (sheet := read_sheet(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)))
        ]
    except (OSError, ValueError, python_calamine.CalamineError) as error:
        raise UnreadableSpreadsheet(f"{path} cannot be read as a spreadsheet: {error}.") from error
    if not sheets:
        raise UnreadableSpreadsheet(
            f"{path} has no sheet with a row of headers that names a local authority and a publication date."
        )
    return sheets


def read_sheet(name: str, cells: Sequence[Sequence[Any]]) -> OfficialSheet | None:
    """The inspections of one sheet; None where it lists none."""
    rows: list[OfficialRow] = []
    missing: list[str] = []
    headers: list[str] = []
    for number, values in enumerate(cells, start=1):
        texts = [" ".join(str(value).split()) for value in values]
        if is_header(texts):
            headers = texts
            missing = missing or missing_columns(headers)
        elif headers:
            rows.extend(inspections_of(values, texts, headers, number=number))
        elif number > HEADER_WITHIN:
            break
    return OfficialSheet(name, tuple(rows), tuple(missing)) if headers and rows else None


def is_header(texts: Sequence[str]) -> bool:
    """Whether a row names the columns of councils' inspections; a list of homes or schools has no such grades."""
    return (
        any(NAME.search(text) for text in texts)
        and any(PUBLISHED.search(text) for text in texts)
        and any(strand_of(text) for text in texts)
    )


def missing_columns(headers: Sequence[str]) -> list[str]:
    """What a sheet of inspections should say and this one does not: for the reader, in words."""
    found = {strand for header in headers if (strand := strand_of(header))}
    wanted = {
        "overall": "overall effectiveness",
        "leadership": "the impact of leaders",
        "help-and-protection": "help and protection",
        "care": "children in care",
    }
    alike = {"care": {"care", "care-and-care-leavers"}}
    return [name for strand, name in wanted.items() if not found & alike.get(strand, {strand})]


def strand_of(header: str) -> str | None:
    return next((strand for strand, wording in STRANDS if wording.search(header)), None)


def kind_of(text: str) -> str:
    return next((kind for kind, wording in KINDS if wording.search(text)), "")


def groups_of(headers: Sequence[str]) -> list[Group]:
    """The groups of columns: one for a sheet of inspections, several for a sheet of authorities."""
    several = sum(bool(PUBLISHED.search(header)) for header in headers) > 1
    groups: list[Group] = [] if several else [Group(0, "", "")]
    for index, header in enumerate(headers):
        published, kind = PUBLISHED.search(header), KIND.search(header)
        if several and (kind or (published and (not groups or groups[-1].published is not None))):
            groups.append(Group(index, kind_of(header), header))
        if not groups:
            continue
        group = groups[-1]
        if published:
            group.published = index
        elif kind:
            group.kind_column = index
        elif START.search(header):
            group.start = index
        elif THEME.search(header):
            group.theme = index
        elif strand := strand_of(header):
            group.strands.setdefault(strand, index)
    return groups


def inspections_of(
    values: Sequence[Any], texts: Sequence[str], headers: Sequence[str], *, number: int
) -> Iterator[OfficialRow]:
    """The inspections of one row: those of its groups that have a date."""
    name = cell(texts, next((i for i, header in enumerate(headers) if NAME.search(header)), None))
    code = cell(texts, next((i for i, header in enumerate(headers) if CODE.search(header)), None))
    if not name:
        return
    for group in groups_of(headers):
        start, published = day_in(values, group.start), day_in(values, group.published)
        if not (start or published):
            continue
        printed = cell(texts, group.kind_column)
        yield OfficialRow(
            row=number,
            column=group.column + 1,
            authority=name,
            code=code,
            kind=group.kind or kind_of(printed),
            kind_printed=printed,
            start=start,
            published=published,
            theme=cell(texts, group.theme),
            grades={strand: grade_in(cell(texts, index)) for strand, index in group.strands.items()},
        )


def cell(texts: Sequence[str], index: int | None) -> str:
    return texts[index] if index is not None and index < len(texts) else ""


def day_in(values: Sequence[Any], index: int | None) -> date | None:
    """The date of a cell, whether the file has it as a date or as a text; None where it is neither."""
    value = values[index] if index is not None and index < len(values) else None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    for form in DATES:
        try:
            return datetime.strptime(str(value).strip(), form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    return None


def grade_in(text: str) -> str:
    """A grade as the archive writes it; empty for an empty cell, "-" for what the sheet says is none."""
    said = text.lower()
    found = next((grade for grade in GRADES if said.startswith(grade)), "")
    return found or ("-" if said.strip() else "")
