"""`manage.py verify`: whether the store of source files and the database agree."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from reports.archive.ingest import printable
from reports.archive.store_check import StoreCheck, check_store, clear_orphans
from reports.models import Source


class Command(BaseCommand):
    help = "Compare the stored files with the database: missing, changed and orphaned files. Exit 1 if any."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--repair",
            action="store_true",
            help="delete orphaned files that are older than a day; nothing is fetched or changed besides",
        )

    def handle(self, *args: Any, repair: bool, **options: Any) -> None:
        found = check_store()
        cleared = clear_orphans(found.orphaned) if repair else ()
        for line in lines_of(found):
            self.stdout.write(printable(line))
        for path in cleared:
            self.stdout.write(printable(f"deleted: {path}"))
        self.stdout.write(summary_of(found, deleted=len(cleared)))
        if found.missing or found.altered or found.unreadable or len(found.orphaned) > len(cleared):
            sys.exit(1)


def lines_of(found: StoreCheck) -> list[str]:
    """A line for each fault, with what an operator needs to mend it: the file's name and its hash."""
    return [
        *(f"missing: {named(source)}" for source in found.missing),
        *(f"changed: {named(source)}" for source in found.altered),
        *(f"unreadable: {named(source)}: {reason}" for source, reason in found.unreadable),
        *(f"orphaned: {path}" for path in found.orphaned),
    ]


def named(source: Source) -> str:
    shown = f", shown at /inspections/{source.inspection.slug}/" if source.inspection else ""
    return f"{source.label} (SHA-256 {source.sha256}{shown})"


def summary_of(found: StoreCheck, *, deleted: int) -> str:
    """The sums, and what to do next where anything is wrong."""
    sums = (
        f"{found.checked} files compared: {len(found.missing)} missing, {len(found.altered)} changed, "
        f"{len(found.unreadable)} unreadable, {len(found.orphaned)} orphaned"
    )
    sums += f", {deleted} of them deleted." if deleted else "."
    if found.missing or found.altered or found.unreadable:
        sums += " Put the files named above back from a backup of SOURCES_DIR, under the same names."
    return sums
