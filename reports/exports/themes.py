"""Themes as data: the list, and the texts of one theme."""

from collections.abc import Iterable, Iterator
from typing import Any

from reports.exports.csv import Cell
from reports.themes.figures import ThemeLine

LIST_COLUMNS = (
    "theme",
    "url",
    "about",
    "paragraphs_per_1000_words",
    "paragraphs",
    "recommendations",
    "reports",
)
COLUMNS = (
    "kind",
    "inspection",
    "authority",
    "start",
    "framework",
    "number",
    "strand",
    "grade",
    "page",
    "text",
)


def list_rows(lines: Iterable[ThemeLine], *, root: str) -> Iterator[list[Cell]]:
    """The rows under LIST_COLUMNS, in the order of the list. `root` has no last slash."""
    for line in lines:
        yield [
            line.theme.name,
            f"{root}{line.theme.get_absolute_url()}",
            line.theme.about,
            line.per_1000,
            line.paragraphs,
            line.recommendations,
            line.reports,
        ]


def rows(texts: Iterable[Any], *, kind: str) -> Iterator[list[Cell]]:
    """The rows under COLUMNS, of paragraphs or recommendations that come with inspection and authority."""
    for text in texts:
        inspection = text.inspection
        yield [
            kind,
            inspection.slug,
            inspection.authority.name if inspection.authority else inspection.authority_printed,
            inspection.start,
            inspection.code or None,
            text.number,
            getattr(text, "strand", ""),
            getattr(text, "grade", ""),
            text.page,
            text.text,
        ]
