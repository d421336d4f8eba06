"""How many requests of each kind of page the web server answers, beside `/health/` of the same minute."""

import asyncio
import contextlib
import itertools
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.management.base import CommandError
from django.urls import reverse

from reports.benchmarks.load import Load, run_load
from reports.benchmarks.replay import memory_of_workers, mixed_paths, replay, replay_lines
from reports.models import Inspection

CONNECTIONS = 8
SECONDS = 2.0
HEALTH = "/health/"
SLOW_CONNECTIONS = 200
FLOOD_CONNECTIONS = 100
FLOOD_SECONDS = 20
PAIRS = 2000


@dataclass(frozen=True, slots=True)
class PageFigures:
    """One kind of page: seconds of its first making, answers a second once kept, seconds of one answer and of a 304,
    and of `/health/` just before that, over one connection as well."""

    name: str
    cold: float
    per_second: float
    warm: float
    not_modified: float
    health: float


@dataclass(frozen=True, slots=True)
class WebServer:
    """A web server of this machine: its port, and the process that started its workers."""

    port: int
    pid: int


@contextmanager
def web_server(environment: Mapping[str, str]) -> Iterator[WebServer]:
    """gunicorn with the image's settings on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config=python:inspections.gunicorn_settings",
        f"--bind=127.0.0.1:{port}",
        "inspections.wsgi:application",
    ]
    process = subprocess.Popen(  # noqa: S603 - a command of ours
        command,
        cwd=settings.BASE_DIR,
        env={**environment, "HTTPS": "0", "LOG_LEVEL": "CRITICAL", "ALLOWED_HOSTS": "127.0.0.1"},
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield WebServer(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def wait_for(port: int, *, patience: float = 30) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            fetch(port, HEALTH)
            return
        time.sleep(0.1)
    raise TimeoutError("The web server does not answer.")


def fetch(port: int, path: str) -> tuple[float, str]:
    """Ask once: how long it took in seconds, and the tag of the page."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": "br, gzip"}
    )
    started = time.perf_counter()
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        answer.read()
        return time.perf_counter() - started, answer.headers.get("ETag", "")


def page_paths() -> dict[str, str]:
    """A page of each kind; the report and the comparison are the longest that the archive has."""
    placed = Inspection.objects.placed().order_by("-paragraph_count")
    report = placed.first()
    if report is None or report.authority is None:
        raise CommandError("The archive holds no reports to measure.")
    pair = placed.filter(authority=report.authority).order_by("start")[:2]
    return {
        "home": "/",
        "authority": reverse("authority", args=[report.authority.slug]),
        "inspections": reverse("inspections"),
        "report": report.get_absolute_url(),
        "comparison": reverse("compare", args=[one.slug for one in pair]),
        "search": reverse("search") + "?q=missing+children",
        "theme": reverse("theme", args=["care-leavers"]),
        "national": reverse("national"),
        "trajectories": reverse("trajectories"),
        "recommendations": reverse("authority-recommendations", args=[report.authority.slug]),
        "feed": reverse("search-feed") + "?q=missing+children",
    }


def measure_pages(port: int) -> tuple[Load, list[PageFigures]]:
    """Each kind of page, cold, kept and unchanged; `/health/` before and after, together as one."""
    before = run_load(port, [HEALTH], connections=CONNECTIONS, seconds=SECONDS)
    figures = [measure_page(port, name, path) for name, path in page_paths().items()]
    after = run_load(port, [HEALTH], connections=CONNECTIONS, seconds=SECONDS)
    both = Load(before.seconds + after.seconds, before.times + after.times)
    return both, figures


def measure_page(port: int, name: str, path: str) -> PageFigures:
    cold, tag = fetch(port, path)
    run_load(port, [path], connections=CONNECTIONS, seconds=SECONDS / 4)  # every process has it now
    many = run_load(port, [path], connections=CONNECTIONS, seconds=SECONDS)
    one = run_load(port, [path], connections=1, seconds=SECONDS / 2)
    health = run_load(port, [HEALTH], connections=1, seconds=SECONDS / 2)
    same = run_load(port, [path], connections=1, seconds=SECONDS / 2, headers=[("If-None-Match", tag)])
    if set(same.statuses) != {304}:
        raise CommandError(f"{path} changed while it was measured: {dict(same.statuses)}.")
    return PageFigures(name, cold, many.per_second, one.median, same.median, health.median)


def flood(port: int) -> dict[str, Load]:
    """Many connections on comparisons that nobody has asked for yet, and beside them one reader of two pages."""
    slugs = list(Inspection.objects.placed().oldest_first().values_list("slug", flat=True))
    pairs = list(itertools.combinations(slugs, 2))
    random.Random(os.getpid()).shuffle(pairs)  # noqa: S311
    paths = [reverse("compare", args=pair) for pair in pairs[:PAIRS]]
    found: dict[str, Load] = {}

    def ask(name: str, paths: Sequence[str], connections: int) -> None:
        found[name] = run_load(port, paths, connections=connections, seconds=FLOOD_SECONDS)

    asked = [("comparisons", paths, FLOOD_CONNECTIONS), (HEALTH, [HEALTH], 1), ("/", ["/"], 1)]
    threads = [threading.Thread(target=ask, args=each) for each in asked]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def with_slow_clients(port: int, begun: bytes) -> Load:
    """`/health/` while many connections send a byte every three seconds."""
    stop = threading.Event()
    dribble = threading.Thread(target=lambda: asyncio.run(_dribble(port, begun, stop)))
    dribble.start()
    time.sleep(1)
    load = run_load(port, [HEALTH], connections=1, seconds=8)
    stop.set()
    dribble.join()
    return load


async def _dribble(port: int, begun: bytes, stop: threading.Event) -> None:
    async def one() -> None:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            for byte in begun:
                if stop.is_set():
                    break
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(3)
            writer.close()

    await asyncio.gather(*(one() for _ in range(SLOW_CONNECTIONS)))


SLOW = {
    "a head": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n",
    "a body": b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n",
}


def report(
    health: Load,
    pages: Sequence[PageFigures],
    static: Load,
    crowd: Mapping[str, Load],
    slow: Mapping[str, Load],
) -> str:
    """The figures as tables in Markdown."""
    base, quick = health.per_second, health.median
    lines = [
        f"`/health/`: {base:,.0f} a second. A style sheet: {static.per_second:,.0f} a second.",
        "",
        "| page | kept, a second | of `/health/` | cold, ms | kept, ms | 304, ms | 304 of `/health/` |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for page in pages:
        figures = (
            f"{page.per_second:,.0f}",
            f"{page.per_second / base:.2f}",
            f"{page.cold * 1000:.0f}",
            f"{page.warm * 1000:.1f}",
            f"{page.not_modified * 1000:.1f}",
            f"{page.not_modified / page.health:.2f}",
        )
        lines.append(f"| {page.name} | {' | '.join(figures)} |")
    lines += [
        "",
        f"`/health/` over {CONNECTIONS} connections: median {quick * 1000:.1f} ms.",
        "",
        f"{FLOOD_CONNECTIONS} connections on cold comparisons for {FLOOD_SECONDS} s:",
        "",
        "| | answers | of them 200 | failed | median, ms | p95, ms | longest, ms |",
        "|---|---:|---:|---:|---:|---:|---:|",
        *map(row_of, crowd.items()),
        "",
        f"{SLOW_CONNECTIONS} connections that send a byte every three seconds, and `/health/` beside them:",
        "",
        "| they send | answers | of them 200 | failed | median, ms | p95, ms | longest, ms |",
        "|---|---:|---:|---:|---:|---:|---:|",
        *map(row_of, slow.items()),
    ]
    return "\n".join(lines)


def row_of(item: tuple[str, Load]) -> str:
    name, load = item
    longest = max(load.times, default=0)
    figures = " | ".join(f"{seconds * 1000:,.0f}" for seconds in (load.median, load.p95, longest))
    return f"| {name} | {len(load.times):,} | {load.statuses[200]:,} | {load.failures} | {figures} |"


def measure_all() -> str:
    """Everything, on the archive at hand and web servers of its own, as text."""
    with web_server(os.environ) as served:
        replayed = replay_lines(replay(served.port, mixed_paths()), memory_of_workers(served.pid))
    with web_server(os.environ) as served:
        port = served.port
        health, pages = measure_pages(port)
        style = style_sheet(port)
        static = run_load(port, [style], connections=CONNECTIONS, seconds=SECONDS)
        crowd = flood(port)
        slow = {name: with_slow_clients(port, begun) for name, begun in SLOW.items()}
    return "\n".join([report(health, pages, static, crowd, slow), "", *replayed])


def style_sheet(port: int) -> str:
    """The path of the style sheet, as the front page names it."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as answer:
        found = re.search(r'href="(/static/[^"]+\.css)"', answer.read().decode())
    if found is None:
        raise CommandError("The front page names no style sheet.")
    return found.group(1)
