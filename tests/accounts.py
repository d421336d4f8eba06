"""What an ordinary account may not do, for tests that run as root, who may do everything."""

import codecs
import encodings
import importlib
import os
from collections.abc import Iterator
from contextlib import contextmanager

NOBODY = 65534


@contextmanager
def ordinary_account() -> Iterator[None]:
    """Inside, this process and those that it starts may do no more than any account."""
    if os.geteuid() != 0:
        yield
        return
    codecs.lookup("utf-16-le")  # what the reader of PDFs needs, while Python's own folder may still be read
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        forget_what_was_not_found()


def forget_what_was_not_found() -> None:
    """Where Python itself lies in a closed folder, what it looked for inside it did not find, and remembers so."""
    importlib.invalidate_caches()
    cache = encodings._cache  # type: ignore[attr-defined]
    for name in [name for name, codec in cache.items() if codec is None]:
        del cache[name]
