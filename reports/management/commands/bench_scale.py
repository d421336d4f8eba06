"""`manage.py bench_scale`: how long searches take in a large archive, beside a small one and SQLite FTS5."""

import json
import os
import tempfile
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from reports.archive.batch import limits_from_settings
from reports.benchmarks import scale
from reports.benchmarks.database import manage, scratch_database
from reports.benchmarks.measured import keep_figures
from reports.benchmarks.scale_archive import PARAGRAPHS_PER_REPORT, Generator, fill, passages
from reports.benchmarks.scale_content import fill_around, make_authorities
from reports.benchmarks.scale_pages import measure_pages, pages_table
from reports.comparing.kept_suggestions import bring_up_to_date
from reports.comparing.terms.vocabulary import count_terms
from reports.models import Authority
from reports.search.plan.indexing import refresh

DATABASE = "inspections_scale_{size}"
# More than England has, as an archive of other inspectorates' reports may.
MANY_AUTHORITIES = 2_000
# Of that archive pages alone are measured, so that it need not have texts of full length.
FEW_PARAGRAPHS = 3
SHARED = settings.BASE_DIR.parent / "shared"


class Command(BaseCommand):
    help = "Build archives of 40,000 and of 1,000,000 paragraphs and print how long ten kinds of query take."

    def add_arguments(self, parser: ArgumentParser) -> None:
        folder = Path(os.environ.get("REPORTS") or SHARED / "reports" / "pdf")
        parser.add_argument("folder", type=Path, nargs="?", default=folder, help="reports to recombine")
        parser.add_argument("--small", type=int, default=40_000)
        parser.add_argument("--large", type=int, default=1_000_000)
        parser.add_argument("--keep", action="store_true", help="leave the databases for another look")
        parser.add_argument("--again", action="store_true", help="measure the databases that --keep left")
        parser.add_argument("--only-pages", action="store_true", help="leave the ten kinds of query out")
        parser.add_argument(
            "--authorities",
            type=int,
            default=MANY_AUTHORITIES,
            help="measure a third archive, as large, of so many authorities, most of them made up; 0 leaves it out",
        )
        parser.add_argument(
            "--per-report",
            type=int,
            default=PARAGRAPHS_PER_REPORT,
            help=f"paragraphs a report instead of {PARAGRAPHS_PER_REPORT}; as many reports, built in a minute or two",
        )
        parser.add_argument("--build", type=int, help="(for itself) fill the archive at hand")
        parser.add_argument("--measure", type=Path, help="(for itself) where the figures of this archive go")
        parser.add_argument("--fts", type=Path, help="(for itself) where FTS5's file goes")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        if options["build"]:
            make_authorities(options["authorities"])
            self.build(folder, options["build"], per_report=options["per_report"])
        elif options["measure"]:
            found = {} if options["only_pages"] else scale.measure(fts_file=options["fts"])
            options["measure"].write_text(json.dumps(found | {"pages": measure_pages()}))
        elif not folder.is_dir():
            raise CommandError(f"There is no folder {folder}; name one that holds report files.")
        else:
            with tempfile.TemporaryDirectory() as files:
                small = self.archive(folder, options["small"], options)
                large = self.archive(folder, options["large"], options, fts=Path(files, "texts.sqlite3"))
                many = options["authorities"]
                of_many = self.archive(folder, options["large"], options, authorities=many) if many else None
            if not options["only_pages"]:
                self.stdout.write(scale.table(small, large))
                for found in (small, large):
                    self.stdout.write(scale.described(found["sizes"]))
            sizes = [round(options[name] / PARAGRAPHS_PER_REPORT) for name in ("small", "large")]
            pages = pages_table(small["pages"], large["pages"], sizes=(f"{sizes[0]:,}", f"{sizes[1]:,}"))
            self.stdout.write(pages)
            keep_figures("bench-scale", pages)
            if of_many is not None:
                named = f"{sizes[1]:,} of {many:,} authorities"
                pages = pages_table(small["pages"], of_many["pages"], sizes=(f"{sizes[0]:,}", named))
                self.stdout.write(pages)
                keep_figures("bench-scale-authorities", pages)

    def archive(
        self,
        folder: Path,
        size: int,
        options: dict[str, Any],
        *,
        authorities: int = 0,
        fts: Path | None = None,
    ) -> dict[str, Any]:
        """Build an archive in a database of its own and measure it there; of many authorities its pages alone."""
        again = options["again"]
        name = DATABASE.format(size=size) + (f"_of_{authorities}" if authorities else "")
        with scratch_database(name, keep=options["keep"], again=again) as environment:
            own = str(folder.resolve())
            manage("collectstatic", "--no-input", environment=environment)  # pages name their style sheets
            if not again:
                reports = round(size / PARAGRAPHS_PER_REPORT)
                per_report = FEW_PARAGRAPHS if authorities else options["per_report"]
                build = f"--build={reports * per_report}", f"--per-report={per_report}"
                of_many = f"--authorities={authorities}"
                manage("bench_scale", own, *build, of_many, environment=environment, quiet=False)
            only_pages = options["only_pages"] or bool(authorities)
            more = [f"--fts={fts}"] if fts and not only_pages else []
            more += ["--only-pages"] if only_pages else []
            with tempfile.NamedTemporaryFile() as out:
                manage("bench_scale", f"--measure={out.name}", *more, environment=environment)
                found: dict[str, Any] = json.load(out)
            return found

    def build(self, folder: Path, size: int, *, per_report: int) -> None:
        """Fill the database at hand and say how long each step took."""
        found = passages(folder, limits=limits_from_settings())
        started = time.perf_counter()
        call_command("load_themes")
        generator = Generator(found)
        inspections = fill(generator, paragraphs=size, per_report=per_report)
        filled = time.perf_counter()
        fill_around(generator, inspections)
        around = time.perf_counter()
        count_terms()
        counted = time.perf_counter()
        refresh()
        refreshed = time.perf_counter()
        followed = list(bring_up_to_date(authority=Authority.objects.get(pk=inspections[0]["authority"])))
        self.stdout.write(
            f"{size:,} paragraphs in {len(inspections):,} inspections: written and indexed in {filled - started:.0f} s"
            f" ({size / (filled - started):,.0f} a second), the rest in {around - filled:.0f} s,"
            f" words counted in {counted - around:.1f} s,"
            f" search refreshed in {refreshed - counted:.1f} s,"
            f" {len(followed)} pairs followed in {time.perf_counter() - refreshed:.1f} s"
        )
