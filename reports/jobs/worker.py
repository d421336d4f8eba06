"""The worker: takes jobs from the queue, some at once, until it is asked to stop.

It listens to the database for new work, which a pooler in transaction mode does not pass on: WORKER_DATABASE_URL names
the server itself where a pooler stands before the web.
"""

import asyncio
import contextlib
import signal
from collections.abc import Iterator

from django.conf import settings
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

from reports.jobs.queued import CHORES, QUEUE

# How long jobs may go on after the worker was asked to stop; then they are ended, and begun again by the next worker.
SECONDS_TO_STOP = 5.0
# Each of the two queues listens, fetches and says that it lives.
CONNECTIONS = 6


class WorkerEndedError(Exception):
    """A queue stopped although nobody asked it to."""


def work(*, at_once: int, wait: bool = True) -> None:
    """Work until SIGINT or SIGTERM; not `wait`: until nothing waits any more.

    Raises procrastinate's ConnectorException or WorkerEndedError where the database cannot be reached, or goes away.
    """
    ask_the_server_itself()
    with app.replace_connector(connector()):
        asyncio.run(work_off(at_once=at_once, wait=wait))


def ask_the_server_itself() -> None:
    """What the worker asks with Django's models goes to the same server as its queue."""
    if settings.WORKER_DATABASE:
        connections["default"].settings_dict.update(settings.WORKER_DATABASE)


def connector() -> PsycopgConnector:
    """The worker's own connections, at most a handful."""
    return PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=CONNECTIONS, timeout=10)


async def work_off(*, at_once: int, wait: bool) -> None:
    """Two queues beside each other, so that a long job never keeps the worker from its chores."""
    async with app.open_async():
        queues = [
            app.run_worker_async(
                queues=[queue],
                name=queue,
                concurrency=places,
                wait=wait,
                delete_jobs="successful",
                shutdown_graceful_timeout=SECONDS_TO_STOP,
                install_signal_handlers=False,
            )
            for queue, places in ((QUEUE, at_once), (CHORES, 1))
        ]
        running = [asyncio.create_task(queue) for queue in queues]
        with stopped_by_signals(running) as asked:
            await asyncio.wait(
                running, return_when=asyncio.FIRST_COMPLETED if wait else asyncio.ALL_COMPLETED
            )
            if not asked.is_set():
                stop(running)
            ends = await asyncio.gather(*running, return_exceptions=True)
        for end in ends:
            if isinstance(end, Exception):
                raise end
        if wait and not asked.is_set():
            raise WorkerEndedError("one of its connections was closed; the log says more")


def stop(running: list[asyncio.Task[None]]) -> None:
    """Let what is under way end, within some seconds. Asked twice, a queue would not tidy up after itself."""
    for task in running:
        if not task.done():
            task.cancel()


@contextlib.contextmanager
def stopped_by_signals(running: list[asyncio.Task[None]]) -> Iterator[asyncio.Event]:
    """SIGINT and SIGTERM stop the queues, once. The event says that it was a signal."""
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()

    def on_signal() -> None:
        if not asked.is_set():
            asked.set()
            stop(running)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, on_signal)
    try:
        yield asked
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
