"""A worker that dies, hangs, grows or falls where a file's name says so; otherwise like the real one."""

import os
import time
from pathlib import Path
from typing import Any

from reports.parsing import worker
from reports.parsing.pool import Limits

honest = worker.answer


def answer(path: Path, **limits: Any) -> dict[str, Any]:
    if "die" in path.name:
        os._exit(9)
    if "hang" in path.name:
        time.sleep(600)
    while "spin" in path.name:
        pass
    if "grow" in path.name:
        bytearray(Limits().memory)
    if "fall" in path.name:
        raise RuntimeError("no report")
    return honest(path, **limits)


if __name__ == "__main__":
    worker.answer = answer
    worker.main()
