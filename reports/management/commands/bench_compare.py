"""`manage.py bench_compare`: how well comparisons find what became of recommendations."""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.benchmarks import comparing
from reports.benchmarks.database import manage, scratch_database
from reports.comparing.asking import Parts
from reports.outcomes import Status

SHARED = Path(settings.BASE_DIR).parent / "shared"


class Command(BaseCommand):
    help = "Compare pairs of real reports and score what is found against tables made by hand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "tables", nargs="*", type=Path, help="tables (.jsonl); those of ../shared/compare"
        )
        parser.add_argument("--reports", type=Path, default=SHARED / "reports", help="the reports to compare")
        parser.add_argument(
            "--here", action="store_true", help="use this archive as it is; take in no reports"
        )

    def handle(self, *args: Any, tables: list[Path], reports: Path, here: bool, **options: Any) -> None:
        tables = tables or sorted((SHARED / "compare").glob("*.jsonl"))
        if not tables:
            raise CommandError("There are no tables to score against: name some.")
        if here:
            self.score(tables)
            return
        if not reports.is_dir():
            raise CommandError(f"There are no reports in {reports}: say where with --reports.")
        with scratch_database("bench_compare") as environment:
            self.stdout.write("Taking in the reports …")
            manage("ingest", str(reports), environment=environment, may_fail=True)
            here_again = ["bench_compare", "--here", *(str(path.resolve()) for path in tables)]
            manage(*here_again, environment=environment, quiet=False)

    def score(self, paths: Iterable[Path]) -> None:
        try:
            tables = [comparing.table(path) for path in paths]
        except LookupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{'':24}{'of':>4} {'first':>12} {'in three':>12} {'in five':>12}")
        for one in tables:
            self.line(one.name, comparing.score(one, Parts()))
            self.line("  BM25 alone", comparing.score(one, comparing.NOTHING))
        if len(tables) > 1:
            self.line("all", comparing.total(comparing.score(one) for one in tables))
        self.stdout.write("\nWith one part switched off, over all tables")
        for name, found in comparing.without_each_part(tables).items():
            self.line(name, found)
        pairs: Counter[tuple[Status, Status]] = Counter()
        for one in tables:
            pairs += comparing.statuses(one)
        right, of = comparing.agreement(pairs)
        self.stdout.write(f"\nStatus: {right} of {of} agree ({right / of:.2f}).")
        for (by_hand, suggested), count in sorted(pairs.items()):
            if by_hand != suggested:
                self.stdout.write(f"  {count:3} found by hand {by_hand}, suggested {suggested}")

    def line(self, name: str, found: comparing.Score) -> None:
        cells = (f"{hit} ({share:.2f})" for hit, share in zip(found.hits, found.shares, strict=True))
        self.stdout.write(f"{name:24}{found.judged:4} " + " ".join(f"{cell:>12}" for cell in cells))
