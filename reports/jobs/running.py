"""Running one job: claimed once, seen to be alive while it works, ended with a result or one sentence."""

import contextlib
import logging
import threading
from collections.abc import Iterator

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.utils import timezone

from reports.jobs.tasks import TASKS
from reports.models import Job

logger = logging.getLogger(__name__)
SEEN_EVERY = 2.0  # seconds
LONGEST_STEP = 200
REFUSED = "The database refused it: {reason}."
TOO_LARGE = "It needed more memory than a job may have (JOB_MAX_MEMORY, {megabytes} MB)."
UNEXPECTED = "It ended with an error that nobody expected ({kind}). The server’s log says more."


class Progress:
    """How far the work is, as a sentence; another thread writes it down, for the work may be one transaction."""

    step = "Starting"

    def __call__(self, step: str) -> None:
        self.step = step


def run(key: int) -> None:
    """Do the work of a job that waits; any other is left alone. What it changes is kept as its author's."""
    claimed = Job.objects.filter(pk=key, state=Job.State.WAITING)
    if not claimed.update(state=Job.State.RUNNING, seen_at=timezone.now()):
        return
    job = Job.objects.get(pk=key)
    progress = Progress()
    try:
        with pghistory.context(user=job.asked_by_id), seen_alive(key, progress):
            job.result = TASKS[Job.Kind(job.kind)](progress, **job.arguments)
        job.state = Job.State.DONE
    except ValidationError as error:
        job.error = " ".join(error.messages)
    except DatabaseError as error:
        reason = (str(error).splitlines() or ["no reason given"])[0].rstrip(".")
        job.error = REFUSED.format(reason=reason)
        logger.exception("Job %s failed", key)
    except MemoryError:
        job.error = TOO_LARGE.format(megabytes=settings.JOB_MAX_MEMORY // 1024**2)
        logger.exception("Job %s failed", key)
    except Exception as error:
        job.error = UNEXPECTED.format(kind=type(error).__name__)
        logger.exception("Job %s failed", key)
    if job.error:
        job.state = Job.State.FAILED
    job.step, job.ended_at = progress.step[:LONGEST_STEP], timezone.now()
    job.save(update_fields=["state", "result", "error", "step", "ended_at"])


@contextlib.contextmanager
def seen_alive(key: int, progress: Progress) -> Iterator[None]:
    """While this is open, the job's row says every two seconds that it is alive, and how far it is."""
    if settings.JOBS_AT_ONCE:
        yield
        return
    ended = threading.Event()

    def write() -> None:
        try:
            while not ended.wait(SEEN_EVERY):
                Job.objects.filter(pk=key).update(seen_at=timezone.now(), step=progress.step[:LONGEST_STEP])
        except DatabaseError:
            logger.warning("Job %s could not say that it is alive", key)
        finally:
            connection.close()  # this thread's own

    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
