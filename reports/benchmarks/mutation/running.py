"""One mutant after the other, in a copy of the repository with a database server of its own."""

import io
import os
import signal
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from inspections.embedded import Server
from reports.benchmarks.mutation.coverage_of_tests import QUICK
from reports.benchmarks.mutation.sites import Mutant

START = 60  # seconds for Django, the fixtures and a busy machine, on top of three times what the tests take
PASSED, FAILED = 0, 1  # pytest's exit statuses; any other is a mutant that does not even start


def check_out(commit: str, tree: Path) -> None:
    """The repository's files of a commit in an empty folder."""
    tree.mkdir(parents=True)
    packed = subprocess.run(["git", "archive", commit], capture_output=True, check=True)  # noqa: S603, S607
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as files:
        files.extractall(tree, filter="data")


@dataclass
class Bench:
    """A copy of the repository and the server that its tests run on."""

    tree: Path
    database_url: str
    fresh: bool = True  # the test database is to be made

    def survives(self, mutant: Mutant, tests: list[str], seconds: float) -> bool:
        """Whether all tests pass though the code is changed. One that does not end in time counts as failed."""
        path = self.tree / mutant.path
        source = path.read_bytes()
        path.write_bytes(mutant.applied_to(source))
        try:
            return self._run(tests, START + 3 * seconds) == PASSED
        finally:
            path.write_bytes(source)

    def _run(self, tests: list[str], seconds: float) -> int | None:
        """pytest's exit status; None where it did not end in time."""
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST"))
        }
        process = subprocess.Popen(  # noqa: S603  our own arguments
            [
                *(sys.executable, "-m", "pytest", *QUICK, "-x", "--reuse-db"),
                *(["--create-db"] if self.fresh else []),
                *tests,
            ],
            cwd=self.tree,
            env={
                **environment,
                "DATABASE_URL": self.database_url,
                "PYTHONMALLOC": "pymalloc",
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            status = process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            self.fresh = True  # what the cut tests had saved is still there
            return None
        self.fresh = status not in (PASSED, FAILED)
        return status


@contextmanager
def bench(commit: str, folder: Path) -> Iterator[Bench]:
    """A bench in `folder`, which must not be there yet."""
    check_out(commit, folder / "tree")
    with Server(folder / "postgres", durable=False) as server:
        yield Bench(folder / "tree", server.database("inspections"))
