"""`manage.py take_bounce < MESSAGE`: switch off the address that a mail came back from, or that complained."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from reports.following.returned_mail import take_back

LARGEST = 5 * 1024 * 1024


class Command(BaseCommand):
    help = "Read a mail that came back from standard input, and send nothing more to its address."

    def handle(self, *args: Any, **options: Any) -> None:
        for address in take_back(sys.stdin.buffer.read(LARGEST)):
            self.stdout.write(f"{address} is switched off.")
