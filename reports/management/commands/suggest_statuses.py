"""`manage.py suggest_statuses`: work out what became of recommendations, and keep it for pages and for curators."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.comparing.kept_suggestions import bring_up_to_date
from reports.models import Authority


class Command(BaseCommand):
    help = (
        "Read the inspections of each authority against its later ones and keep the suggested statuses. Pairs whose "
        "texts, weights and code are as before are left alone. What curators have confirmed is never changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "authorities",
            nargs="*",
            metavar="SLUG",
            help="authorities by their name in URLs; all where none is named",
        )
        parser.add_argument(
            "--all",
            action="store_true",
            dest="everything",
            help="work out every pair afresh, as the words of other reports have changed how informative each word is",
        )

        parser.add_argument(
            "--gently", action="store_true", help="give way to everything else on the machine"
        )

    def handle(
        self, *args: Any, authorities: list[str], everything: bool, gently: bool, **options: Any
    ) -> None:
        if gently:
            os.nice(19)
        done = 0
        for authority in self.named(authorities) if authorities else [None]:
            for earlier, later in bring_up_to_date(authority=authority, everything=everything):
                done += 1
                if options["verbosity"] > 1:
                    self.stdout.write(f"{earlier.slug} and {later.slug}")
        self.stdout.write(f"{done} pair{'' if done == 1 else 's'} of reports worked out.")

    def named(self, slugs: list[str]) -> list[Authority]:
        found = {one.slug: one for one in Authority.objects.filter(slug__in=slugs)}
        for slug in slugs:
            if slug not in found:
                raise CommandError(f"There is no authority “{slug}”. Its name is the last part of its URL.")
        return list(found.values())
