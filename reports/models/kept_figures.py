"""Figures of the whole archive that many pages show, worked out once for each version of it."""

import gc
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import wraps
from typing import TypeVar

from django.utils import timezone

from reports.models.archive_version import Version, version_being_read

Figures = TypeVar("Figures")


def kept_for_version(*, most: int) -> Callable[[Callable[..., Figures]], Callable[..., Figures]]:
    """For a function of the archive and of hashable arguments: its last `most` results, while the archive is the same.

    What it gives out is shared, so nobody may change it. It is worked out anew on another day, since some figures say
    what holds today; and each time outside a request for a public page, where nobody has asked for the version: in a
    command, or in a transaction that has changed something.
    """

    def decorated(make: Callable[..., Figures]) -> Callable[..., Figures]:
        held: OrderedDict[tuple[Hashable, ...], tuple[Version, date, Figures]] = OrderedDict()
        lock = threading.RLock()

        @wraps(make)
        def kept(*arguments: Hashable) -> Figures:
            version = version_being_read.get()
            if version is None or not version.number:
                return make(*arguments)
            today = timezone.localdate()
            with lock:  # of many who ask at once one works it out
                found = held.get(arguments)
                if found is None or found[:2] != (version, today):
                    with without_collections():
                        found = (version, today, make(*arguments))
                    held[arguments] = found
                held.move_to_end(arguments)
                while len(held) > most:
                    held.popitem(last=False)
                return found[2]

        return kept

    return decorated


@contextmanager
def without_collections() -> Iterator[None]:
    """Inside, no garbage is collected: what is built is kept, and each collection would walk all of it so far.

    It took half of the time of large figures. Of several threads at once the one that came first ends the pause.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
