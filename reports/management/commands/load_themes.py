"""`manage.py load_themes`: the list of themes into the archive."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.themes.tagging import load_themes


class Command(BaseCommand):
    help = (
        "Write the themes of reports/data/themes.toml into the archive and tag the reports with what changed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = load_themes()
        self.stdout.write(f"Themes: {done.added} added, {done.changed} searched again, {done.kept} kept.")
