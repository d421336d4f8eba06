"""`manage.py load_authorities`: the reference list into the database."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.archive.reference import load_authorities


class Command(BaseCommand):
    help = "Bring the authorities in the database up to the project's reference list."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load_authorities()
        self.stdout.write(
            f"Authorities: {loaded.added} added, {loaded.changed} changed, {loaded.unchanged} unchanged."
        )
