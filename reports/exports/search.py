"""Results of a search as data: one row a paragraph or recommendation, in a fixed order."""

from collections.abc import Iterable, Iterator
from typing import Any

from reports.exports.csv import Cell

COLUMNS = (
    "kind",
    "authority",
    "region",
    "inspection",
    "start",
    "framework",
    "source",
    "section",
    "number",
    "page",
    "strand",
    "grade",
    "grade_status",
    "url",
    "text",
)


def csv_rows(texts: Iterable[Any], *, root: str) -> Iterator[list[Cell]]:
    """The rows under COLUMNS. `root` is the site's address without its last slash."""
    for text in texts:
        yield list(facts(text, root=root).values())


def json_rows(texts: Iterable[Any], *, root: str) -> Iterator[dict[str, Cell]]:
    """The same rows as objects."""
    for text in texts:
        yield facts(text, root=root)


def facts(text: Any, *, root: str) -> dict[str, Cell]:
    """What a row says of a paragraph or a recommendation, in the order of COLUMNS."""
    inspection = text.inspection
    authority = inspection.authority
    grade = getattr(text, "grade", "")
    headings: list[str] = getattr(text, "section", None) or getattr(text, "headings", [])
    values = (
        getattr(text, "kind", "recommendation"),
        authority.name if authority else inspection.authority_printed,
        authority.region if authority else "",
        inspection.slug,
        inspection.start,
        inspection.framework,
        inspection.source.label,
        " > ".join(headings),
        text.number,
        text.page,
        getattr(text, "strand", ""),
        grade,
        "graded" if grade else "under no grade",
        f"{root}{inspection.get_absolute_url()}#{text.anchor}",
        text.text,
    )
    return dict(zip(COLUMNS, values, strict=True))
