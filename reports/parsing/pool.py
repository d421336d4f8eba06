"""Many report files to what became of each: worker processes with limits, on all cores, in path order.

A file is hostile until it is read. A worker that dies or hangs fails the one file it was reading; a new
worker takes its place and the other files go on. Only a few results are held at a time.
"""

import hashlib
import io
import os
import pickle
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import IO, Any

from reports.parsing import document
from reports.parsing.document import ParsedReport
from reports.parsing.finding import find_reports
from reports.parsing.printing import as_json
from reports.parsing.worker import LENGTH

__all__ = ["Limits", "Outcome", "find_reports", "parse_paths", "print_paths"]

PROJECT = Path(__file__).resolve().parent.parent.parent
DIED = "The file could not be read: it ended the process that read it, by its contents or for want of memory."
GIVEN_UP = "The file was given up: reading it took more than"
PROGRAM = "reports.parsing.worker"
# The limit on time is one on the worker's own time, so that a busy machine fails no file. One that waits for ever
# uses none: it is ended after this many times the limit by the clock.
PATIENCE = 5
# Results that may wait for their turn, for each worker.
WAITING = 2
READ_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one report may cost: seconds of its worker's time, bytes of its memory, pages, bytes of the file."""

    seconds: float = 60
    memory: int = 1024 * 1024 * 1024
    pages: int = 500
    bytes: int = 50 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: its report, or one sentence why there is none. No hash: it was never read.

    Not `settled`: a limit or an accident ended the reading, and another try may come to another end.
    """

    path: Path
    sha256: str | None
    size: int
    report: ParsedReport | None
    error: str | None
    settled: bool = True


class WorkerDied(Exception):  # noqa: N818 - says what happened
    """A worker ended, or was ended, before it answered; its text is the sentence for the user."""


class Answer(pickle.Unpickler):
    """Takes a report out of a worker's answer, and nothing that could run: a file may have taken the worker over."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("datetime", "date") or (module == document.__name__ and "." not in name):
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not part of a report")


def parse_paths(
    paths: Sequence[Path], *, limits: Limits | None = None, workers: int | None = None
) -> Iterator[Outcome]:
    """The outcome of each path, in the order given, as soon as all before it are known."""
    for path, found in answers(paths, limits=limits or Limits(), workers=workers, printed=False):
        report, error = found.get("report"), found["error"]
        yield Outcome(path, found["sha256"], found["size"], report, error, settled=found["settled"])


def print_paths(
    paths: Sequence[Path], *, limits: Limits | None = None, workers: int | None = None
) -> Iterator[tuple[str, bool]]:
    """For each path the line of JSON that `manage.py parse` prints, and whether the file was parsed."""
    for path, found in answers(paths, limits=limits or Limits(), workers=workers, printed=True):
        if found["error"] is None:
            yield found["json"], True
        else:
            yield as_json({"file": str(path), "sha256": found["sha256"], "error": found["error"]}), False


def answers(
    paths: Sequence[Path], *, limits: Limits, workers: int | None, printed: bool
) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The workers' answers in the order of the paths."""
    count = max(1, min(workers or len(os.sched_getaffinity(0)), len(paths)))
    state = Shared(paths, waiting=count * WAITING)
    crew = [
        threading.Thread(target=work, args=(state, limits, printed), name=f"report-{n}", daemon=True)
        for n in range(count)
    ]
    for thread in crew:
        thread.start()
    try:
        for index, path in enumerate(paths):
            yield path, state.take(index)
    finally:
        state.stop()
        for thread in crew:
            thread.join()


class Shared:
    """What the threads share: the next path to read, and the answers that wait for their turn."""

    def __init__(self, paths: Sequence[Path], *, waiting: int) -> None:
        self.paths = paths
        self.next = 0
        self.taken = 0
        self.waiting = waiting
        self.stopped = False
        self.ready: dict[int, dict[str, Any]] = {}
        self.changed = threading.Condition()

    def claim(self) -> int | None:
        """The index of the next path, when there is room for its answer; None when there is no more to do."""
        with self.changed:
            self.changed.wait_for(lambda: self.stopped or self.next < self.taken + self.waiting)
            if self.stopped or self.next >= len(self.paths):
                return None
            self.next += 1
            return self.next - 1

    def give(self, index: int, found: dict[str, Any]) -> None:
        with self.changed:
            self.ready[index] = found
            self.changed.notify_all()

    def take(self, index: int) -> dict[str, Any]:
        with self.changed:
            self.changed.wait_for(lambda: index in self.ready)
            self.taken = index + 1
            self.changed.notify_all()
            return self.ready.pop(index)

    def stop(self) -> None:
        with self.changed:
            self.stopped = True
            self.changed.notify_all()


def work(state: Shared, limits: Limits, printed: bool) -> None:
    """Read paths with a worker of one's own until there are no more."""
    worker: Worker | None = None
    try:
        while (index := state.claim()) is not None:
            path = state.paths[index]
            request = {
                "path": str(path),
                "most_bytes": limits.bytes,
                "most_pages": limits.pages,
                "printed": printed,
            }
            try:
                worker = worker or Worker(limits)
                found = worker.ask(request, stopped=lambda: state.stopped)
            except Exception as error:  # whoever waits for the answer must get one
                if worker:
                    worker.end()
                worker = None
                found = failure(path, sentence_for(error), most=limits.bytes)
            state.give(index, found)
    finally:
        if worker:
            worker.end()


def sentence_for(error: Exception) -> str:
    """Why a worker gave no answer that can be used."""
    if isinstance(error, WorkerDied):
        return str(error)
    if isinstance(error, OSError):
        return f"The file could not be read: no worker process can be used ({error.strerror or error})."
    return f"The file could not be read: its worker process answered with nonsense ({type(error).__name__})."


def failure(path: Path, error: str, *, most: int) -> dict[str, Any]:
    """The answer for a file whose worker gave none."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest() if size <= most else None
    except OSError:
        size, sha256 = 0, None
    return {"sha256": sha256, "size": size, "error": error, "settled": False}


class Worker:
    """One worker process, seen from outside."""

    def __init__(self, limits: Limits) -> None:
        self.seconds = limits.seconds
        self.most = limits.memory
        paths = [str(PROJECT), os.environ.get("PYTHONPATH", "")]
        self.process = subprocess.Popen(  # noqa: S603 - our own module under our own interpreter
            [sys.executable, "-m", PROGRAM, str(limits.memory), str(limits.seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)},
        )

    def ask(self, request: dict[str, Any], *, stopped: Callable[[], bool]) -> dict[str, Any]:
        """The worker's answer; raises WorkerDied where none comes in time."""
        deadline = monotonic() + PATIENCE * self.seconds
        body = pickle.dumps(request)
        try:
            stdin = pipe(self.process.stdin)
            stdin.write(LENGTH.pack(len(body)) + body)
            stdin.flush()
        except OSError as error:
            raise WorkerDied(DIED) from error
        length = LENGTH.unpack(self.read(LENGTH.size, deadline, stopped))[0]
        if length > self.most:
            raise WorkerDied("The file was given up: what was read in it is larger than a report may be.")
        found: dict[str, Any] = Answer(io.BytesIO(self.read(length, deadline, stopped))).load()
        return found

    def read(self, count: int, deadline: float, stopped: Callable[[], bool]) -> bytes:
        """That many bytes of the worker's output, before the deadline."""
        output = pipe(self.process.stdout).fileno()
        parts = bytearray()
        while len(parts) < count:
            left = deadline - monotonic()
            if left <= 0 or stopped():
                raise WorkerDied(f"{GIVEN_UP} {self.seconds:g} seconds.")
            if not select.select([output], [], [], min(left, 0.5))[0]:
                continue
            part = os.read(output, min(count - len(parts), READ_AT_ONCE))
            if not part:
                raise WorkerDied(self.cause())
            parts += part
        return bytes(parts)

    def cause(self) -> str:
        """Why the worker ended by itself: it had no more time, or the file was too much for it."""
        try:
            ended_by = -self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            return DIED
        return f"{GIVEN_UP} {self.seconds:g} seconds." if ended_by == signal.SIGXCPU else DIED

    def end(self) -> None:
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                stream.close()
        self.process.wait()


def pipe(stream: IO[bytes] | None) -> IO[bytes]:
    """A pipe that was asked for, and is there."""
    if stream is None:
        raise WorkerDied("The worker process has no pipe.")
    return stream
