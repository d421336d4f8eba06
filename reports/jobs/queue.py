"""Asking for work that takes longer than a page may.

Each job is a row, and a child process of the web server that runs `manage.py run_job`. Nothing else has to be started
or watched; a child that is killed leaves a row that says so, and can be tried again.
"""

import subprocess
import sys
import threading
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.utils import timezone

from reports.jobs.running import run
from reports.models import Job

NOT_STARTED = "No process could be started for it ({reason}). Try again, or tell whoever runs the archive."


def defer(
    kind: Job.Kind, *, subject: str, back: str, asked_by: User | AnonymousUser | None, **arguments: Any
) -> Job:
    """Ask for work, which begins once the transaction at hand is saved. Returns its row.

    The same work that waits already is returned, instead of asking twice.
    """
    Job.objects.over().delete()
    latest = Job.objects.about(subject).first()
    waits = latest and latest.state == Job.State.WAITING and not latest.is_lost
    if latest and waits and (latest.kind, latest.arguments) == (kind, arguments):
        return latest
    user = asked_by if isinstance(asked_by, User) else None
    job = Job.objects.create(kind=kind, subject=subject, back=back, asked_by=user, arguments=arguments)
    if settings.JOBS_AT_ONCE:
        run(job.pk)
        job.refresh_from_db()
    else:
        transaction.on_commit(lambda: start(job))
    return job


def try_again(job: Job) -> Job:
    """The same work once more, as a job of its own."""
    return defer(
        Job.Kind(job.kind), subject=job.subject, back=job.back, asked_by=job.asked_by, **job.arguments
    )


def start(job: Job) -> None:
    """Start the process of a job; where the machine has none to give, the job has failed."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "run_job", str(job.pk)]
    try:
        child = subprocess.Popen(  # noqa: S603 - a command of ours
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # a restart of the web server ends no work
        )
    except OSError as error:
        job.error = NOT_STARTED.format(reason=(error.strerror or str(error)).lower())
        Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, error=job.error, ended_at=timezone.now())
        return
    threading.Thread(target=child.wait, daemon=True).start()  # so that it leaves no zombie
