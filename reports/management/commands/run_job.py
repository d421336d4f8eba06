"""`manage.py run_job KEY`: do the work that a page asked for; the web server starts it (reports/jobs/queue.py)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reports.jobs.running import run


class Command(BaseCommand):
    help = "Do one piece of work that a page asked for. The web server starts this by itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", type=int)

    def handle(self, *args: Any, key: int, **options: Any) -> None:
        run(key)
