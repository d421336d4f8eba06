"""Kept pages take no more memory than they may, and are made once where several processes share them."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from redis.exceptions import RedisError

from inspections import page_store
from inspections.kept_pages import KeptPagesMiddleware
from inspections.memory_cache import MemoryCache
from inspections.page_store import Kept, forget_older, keep, kept_page, one_at_a_time, page_key
from inspections.settings import kept_pages
from reports.models import Version

PAGE = Kept(b"a page", (("Content-Type", "text/html"),))


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def memory() -> Iterator[MemoryCache]:
    """A cache of 10,000 bytes."""
    held = MemoryCache("tests of the bound", {"OPTIONS": {"MAX_BYTES": 10_000}})
    yield held
    held.clear()


def test_the_last_asked_for_are_kept_within_the_bound(memory: MemoryCache):
    for name in "abcd":
        memory.set(name, name.encode() * 2_000)
    memory.get("a")
    for name in "efg":
        memory.set(name, name.encode() * 2_000)
    assert [name for name in "abcdefg" if memory.get(name)] == ["a", "e", "f", "g"]
    assert 8_000 < memory.kept_bytes <= 10_000


def test_what_is_larger_than_the_bound_is_not_kept_and_throws_nothing_out(memory: MemoryCache):
    memory.set("small", b"x")
    memory.set("large", b"x" * 20_000)
    assert (memory.get("small"), memory.get("large")) == (b"x", None)


def test_what_is_replaced_deleted_or_cleared_takes_no_room(memory: MemoryCache):
    memory.set("a", b"x" * 4_000)
    memory.set("a", b"x" * 1_000)
    assert memory.kept_bytes < 2_000
    memory.delete("a")
    memory.delete("a")
    assert memory.kept_bytes == 0
    memory.set("b", b"x")
    memory.clear()
    assert memory.kept_bytes == 0


def test_all_threads_share_what_is_kept_and_its_bound(memory: MemoryCache):
    other = MemoryCache(memory.name, {"OPTIONS": {"MAX_BYTES": 10_000}})
    memory.set("a", b"x" * 5_000)
    other.set("b", b"x" * 6_000)
    assert memory.get("a") is None
    assert memory.kept_bytes == other.kept_bytes


def test_the_bound_is_a_setting(monkeypatch):
    monkeypatch.setenv("PAGES_KEPT_MB", "3")
    assert kept_pages("")["OPTIONS"] == {"MAX_BYTES": 3 * 1024 * 1024}


@pytest.fixture
def shared(monkeypatch) -> None:
    """As where other processes keep their pages in the same place."""
    monkeypatch.setattr(page_store, "is_shared", lambda: True)


def test_a_page_that_another_process_makes_is_waited_for(shared):
    key = page_of_another_process_after(0.2)
    with one_at_a_time(key):
        assert kept_page(key) == PAGE
        assert cache.get(f"{key}:turn") == 1, "the turn is the other's to end"


def test_a_process_that_died_over_a_page_is_waited_for_no_longer_than_its_turn(shared, monkeypatch):
    monkeypatch.setattr(page_store, "LONGEST_WAIT", 0.2)
    cache.add("page:x:turn", 1, 60)
    started = time.monotonic()
    with one_at_a_time("page:x"):
        assert 0.2 <= time.monotonic() - started < 2
        assert kept_page("page:x") is None


def test_a_turn_ends_with_the_page_and_with_an_error(shared):
    with one_at_a_time("page:x"):
        assert cache.get("page:x:turn") == 1
    with pytest.raises(ZeroDivisionError), one_at_a_time("page:x"):
        raise ZeroDivisionError
    assert cache.get("page:x:turn") is None


def page_of_another_process_after(seconds: float) -> str:
    """The key of a page that somebody else is making."""
    key = "page:made-elsewhere"
    cache.add(f"{key}:turn", 1, 60)
    threading.Timer(seconds, cache.set, [key, PAGE]).start()
    return key


@pytest.mark.django_db
def test_pages_are_made_anew_while_the_server_that_keeps_them_does_not_answer(monkeypatch, caplog):
    nothing_listens_here = kept_pages("redis://127.0.0.1:1/0")
    monkeypatch.setattr(page_store, "UNREACHABLE", (OSError, RedisError))
    made: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        made.append(request)
        return HttpResponse("a page")

    middleware = KeptPagesMiddleware(view)
    with override_settings(CACHES={"default": nothing_listens_here}):
        answers = [middleware(RequestFactory().get("/")) for _ in range(2)]
    assert [answer.content for answer in answers] == [b"a page"] * 2  # type: ignore[attr-defined]
    assert len(made) == 2
    assert "CACHE_URL" in caplog.text


def state(number: int) -> Version:
    return Version(number, datetime(2026, 1, number, tzinfo=UTC))


@pytest.fixture
def unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has seen no state of the archive yet."""
    monkeypatch.setattr(page_store, "_seen", {})


@pytest.mark.usefixtures("unseen")
def test_pages_of_an_earlier_state_go_as_soon_as_a_newer_one_is_seen():
    """They may hold the words of a report that was withdrawn meanwhile; what is no page stays."""
    forget_older(state(7))
    keep(page_key(7, "a"), PAGE, of=state(7))
    cache.set("requests-of-a-client", 3)
    forget_older(state(7))
    assert kept_page(page_key(7, "a")) == PAGE
    forget_older(state(8))
    assert kept_page(page_key(7, "a")) is None
    assert cache.get("requests-of-a-client") == 3


@pytest.mark.usefixtures("unseen")
def test_a_page_that_was_made_while_the_archive_changed_is_not_kept():
    forget_older(state(8))
    keep(page_key(7, "late"), PAGE, of=state(7))
    assert kept_page(page_key(7, "late")) is None


@pytest.mark.usefixtures("unseen")
def test_pages_of_an_archive_that_was_restored_from_a_backup_are_kept_too():
    forget_older(state(8))
    forget_older(state(7))
    keep(page_key(7, "a"), PAGE, of=state(7))
    assert kept_page(page_key(7, "a")) == PAGE


class RedisServer:
    """A stand-in for Django's cache of Redis, with the calls that are made."""

    def __init__(self, *keys: str, gone: bool = False) -> None:
        self.held = dict.fromkeys(map(str.encode, keys), 1)
        self.gone = gone
        self._cache = SimpleNamespace(get_client=lambda *, write: self)

    def make_key(self, key: str) -> str:
        return f":1:{key}"

    def add(self, key: str, value: int, seconds: float) -> bool:
        if self.gone:
            raise RedisError("no connection")
        return self.held.setdefault(key.encode(), value) == value

    def scan_iter(self, *, match: str, count: int) -> list[bytes]:
        return [key for key in self.held if key.startswith(match.removesuffix("*").encode())]

    def unlink(self, *keys: bytes) -> None:
        for key in keys:
            del self.held[key]


def test_a_server_of_pages_is_rid_of_those_of_an_earlier_state():
    server = RedisServer(":1:page:7:a", ":1:page:70:a", ":1:page:8:a", ":1:other")
    page_store._delete_older_of_server(server, 8)
    assert set(server.held) == {b":1:page:8:a", b":1:other", b"swept:8"}


def test_where_the_server_of_pages_is_away_it_is_tried_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(page_store, "_seen", {"state": (state(8).changed_at, 8)})
    monkeypatch.setattr(page_store, "UNREACHABLE", (RedisError,))
    page_store._delete_older_of_server(RedisServer(gone=True), 8)
    assert page_store._seen == {}
