"""Expensive pages have a few places at once, and whoever finds none is asked to come back."""

import threading
import time
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from inspections import admission
from inspections.admission import AdmissionMiddleware, Places, is_expensive
from inspections.web_worker import PEEKED, is_whole


class Kitchen:
    """Makes pages that take until they are let go."""

    def __init__(self) -> None:
        self.made = threading.Semaphore(0)
        self.let_go = threading.Event()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.made.release()
        self.let_go.wait(10)
        return HttpResponse("a page")


@pytest.fixture
def ask(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., HttpResponse]:
    settings.EXPENSIVE_PLACES = 1
    monkeypatch.setattr(admission, "LONGEST_WAIT", 0.05)
    kitchen = Kitchen()
    middleware = AdmissionMiddleware(kitchen)

    def send(path: str) -> HttpResponse:
        return middleware(RequestFactory().get(path))  # type: ignore[return-value]

    send.kitchen = kitchen  # type: ignore[attr-defined]
    return send


def test_who_finds_no_place_is_told_when_to_come_back_and_cheap_pages_go_on(ask: Callable[..., HttpResponse]):
    kitchen = ask.kitchen  # type: ignore[attr-defined]
    first = threading.Thread(target=ask, args=["/compare/a/b/"])
    first.start()
    assert kitchen.made.acquire(timeout=10)
    refused = ask("/search/")
    assert refused.status_code == 503
    assert refused["Retry-After"] == "5"
    assert "busy" in refused.text
    assert ask("/search.csv")["Content-Type"] == "text/plain; charset=utf-8"
    kitchen.let_go.set()
    assert ask("/inspections/").status_code == 200
    first.join()
    assert ask("/search/").status_code == 200


def test_a_request_that_has_waited_in_the_queue_does_not_wait_again(ask: Callable[..., HttpResponse]):
    kitchen = ask.kitchen  # type: ignore[attr-defined]
    kitchen.let_go.set()
    admission.arrival.at = time.monotonic() - 60
    try:
        assert ask("/compare/a/b/").status_code == 200  # a free place is a free place
    finally:
        del admission.arrival.at


def test_the_last_place_is_kept_for_another_client_who_is_there():
    places = Places(2)
    now = time.monotonic
    with places.taken_by("one", until=now()) as first, places.taken_by("one", until=now()) as second:
        assert (first, second) == (True, True)
        with places.taken_by("two", until=now()) as third:
            assert not third
    with places.taken_by("one", until=now()), places.taken_by("two", until=now()) as other:
        assert other
    places.waiting["two"] += 1
    with places.taken_by("one", until=now()) as first, places.taken_by("one", until=now()) as second:
        assert (first, second) == (True, False)


@pytest.mark.parametrize(
    ("path", "expensive"),
    [
        ("/compare/a/b/", True),
        ("/search/", True),
        ("/search.json", True),
        ("/inspections.csv", True),
        ("/authorities/ashmere.csv", True),
        ("/authorities/ashmere/recommendations/", True),
        ("/authorities/ashmere/", False),
        ("/", False),
        ("/health/", False),
        ("/inspections/ashmere-2014-09-22/", False),
        ("/static/site.css", False),
    ],
)
def test_comparisons_searches_and_exports_are_expensive(path: str, expensive: bool):
    assert is_expensive(path) is expensive


@pytest.mark.parametrize(
    ("begun", "whole"),
    [
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", True),
        (b"GET / HTTP/1.1\r\nHost: a\r\n", False),
        (b"G", False),
        (b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab", False),
        (b"POST / HTTP/1.1\r\ncontent-length: 3\r\n\r\nabc", True),
        (b"POST / HTTP/1.1\r\nX-Content-Length: 9\r\nHost: a\r\n\r\n", True),
        (b"GET /" + b"a" * PEEKED, True),
    ],
)
def test_a_request_gets_a_thread_once_it_is_whole(begun: bytes, whole: bool):
    assert is_whole(begun) is whole
