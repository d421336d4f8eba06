"""`manage.py load_thesaurus`: the thesaurus that comes with the code; what a curator edited stays."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.search.query.thesaurus import load


class Command(BaseCommand):
    help = "Bring the thesaurus up to the list that comes with the code; entries that a curator edited stay."

    def handle(self, *args: Any, **options: Any) -> None:
        added, changed = load()
        self.stdout.write(f"Thesaurus: {added} added, {changed} changed.")
