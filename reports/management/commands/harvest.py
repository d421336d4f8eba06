"""`manage.py harvest`: new and changed reports of the inspectorate's site into the archive."""

import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress

from reports.comparing.kept_suggestions import bring_up_to_date
from reports.harvest.asked import Asked, HarvestAlarmError, Harvested, HarvestRefusedError, Tell
from reports.harvest.run import harvest
from reports.harvest.site import KIND_NAMES
from reports.jobs.alarms import tell_operator
from reports.models import Authority


class Command(BaseCommand):
    help = (
        "Fetch new and changed reports from the inspectorate’s site, slowly, and take them into the archive."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since", type=day, metavar="DATE", help="only reports from this day on, such as 2024-05-01"
        )
        parser.add_argument(
            "--authority", default="", metavar="SLUG", help="only the reports of this authority"
        )
        parser.add_argument(
            "--kind",
            action="append",
            default=[],
            choices=KIND_NAMES,
            help="only reports of this kind; again for more",
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be fetched; save nothing")
        parser.add_argument(
            "--accept-fewer",
            action="store_true",
            help="believe a listing that has shrunk by more than a tenth",
        )

    def handle(
        self,
        *args: Any,
        since: date | None = None,
        authority: str = "",
        kind: list[str] | None = None,
        dry_run: bool = False,
        accept_fewer: bool = False,
        **options: Any,
    ) -> None:
        if authority and not Authority.objects.filter(slug=authority).exists():
            raise CommandError(f"There is no authority “{authority}”. Use the last part of its page’s URL.")
        asked = Asked(since, authority, tuple(kind or ()), accept_fewer=accept_fewer, dry_run=dry_run)
        try:
            with Progress(console=Console(stderr=True), disable=not sys.stderr.isatty()) as bar:
                done = harvest(asked, tell=shown_on(bar))
        except HarvestRefusedError as error:
            raise CommandError(str(error)) from error
        except HarvestAlarmError as error:
            if not dry_run:
                tell_operator("The harvest found the inspectorate’s site changed", str(error))
            raise CommandError(str(error)) from error
        self.report(done, dry_run=dry_run)
        if done.files:
            for _pair in bring_up_to_date():
                pass

    def report(self, done: Harvested, *, dry_run: bool) -> None:
        """What was done, each fault in a line of its own."""
        for line in [*done.new, *done.faults]:
            self.stdout.write(line)
        self.stdout.write(done.sentence)
        if dry_run:
            self.stdout.write(
                f"{len(done.new)} files would be fetched. Nothing was saved: this was a dry run."
            )


def shown_on(bar: Progress) -> Tell:
    """A bar for each step on a terminal."""
    tasks: dict[str, Any] = {}

    def tell(text: str, number: int, total: int) -> None:
        if text not in tasks:
            tasks[text] = bar.add_task(text, total=total or None)
        bar.update(tasks[text], completed=number, total=total or None)

    return tell


def day(text: str) -> date:
    return date.fromisoformat(text)
