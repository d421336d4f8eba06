"""Which requests are expensive, and how many of them a process makes at once.

Comparisons, searches and exports that are not kept cost the database and the processor a hundred times what a kept
page costs. A few have a place at once; the next wait a second at most, and are then asked to come back.
"""

import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

Answer = Callable[[HttpRequest], HttpResponseBase]

EXPENSIVE = re.compile(r"/compare/|/search[/.]|/authorities/[^/]+/recommendations/|.*\.(?:csv|json|atom)$")
LONGEST_WAIT = 1.0  # seconds
RETRY_AFTER = "5"  # seconds
BUSY = "The archive is busy with other large questions. Please try again in a few seconds."

# When the request that this thread answers had arrived, where the server says so (web_worker.py).
arrival = threading.local()


def is_expensive(path: str) -> bool:
    """Whether a page at this path is expensive to make. The path is without its query string."""
    return EXPENSIVE.match(path) is not None


class Places:
    """So many places at once; of several clients, none has all of them."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.taken: Counter[str] = Counter()
        self.waiting: Counter[str] = Counter()
        self.freed = threading.Condition()

    @contextmanager
    def taken_by(self, client: str, *, until: float) -> Iterator[bool]:
        """Inside, the client has a place, or False: none became free by that moment (time.monotonic)."""
        with self.freed:
            self.waiting[client] += 1
            got = self.freed.wait_for(
                lambda: self.is_free_for(client), timeout=max(0, until - time.monotonic())
            )
            self.waiting -= Counter([client])
            self.taken.update([client] if got else [])
        try:
            yield got
        finally:
            with self.freed:
                self.taken -= Counter([client] if got else [])
                self.freed.notify_all()

    def is_free_for(self, client: str) -> bool:
        """Whether a place is free; the last one is kept for another client where one is there."""
        others = any(one != client for one in (*self.taken, *self.waiting))
        fair = self.count if not others else max(1, self.count - 1)
        return self.taken.total() < self.count and self.taken[client] < fair


class AdmissionMiddleware:
    """An expensive page has a place to be made in, or the reader a page that says when to try again."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.places = Places(settings.EXPENSIVE_PLACES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_expensive(request.path_info):
            return self.get_response(request)
        until = getattr(arrival, "at", time.monotonic()) + LONGEST_WAIT
        with self.places.taken_by(request.META.get("REMOTE_ADDR", ""), until=until) as got:
            return self.get_response(request) if got else busy(request)


def busy(request: HttpRequest) -> HttpResponse:
    if request.path_info.endswith((".csv", ".json", ".atom")):
        response = HttpResponse(BUSY + "\n", content_type="text/plain; charset=utf-8")
    else:
        response = HttpResponse(render_to_string("503.html", {"sentence": BUSY}))
    response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    response.headers["Retry-After"] = RETRY_AFTER
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django would call it an error; it is none
    return response
