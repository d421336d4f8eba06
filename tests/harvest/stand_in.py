"""A stand-in of the inspectorate's site, on two ports of this machine: one for pages and files, one for the other host.

It lists as many providers as it is given, a hundred a page, about councils that do not exist, and misbehaves as the
site was seen to: each address can be told how. Whoever asks is counted, with the headers of each request.
"""

import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

ERROR_PAGE = (
    "<!doctype html><html><head><title>Sorry</title></head><body><h1>Something went wrong</h1></body></html>"
)
# The labels as the site writes them, with their quirks.
LABELS = {
    "inspection": "Children&#039;s services inspection",
    "inspection-odd": "children's services inspection,  pdf - {day}",
    "inspection-old": "single inspection of la children's services as pdf - {day}",
    "visit": "Children's services  focused visit",
    "jtai": "Joint area child protection inspection",
    "send": "Area SEND full inspection",
    "review": "Joint area review",
    "unknown": "Fostering thematic letter",
}


@dataclass(slots=True)
class StandInFile:
    """One report. `faults` are used up one a request: a status, "html", "reset", "stall", "redirect", "elsewhere"."""

    body: bytes
    label: str = "inspection"
    event: date = date(2024, 6, 3)
    published: date | None = date(2024, 7, 15)
    listed: bool = True
    faults: list[Any] = field(default_factory=list)
    # What it does whenever it is asked, once its faults are used up.
    always: Any = None
    etag: str = ""


@dataclass(slots=True)
class StandInProvider:
    """One council: `code` is the first number of its address."""

    number: str
    name: str
    files: dict[str, StandInFile] = field(default_factory=dict)
    latest: date | None = date(2024, 7, 15)
    faults: list[Any] = field(default_factory=list)
    listed: bool = True


class StandIn:
    """The site; use it as a context. `asked` counts paths, `agents` keeps who asked, `moments` when."""

    def __init__(self) -> None:
        self.providers: list[StandInProvider] = []
        self.robots = "User-agent: *\nAllow: /\n"
        self.robots_status = 200
        self.robots_at = ""  # another URL that /robots.txt leads to
        self.listing_faults: list[Any] = []
        self.most_rows = 100
        self.stall = 1.0
        self.retry_after = "0"
        self.asked: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.moments: list[float] = []
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()

    def __enter__(self) -> "StandIn":
        self.servers = [Server(self), Server(self)]
        for server in self.servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self.url, self.other_url = (f"http://127.0.0.1:{server.server_address[1]}" for server in self.servers)
        return self

    def __exit__(self, *error: object) -> None:
        for server in self.servers:
            server.shutdown()
            server.server_close()

    def file(self, id_: str) -> StandInFile:
        return next(one.files[id_] for one in self.providers if id_ in one.files)

    def fetched(self) -> Counter[str]:
        """How often each file was asked for."""
        found = {
            path.split("/")[-1]: count for path, count in self.asked.items() if path.startswith("/v1/file/")
        }
        return Counter(found)

    def forget(self) -> None:
        self.asked.clear()
        self.moments.clear()

    def listing(self, query: dict[str, list[str]]) -> str:
        start, rows = (int(query.get(name, ["0"])[0]) for name in ("start", "rows"))
        listed = [one for one in self.providers if one.listed]
        shown = listed[start : start + min(rows, self.most_rows)]
        items = "".join(self.row(one) for one in shown)
        return (
            f'<main><p><strong class="results-count">{len(listed)}</strong> results</p>'
            f'<ul class="results-list">{items}</ul>'
            f'<a class="pagination__next" href="/search?start={start + rows}">Next</a>'
        )

    def row(self, one: StandInProvider) -> str:
        latest = (
            f"<li>Latest report: <strong><time>{one.latest:%d %B %Y}</time></strong></li>"
            if one.latest
            else ""
        )
        return (
            f'<li class="search-result"><h3 class="search-result__title"><a href="/provider/44/{one.number}">'
            f'{escape(one.name)}</a></h3><ul class="search-result__provider-info">'
            f"<li>Category: <strong>Children's services</strong></li>{latest}"
            f"<li>URN: <strong>{one.number}</strong></li></ul></li>"
        )

    def provider(self, number: str) -> str | None:
        one = next((each for each in self.providers if each.number == number), None)
        if one is None:
            return None
        days = "".join(self.day(id_, file) for id_, file in one.files.items() if file.listed)
        return (
            f'<link rel="canonical" href="{self.url}/provider/44/{number}">'
            f'<h1 class="heading--title">{escape(one.name)}</h1>'
            f'<ol class="timeline">{days}<li class="timeline__day timeline__day--registered"><div class="event">'
            f'<p class="timeline__date"><time>01 April 1998</time></p></div></li></ol>'
        )

    def day(self, id_: str, file: StandInFile) -> str:
        label = LABELS[file.label].format(day=f"{file.event:%d %B %Y}".lower())
        published = f"Published <time>{file.published:%d %B %Y}</time>" if file.published else ""
        return (
            f'<li class="timeline__day"><div class="event">'
            f'<p class="timeline__date"><time>{file.event:%d %B %Y}</time></p>'
            f'<span class="event__title heading--sub">'
            f'<a class="publication-link" href="{self.url}/v1/file/{id_}">{label}'
            f'<span class="nonvisual">{label}, pdf - {file.event:%d %B %Y}</span></a></span>'
            f'<div class="event__metadata">{published}</div></div></li>'
        )

    @contextmanager
    def counted(self, handler: "Handler") -> Iterator[None]:
        with self.lock:
            self.asked[urlsplit(handler.path).path] += 1
            self.agents.add(handler.headers.get("User-Agent", ""))
            self.moments.append(time.monotonic())
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            yield
        finally:
            with self.lock:
                self.at_once -= 1


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, site: StandIn) -> None:
        self.site = site
        super().__init__(("127.0.0.1", 0), Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever is killed closes the connection: that is what is tried."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        site = self.server.site
        with site.counted(self):
            parts = urlsplit(self.path)
            if parts.path == "/robots.txt" and site.robots_at:
                self.send("", status=301, headers={"Location": site.robots_at})
            elif parts.path in ("/robots.txt", "/rules.txt"):
                self.send(site.robots, status=site.robots_status, kind="text/plain")
            elif parts.path == "/search":
                fault = site.listing_faults.pop(0) if site.listing_faults else None
                self.send(
                    ERROR_PAGE if fault else site.listing(parse_qs(parts.query)),
                    status=200 if fault != 500 else 500,
                )
            elif parts.path.startswith("/provider/"):
                self.send_provider(parts.path.rsplit("/", 1)[-1])
            else:
                self.send_file(parts.path.rsplit("/", 1)[-1])

    def send_provider(self, number: str) -> None:
        site = self.server.site
        found = next((one for one in site.providers if one.number == number), None)
        fault = found.faults.pop(0) if found and found.faults else None
        page = ERROR_PAGE if fault else site.provider(number)
        self.send(page or ERROR_PAGE, status=500 if fault == 500 else 200 if page else 404)

    def send_file(self, id_: str) -> None:
        try:
            file = self.server.site.file(id_)
        except StopIteration:
            self.send(ERROR_PAGE, status=404)
            return
        fault = file.faults.pop(0) if file.faults else file.always
        if fault == "redirect" and self.server is self.server.site.servers[0]:
            self.send("", status=302, headers={"Location": f"{self.server.site.other_url}{self.path}"})
        elif fault == "elsewhere":
            self.send("", status=302, headers={"Location": "http://169.254.169.254/v1/file/1"})
        elif fault in {404, 429, 500, 503}:
            self.send(ERROR_PAGE, status=fault, headers={"Retry-After": self.server.site.retry_after})
        elif fault == "html":
            self.send(ERROR_PAGE, kind="application/pdf")
        elif fault == "stall":
            time.sleep(self.server.site.stall)
            self.close_connection = True
        elif file.etag and self.headers.get("If-None-Match") == file.etag:
            self.send("", status=304)
        else:
            headers = {"ETag": file.etag} if file.etag else {}
            self.send(file.body, kind="application/pdf", headers=headers, half=fault == "reset")

    def send(
        self,
        body: str | bytes,
        *,
        status: int = 200,
        kind: str = "text/html",
        headers: dict[str, str] | None = None,
        half: bool = False,
    ) -> None:
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in {"Content-Type": kind, **(headers or {})}.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if status == 304:
            return
        self.wfile.write(data[: len(data) // 2] if half else data)
        if half:
            self.wfile.flush()
            # A reset, not a polite end.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
