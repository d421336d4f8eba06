"""What stands on the queue: one task, which does a job of ours, and the chores that the worker gives itself.

A job is done by a child process of the worker, so that it has a limit on its memory and gives all of it back, and so
that one that is killed takes nothing else with it. The child ends when the worker does, however that ends. A job may
therefore be begun more than once, which all of them bear: each asks first what is done already.
"""

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from datetime import timedelta

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db.models import F
from django.utils import timezone
from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job as QueuedJob

from reports.models import Job

QUEUE = "jobs"
CHORES = "chores"
TRIES = 3
HOURS_KEPT = 7 * 24
ENDED = (
    "Its process was ended {tries} times before the work was done, the last time by signal {number}. "
    "Look whether the machine has enough memory, then try again."
)
VANISHED = (
    "The worker that had it was ended {tries} times before the work was done. "
    "Look whether the machine has enough memory, then try again."
)


class EndedEarlyError(Exception):
    """The process of a job was ended before the work was done."""


class BeginAgain(BaseRetryStrategy):
    """A job whose process was ended is begun again after some seconds; one that the worker's stop ended, at once."""

    def get_retry_decision(self, *, exception: BaseException, job: QueuedJob) -> RetryDecision | None:
        if isinstance(exception, EndedEarlyError):
            return RetryDecision(retry_in={"seconds": 5})
        if isinstance(exception, asyncio.CancelledError):
            return RetryDecision(retry_in={"seconds": 0})
        return None


@app.task(name="run_job", queue=QUEUE, retry=BeginAgain())
async def run_queued(key: int) -> None:
    """Do a job in a child process, and wait for it."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, str(settings.BASE_DIR / "manage.py"), "run_job", str(key), "--for-worker"),
        stdin=DEVNULL,
        stdout=DEVNULL,
        env=environment(),
        start_new_session=True,  # Ctrl-C is for the worker
    )
    try:
        code = await child.wait()
    except asyncio.CancelledError:
        await end(child)
        await sync_to_async(wait_again)(key)
        raise
    if code and await sync_to_async(ended_early)(key, ENDED, number=-code):
        raise EndedEarlyError(f"job {key}: exit status {code}")


def environment() -> dict[str, str]:
    """A child's environment: it asks the database that the worker asks."""
    direct = {"DATABASE_URL": settings.WORKER_DATABASE_URL} if settings.WORKER_DATABASE_URL else {}
    return {**os.environ, **direct}


async def end(child: Process) -> None:
    """End a child now. What it was writing is rolled back."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    await child.wait()


def wait_again(key: int) -> None:
    """A job that was stopped together with the worker waits for the next one."""
    Job.objects.filter(pk=key, state=Job.State.RUNNING).update(state=Job.State.WAITING, seen_at=None)


def ended_early(key: int, sentence: str, **values: int) -> bool:
    """A job whose process is gone: True where it waits again, False where it has ended, or has failed now."""
    gone = Job.objects.filter(pk=key, state__in=[Job.State.WAITING, Job.State.RUNNING])
    gone.update(kills=F("kills") + 1)
    if gone.filter(kills__lt=TRIES).update(state=Job.State.WAITING, seen_at=None):
        return True
    error = sentence.format(tries=TRIES, **values)
    gone.update(state=Job.State.FAILED, error=error, ended_at=timezone.now())
    return False


@app.periodic(cron="* * * * *")
@app.task(name="revive_jobs", queue=CHORES, queueing_lock="revive_jobs")
async def revive_jobs(timestamp: int) -> None:
    """Put jobs back on the queue whose worker has been silent for half a minute, so that another one does them."""
    for stalled in await app.job_manager.get_stalled_jobs():
        key = stalled.task_kwargs.get("key")
        if isinstance(key, int):
            await sync_to_async(ended_early)(key, VANISHED)
        # Where the job has failed or is over, whoever takes the entry finds nothing to do.
        await app.job_manager.retry_job(stalled)
    for job in await sync_to_async(without_entry)():
        await run_queued.configure(lock=job.subject).defer_async(key=job.pk)


def without_entry() -> list[Job]:
    """Jobs that wait and that the queue knows nothing of: a worker was killed between writing the one and the other."""
    since = timezone.now() - timedelta(minutes=2)
    keys = ProcrastinateJob.objects.filter(task_name="run_job", status__in=["todo", "doing"])
    waiting = Job.objects.filter(state=Job.State.WAITING, asked_at__lt=since)
    return list(waiting.exclude(pk__in=[args["key"] for args in keys.values_list("args", flat=True)]))


@app.periodic(cron="17 3 * * *")
@app.task(name="forget_old_entries", queue=CHORES, queueing_lock="forget_old_entries")
async def forget_old_entries(timestamp: int) -> None:
    """Entries of the queue are kept for a week where they did not go well; those that did leave at once."""
    await app.job_manager.delete_old_jobs(
        nb_hours=HOURS_KEPT, include_failed=True, include_cancelled=True, include_aborted=True
    )
