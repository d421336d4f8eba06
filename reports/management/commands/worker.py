"""`manage.py worker`: do the work that pages and timers leave on the queue, until Ctrl-C or SIGTERM."""

import signal
from argparse import ArgumentParser
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from procrastinate.exceptions import ConnectorException

from reports.jobs.parents import end_with_parent
from reports.jobs.worker import WorkerEndedError, work


class Command(BaseCommand):
    help = "Do the work that pages and timers leave on the queue, until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--at-once",
            type=int,
            default=settings.WORKER_JOBS,
            metavar="N",
            help="how many jobs are done at once (%(default)s)",
        )
        parser.add_argument("--once", action="store_true", help="stop when nothing waits any more")
        parser.add_argument(
            "--follow-parent", type=int, metavar="PID", help="end with the process that started this one"
        )

    def handle(
        self, *args: Any, at_once: int, once: bool = False, follow_parent: int | None = None, **options: Any
    ) -> None:
        if at_once < 1:
            raise CommandError("--at-once has to be 1 or more.")
        if follow_parent:
            end_with_parent(signal.SIGKILL, parent=follow_parent)  # a job may be killed at any time
        try:
            work(at_once=at_once, wait=not once)
        except (ConnectorException, WorkerEndedError, psycopg.Error) as error:
            reason = " ".join(str(error.__cause__ or error).split()).rstrip(".")
            raise CommandError(
                f"The worker has lost the database ({reason}): start the database, then the worker again."
            ) from error
