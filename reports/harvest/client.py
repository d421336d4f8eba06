"""Asking the site: one connection, slowly, as whom we are, and only what its robots.txt allows.

A request that fails in passing (a reset, a stall, 429, a server's error) is tried again, each time after a longer wait
with some chance in it; what `Retry-After` says goes before. What the caller gets is an answer that it can use, or one
of the errors below.
"""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import httpx
from django.conf import settings
from protego import Protego

from reports.harvest import site

T = TypeVar("T")
TRIES = 5
FIRST_WAIT = 5.0  # seconds; doubled with every try
LONGEST_WAIT = 300.0
REDIRECTS = 5
LARGEST_PAGE = 5 * 1024 * 1024
# A site that asks for more patience than this is asked again by the next run.
LONGEST_PATIENCE = 15 * 60.0
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


class ForbiddenError(Exception):
    """The site's robots.txt does not allow what the harvest asks for; one sentence."""


class NotAnsweredError(Exception):
    """The site gave no answer that can be used, whatever was tried; one sentence."""


class PassingFaultError(Exception):
    """Something that may go well the next time; `wait` is what the site asks for, in seconds."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as the site sent it. `unchanged`: the site says that it is what it was, and sent nothing."""

    etag: str = ""
    last_modified: str = ""
    unchanged: bool = False


@dataclass(slots=True)
class Sums:
    """What a run has cost the site."""

    requests: int = 0
    bytes: int = 0


class PoliteClient:
    """Use it as a context. `sleep` waits so many seconds; tests give one that does not."""

    def __init__(self, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self.sleep = sleep
        self.sums = Sums()
        self.pause = float(settings.HARVEST_SECONDS_BETWEEN)
        self.last_request = float("-inf")
        self.robots: dict[str, Protego] = {}
        self.http = httpx.Client(
            headers={"User-Agent": user_agent(), "Accept": "text/html,application/pdf;q=0.9,*/*;q=0.1"},
            timeout=httpx.Timeout(settings.HARVEST_TIMEOUT),
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
            follow_redirects=False,  # each is checked first
        )

    def __enter__(self) -> "PoliteClient":
        return self

    def __exit__(self, *error: object) -> None:
        self.http.close()

    def page(self, url: str, read: Callable[[str], T]) -> T:
        """What `read` makes of a page. A page that it cannot read may be an error page, and is asked for again.

        Raises ChangedMarkupError where it stays like that, NotAnsweredError and ForbiddenError.
        """

        def once() -> T:
            with self.answer(url) as answer:
                return read(self.text_of(answer))

        return self.patiently(once, url)

    def file(self, url: str, path: Path, *, known: Mapping[str, str]) -> Fetched:
        """Write a file to `path`. `known` are the headers of a conditional request.

        Raises NotAnsweredError where it is not there, too large or not a PDF, and ForbiddenError.
        """

        def once() -> Fetched:
            with self.answer(url, headers=known) as answer:
                if answer.status_code == httpx.codes.NOT_MODIFIED:
                    return Fetched(unchanged=True)
                self.write(answer, path)
                return Fetched(answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))

        return self.patiently(once, url)

    def write(self, answer: httpx.Response, path: Path) -> None:
        """The bytes of a file, once its first ones say that it is a PDF."""
        size = 0
        with path.open("wb") as target:
            for piece in answer.iter_bytes(1 << 16):
                if size == 0 and b"%PDF-" not in piece[:1024]:
                    raise NotAnsweredError("The site sent something that is not a PDF.")
                size += len(piece)
                self.sums.bytes += len(piece)
                if size > settings.REPORT_MAX_BYTES:
                    raise NotAnsweredError("The file is larger than REPORT_MAX_BYTES.")
                target.write(piece)
        if size == 0:
            raise PassingFaultError("the site sent an empty file")

    def text_of(self, answer: httpx.Response) -> str:
        """The text of a page, which may not be larger than any page of the site is."""
        body = bytearray()
        for piece in answer.iter_bytes(1 << 16):
            body += piece
            self.sums.bytes += len(piece)
            if len(body) > LARGEST_PAGE:
                raise NotAnsweredError("The page is larger than any page of the site should be.")
        return body.decode(answer.charset_encoding or "utf-8", errors="replace")

    def patiently(self, once: Callable[[], T], url: str) -> T:
        """Do something until it goes well; what does not after some tries is raised, or becomes NotAnsweredError."""
        for number in range(1, TRIES + 1):
            try:
                return once()
            except PassingFaultError as error:
                if number == TRIES:
                    raise NotAnsweredError(f"{url}: {error}, {TRIES} times.") from error
                self.sleep(wait_after(number, error.wait))
            except site.ChangedMarkupError:
                if number == TRIES:
                    raise
                self.sleep(wait_after(number, None))
        raise AssertionError

    @contextmanager
    def answer(self, url: str, *, headers: Mapping[str, str] | None = None) -> Iterator[httpx.Response]:
        """The site's answer, after redirects. Raises PassingFaultError, NotAnsweredError, ForbiddenError."""
        for _ in range(REDIRECTS):
            self.check(url)
            with self.request(url, headers=headers or {}) as answer:
                if answer.is_redirect:
                    url = urljoin(url, answer.headers.get("Location", ""))
                    continue
                refuse(answer, url)
                yield answer
                return
        raise NotAnsweredError(f"{url} is redirected again and again.")

    @contextmanager
    def request(self, url: str, *, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        """One request, not before its time; the transport's faults are passing ones."""
        self.sleep(max(0.0, self.last_request + self.pause - time.monotonic()))
        self.last_request = time.monotonic()
        self.sums.requests += 1
        try:
            with self.http.stream("GET", url, headers=headers) as answer:
                yield answer
        except httpx.TimeoutException as error:
            raise PassingFaultError("the site did not answer in time") from error
        except httpx.TransportError as error:
            raise PassingFaultError(f"the connection failed ({type(error).__name__})") from error

    def check(self, url: str) -> None:
        """Raises ForbiddenError for a host that is not the site's, and for what its robots.txt does not allow."""
        parts = urlsplit(url)
        if parts.netloc not in site.hosts() or parts.scheme not in {"http", "https"}:
            raise NotAnsweredError(f"{url} is not an address of the site.")
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self.robots:
            self.robots[origin] = self.patiently(lambda: self.robots_of(origin), f"{origin}/robots.txt")
            asked = float(self.robots[origin].crawl_delay(user_agent()) or 0)
            if asked > LONGEST_PATIENCE:
                raise ForbiddenError(
                    f"The robots.txt of {parts.netloc} asks for {asked:.0f} s between requests."
                )
            self.pause = max(self.pause, asked)
        if not self.robots[origin].can_fetch(url, user_agent()):
            raise ForbiddenError(f"The robots.txt of {parts.netloc} does not allow {parts.path}.")

    def robots_of(self, origin: str) -> Protego:
        """The rules of one host, after redirects (RFC 9309, 2.3.1.2). Without a file everything is allowed; one that
        the server fails to send is asked for again; one that leads away or round and round allows nothing."""
        url = f"{origin}/robots.txt"
        for _ in range(REDIRECTS):
            with self.request(url, headers={}) as answer:
                if answer.status_code in PASSING:
                    raise PassingFaultError(f"status {answer.status_code}", retry_after(answer))
                if not answer.is_redirect:
                    text = self.text_of(answer) if answer.status_code == httpx.codes.OK else ""
                    return Protego.parse("" if "<html" in text.lower() else text)
                url = urljoin(url, answer.headers.get("Location", ""))
            if urlsplit(url).netloc not in site.hosts():
                raise NotAnsweredError(f"The robots.txt of {origin} leads away from the site, to {url}.")
        raise NotAnsweredError(f"The robots.txt of {origin} is redirected again and again.")


def refuse(answer: httpx.Response, url: str) -> None:
    """Raises PassingFaultError or NotAnsweredError for an answer that holds nothing to use."""
    if answer.status_code in PASSING:
        raise PassingFaultError(f"status {answer.status_code}", retry_after(answer))
    if answer.status_code not in {httpx.codes.OK, httpx.codes.NOT_MODIFIED}:
        raise NotAnsweredError(f"{url}: status {answer.status_code}.")


def retry_after(answer: httpx.Response) -> float | None:
    """How long the site asks to wait, in seconds: it says seconds or a moment. None where it asks nothing."""
    asked = answer.headers.get("Retry-After", "").strip()
    if asked.isascii() and asked.isdecimal():
        return float(asked)
    try:
        return max(0.0, (parsedate_to_datetime(asked) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def wait_after(number: int, asked: float | None) -> float:
    """How long to wait after the try of this number, in seconds. Raises NotAnsweredError for what is too long."""
    if asked is not None:
        if asked > LONGEST_PATIENCE:
            raise NotAnsweredError(f"The site asks to be left alone for {asked:.0f} seconds.")
        return asked
    growing: float = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (number - 1))
    return growing * random.uniform(0.5, 1.5)  # noqa: S311 - no secret


def user_agent() -> str:
    """Who asks, and how to reach whoever runs this archive."""
    place = f"{settings.SITE_URL}; " if settings.SITE_URL else ""
    return f"InspectionArchive/1.0 ({place}contact: {settings.HARVEST_CONTACT})"
