"""Public pages are kept between two changes of the archive, and a reader who has one is told that it is still good.

What a page shows follows from its URL, the version of the archive, the build of the code and the date. These make
its `ETag` and the key that it is kept under, so nothing ever has to be thrown away by hand: after a change every
page has another key. What is kept is what is sent: compressed bytes and headers.
"""

import hashlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_etags, parse_http_date_safe

from inspections.build import build_id
from inspections.compression import ACCEPTED
from inspections.page_store import (
    Kept,
    forget_older,
    is_shared,
    keep,
    kept_page,
    one_at_a_time,
    page_key,
)
from reports.browse.query_strings import is_tracker
from reports.models import ArchiveVersion, Version
from reports.models.archive_version import reading

Answer = Callable[[HttpRequest], HttpResponseBase]

# Not public pages, or with rules of their own: a curator's desk, machines that watch, files named by their hash.
OTHERS = ("/admin/", "/health/", "/metrics", "/sources/")
PERSONAL = "private, no-store"
LARGEST = 512 * 1024  # bytes of one page; settings.CACHES bounds the bytes of all
# Whether a page was kept or has been made for this answer (RFC 9211).
STATUS = "Cache-Status"
HIT, MADE = "archive; hit", "archive; fwd=miss"
STARTED = time.time()
# Where values of one parameter are alternatives, in whatever order; elsewhere, and of these, the last one counts.
LISTS = re.compile(r"/(?:inspections|authorities|search)(?:/|\.[a-z]+)")
OF_ONE_VALUE = frozenset(
    ["q", "name", "from", "to", "newest", "all", "sort", "page", "per_page", "in", "group", "also", "skip"]
)
MOST_SORTED = 200  # of more, a search looks at the first alone


class KeptPagesMiddleware:
    """Answers public pages from what is kept, with 304 where the reader has them, and keeps what is made."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(OTHERS) or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            return personal(self.get_response(request))
        try:
            version = ArchiveVersion.current()
        except DatabaseError:
            return self.get_response(request)  # which says what is the matter
        forget_older(version)
        page = PageKey.of(request, version)
        if page.is_known_to(request):
            return page.not_modified()
        with reading(version):
            return without_body(request, self.answer(request, page, version))

    def answer(self, request: HttpRequest, page: "PageKey", version: Version) -> HttpResponseBase:
        if kept := kept_page(page.key):
            return response_of(kept)
        with one_at_a_time(page.key):
            if kept := kept_page(page.key):
                return response_of(kept)
            response = made_as_get(self.get_response, request)
            if response.status_code != HTTPStatus.OK or not may_be_kept(response):
                return response
            page.describe(response)
            if (
                isinstance(response, HttpResponse)
                and len(response.content) <= LARGEST
                and not (is_shared() and ArchiveVersion.current() != version)
            ):
                keep(page.key, Kept(response.content, tuple(response.items())), of=version)
            response.headers[STATUS] = MADE
            return response


@dataclass(frozen=True, slots=True)
class PageKey:
    """One representation of one page at one state of the archive."""

    key: str
    etag: str
    modified: float

    @classmethod
    def of(cls, request: HttpRequest, version: Version) -> "PageKey":
        midnight = today()
        parts = [
            build_id(),
            str(version.number),
            version.changed_at.isoformat(),  # a database that was restored may count from an older number
            midnight.date().isoformat(),
            encoding_of(request),
            request.headers.get("HX-Request", ""),
            request.scheme or "",
            request.get_host(),
            request.path_info,
            canonical_query(request),
        ]
        digest = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
        modified = max(version.changed_at.timestamp(), midnight.timestamp(), STARTED)
        return cls(
            key=page_key(version.number, digest),
            etag=f'"{version.number}-{digest[:24]}"',
            modified=modified,
        )

    def is_known_to(self, request: HttpRequest) -> bool:
        """Whether the reader has this very page. By its tag; by its date only where no tag is sent (RFC 9110)."""
        if tags := request.headers.get("If-None-Match"):
            return self.etag in {tag.removeprefix("W/") for tag in parse_etags(tags)}
        since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
        return since is not None and since >= int(self.modified) and since <= time.time()

    def not_modified(self) -> HttpResponse:
        response = HttpResponseNotModified()
        self.describe(response)
        return response

    def describe(self, response: HttpResponseBase) -> None:
        """Say how long the page is good for, and by what it can be asked for again."""
        response.headers["ETag"] = self.etag
        response.headers["Last-Modified"] = http_date(self.modified)
        response.headers.setdefault("Cache-Control", cache_control())
        patch_vary_headers(response, ["Accept-Encoding"])
        if not settings.SHARED_CACHE_SECONDS:
            forget_cookies(response)


def forget_cookies(response: HttpResponseBase) -> None:
    """Take cookies out of `Vary`: without a session nobody's cookies change a page, and whoever keeps it asks for each
    reader whether it is still good. Only a cache that answers by itself has to tell a curator from a reader."""
    names = [name.strip() for name in response.headers.get("Vary", "").split(",")]
    response.headers["Vary"] = ", ".join(name for name in names if name.lower() != "cookie")


def today() -> datetime:
    """When the present day began: some pages say what holds today."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def cache_control() -> str:
    """A browser asks each time whether its page is still good; a shared cache may be given some seconds."""
    shared = f", s-maxage={settings.SHARED_CACHE_SECONDS}" if settings.SHARED_CACHE_SECONDS else ""
    return f"public, max-age=0, must-revalidate{shared}"


def may_be_kept(response: HttpResponseBase) -> bool:
    """Whether the page is one for everybody: it sets no cookie, and does not say that it must not be stored."""
    said = response.get("Cache-Control", "")
    return not (response.cookies or "no-store" in said or "private" in said)


def personal(response: HttpResponseBase) -> HttpResponseBase:
    """A page for somebody who is logged in is theirs alone."""
    response.headers["Cache-Control"] = PERSONAL
    patch_vary_headers(response, ["Cookie"])
    return response


def canonical_query(request: HttpRequest) -> str:
    """The query string with its parameters in one order and without trackers: equal questions are equal keys."""
    values: dict[str, list[str]] = {}
    for name, value in parse_qsl(request.META.get("QUERY_STRING", ""), keep_blank_values=True):
        if not is_tracker(name):
            values.setdefault(name, []).append(value)
    if LISTS.fullmatch(request.path_info):
        for name, given in values.items():
            if name not in OF_ONE_VALUE and len(given) <= MOST_SORTED:
                values[name] = sorted(set(given))
    return urlencode(sorted(values.items()), doseq=True)


def encoding_of(request: HttpRequest) -> str:
    """The encoding that the compression chooses for this reader."""
    accepted = request.headers.get("Accept-Encoding", "")
    return "br" if ACCEPTED.search(accepted) else "gzip" if "gzip" in accepted else ""


def made_as_get(get_response: Answer, request: HttpRequest) -> HttpResponseBase:
    """The answer to a GET, for a HEAD too: both have the same headers."""
    method, request.method = request.method, "GET"
    try:
        return get_response(request)
    finally:
        request.method = method


def response_of(kept: Kept) -> HttpResponse:
    return HttpResponse(kept.content, headers={**dict(kept.headers), STATUS: HIT})


def without_body(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """To a HEAD, the headers alone; the length stays that of the page."""
    if request.method != "HEAD":
        return response
    headers = dict(response.items())
    if isinstance(response, HttpResponse):
        headers.setdefault("Content-Length", str(len(response.content)))
    bodiless = HttpResponse(status=response.status_code, headers=headers)
    # What the page holds open is closed with the answer that takes its place.
    bodiless._resource_closers.append(response.close)  # type: ignore[attr-defined]
    return bodiless
