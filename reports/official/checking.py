"""The archive beside the published statistics: rows written, dates of publication taken over, sums by sheet.

Nothing that a report prints is changed, and no grade at all: corrections are the curators'.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction
from django.db.models import F

from reports.archive.publication import settle_publication
from reports.models import Authority, Inspection, OfficialInspection
from reports.official.matching import Compared, by_authority, compare, match
from reports.official.spreadsheet import OfficialRow, OfficialSheet, read_spreadsheet
from reports.parsing.authorities import resolve

Result = OfficialInspection.Result


@dataclass(slots=True)
class SheetSums:
    """What comparing one sheet gave. `not_there` are URLs of inspections that it should list and does not."""

    file: str
    sheet: str
    rows: int = 0
    results: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Result.values, 0))
    agreed: dict[str, int] = field(default_factory=lambda: {"grades": 0, "start": 0, "published": 0})
    different: dict[str, int] = field(default_factory=lambda: {"grades": 0, "start": 0, "published": 0})
    grades_recoded: int = 0
    not_there: list[str] = field(default_factory=list)
    missing_columns: tuple[str, ...] = ()
    differences: list[dict[str, str | int]] = field(default_factory=list)


@transaction.atomic
def check_official(paths: Sequence[Path]) -> list[SheetSums]:
    """Read spreadsheets, write their rows and say by sheet what agrees. Raises UnreadableSpreadsheet.

    A file that was read before, by its name, is replaced. Reports that do not print their date of publication
    have it from the statistics from then on.
    """
    sheets = [(path.name, sheet) for path in paths for sheet in read_spreadsheet(path)]
    OfficialInspection.objects.filter(file__in=[path.name for path in paths]).delete()
    authorities = Authorities()
    held = held_inspections()
    sums = [check_sheet(name, sheet, authorities, held) for name, sheet in sheets]
    count_once()
    settle_publication(Inspection.objects.all())
    return sums


class Authorities:
    """The authorities of the list, found by code or by name."""

    def __init__(self) -> None:
        self.by_code = {one.gss_code: one for one in Authority.objects.all()}
        self.by_name = {one.name.lower(): one for one in self.by_code.values()}

    def of(self, row: OfficialRow) -> Authority | None:
        if found := self.by_code.get(row.code) or self.by_name.get(row.authority.lower()):
            return found
        entry = resolve(row.authority, on=row.start or row.published).entry
        return self.by_code.get(entry.gss_code) if entry else None


def held_inspections() -> dict[int, list[Inspection]]:
    """The archive's inspections with their judgements, by authority."""
    found: dict[int, list[Inspection]] = {}
    for one in Inspection.objects.listed().prefetch_related("judgements").order_by("start", "slug"):
        found.setdefault(one.authority_id or 0, []).append(one)
    return found


def check_sheet(
    file: str, sheet: OfficialSheet, authorities: Authorities, held: dict[int, list[Inspection]]
) -> SheetSums:
    """Compare one sheet and write its rows."""
    found = [(row, authorities.of(row)) for row in sheet.rows]
    inspections: dict[tuple[int, int], Inspection | None] = {}
    groups = by_authority((row, authority.pk if authority else None) for row, authority in found)
    for key, rows in groups.items():
        for row, inspection in zip(rows, match(rows, held.get(key, [])), strict=True):
            inspections[row.row, row.column] = inspection
    sums = SheetSums(file, sheet.name, missing_columns=sheet.missing)
    written: list[OfficialInspection] = []
    for row, authority in found:
        compared = compare(row, inspections.get((row.row, row.column)))
        official = as_official(file, sheet.name, compared, authority)
        written.append(official)
        add_to(sums, compared, official)
    OfficialInspection.objects.bulk_create(written)
    sums.not_there = list(not_listed(sheet.rows, inspections.values(), held, set(groups)))
    return sums


def as_official(file: str, sheet: str, compared: Compared, authority: Authority | None) -> OfficialInspection:
    """The row of the archive's own table."""
    row = compared.row
    return OfficialInspection(
        file=file,
        sheet=sheet,
        row=row.row,
        column=row.column,
        authority=authority,
        authority_printed=row.authority[:200],
        kind=row.kind or (compared.inspection.code if compared.inspection else ""),
        kind_printed=row.kind_printed[:200],
        start=row.start,
        published=row.published,
        theme=row.theme[:300],
        grades={strand: grade for strand, grade in row.grades.items() if grade not in ("", "-")},
        inspection=compared.inspection,
        result=result_of(compared, authority),
        differences=compared.differences,
        recoded=compared.recoded,
    )


def result_of(compared: Compared, authority: Authority | None) -> str:
    if authority is None:
        return Result.NO_AUTHORITY
    if compared.inspection is None:
        return Result.NOT_HELD
    if compared.differences:
        return Result.DIFFERENT
    return Result.RECODED if compared.recoded else Result.EQUAL


def add_to(sums: SheetSums, compared: Compared, official: OfficialInspection) -> None:
    """Count one row."""
    sums.rows += 1
    sums.results[official.result] += 1
    sums.grades_recoded += len(compared.recoded)
    for what, count in compared.agreed.items():
        sums.agreed[what] += count
    for one in compared.differences:
        sums.different[one["what"] if one["what"] in ("start", "published") else "grades"] += 1
        slug = compared.inspection.slug if compared.inspection else ""
        sums.differences.append(
            {"row": official.row, "authority": official.authority_printed, "inspection": slug, **one}
        )


def not_listed(
    rows: Sequence[OfficialRow],
    matched: Iterable[Inspection | None],
    held: dict[int, list[Inspection]],
    authorities: set[int],
) -> Iterable[str]:
    """The inspections of the kinds, years and authorities of a sheet that none of its rows is about.

    A sheet without kinds lists the newest inspection of each authority only, so nothing is missed there.
    """
    kinds = {row.kind for row in rows}
    if "" in kinds:
        return
    listed = {inspection.pk for inspection in matched if inspection}
    ranges: dict[str, tuple[date, date]] = {}
    for kind in kinds:
        days = [day for row in rows if row.kind == kind and (day := row.published or row.start)]
        ranges[kind] = (min(days), max(days))
    for key in sorted(authorities):
        for inspection in held.get(key, []):
            first, last = ranges.get(inspection.framework or "", (date.max, date.min))
            known = inspection.published or inspection.end or inspection.start
            if inspection.pk not in listed and known and first <= known <= last:
                yield inspection.slug


def count_once() -> None:
    """Mark of all rows that are about one inspection the first: the newest file first, by its name."""
    seen: set[tuple[object, ...]] = set()
    again: list[int] = []
    for one in OfficialInspection.objects.order_by(
        F("start").asc(nulls_last=True), "file", "sheet", "row", "column"
    ):
        if one.inspection_id:
            key: tuple[object, ...] = ("held", one.inspection_id)
        else:
            key = (one.authority_id or one.authority_printed, one.published or one.start)
        if key in seen:
            again.append(one.pk)
        seen.add(key)
    OfficialInspection.objects.update(counts=True)
    OfficialInspection.objects.filter(pk__in=again).update(counts=False)
