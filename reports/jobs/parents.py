"""A process that ends when the process that started it does, however that ends. Plain Python, without Django."""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def end_with_parent(number: int = signal.SIGTERM, *, parent: int | None = None) -> None:
    """Ask the kernel for a signal when the parent is gone (Linux; elsewhere nothing happens).

    A parent that ended before the kernel was asked has left this process to another: then it ends at once. `parent` is
    the parent's id where it may have ended long before this is called.
    """
    if not sys.platform.startswith("linux"):
        return
    parent = parent or os.getppid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)
