"""`manage.py forget_address ADDRESS`: delete an address and all that it follows, at its owner's request."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.models import Follower


class Command(BaseCommand):
    help = "Delete a mail address and all that it follows."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        deleted, _by_table = Follower.objects.filter(address=address.strip().lower()).delete()
        if not deleted:
            raise CommandError(f"Nobody follows anything at {address}.")
        self.stdout.write(f"{address} and all that it followed are deleted.")
