"""`manage.py restore SLUG`: put a withdrawn report back."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from reports.archive.batch import pay_counts
from reports.archive.withdrawal import restore_report
from reports.models import Inspection


class Command(BaseCommand):
    help = "Restore a withdrawn report from its stored file, with its corrections."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the report's name in its URL, such as rochdale-2014-09-22")
        parser.add_argument(
            "--file", type=Path, help="the published file, where the stored one was destroyed"
        )

    def handle(self, *args: Any, slug: str, file: Path | None, **options: Any) -> None:
        inspection = Inspection.everything.filter(slug=slug).first()
        if inspection is None:
            raise CommandError(f"There is no report “{slug}”. Its name is the last part of its URL.")
        try:
            restored = restore_report(inspection, file=file)
        except ValidationError as error:
            raise CommandError(error.messages[0]) from error
        pay_counts()
        self.stdout.write(f"{restored.slug} is shown again.")
