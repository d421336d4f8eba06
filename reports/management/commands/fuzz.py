"""`manage.py fuzz [FOLDER] --minutes 10`: damaged copies of real reports through the parser."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from reports.benchmarks.fuzzing import Findings, fuzz
from reports.parsing.finding import find_reports


class Command(BaseCommand):
    help = "Damage copies of real reports at random and read them: only a report or a clear sentence may come out."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", type=Path, nargs="?", default=settings.BASE_DIR.parent / "shared" / "reports"
        )
        parser.add_argument("--minutes", type=float, default=10)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args: Any, folder: Path, minutes: float, seed: int, **options: Any) -> None:
        """Run, print what came out, and end with status 1 where any file ended or hung a worker."""
        reports = [path for path in find_reports([folder]) if path.is_file()]
        if not reports:
            raise CommandError(f"There are no reports in {folder}.")
        findings = Findings()
        for findings in fuzz(reports, minutes=minutes, seed=seed, keep=Path(settings.VAR_DIR) / "fuzz"):
            self.stdout.write(
                f"{findings.files} files: {findings.parsed} read, {sum(findings.refused.values())} refused, "
                f"{len(findings.kept)} kept"
            )
        for sentence, count in findings.refused.most_common():
            self.stdout.write(f"{count:6} {sentence}")
        for path in findings.kept:
            self.stdout.write(f"kept: {path}")
        if findings.kept:
            sys.exit(1)
