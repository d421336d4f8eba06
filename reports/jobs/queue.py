"""Asking for work that takes longer than a page may.

Each job is a row (`Job`), which says what is asked for, how far it is and how it ended, and an entry of the queue that
names the row. Both are written in one transaction: what is rolled back was never asked for.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.utils import timezone

from reports.jobs.queued import run_queued
from reports.jobs.running import run
from reports.models import Job

GIVEN_UP = "Somebody has asked for it again."


def defer(
    kind: Job.Kind, *, subject: str, back: str, asked_by: User | AnonymousUser | None = None, **arguments: Any
) -> Job:
    """Ask for work, which begins once the transaction at hand is saved. Returns its row.

    The same work that waits already is returned, instead of asking twice.
    """
    user = asked_by if isinstance(asked_by, User) else None
    with transaction.atomic():
        job, new = job_for(kind, subject=subject, back=back, arguments=arguments, asked_by=user)
        if new and not settings.JOBS_AT_ONCE:
            start(job)
    if new and settings.JOBS_AT_ONCE:
        run(job.pk)
        job.refresh_from_db()
    return job


def job_for(
    kind: Job.Kind, *, subject: str, back: str, arguments: dict[str, Any], asked_by: User | None = None
) -> tuple[Job, bool]:
    """The row of a job, and whether it is a new one: the same work that waits already is not asked for twice."""
    Job.objects.over().delete()
    latest = Job.objects.about(subject).first()
    if latest and latest.waits and (latest.kind, latest.arguments) == (kind, arguments):
        return latest, False
    job = Job.objects.create(kind=kind, subject=subject, back=back, asked_by=asked_by, arguments=arguments)
    return job, True


@transaction.atomic
def try_again(job: Job) -> Job:
    """The same work once more, as a job of its own. One that lost its process is not begun again by itself then."""
    running = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING)
    running.update(state=Job.State.FAILED, error=GIVEN_UP, ended_at=timezone.now())
    return defer(
        Job.Kind(job.kind), subject=job.subject, back=job.back, asked_by=job.asked_by, **job.arguments
    )


def start(job: Job) -> None:
    """Put a job on the queue. Jobs about one subject are done one after another."""
    run_queued.configure(lock=job.subject).defer(key=job.pk)
