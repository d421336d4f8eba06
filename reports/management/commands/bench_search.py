"""`manage.py bench_search`: how well search finds known items in real reports, beside two references."""

import os
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.benchmarks import judged as graded
from reports.benchmarks import search as bench
from reports.benchmarks.database import manage, scratch_database
from reports.benchmarks.search_constants import worths

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
            "--judged",
            type=Path,
            action="append",
            help="a table of needs with graded judgements, a JSON object a line",
        )
        parser.add_argument(
            "--constants", action="store_true", help="what each constant is worth, on the judged tables alone"
        )
        parser.add_argument(
            "--here", action="store_true", help="search the archive as it is; nothing is ingested"
        )

    def handle(
        self,
        *args: Any,
        folder: Path,
        known: list[Path] | None,
        judged: list[Path] | None,
        here: bool,
        constants: bool,
        **options: Any,
    ) -> None:
        tables = [file.resolve() for file in judged or []]
        # Who names a judged table alone has reports of their own, which the known items are not about.
        usual = [] if tables and not known else [SHARED / "search" / "known-item.jsonl"]
        files = [file.resolve() for file in known or usual]
        if missing := [file for file in (*files, *tables) if not file.is_file()]:
            raise CommandError(f"There is no file {missing[0]}; name one with --known or --judged.")
        if here:
            if files:
                self.compare(files)
            for table in tables:
                (self.weigh_constants if constants else self.grade)(table)
            return
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}; name one that holds report files.")
        with tempfile.TemporaryDirectory() as stored, scratch_database(DATABASE) as environment:
            environment["SOURCES_DIR"] = stored
            self.stdout.write(f"Reading {folder}")
            self.stdout.flush()
            manage("ingest", str(folder.resolve()), environment=environment, may_fail=True)
            names = [f"--known={file}" for file in files] + [f"--judged={file}" for file in tables]
            names += ["--constants"] if constants else []
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

    def weigh_constants(self, table: Path) -> None:
        """nDCG@10 with each constant, without it, with less and with more of it, as a table of Markdown."""
        needs, _ = graded.needs_of(table)
        self.stdout.write("| constant | value | nDCG@10 | without it | with less | | with more | |")
        self.stdout.write("|---|---:|---:|---:|---:|---:|---:|---:|")
        for one in worths(needs):
            less, more = one.values
            without = "" if one.without is None else f"{one.without:.3f}"
            self.stdout.write(
                f"| `{one.name}` | {one.value:g} | {one.as_it_is:.3f} | {without} "
                f"| {less:g} | {one.less:.3f} | {more:g} | {one.more:.3f} |"
            )
            self.stdout.flush()

    def grade(self, table: Path) -> None:
        """nDCG@10 and P@10 on a judged table, on the archive at hand."""
        needs, lost = graded.needs_of(table)
        for text in lost:
            self.stdout.write(f"not in this archive: {text}")
        if not any(need.grades for need in needs):
            raise CommandError(f"None of the paragraphs that {table} judges is in this archive.")
        texts = bench.Fts5(bench.texts_with_places())
        searchers = {name: bench.ours(**switched) for name, switched in bench.SWITCHES.items()}
        searchers["FTS5, any word"] = texts.searcher(every_word=False)
        found = {name: graded.quality(searcher, needs) for name, searcher in searchers.items()}
        styles = [style for style in found["everything"] if style != "all"] + ["all"]
        counts = {style: found["everything"][style].needs for style in styles}
        head = "".join(f"{f'{style} ({counts[style]})':>16s}" for style in styles)
        self.stdout.write(f"{'nDCG@10 / P@10':26s}{head}")
        for name, by_style in found.items():
            figures = (f"{by_style[style].ndcg:.2f} / {by_style[style].precision:.2f}" for style in styles)
            self.stdout.write(f"{name:26s}" + "".join(f"{each:>16s}" for each in figures))
        for query in found["everything"]["all"].missed:
            self.stdout.write(f"nothing relevant among ten: {query}")
