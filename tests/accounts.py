"""What an ordinary account may not do, for tests that run as root, who may do everything."""

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
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
