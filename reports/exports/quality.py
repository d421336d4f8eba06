"""The parser's warnings, and what curators corrected, as data."""

from collections.abc import Iterable, Iterator

from reports.exports.csv import Cell
from reports.models import Correction, Source

WARNING_COLUMNS = (
    "file",
    "inspection",
    "url",
    "authority",
    "framework",
    "start",
    "warning",
    "page",
    "message",
)
CORRECTION_COLUMNS = (
    "inspection",
    "url",
    "authority",
    "fact",
    "strand",
    "printed",
    "corrected_to",
    "reason",
    "corrected_on",
)


def warning_rows(sources: Iterable[Source], *, root: str) -> Iterator[list[Cell]]:
    """The rows under WARNING_COLUMNS, one a warning. The sources come with their inspection and authority."""
    for source in sources:
        inspection = source.inspection
        place: list[Cell] = [source.label]
        if inspection:
            place += [
                inspection.slug,
                f"{root}{inspection.get_absolute_url()}",
                inspection.authority.name if inspection.authority else inspection.authority_printed,
                inspection.framework,
                inspection.start,
            ]
        else:
            place += [None] * 5
        for warning in source.warnings:
            yield [*place, warning.get("code"), warning.get("page"), warning.get("message")]


def correction_rows(corrections: Iterable[Correction], *, root: str) -> Iterator[list[Cell]]:
    """The rows under CORRECTION_COLUMNS. The corrections come with their inspection and its authority."""
    for correction in corrections:
        inspection = correction.inspection
        yield [
            inspection.slug,
            f"{root}{inspection.get_absolute_url()}",
            inspection.authority.name if inspection.authority else inspection.authority_printed,
            correction.field,
            correction.strand or None,
            correction.printed,
            correction.value,
            correction.reason,
            correction.made_at.date(),
        ]
