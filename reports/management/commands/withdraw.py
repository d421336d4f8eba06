"""`manage.py withdraw SLUG`: take a report out of the archive."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from reports.archive.batch import pay_counts
from reports.archive.withdrawal import withdraw_report
from reports.models import Inspection


class Command(BaseCommand):
    help = (
        "Withdraw a report: its pages answer 410, and nothing of its text is searched, counted or exported."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the report's name in its URL, such as rochdale-2014-09-22")
        parser.add_argument("--for", dest="kind", required=True, choices=Inspection.Withdrawal.values)
        parser.add_argument(
            "--reason", required=True, help="for curators: what was asked for, by whom, and when"
        )
        parser.add_argument("--destroy", action="store_true", help="delete its stored files too")

    def handle(self, *args: Any, slug: str, kind: str, reason: str, destroy: bool, **options: Any) -> None:
        inspection = Inspection.everything.filter(slug=slug).first()
        if inspection is None:
            raise CommandError(f"There is no report “{slug}”. Its name is the last part of its URL.")
        try:
            withdraw_report(inspection, kind=kind, reason=reason, destroy=destroy)
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        pay_counts()
        files = "Its files were deleted." if destroy else "Its files are kept."
        self.stdout.write(f"{slug} is withdrawn. {files} Backups made before now still hold it.")
