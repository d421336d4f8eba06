"""Servers of their own for the tests of the embedded server, and processes that use them."""

import contextlib
import os
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.embedded.servers import ROOT, User, gone, processes_of


@pytest.fixture
def home(open_folder: Path) -> Iterator[Path]:
    """Where a server may keep its files; whatever still runs there at the end is killed."""
    home = open_folder / "postgres"
    yield home
    gone(home, within=5)
    for pid in processes_of(home):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@pytest.fixture
def use(home: Path) -> Iterator[Callable[..., User]]:
    """Starts processes that use the server at `home`."""
    users: list[User] = []

    def use(*, at: Path = home, python: str = sys.executable, account: str | None = None) -> User:
        users.append(User(at, python=python, account=account))
        return users[-1]

    yield use
    for user in users:
        user.kill()


@pytest.fixture(scope="session")
def python_for_all() -> str:
    """A Python that every account may run, with what the server needs; skips the test where there is none."""
    for python in (sys.executable, "/usr/bin/python3"):
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            subprocess.run(
                [python, "-c", "import psycopg, inspections.embedded"],
                cwd="/",
                env={"PYTHONPATH": f"{ROOT}:{sysconfig.get_path('purelib')}"},
                user="nobody" if os.geteuid() == 0 else None,
                extra_groups=[] if os.geteuid() == 0 else None,
                capture_output=True,
                check=True,
            )
            return python
    pytest.skip("no Python here may be run by an account other than root")
