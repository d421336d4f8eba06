"""`manage.py ingest PATH...`: report files and folders into the archive."""

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError
from rich.console import Console
from rich.progress import track
from rich.table import Table

from reports.ingest import Result
from reports.intake import Ingested, ingest_files
from reports.models import Source
from reports.parsing.errors import UnreadableReport
from reports.parsing.pool import find_reports

FLAGGED = {Source.State.UNKNOWN_AUTHORITY, Source.State.UNKNOWN_KIND}


class Command(BaseCommand):
    help = "Read report files (.pdf, .txt, .md), and folders of them, into the archive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")

    def handle(self, *args: Any, paths: list[Path], **options: Any) -> None:
        try:
            files = find_reports(paths)
            done = list(self.progress(ingest_files(files), total=len(files)))
        except UnreadableReport as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            raise CommandError(
                "The database cannot be reached; start it, or set DATABASE_URL to one that runs. "
                f"({str(error).splitlines()[0]})"
            ) from error
        except ProgrammingError as error:
            raise CommandError(
                "The database has no tables of the archive yet, or older ones; run `manage.py migrate` first."
            ) from error
        self.report(done)
        if any(one.result == Result.FAILED for one in done):
            sys.exit(1)

    def progress(self, results: Iterable[Ingested], *, total: int) -> Iterator[Ingested]:
        """Pass the results on: below a bar on a terminal, as a line each elsewhere."""
        if sys.stdout.isatty():
            yield from track(results, description="Reading reports", total=total, console=Console())
            return
        for one in results:
            self.stdout.write(f"{one.result}: {one.path}" + (f": {one.reason}" if one.reason else ""))
            yield one

    def report(self, done: list[Ingested]) -> None:
        """The closing table: how many files met which end, and each failure with its reason."""
        counts = Counter(one.result for one in done)
        table = Table(title="Ingested", title_justify="left")
        table.add_column("Result")
        table.add_column("Files", justify="right")
        for result in Result:
            table.add_row(result.value, str(counts[result]))
        console = Console(file=self.stdout._out, width=None if sys.stdout.isatty() else 100)  # type: ignore[attr-defined]
        console.print(table)
        for one in done:
            if one.result == Result.FAILED:
                console.print(
                    f"failed: {one.path}: {one.reason}", markup=False, highlight=False, soft_wrap=True
                )
            elif one.state in FLAGGED:
                label = Source.State(one.state).label.lower()
                console.print(
                    f"for a curator ({label}): {one.path}", markup=False, highlight=False, soft_wrap=True
                )
