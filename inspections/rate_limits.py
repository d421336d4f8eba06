"""How many requests a client may send in a minute, where a setting says so; off by default.

A whole council sits behind one address, so an operator who switches it on has to know their readers. Counted in the
cache: by each process alone, or by all together where CACHE_URL names a server that they share.
"""

import ipaddress
import time
from collections.abc import Callable
from http import HTTPStatus
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.core.cache import cache
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

Answer = Callable[[HttpRequest], HttpResponseBase]

WINDOW = 60  # seconds
FREE = ("/health/", "/metrics", "/static/", "/admin/")  # the last has limits of its own (login.py)


class RateLimitMiddleware:
    """Answers 429 beyond RATE_LIMIT requests a minute, and says with every answer what is left."""

    def __init__(self, get_response: Answer) -> None:
        if not settings.RATE_LIMIT:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.limit: int = settings.RATE_LIMIT

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(FREE):
            return self.get_response(request)
        now = time.time()
        used = count(request, int(now) // WINDOW)
        response = (
            self.refuse() if used > self.limit and not signed_in(request) else self.get_response(request)
        )
        response.headers["RateLimit-Limit"] = str(self.limit)
        response.headers["RateLimit-Remaining"] = str(max(0, self.limit - used))
        response.headers["RateLimit-Reset"] = reset = str(WINDOW - int(now) % WINDOW)
        response.headers["RateLimit-Policy"] = f"{self.limit};w={WINDOW}"
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            response.headers["Retry-After"] = reset
        return response

    def refuse(self) -> HttpResponse:
        sentence = f"Your address has asked more than {self.limit} times in a minute. Please wait for the next minute."
        return HttpResponse(
            render_to_string("refused.html", {"sentence": sentence}), status=HTTPStatus.TOO_MANY_REQUESTS
        )


def count(request: HttpRequest, window: int) -> int:
    """How often this client has asked in this minute, with this request."""
    key = f"rate:{client_network(str(request.META.get('REMOTE_ADDR', '')))}:{window}"
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        return int(cache.incr(key))
    except ValueError:  # it was dropped between the two
        return 1


def client_network(address: str) -> str:
    """An address as it is counted: of the newer kind a household has a whole network of them (/64)."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 6:
        return str(ipaddress.ip_network(f"{found}/64", strict=False).network_address)
    return str(found)


def signed_in(request: HttpRequest) -> bool:
    """Whether a curator asks; looked up for those beyond the limit alone, who bring a session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    engine = import_module(settings.SESSION_ENGINE)
    request.session = engine.SessionStore(request.COOKIES[settings.SESSION_COOKIE_NAME])
    return bool(get_user(request).is_authenticated)
