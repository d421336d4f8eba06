"""One process that reads report files for another: paths come in, what became of each goes out.

Run as `python -m reports.parsing.worker`. It imports the parser alone, so it stays small; it limits its own
memory, and ends when its input ends, as it does when the process that started it is gone.
"""

import hashlib
import math
import os
import pickle
import resource
import stat
import struct
import sys
from pathlib import Path
from typing import Any, BinaryIO

from reports.parsing.document import ParsedReport
from reports.parsing.errors import BeyondLimits, UnreadableReport
from reports.parsing.file_dates import date_in_name
from reports.parsing.finding import SUFFIXES
from reports.parsing.printing import as_json, as_object
from reports.parsing.report import parse_report

LENGTH = struct.Struct("<Q")


def read_file(path: Path, *, most: int) -> bytes:
    """A file's bytes; raises UnreadableReport with one sentence where they cannot be had."""
    size = size_of(path)
    if size > most:
        raise BeyondLimits(f"The file has {megabytes(size)} MB; at most {megabytes(most)} MB are read.")
    try:
        with path.open("rb") as file:
            # A file may grow while it is read; a byte more than it had would show that.
            data = file.read(min(size, most) + 1)
    except PermissionError as error:
        raise UnreadableReport("The file may not be read: permission is denied.") from error
    except OSError as error:
        raise UnreadableReport(f"The file cannot be read: {error.strerror or error}.") from error
    if len(data) > most:
        raise BeyondLimits(f"The file has more than {megabytes(most)} MB.")
    return data


def size_of(path: Path) -> int:
    """The size of an ordinary file; raises UnreadableReport where the path leads to none, or nowhere."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UnreadableReport("There is no such file or folder.") from error
    except PermissionError as error:
        raise UnreadableReport("A folder above it may not be entered: permission is denied.") from error
    except OSError as error:
        raise UnreadableReport(f"The file cannot be read: {error.strerror or error}.") from error
    if stat.S_ISDIR(status.st_mode):
        if not os.access(path, os.R_OK | os.X_OK, effective_ids=os.access in os.supports_effective_ids):
            raise UnreadableReport("The folder may not be entered: permission is denied.")
        raise UnreadableReport(f"The folder holds no reports ({', '.join(sorted(SUFFIXES))}).")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableReport("This is not an ordinary file.")
    return status.st_size


def megabytes(size: int) -> int | float:
    return round(size / 1024 / 1024, 1) if size < 10 * 1024 * 1024 else round(size / 1024 / 1024)


def answer(path: Path, *, most_bytes: int, most_pages: int, printed: bool) -> dict[str, Any]:
    """What became of one file: its hash and size, and the report, its JSON where `printed`, or the error."""
    sha256: str | None = None
    size = 0
    try:
        data = read_file(path, most=most_bytes)
        sha256, size = hashlib.sha256(data).hexdigest(), len(data)
        report = parse_report(data, name=path.name, pages=most_pages)
    except UnreadableReport as error:
        settled = not isinstance(error, BeyondLimits)
        return {"sha256": sha256, "size": size, "error": str(error), "settled": settled}
    except MemoryError:
        sentence = "The file needs more memory than a report may have."
        return {"sha256": sha256, "size": size, "error": sentence, "settled": False}
    read = {"sha256": sha256, "size": size, "error": None, "settled": True}
    if printed:
        fields = {"file": str(path), "sha256": sha256, "error": None, **dated_object(report, path.name)}
        return {**read, "json": as_json(fields)}
    return {**read, "report": report}


def dated_object(report: ParsedReport, name: str) -> dict[str, Any]:
    """The fields of a report, with the date that its file's name ends in behind the one that it prints."""
    in_name = date_in_name(name)
    fields: dict[str, Any] = {}
    for key, value in as_object(report).items():
        fields[key] = value
        if key == "published":
            fields["file_date"] = in_name.isoformat() if in_name else None
    return fields


def limit_time(seconds: float) -> None:
    """End this process if it works for more than so many seconds from now on; waiting does not count."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    until = math.ceil(usage.ru_utime + usage.ru_stime + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def serve(requests: BinaryIO, answers: BinaryIO, *, seconds: float) -> None:
    """Answer requests until they end. Both ways a message is its length and its pickled value."""
    while head := requests.read(LENGTH.size):
        request = pickle.loads(requests.read(LENGTH.unpack(head)[0]))  # noqa: S301 - from the process that started us
        path = Path(request.pop("path"))
        limit_time(seconds)
        body = pickle.dumps(answer(path, **request), protocol=pickle.HIGHEST_PROTOCOL)
        answers.write(LENGTH.pack(len(body)))
        answers.write(body)
        answers.flush()


def main() -> None:
    memory, seconds = int(sys.argv[1]), float(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What a library prints must not mix with the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    serve(sys.stdin.buffer, answers, seconds=seconds)


if __name__ == "__main__":
    main()
