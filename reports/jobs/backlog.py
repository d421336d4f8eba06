"""How much long work waits, runs and has failed: for `/health/ready/` and `/metrics`. The database is asked once."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils import timezone

from reports.models import Job
from reports.models.job import KEPT_FOR, SILENT_FOR


@dataclass(frozen=True, slots=True)
class Backlog:
    """The queue as it is now. `oldest_seconds` is how long the oldest job that waits has waited; 0 where none does.

    A job has failed where it ended in an error or its process was ended, and nobody has asked for the same again since.
    """

    waiting: int
    running: int
    failed: int
    oldest_seconds: int


def backlog() -> Backlog:
    """Count the jobs of the last week. Raises DatabaseError where the database cannot be asked."""
    now = timezone.now()
    later = Job.objects.filter(subject=OuterRef("subject"), pk__gt=OuterRef("pk"))
    lost = Q(state=Job.State.RUNNING, seen_at__lt=now - SILENT_FOR)
    failed = Q(state=Job.State.FAILED) | lost
    waiting = Q(state=Job.State.WAITING)
    counts = (
        Job.objects.filter(asked_at__gte=now - KEPT_FOR)
        .alias(again=Exists(later))
        .aggregate(
            waiting=Count("pk", filter=waiting),
            running=Count("pk", filter=Q(state=Job.State.RUNNING) & ~lost),
            failed=Count("pk", filter=failed & Q(again=False)),
            oldest=Min("asked_at", filter=waiting),
        )
    )
    oldest: datetime | None = counts.pop("oldest")
    return Backlog(**counts, oldest_seconds=int((now - oldest).total_seconds()) if oldest else 0)
