"""`manage.py bench_themes`: how well themes are tagged, and what rests on one expression."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.benchmarks import themes as bench
from reports.benchmarks.database import manage, scratch_database
from reports.models import Theme

TABLE = Path(settings.BASE_DIR) / "tests" / "themes" / "judged.csv"
SHARED = Path(settings.BASE_DIR).parent / "shared"
USES = {"kept": "Judged without sight of the tags", "tuned": "Read while the expressions were written"}


class Command(BaseCommand):
    help = "Score the themes' tags against judged paragraphs, and list each expression's tags that it alone makes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--table", type=Path, default=TABLE, help="the judged paragraphs (CSV)")
        parser.add_argument(
            "--reports", type=Path, default=SHARED / "reports" / "pdf", help="the reports to tag"
        )
        parser.add_argument(
            "--here", action="store_true", help="use this archive as it is; take in no reports"
        )

    def handle(self, *args: Any, table: Path, reports: Path, here: bool, **options: Any) -> None:
        try:
            judged = bench.table(table)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        if here:
            self.score(judged)
            self.expressions()
            return
        if not reports.is_dir():
            raise CommandError(f"There are no reports in {reports}: say where with --reports.")
        with scratch_database("bench_themes") as environment:
            self.stdout.write("Taking in the reports …")
            manage("ingest", str(reports), environment=environment, may_fail=True)
            manage(
                "bench_themes",
                "--here",
                "--table",
                str(table.resolve()),
                environment=environment,
                quiet=False,
            )

    def score(self, judged: list[bench.Judged]) -> None:
        for use, name in USES.items():
            found, absent = bench.scores(line for line in judged if line.use == use)
            self.stdout.write(f"\n{name}\n{'':34}{'on it':>7}{'found':>7}{'not on it':>11}{'tagged':>8}")
            for slug, score in [*found.items(), ("all", bench.total(found.values()))]:
                if score.on or score.false:
                    self.stdout.write(
                        f"{slug:34}{score.on:7}{share(score.found, score.on):>7}"
                        f"{score.off:11}{share(score.false, score.off):>8}"
                    )
            if absent:
                self.stdout.write(f"{len(absent)} judged paragraphs are not in this archive.")

    def expressions(self) -> None:
        self.stdout.write(
            "\nEach expression: paragraphs found, found by it alone, and that as a share of the theme"
        )
        for theme in Theme.objects.all():
            lines = list(bench.lines_of(theme))
            all_of_it = theme.paragraph_tags.count()
            self.stdout.write(f"\n{theme.name}: {all_of_it}")
            for line in sorted(lines, key=lambda line: -line.alone):
                turns = f"  turns {', '.join(line.turns)}" if line.turns else ""
                self.stdout.write(
                    f"  {line.found:6}{line.alone:6}{share(line.alone, all_of_it):>7}  {line.text}{turns}"
                )


def share(part: int, of: int) -> str:
    """A share for the table; nothing where there is nothing to be a share of."""
    return f"{part / of:.1%}" if of else ""
