"""`manage.py bench_ingest DIR`: what parsing and ingesting a folder of real reports costs."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.benchmarks import ingest as bench
from reports.benchmarks.database import scratch_database

DATABASE = "inspections_bench_ingest"


class Command(BaseCommand):
    help = "Time plain extraction, parsing and ingest of a folder of reports, in turn, and print the ratios."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/reports"))
        parser.add_argument("--runs", type=int, default=3)

    def handle(self, *args: Any, folder: Path, runs: int, **options: Any) -> None:
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}; name one that holds report files.")
        folder = folder.resolve()
        self.stdout.write(f"{'':12s}{'wall s':>9s}{'cpu s':>9s}{'peak MB':>9s}")
        rounds = [self.round(folder, number) for number in range(1, runs + 1)]
        figures = bench.Figures(
            extraction=tuple(r[0] for r in rounds),
            parse=tuple(r[1] for r in rounds),
            ingest=tuple(r[2] for r in rounds),
        )
        self.stdout.write(f"CPU of parse over plain extraction, median: {figures.cpu_ratio():.2f}")
        self.stdout.write(f"time of ingest over parse, median: {figures.ingest_ratio():.2f}")

    def round(self, folder: Path, number: int) -> tuple[bench.Run, bench.Run, bench.Run]:
        """Each of the three once, the ingest into an empty archive; each is printed as it ends."""
        self.stdout.write(f"round {number}")
        with tempfile.TemporaryDirectory() as files, scratch_database(DATABASE) as environment:
            environment["SOURCES_DIR"] = files
            return (
                self.told("extraction", bench.extraction(folder, environment=environment)),
                self.told("parse", bench.parse(folder, environment=environment)),
                self.told("ingest", bench.ingest(folder, environment=environment)),
            )

    def told(self, name: str, run: bench.Run) -> bench.Run:
        """Print a line about a run as soon as it is over."""
        self.stdout.write(f"{name:12s}{run.wall:9.2f}{run.cpu:9.2f}{run.memory:9.0f}")
        self.stdout.flush()
        return run
