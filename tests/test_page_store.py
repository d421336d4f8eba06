"""Kept pages take no more memory than they may, and are made once where several processes share them."""

import threading
import time
from collections.abc import Iterator
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
    threading.Timer(seconds, keep, [key, PAGE]).start()
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


def test_pages_of_an_earlier_state_go_as_soon_as_a_newer_one_is_seen(monkeypatch: pytest.MonkeyPatch):
    """They may hold the words of a report that was withdrawn meanwhile; what is no page stays."""
    monkeypatch.setattr(page_store, "_seen", {})
    forget_older(7)
    keep(page_key(7, "a"), PAGE)
    cache.set("requests-of-a-client", 3)
    forget_older(7)
    assert kept_page(page_key(7, "a")) == PAGE
    keep(page_key(70, "b"), PAGE)
    forget_older(8)
    assert kept_page(page_key(7, "a")) is None
    assert kept_page(page_key(70, "b")) is None
    assert cache.get("requests-of-a-client") == 3


def test_a_server_of_pages_is_rid_of_those_of_an_earlier_state(monkeypatch: pytest.MonkeyPatch):
    """Seen against a stand-in of the client, which has the two calls that are made."""
    held = {cache.make_key(page_key(7, "a")).encode(): 1, cache.make_key(page_key(8, "a")).encode(): 1}

    class Client:
        def scan_iter(self, *, match: str, count: int) -> list[bytes]:
            return [key for key in held if key.startswith(match.removesuffix("*").encode())]

        def delete(self, key: bytes) -> None:
            del held[key]

    client = SimpleNamespace(get_client=lambda *, write: Client())  # as Django's cache of Redis holds it
    server = SimpleNamespace(_cache=client, make_key=cache.make_key)
    monkeypatch.setattr(page_store, "_seen", {})
    monkeypatch.setattr(page_store, "caches", {"default": server})
    monkeypatch.setattr(page_store, "cache", server)
    forget_older(8)
    assert list(held) == [cache.make_key(page_key(8, "a")).encode()]
