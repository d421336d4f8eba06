"""What reading and archiving real reports costs, beside plain text extraction of the same files."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from django.conf import settings

# Plain extraction with the same PDF library: the least that any reader of these files must do.
EXTRACTION = """
import sys
from pathlib import Path
import pypdfium2
for path in Path(sys.argv[1]).rglob("*.pdf"):
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        continue
    for page in document:
        page.get_textpage().get_text_range()
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One process run to its end, its children included: seconds, and the peak memory of the largest one in MB."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Runs of the same work on the same files, in turn."""

    extraction: tuple[Run, ...]
    parse: tuple[Run, ...]
    ingest: tuple[Run, ...]

    def cpu_ratio(self) -> float:
        """CPU time of parsing over that of plain extraction: the median of the pairs."""
        return median(p.cpu / e.cpu for p, e in zip(self.parse, self.extraction, strict=True))

    def ingest_ratio(self) -> float:
        """Time of a whole ingest over that of parsing alone: the median of the pairs."""
        return median(i.wall / p.wall for i, p in zip(self.ingest, self.parse, strict=True))


def run(command: Sequence[str], *, environment: Mapping[str, str]) -> Run:
    """Run a command from the project's folder and account for it and all of its children.

    A status of 1 is expected: the real reports hold two files that are none.
    """
    started = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - the commands are this module's own
        command,
        env=dict(environment),
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None  # noqa: S101 - it was asked for
    complaint = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1) or "Traceback" in complaint:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {complaint[-500:]}")
    return Run(
        wall=time.perf_counter() - started, cpu=usage.ru_utime + usage.ru_stime, memory=usage.ru_maxrss / 1024
    )


def extraction(folder: Path, *, environment: Mapping[str, str]) -> Run:
    return run([sys.executable, "-c", EXTRACTION, str(folder)], environment=environment)


def parse(folder: Path, *, environment: Mapping[str, str]) -> Run:
    return run([sys.executable, "manage.py", "parse", str(folder)], environment=environment)


def ingest(folder: Path, *, environment: Mapping[str, str]) -> Run:
    return run([sys.executable, "manage.py", "ingest", str(folder)], environment=environment)
