"""`manage.py ingest PATH...`: report files and folders into the archive."""

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Any, TypeVar, cast

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError, transaction
from psycopg.errors import DiskFull
from rich.console import Console
from rich.progress import track
from rich.table import Table

from reports.archive.batch import Ingested, ingest_files, pay_counts
from reports.archive.ingest import Result, printable
from reports.archive.lists import load_missing_lists
from reports.archive.metadata import FileFacts, UnreadableMetadata, apply_metadata, read_metadata
from reports.archive.reparse import Change, reparse
from reports.comparing.kept_suggestions import bring_up_to_date
from reports.models import Source
from reports.parsing.errors import UnreadableReport
from reports.parsing.pool import find_reports

Done = TypeVar("Done", Ingested, Change)
FLAGGED = {Source.State.UNKNOWN_AUTHORITY, Source.State.UNKNOWN_KIND}


class Command(BaseCommand):
    help = "Read report files (.pdf, .txt, .md), and folders of them, into the archive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
        parser.add_argument(
            "--reparse", action="store_true", help="read the stored files again with the present parser"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="with --reparse: only print what would change"
        )
        parser.add_argument(
            "--metadata",
            type=Path,
            metavar="FILE",
            help="a CSV list of the files: file or sha256, url, published (the day)",
        )
        parser.add_argument(
            "--no-statuses",
            action="store_false",
            dest="statuses",
            help="leave what became of recommendations to manage.py suggest_statuses",
        )

    def handle(
        self,
        *args: Any,
        paths: list[Path],
        reparse: bool,
        dry_run: bool,
        metadata: Path | None = None,
        statuses: bool = True,
        **options: Any,
    ) -> None:
        if metadata and not paths and not reparse:
            if self.describe(self.read_list(metadata)):
                sys.exit(1)
            return
        if metadata and reparse:
            raise CommandError("--metadata goes with files to read, or alone; not with --reparse.")
        if bool(paths) == reparse:
            raise CommandError(
                "Name files or folders to read, or say --reparse to read the stored ones again."
            )
        if dry_run and not reparse:
            raise CommandError("--dry-run goes with --reparse.")
        try:
            facts = self.read_list(metadata) if metadata else []
            failed = (
                self.reparse(dry_run=dry_run, statuses=statuses)
                if reparse
                else self.ingest(paths, statuses=statuses)
            )
            if metadata:
                failed = self.describe(facts) or failed
        except UnreadableReport as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            raise CommandError(sentence_for(error)) from error
        except ProgrammingError as error:
            raise CommandError(
                "The database has no tables of the archive yet, or older ones; run `manage.py migrate` first."
            ) from error
        if failed:
            sys.exit(1)

    def read_list(self, path: Path) -> list[FileFacts]:
        """The lines of a list of files."""
        try:
            return read_metadata(path)
        except UnreadableMetadata as error:
            raise CommandError(str(error)) from error

    def describe(self, facts: list[FileFacts]) -> bool:
        """Give the archive's files what a list says of them; True where a line could not be used."""
        unused = list(apply_metadata(facts))
        for sentence in unused:
            self.stdout.write(sentence)
        self.stdout.write(f"{len(facts) - len(unused)} of {len(facts)} lines of the list were used.")
        return bool(unused)

    def ingest(self, paths: list[Path], *, statuses: bool) -> bool:
        """Ingest files and folders; True where any file failed."""
        load_missing_lists()
        files = find_reports(paths)
        done = list(self.progress(ingest_files(files), line_of, total=len(files)))
        self.report(done)
        if statuses:
            self.suggest()
        return any(one.result == Result.FAILED for one in done)

    def reparse(self, *, dry_run: bool, statuses: bool) -> bool:
        """Read every stored file again and print what changed; True where any failed.

        Each report is committed as it is read, so that curators and other ingests wait for one report at most. A dry
        run takes all of it back at its end.
        """
        with transaction.atomic() if dry_run else nullcontext():
            sources = list(Source.objects.standing())
            changes = list(self.progress(reparse(sources), text_of, total=len(sources)))
            self.summarise(changes)
            if dry_run:
                transaction.set_rollback(True)
                self.stdout.write("Nothing was saved: this was a dry run.")
        if not dry_run:
            pay_counts()
            if statuses:
                self.suggest()
        return any(change.error for change in changes)

    def suggest(self) -> None:
        """Work out what became of recommendations, of the pairs of reports that are new or read differently."""
        if done := sum(1 for _ in bring_up_to_date()):
            self.stdout.write(f"What became of recommendations was worked out for {done} pairs of reports.")

    def summarise(self, changes: list[Change]) -> None:
        """What reading again changes, after a bar what it left unsaid: each report that reads differently; the sums."""
        if sys.stdout.isatty():
            for change in changes:
                if text := text_of(change):
                    self.stdout.write(text)
        self.stdout.write(
            f"{len(changes)} files read again: {sum(c.changed for c in changes)} read differently, "
            f"{sum(len(c.grades) for c in changes)} grades changed, "
            f"{sum(len(c.facts) for c in changes)} facts changed, "
            f"{sum(c.paragraphs_added for c in changes)} paragraphs added, "
            f"{sum(c.paragraphs_gone for c in changes)} gone, texts moved in "
            f"{sum(bool(c.moves) for c in changes)}, {sum(bool(c.error) for c in changes)} failed."
        )

    def progress(
        self, results: Iterable[Done], text_of: Callable[[Done], str], *, total: int
    ) -> Iterator[Done]:
        """Pass the results on: below a bar on a terminal, with what there is to say of each as it comes elsewhere."""
        if sys.stdout.isatty():
            yield from track(results, description="Reading reports", total=total, console=Console())
            return
        for one in results:
            if text := text_of(one):
                self.stdout.write(text)
            yield one

    def report(self, done: list[Ingested]) -> None:
        """The closing table: how many files met which end, and each failure with its reason."""
        counts = Counter(one.result for one in done)
        table = Table(title="Ingested", title_justify="left")
        table.add_column("Result")
        table.add_column("Files", justify="right")
        for result in Result:
            table.add_row(result.value, str(counts[result]))
        console = Console(file=cast(IO[str], self.stdout), width=None if sys.stdout.isatty() else 100)
        console.print(table)
        for one in done:
            if one.result in {Result.FAILED, Result.HELD_BACK}:
                console.print(line_of(one), markup=False, highlight=False, soft_wrap=True)
            elif one.state in FLAGGED:
                label = Source.State(one.state).label.lower()
                console.print(
                    printable(f"for a curator ({label}): {one.path}"),
                    markup=False,
                    highlight=False,
                    soft_wrap=True,
                )


def sentence_for(error: OperationalError) -> str:
    """What to do about a database that cannot be used."""
    reason = (str(error).splitlines() or ["no reason given"])[0]
    if isinstance(error.__cause__, DiskFull):
        return f"The database’s disk is full ({reason}). Free space and run this again: what was saved before stays."
    return f"The database cannot be reached; start it, or set DATABASE_URL to one that runs. ({reason})"


def line_of(one: Ingested) -> str:
    """What became of one file, in a line."""
    return printable(f"{one.result}: {one.path}" + (f": {one.reason}" if one.reason else ""))


def text_of(change: Change) -> str:
    """What reading one file again changed: a line, and one for each fact, grade and move; empty where nothing did."""
    if change.error:
        return printable(f"failed: {change.label}: {change.error}")
    if not change.changed:
        return ""
    head = (
        f"{change.slug}: paragraphs +{change.paragraphs_added} -{change.paragraphs_gone}, "
        f"recommendations +{change.recommendations_added} -{change.recommendations_gone}"
    )
    return "\n    ".join([head, *change.grades, *change.facts, *change.moves])
