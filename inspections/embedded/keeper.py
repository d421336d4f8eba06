"""The process that is PostgreSQL's parent: runs the server while anyone uses it, and not a moment longer.

Started by `server.py` as a script of its own (nothing of the project is imported), with its plan as JSON.

* Everyone who uses the server holds a shared lock on `users.lock`. When an exclusive lock can be had, nobody
  is left, however they went (the kernel frees the locks of a process that is killed), and the server stops.
* The keeper holds `keeper.lock` while it lives, so there is never a second one.
* If `postgres` dies unasked it is started again, with growing pauses while it will not start.
* If the keeper itself is killed, the kernel asks `postgres` to stop (PR_SET_PDEATHSIG, on Linux); where it
  cannot, the next keeper finds the leftover and stops it first.

Exit status: 0 after an orderly end, 1 where the server did not come up at its first start.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

LOOK_EVERY = 0.1  # seconds between two looks at the users' lock
STOP_WITHIN = 60.0  # seconds that a fast shutdown may take before it becomes an immediate one
LONGEST_PAUSE = 10.0  # seconds between two attempts to start a server again
ANSWERED = " ready"  # follows the keeper's number in its lock file
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def stop_with_parent() -> Callable[[], None] | None:
    """What the child runs before it becomes `postgres`: asks the kernel for SIGINT when the keeper dies."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    keeper = os.getpid()

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGINT, 0, 0, 0)
        if os.getppid() != keeper:
            os._exit(1)

    return ask


class Postgres:
    """One data directory's server process."""

    def __init__(self, command: list[str], *, data: Path, user: int | None, group: int | None) -> None:
        self.command = command
        self.data = data
        self.user = user
        self.group = group
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Clear what a dead server left, and start a new one."""
        clear_leftover(self.data)
        self.process = subprocess.Popen(  # noqa: S603  the plan comes from server.py
            self.command,
            user=self.user,
            group=self.group,
            extra_groups=None if self.user is None else [],
            cwd=self.data,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=stop_with_parent(),  # safe here: the keeper has one thread
        )

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Fast shutdown: clients are sent away, data is written, nothing needs repair afterwards."""
        if self.process is None or not self.running():
            return
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()


def owns(pid: int, data: Path) -> bool:
    """Whether the process is a PostgreSQL of this data directory (it makes the directory its own)."""
    where = Path(f"/proc/{pid}/cwd")
    if Path("/proc/self/cwd").exists():
        with contextlib.suppress(OSError):
            return where.resolve(strict=True) == data.resolve()
        return False
    answer = subprocess.run(  # noqa: S603
        ["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return "postgres" in answer.stdout


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def clear_leftover(data: Path) -> None:
    """Stop a server that outlived its keeper; remove a pid file whose number belongs to a stranger now."""
    pid_file = data / "postmaster.pid"
    try:
        pid = int(pid_file.read_text().splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return
    if not alive(pid):
        # PostgreSQL removes the file itself, after it has made sure that no process of the dead server is left.
        wait_for_orphans(data)
        return
    if not owns(pid, data):
        wait_for_orphans(data)
        pid_file.unlink(missing_ok=True)
        return
    for number, patience in ((signal.SIGINT, STOP_WITHIN), (signal.SIGQUIT, STOP_WITHIN)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        if wait_until(lambda: not owns(pid, data), patience):
            return


def wait_for_orphans(data: Path) -> None:
    """The children of a server that was killed go by themselves in a moment; a new one must not overtake them."""
    processes = Path("/proc")
    if processes.exists():
        wait_until(lambda: not any(owns(int(p.name), data) for p in processes.glob("[0-9]*")), 10.0)


def wait_until(done: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if done():
            return True
        time.sleep(0.02)
    return done()


def is_ready(data: Path) -> bool:
    """Whether the server answers: its pid file says so, and somebody listens where the file says.

    The file of a server that was killed still says "ready"; nobody listens there.
    """
    with contextlib.suppress(OSError, IndexError):
        lines = (data / "postmaster.pid").read_text().splitlines()
        if lines[7].strip() == "ready":
            with socket.socket(socket.AF_UNIX) as probe:
                probe.connect(f"{lines[4]}/.s.PGSQL.{lines[3]}")
            return True
    return False


def lock(path: Path, *, within: float = 0.0) -> int | None:
    """An exclusive lock on the file, tried for so many seconds; the descriptor that holds it, or None."""
    end = time.monotonic() + within
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= end:
                os.close(descriptor)
                return None
            time.sleep(0.02)
        else:
            return descriptor


def has_answered(home: Path) -> bool:
    """Whether the living keeper's own server (no leftover) has answered since it started."""
    with contextlib.suppress(OSError):
        return (home / "keeper.lock").read_text().endswith(ANSWERED)
    return False


class Request:
    """Remembers that a signal asked for the end."""

    def __init__(self) -> None:
        self.end = False
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: object) -> None:
        self.end = True


def keep(postgres: Postgres, *, users: Path, request: Request, answered: Callable[[], object]) -> int:
    """Run the server until nobody uses it or a signal asks for its end; says when it first answers."""
    ever_ready = ready = False
    pause = again = 0.0
    postgres.start()
    while True:
        # Once had, the lock is held to the end: whoever comes now waits until the server has stopped.
        if request.end or lock(users) is not None:
            postgres.stop()
            return 0
        if postgres.running():
            if not ready and is_ready(postgres.data):
                if not ever_ready:
                    answered()
                ever_ready = ready = True
                pause = 0.0
        elif not ever_ready:
            return 1
        elif time.monotonic() >= again:
            ready = False
            again = time.monotonic() + pause
            pause = min(LONGEST_PAUSE, pause * 2 + 0.5)
            postgres.start()
        time.sleep(LOOK_EVERY)


def main(plan_text: str) -> int:
    plan = json.loads(plan_text)
    home = Path(plan["home"])
    # Whoever asks whether a keeper lives takes the lock for a moment, too.
    mine = lock(home / "keeper.lock", within=1.0)
    if mine is None:
        return 0
    request = Request()
    os.truncate(mine, 0)
    os.write(mine, str(os.getpid()).encode())
    postgres = Postgres(plan["command"], data=Path(plan["data"]), user=plan["user"], group=plan["group"])
    try:
        return keep(
            postgres,
            users=home / "users.lock",
            request=request,
            answered=lambda: os.write(mine, ANSWERED.encode()),
        )
    finally:
        postgres.stop()
        if plan["temporary"]:
            shutil.rmtree(plan["socket"], ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
