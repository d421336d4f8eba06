"""`manage.py bench_pages`: what pages cost, warm, cold and unchanged; a flood of readers; slow clients."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.benchmarks.database import manage, scratch_database
from reports.benchmarks.measured import keep_figures
from reports.benchmarks.pages import measure_all

DATABASE = "inspections_pages"


class Command(BaseCommand):
    help = "Serve an archive of real reports and print how the web server bears readers, beside /health/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        folder = Path(os.environ.get("REPORTS") or settings.BASE_DIR.parent / "shared" / "reports" / "pdf")
        parser.add_argument("folder", type=Path, nargs="?", default=folder, help="reports to read")
        parser.add_argument("--measure", action="store_true", help="(for itself) measure the archive at hand")

    def handle(self, *args: Any, folder: Path, measure: bool, **options: Any) -> None:
        if measure:
            found = measure_all()
            self.stdout.write(found)
            keep_figures("bench-pages", found)
            return
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}; name one that holds report files.")
        with scratch_database(DATABASE) as environment:
            manage("collectstatic", "--no-input", environment=environment)
            manage("load_themes", environment=environment)
            manage("ingest", str(folder.resolve()), environment=environment, may_fail=True)
            manage("bench_pages", "--measure", environment=environment, quiet=False)
