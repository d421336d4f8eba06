"""gunicorn's settings in the image (`--config`); `make run` shares the longest address.

The environment goes first: WEB_CONCURRENCY says how many workers, GUNICORN_CMD_ARGS anything.
"""

import os

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
