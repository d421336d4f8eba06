"""`manage.py compare A B [--json]`: two inspections compared, in words or as JSON."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, ProgrammingError

from reports.comparing.comparison import Comparison
from reports.comparing.pairs import UnknownInspectionError, beginning_with, canonical
from reports.comparing.service import compare
from reports.comparing.wording import opening
from reports.exports.comparison import as_json


class Command(BaseCommand):
    help = "Compare two inspections: their judgements, what became of each recommendation, their themes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "a", metavar="A", help="the last part of an inspection's URL, or a beginning that only it has"
        )
        parser.add_argument("b", metavar="B", help="the other's")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, a: str, b: str, **options: Any) -> None:
        try:
            one, other = beginning_with(a), beginning_with(b)
            if one == other:
                raise CommandError("Both URLs are of the same inspection; name two.")
            comparison = compare(*canonical(one, other))
        except UnknownInspectionError as error:
            raise CommandError(str(error)) from error
        except OperationalError as error:
            raise CommandError(
                "The database cannot be reached; start it, or set DATABASE_URL to one that runs."
            ) from error
        except ProgrammingError as error:
            raise CommandError(
                "The database has no tables of the archive yet, or older ones; run `manage.py migrate` first."
            ) from error
        if options["json"]:
            self.stdout.write(json.dumps(as_json(comparison), ensure_ascii=False))
        else:
            self.say(comparison)

    def say(self, comparison: Comparison) -> None:
        """What the page says, in lines."""
        self.stdout.write(f"{comparison.a.slug} and {comparison.b.slug}\n{opening(comparison)}\n")
        for row in comparison.judgements:
            self.stdout.write(f"  {row.strand}: {row.movement} ({row.relation})")
        for followed in comparison.recommendations:
            status = followed.status or f"unclear, perhaps {followed.suggested}"
            places = ", ".join(item.terms.piece.name for item in followed.evidence)
            self.stdout.write(
                f"  {followed.position}. {status}{' (confirmed)' if followed.confirmed else ''}: {places or 'nothing'}"
            )
