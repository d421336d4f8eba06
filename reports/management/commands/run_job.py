"""`manage.py run_job KEY`: do one job that waits. The worker starts it by itself (reports/jobs/queued.py)."""

import resource
import signal
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from reports.jobs.parents import end_with_parent
from reports.jobs.running import run


class Command(BaseCommand):
    help = "Do one job that waits on the queue. The worker starts this by itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", type=int)
        parser.add_argument(
            "--for-worker", action="store_true", help="with a limit on memory, and no longer than the worker"
        )

    def handle(self, *args: Any, key: int, for_worker: bool = False, **options: Any) -> None:
        if for_worker:
            end_with_parent(signal.SIGKILL)
            limit_memory(settings.JOB_MAX_MEMORY)
        run(key)


def limit_memory(most: int) -> None:
    """Let this process have so many bytes of its own; what is asked beyond that is a MemoryError."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or hard > most:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
