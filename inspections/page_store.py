"""Where pages are kept, and whose turn it is to make one; a server that does not answer is done without."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

from django.conf import settings
from django.core.cache import cache, caches

from inspections.memory_cache import MemoryCache
from reports.models import Version

logger = logging.getLogger(__name__)

SECONDS_KEPT = 24 * 60 * 60
# While one request makes a page, others that ask for it wait: so long for one of another process, in seconds.
LONGEST_WAIT = 10
WAIT = 0.05
# A server of another machine is gone, or too slow.
UNREACHABLE: tuple[type[Exception], ...] = (OSError,)
if "redis" in str(settings.CACHES["default"]["BACKEND"]):  # else no process holds the client in its memory
    from redis.exceptions import RedisError

    UNREACHABLE += (RedisError,)

PAGES = "page:"  # with this begin the keys of pages
SWEPT_AT_ONCE = 1000
_seen: dict[str, tuple[Any, ...]] = {}  # the state of the archive that this process saw last
_seen_lock = threading.Lock()
_locks = [threading.Lock() for _ in range(64)]


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was sent."""

    content: bytes
    headers: tuple[tuple[str, str], ...]


def page_key(version: int, digest: str) -> str:
    """The key of a page: of which state of the archive, and what else it depends on."""
    return f"{PAGES}{version}:{digest}"


def forget_older(version: Version) -> None:
    """Delete the pages of other states as soon as this process sees another one: a newer, or that of a backup.

    Nobody can be shown them any more; but they may hold the text of a report that has been withdrawn since. Where a
    server keeps the pages of several processes one of them does it, and no reader waits for that.
    """
    state = (version.changed_at, version.number)
    with _seen_lock:
        if state == _seen.get("state"):
            return
        _seen["state"] = state
    held = caches["default"]
    if isinstance(held, MemoryCache):
        held.delete_beginning(PAGES, but=page_key(version.number, ""))
    elif hasattr(held, "_cache"):
        threading.Thread(target=_delete_older_of_server, args=[held, version.number], daemon=True).start()


def _delete_older_of_server(held: Any, version: int) -> None:
    """The same on the server; who cannot reach it now tries again at the next request."""
    try:
        if not held.add(f"swept:{version}", 1, LONGEST_WAIT):
            return
        client = held._cache.get_client(write=True)  # Django gives no other way to its client
        stays = held.make_key(page_key(version, "")).encode()
        older = (
            key
            for key in client.scan_iter(match=held.make_key(f"{PAGES}*"), count=SWEPT_AT_ONCE)
            if not key.startswith(stays)
        )
        while some := list(islice(older, SWEPT_AT_ONCE)):
            client.unlink(*some)
    except UNREACHABLE as error:
        _seen.pop("state", None)
        _unreachable(error)


def kept_page(key: str) -> Kept | None:
    """The page under this key; None where it is not kept, or where the server that keeps it does not answer."""
    try:
        return cast("Kept | None", cache.get(key))
    except UNREACHABLE as error:
        _unreachable(error)
        return None


def keep(key: str, page: Kept, *, of: Version) -> None:
    """Keep a page of this state under this key for a day, or as long as there is room. One that was made while the
    archive changed is not kept: nobody would ask for it, and nobody delete it."""
    state = (of.changed_at, of.number)
    try:
        cache.set(key, page, SECONDS_KEPT)
        if _seen.get("state", state) != state:
            cache.delete(key)
    except UNREACHABLE as error:
        _unreachable(error)


@contextmanager
def one_at_a_time(key: str) -> Iterator[None]:
    """Inside, nobody else makes this page: another thread of this process waits, and another process for a while."""
    with _locks[hash(key) % len(_locks)]:
        has_turn = is_shared() and _turn_comes(key)
        try:
            yield
        finally:
            if has_turn:
                _end_turn(key)


def is_shared() -> bool:
    """Whether other processes keep their pages in the same place."""
    return bool(settings.CACHES["default"]["BACKEND"] != settings.MEMORY_OF_THE_PROCESS)


def _turn_comes(key: str) -> bool:
    """Wait until it is this process's turn to make the page. False where another has made it, or takes too long."""
    give_up = time.monotonic() + LONGEST_WAIT
    try:
        while time.monotonic() < give_up:
            if cache.add(_turn(key), 1, LONGEST_WAIT):
                return True
            if cache.get(key):
                return False
            time.sleep(WAIT)
    except UNREACHABLE as error:
        _unreachable(error)
    return False


def _end_turn(key: str) -> None:
    try:
        cache.delete(_turn(key))
    except UNREACHABLE as error:
        _unreachable(error)


def _turn(key: str) -> str:
    return f"{key}:turn"


def _unreachable(error: Exception) -> None:
    logger.warning("The server that keeps pages (CACHE_URL) does not answer: %s", error)
