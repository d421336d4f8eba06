"""Results of a search as data: one row a paragraph or recommendation, in a fixed order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from reports.exports.csv import Cell

FACTS = (
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
    "anchor",
    "text",
    "nearest",
    "level",
    "lead_in",
    "class",
    "parts",
    "printed_page",
    "inspection_kind",
    "addressee",
    "document",
)
# How many texts match in all, and whether fewer of them are listed: the same in every row.
COLUMNS = (*FACTS, "matching", "cut")


@dataclass(frozen=True, slots=True)
class Listing:
    """How much of what matches is listed. `cut` says that more match than are listed, of which `matching` there are
    (about, where it is cut).
    """

    matching: int
    listed: int

    @property
    def cut(self) -> bool:
        return self.listed < self.matching


def csv_rows(texts: Iterable[tuple[Any, bool]], *, listing: Listing, root: str) -> Iterator[list[Cell]]:
    """The rows under COLUMNS. `texts` come with whether they are only near; `root` is the site's URL without
    its last slash.
    """
    for text, nearest in texts:
        yield [*facts(text, nearest=nearest, root=root).values(), listing.matching, listing.cut]


def json_rows(texts: Iterable[tuple[Any, bool]], *, root: str) -> Iterator[dict[str, Cell]]:
    """The same rows as objects; what is the same in every row is in the head."""
    for text, nearest in texts:
        yield facts(text, nearest=nearest, root=root)


def facts(text: Any, *, nearest: bool, root: str) -> dict[str, Cell]:
    """What a row says of a paragraph or a recommendation, in the order of FACTS."""
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
        inspection.code or None,
        inspection.source.label,
        " > ".join(headings),
        text.number,
        text.page,
        getattr(text, "strand", ""),
        grade,
        "graded" if grade else "under no grade",
        f"{root}{inspection.get_absolute_url()}#{text.anchor}",
        text.anchor,
        text.text,
        nearest,
        getattr(text, "level", None),
        getattr(text, "lead_in", ""),
        getattr(text, "category", ""),
        "\n".join(getattr(text, "parts", ())),
        inspection.source.printed_page(text.page),
        inspection.kind_key or None,
        getattr(text, "addressee", "") or None,
        inspection.document_title,
    )
    return dict(zip(FACTS, values, strict=True))
