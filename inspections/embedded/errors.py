"""What can go wrong with the embedded server, each as one sentence for the person at the terminal."""

import shutil
from pathlib import Path

from inspections.startup_errors import StartupError

SMALLEST_ROOM = 1 << 20  # bytes; PostgreSQL needs more than that to do anything


class EmbeddedError(StartupError):
    """The server cannot run; the message is one clear sentence that says why and what to do."""


def explain(output: str, *, home: Path, log: Path | None = None) -> EmbeddedError:
    """What PostgreSQL wrote before it gave up, as an error with one sentence."""
    # With no room at all, not even the complaint about it gets written.
    room = shutil.disk_usage(home).free
    if "No space left on device" in output or "Disk quota exceeded" in output or room < SMALLEST_ROOM:
        return EmbeddedError(f"The disk that holds {home} is full: make room and start again.")
    reason = _last_complaint(output)
    seen = f" The whole story is in {log}." if log else ""
    return EmbeddedError(f"The embedded PostgreSQL did not start: {reason}.{seen}")


def _last_complaint(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    # "2026-01-02 03:04:05.678 UTC [123] FATAL:  could not create lock file"
    for marker in ("PANIC:", "FATAL:", "error:", "ERROR:"):
        for line in reversed(lines):
            if marker in line:
                return line.split(marker, 1)[1].strip().rstrip(".")
    # Refusals to begin have no marker: "postgres: could not find the database system".
    return lines[-1].rstrip(".") if lines else "it said nothing"
