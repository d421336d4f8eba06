"""`manage.py parse PATH...`: what the parser makes of report files, one JSON object a line. Needs no database."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from reports.parsing.finding import find_reports
from reports.parsing.pool import Limits, print_paths


class Command(BaseCommand):
    help = "Read report files, and folders of them (.pdf, .txt, .md), and print one JSON object a report."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")

    def handle(self, *args: Any, paths: list[Path], **options: Any) -> None:
        """Print the reports in path order; exit status 1 where any file could not be parsed."""
        limits = Limits(
            seconds=settings.REPORT_MAX_SECONDS,
            memory=settings.REPORT_MAX_MEMORY,
            pages=settings.REPORT_MAX_PAGES,
            bytes=settings.REPORT_MAX_BYTES,
        )
        failed = False
        output = sys.stdout.buffer
        try:
            for line, parsed in print_paths(find_reports(paths), limits=limits):
                output.write(line.encode("utf-8", errors="replace") + b"\n")
                output.flush()
                failed = failed or not parsed
        except BrokenPipeError:
            # Whoever reads has seen enough, as `head` does.
            sys.stdout = None
            sys.exit(1)
        if failed:
            sys.exit(1)
