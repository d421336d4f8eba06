"""Work that a worker asks for by itself at set times. Each is off unless a setting says when.

Of several workers one asks: the queue keeps for which moment a task was deferred.
"""

from asgiref.sync import sync_to_async
from django.conf import settings
from procrastinate.contrib.django import app

from reports.jobs.queue import job_for
from reports.jobs.queued import CHORES, run_queued
from reports.models import Job

BACK = "/admin/reports/job/"


async def ask_for(kind: Job.Kind, **arguments: object) -> None:
    """Put work on the queue, unless the same waits already."""
    job, new = await sync_to_async(job_for)(kind, subject=kind.value, back=BACK, arguments=arguments)
    if new:
        await run_queued.configure(lock=job.subject).defer_async(key=job.pk)


if settings.INCOMING_DIR:

    @app.periodic(cron="*/15 * * * *")
    @app.task(name="read_incoming", queue=CHORES, queueing_lock="read_incoming")
    async def read_incoming(timestamp: int) -> None:
        """New files of the folder that new reports come into."""
        await ask_for(Job.Kind.INGEST, paths=[str(settings.INCOMING_DIR)])


if settings.EMAIL_SERVER and settings.SITE_URL:

    @app.periodic(cron=settings.MAIL_CRON)
    @app.task(name="send_mail_by_the_clock", queue=CHORES, queueing_lock="mail")
    async def send_mail_by_the_clock(timestamp: int) -> None:
        """Digests, to whom one is due."""
        await ask_for(Job.Kind.MAIL)


if settings.HARVEST_CRON:

    @app.periodic(cron=settings.HARVEST_CRON)
    @app.task(name="harvest_by_the_clock", queue=CHORES, queueing_lock="harvest")
    async def harvest_by_the_clock(timestamp: int) -> None:
        """New reports of the inspectorate's site."""
        await ask_for(Job.Kind.HARVEST)
