"""`manage.py check_official FILE...`: the archive beside the inspectorate's published spreadsheets."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table

from reports.models import Authority
from reports.official.checking import Result, SheetSums, check_official
from reports.official.spreadsheet import UnreadableSpreadsheet

NAMES = {"start": "first day", "published": "day of publication"}


class Command(BaseCommand):
    help = "Compare the archive with the published statistics (.ods, .xlsx), and keep what they list."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print the sums as JSON")

    def handle(self, *args: Any, files: list[Path], json: bool, **options: Any) -> None:
        if not Authority.objects.exists():
            raise CommandError(
                "The archive has no list of authorities yet; run `manage.py load_authorities` first."
            )
        try:
            sums = check_official(files)
        except UnreadableSpreadsheet as error:
            raise CommandError(str(error)) from error
        if json:
            self.stdout.write(as_json(sums))
        else:
            self.print_sums(sums)

    def print_sums(self, sums: list[SheetSums]) -> None:
        """A table by sheet, then each difference in a line."""
        table = Table(title="Against the published statistics", title_justify="left")
        headers = (
            "Sheet", "Rows", "Equal", "Different", "Recoded", "Held there, not here", "Held here, not there",
            "Grades equal", "First days equal", "Publication days equal",
        )  # fmt: skip
        for header in headers:
            first = header == "Sheet"
            table.add_column(header, justify="left" if first else "right", min_width=28 if first else None)
        for one in sums:
            table.add_row(one.sheet, *(str(value) for value in counts_of(one)), *shares_of(one))
        # A file or a pipe has no width of its own; the table is about 180 characters wide and is never cut there.
        width = None if sys.stdout.isatty() else 250
        Console(file=cast(IO[str], self.stdout), width=width).print(table)
        for one in sums:
            for column in one.missing_columns:
                self.stdout.write(f"{one.sheet}: no column was found for {column}.")
            for each in one.differences:
                what = NAMES.get(str(each["what"]), str(each["what"]))
                self.stdout.write(
                    f"{one.sheet}, row {each['row']}, {each['authority']}: {what} “{each['official'] or 'none'}”, "
                    f"here “{each['ours'] or 'none'}” ({each['inspection']})"
                )


def counts_of(one: SheetSums) -> tuple[int, ...]:
    absent = one.results[Result.NOT_HELD] + one.results[Result.NO_AUTHORITY]
    return (
        one.rows,
        one.results[Result.EQUAL],
        one.results[Result.DIFFERENT],
        one.results[Result.RECODED],
        absent,
        len(one.not_there),
    )


def shares_of(one: SheetSums) -> list[str]:
    """ "1,340 of 1,340" for grades, first days and days of publication; recoded grades are in neither number."""
    return [
        f"{one.agreed[what]:,} of {one.agreed[what] + one.different[what]:,}"
        for what in ("grades", "start", "published")
    ]


def as_json(sums: list[SheetSums]) -> str:
    """The sums by sheet."""
    keys = ("rows", "equal", "different", "recoded", "held_there_not_here", "held_here_not_there")
    sheets = [
        {
            "file": one.file,
            "sheet": one.sheet,
            **dict(zip(keys, counts_of(one), strict=True)),
            "grades": {
                "equal": one.agreed["grades"],
                "different": one.different["grades"],
                "recoded": one.grades_recoded,
            },
            "start": {"equal": one.agreed["start"], "different": one.different["start"]},
            "published": {"equal": one.agreed["published"], "different": one.different["published"]},
            "missing_columns": one.missing_columns,
            "not_there": one.not_there,
            "differences": one.differences,
        }
        for one in sums
    ]
    return json.dumps({"sheets": sheets}, ensure_ascii=False, indent=1)
