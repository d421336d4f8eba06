"""gunicorn's settings in the image (`--config`); `make run` shares the longest address.

The environment goes first: WEB_CONCURRENCY says how many workers, GUNICORN_CMD_ARGS anything.
"""

import os
import tempfile
from typing import Any

from gunicorn.http import message

bind = "0.0.0.0:8000"  # inside a container, whose ports are opened from outside
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "inspections.web_worker.WebWorker"
threads = 4  # and as many for expensive pages
preload_app = True  # the code is loaded once, before the workers start
worker_tmp_dir = "/dev/shm"  # noqa: S108 - in memory, where a heartbeat waits for no disk
control_socket_disable = True

# A pasted paragraph is a question too. 10,000 letters are three bytes each in most scripts, and an address writes
# each byte with three signs. gunicorn raises no limit above a ceiling of its own, so that is raised first.
limit_request_line = 10_000 * 3 * 3 + 1_000
message.MAX_REQUEST_LINE = limit_request_line


if os.environ.get("METRICS_CLIENTS"):
    # What each worker counts is a file there; whoever asks one of them is shown the sum.
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="metrics-"))


def child_exit(server: Any, worker: Any) -> None:
    """A worker that has gone counts no longer among those at work."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def worker_exit(server: Any, worker: Any) -> None:
    """A worker that ends lets go of its connections to the database."""
    from inspections.pooling import close_pool

    close_pool()
