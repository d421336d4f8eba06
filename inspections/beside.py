"""What `make run` runs beside the web server, and ends with it."""

import os
import subprocess
import sys
import threading
import time

from inspections import local

LOOK_EVERY = 0.2  # seconds
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 10.0  # seconds before a worker that has ended is started again
END_WITHIN = 8.0  # seconds, then it is killed


class WorkerBeside:
    """A worker, which does the long work that pages ask for. Whenever it ends (its database was gone for a moment, it
    was killed), it is started again."""

    def __init__(self) -> None:
        self.ended = threading.Event()
        # The kernel ends the worker with the thread that started it, so this one lives as long as the server.
        self.thread = threading.Thread(target=self.keep, daemon=True)

    def start(self) -> None:
        self.thread.start()

    def keep(self) -> None:
        pause = FIRST_PAUSE
        while not self.ended.is_set():
            began = time.monotonic()
            worker = start_worker()
            while worker.poll() is None and not self.ended.wait(LOOK_EVERY):
                pass
            if self.ended.is_set():
                end(worker)
                return
            lasted = time.monotonic() - began > LONGEST_PAUSE
            pause = FIRST_PAUSE if lasted else min(pause * 2, LONGEST_PAUSE)
            self.ended.wait(pause)

    def stop(self) -> None:
        """Returns once the worker has ended. A forked child of the server, which has no such thread, waits for none."""
        self.ended.set()
        self.thread.join()


def start_worker() -> subprocess.Popen[bytes]:
    command = [sys.executable, str(local.ROOT / "manage.py"), "worker", f"--follow-parent={os.getpid()}"]
    return subprocess.Popen(  # noqa: S603 - a command of ours
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
    )


def work_out_statuses() -> subprocess.Popen[bytes]:
    """What became of recommendations, worked out beside the server so that nobody waits for it: pages that need it
    earlier work it out themselves. It ends by itself, or where the database does."""
    command = [sys.executable, str(local.ROOT / "manage.py"), "suggest_statuses", "--gently"]
    return subprocess.Popen(  # noqa: S603 - a command of ours
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C is for the server, which ends it
    )


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask a process to end, and end it where that takes longer than some seconds."""
    process.terminate()
    try:
        process.wait(timeout=END_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
