"""`manage.py bench_search`: how well search finds known items in real reports, beside two references."""

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.benchmarks import search as bench
from reports.benchmarks.database import manage, scratch_database

DATABASE = "inspections_bench_search"
SHARED = settings.BASE_DIR.parent / "shared"


class Command(BaseCommand):
    help = "Print hit@10 and MRR by style: this archive's search, its parts switched off, and SQLite FTS5."

    def add_arguments(self, parser: ArgumentParser) -> None:
        folder = Path(os.environ.get("REPORTS") or SHARED / "reports" / "pdf")
        parser.add_argument("folder", type=Path, nargs="?", default=folder, help="the reports to search")
        parser.add_argument(
            "--known", type=Path, action="append", help="a file of known items, a JSON object a line"
        )
        parser.add_argument(
            "--here", action="store_true", help="search the archive as it is; nothing is ingested"
        )

    def handle(self, *args: Any, folder: Path, known: list[Path] | None, here: bool, **options: Any) -> None:
        files = [file.resolve() for file in known or [SHARED / "search" / "known-item.jsonl"]]
        if missing := [file for file in files if not file.is_file()]:
            raise CommandError(f"There is no file {missing[0]}; name one with --known.")
        if here:
            self.compare(files)
            return
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}; name one that holds report files.")
        with tempfile.TemporaryDirectory() as stored, scratch_database(DATABASE) as environment:
            environment["SOURCES_DIR"] = stored
            self.stdout.write(f"Reading {folder}")
            self.stdout.flush()
            manage("ingest", str(folder.resolve()), environment=environment, may_fail=True)
            names = [f"--known={file}" for file in files]
            manage("bench_search", "--here", *names, environment=environment, quiet=False)

    def compare(self, files: list[Path]) -> None:
        """The table, on the archive at hand."""
        items: list[bench.Item] = []
        for file in files:
            found, lost = bench.items_of(file)
            items += found
            for query in lost:
                self.stdout.write(f"not in this archive: {query}")
        if not items:
            raise CommandError("None of the known items is in this archive.")
        texts = bench.Fts5(bench.texts_with_places())
        searchers = {name: bench.ours(**switched) for name, switched in bench.SWITCHES.items()}
        searchers["FTS5, all words"] = texts.searcher(every_word=True)
        searchers["FTS5, any word"] = texts.searcher(every_word=False)
        styles = [style for style in (*bench.STYLES, "all") if any(style in (i.style, "all") for i in items)]
        counts = {style: sum(style in (item.style, "all") for item in items) for style in styles}
        self.stdout.write(f"{'hit@10 / MRR':26s}" + "".join(f"{f'{s} ({counts[s]})':>16s}" for s in styles))
        for name, searcher in searchers.items():
            figures = bench.figures(searcher, items)
            cells = "".join(f"{f'{figures[s].hits:.2f} / {figures[s].reciprocal:.2f}':>16s}" for s in styles)
            self.stdout.write(f"{name:26s}{cells}")
