"""Processes that use an embedded server, and what can be seen of its own."""

import contextlib
import os
import pwd
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from inspections.embedded import Server

ROOT = Path(__file__).resolve().parent.parent.parent

USE = """
import sys
from pathlib import Path
from inspections.embedded import EmbeddedError, Server
try:
    with Server(Path(sys.argv[1]), durable=False) as server:
        print(server.database("archive"), flush=True)
        sys.stdin.readline()
except EmbeddedError as error:
    sys.exit(str(error))
"""


class User:
    """A process of its own that starts or joins a server, and holds on to it until told to leave."""

    def __init__(self, home: Path, *, python: str = sys.executable, account: str | None = None) -> None:
        self.process = subprocess.Popen(
            [python, "-c", USE, str(home)],
            cwd="/",
            env={"PATH": os.defpath, "PYTHONPATH": f"{ROOT}:{sysconfig.get_path('purelib')}"},
            user=account,
            group=pwd.getpwnam(account).pw_gid if account else None,
            extra_groups=[] if account else None,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def url(self) -> str:
        """Waits until the server answers; where it does not, fails with what the process said."""
        assert self.process.stdout
        assert self.process.stderr
        line = self.process.stdout.readline().strip()
        assert line, self.process.stderr.read()
        return line

    def leave(self) -> None:
        self.process.communicate("\n", timeout=60)

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


def processes_of(home: Path) -> list[int]:
    """The keeper and the servers of `home`, by their command lines."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (folder / "cmdline").read_bytes().decode(errors="replace")
            zombie = ") Z " in (folder / "stat").read_text()
            if (
                not zombie
                and str(home) in command
                and ("keeper.py" in command or "bin/postgres\0" in command)
            ):
                found.append(int(folder.name))
    return found


def gone(home: Path, *, within: float = 20.0) -> bool:
    """Whether every process of the server has ended, waiting a while for it."""
    return eventually(lambda: not processes_of(home), within=within)


def eventually(true: Callable[[], bool], *, within: float = 20.0) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return true()


def server_pid(home: Path) -> int:
    return int((home / "data" / "postmaster.pid").read_text().splitlines()[0])


def ask(url: str, query: str) -> object:
    """The first value of the answer."""
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
        return row[0] if row else None


def tell(url: str, command: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(command.encode())


def server(home: Path, **options: object) -> Server:
    return Server(home, durable=False, **options)  # type: ignore[arg-type]
