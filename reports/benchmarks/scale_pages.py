"""How long each kind of page and download takes to make at two sizes of archive, and how many queries it asks."""

import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reports.benchmarks.scale_times import Times
from reports.models import ArchiveVersion, Inspection, StatusSuggestion
from reports.models.archive_version import reading

ROUNDS = 5
KEPT = "inspections.kept_pages.KeptPagesMiddleware"
FLOOR = 25.0  # milliseconds: below it growth means nothing
BAR = 4.0


@dataclass(frozen=True, slots=True)
class PageTimes:
    """One URL, made again and again between two changes of the archive: its times in milliseconds, queries, bytes.

    `changed`: how long it took as the first page after a change, when the figures that pages share are worked out too.
    `first`: milliseconds until the first byte of a download.
    """

    times: list[float]
    queries: int
    size: int
    first: float
    changed: float


def page_urls() -> dict[str, str]:
    """A URL of every kind of page and download, on the authority that has the most inspections."""
    most = (
        Inspection.objects.placed()
        .values_list("authority")
        .annotate(n=Count("pk"))
        .order_by("-n", "authority")
    )
    newest = (
        Inspection.objects.placed().filter(authority=most.values("authority")[:1]).order_by("-start").first()
    )
    if newest is None or newest.authority is None:
        return {}
    authority = newest.authority.slug
    of_one = list(Inspection.objects.placed().filter(authority=newest.authority).order_by("start")[:2])
    pages = {
        "home": "/",
        "authorities": reverse("authorities"),
        "authorities, inadequate": reverse("authorities") + "?overall=inadequate",
        "authorities.csv": reverse("authorities-csv"),
        "authority": reverse("authority", args=[authority]),
        "authority.csv": reverse("authority-csv", args=[authority]),
        "inspections": reverse("inspections"),
        "inspections, filtered": reverse("inspections") + "?framework=sif&overall=inadequate",
        "inspections.csv": reverse("inspections-csv"),
        "inspections.json": reverse("inspections-json"),
        "report": newest.get_absolute_url(),
        "report.json": reverse("inspection-json", args=[newest.slug]),
        "national": reverse("national"),
        "national.csv": reverse("national-csv"),
        "grid": reverse("national-grid"),
        "grid.csv": reverse("national-grid-csv"),
        "trajectories": reverse("trajectories"),
        "trajectories.csv": reverse("trajectories-csv"),
        "themes": reverse("themes"),
        "themes.csv": reverse("themes-csv"),
        "theme": reverse("theme", args=["care-leavers"]),
        "theme.csv": reverse("theme-csv", args=["care-leavers"]),
        "search": reverse("search") + "?q=missing+children",
        "search.csv": reverse("search-csv") + "?q=missing+children",
        "search.json": reverse("search-json") + "?q=missing+children",
        "feed": reverse("search-feed") + "?q=missing+children",
        "compare, start": reverse("compare"),
        "about": reverse("about"),
        "quality": reverse("about-quality"),
        "sitemap": reverse("sitemap"),
    }
    if len(of_one) == 2:
        pages["comparison"] = reverse("compare", args=[one.slug for one in of_one])
    return pages | recommendation_urls()


def recommendation_urls() -> dict[str, str]:
    """What became of the recommendations of an authority: page and data, of the one whose suggestions are kept."""
    followed = (
        StatusSuggestion.objects.values_list("earlier__authority__slug", flat=True).order_by("pk").first()
    )
    if followed is None:
        return {}
    name = "authority-recommendations"
    return {
        "recommendations": reverse(name, args=[followed]),
        "recommendations.csv": reverse(f"{name}-csv", args=[followed]),
        "recommendations.json": reverse(f"{name}-json", args=[followed]),
    }


def measure_pages() -> dict[str, Any]:
    """The times of each URL on the archive at hand, made again each time."""
    client = client_of_new_pages()
    return {name: asdict(measured(client, url)) for name, url in page_urls().items()}


def client_of_new_pages() -> Client:
    """A client for whom every page is made, since none is kept."""
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.MIDDLEWARE = [path for path in settings.MIDDLEWARE if path != KEPT]
    return Client()


def measured(client: Client, url: str) -> PageTimes:
    started = time.perf_counter()
    asked(client, url)
    changed = (time.perf_counter() - started) * 1000
    with reading(ArchiveVersion.current()):
        asked(client, url)
        with CaptureQueriesContext(connection) as queries:
            size, _ = asked(client, url)
        asked_for = len(queries)
        times, firsts = [], []
        for _ in range(ROUNDS):
            started = time.perf_counter()
            firsts.append(asked(client, url)[1])
            times.append((time.perf_counter() - started) * 1000)
    return PageTimes(times, asked_for, size, median(firsts), changed)


def asked(client: Client, url: str) -> tuple[int, float]:
    """Ask once, to the last byte: how many bytes came, and after how many milliseconds the first."""
    started = time.perf_counter()
    response = client.get(url, secure=True)
    if response.status_code != 200:
        raise RuntimeError(f"{url}: status {response.status_code}")
    size, first = 0, 0.0
    pieces: Iterable[bytes] = response  # its content, in pieces or in one
    for piece in pieces:
        first = first or (time.perf_counter() - started) * 1000
        size += len(piece)
    return size, first


def pages_table(small: dict[str, Any], large: dict[str, Any], *, sizes: tuple[str, str]) -> str:
    """The figures as a table in Markdown; what grows beyond the bar and beyond its own answer is marked."""
    lines = [
        f"| page, ms | {sizes[0]} inspections p50 | p95 | {sizes[1]} p50 | p95 "
        "| growth | queries | kB | first byte | after a change |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name, found in large.items():
        if name not in small:
            continue
        before, after = small[name], Times.of_milliseconds(found["times"])
        base = Times.of_milliseconds(before["times"])
        growth = after.p95 / max(FLOOR, base.p95)
        fair = max(BAR, found["size"] / max(1, before["size"]))
        mark = " **over the bar**" if growth > fair else ""
        queries = (
            str(found["queries"])
            if found["queries"] == before["queries"]
            else f"{before['queries']} to {found['queries']}"
        )
        lines.append(
            f"| {name} | {base.median:.0f} | {base.p95:.0f} | {after.median:.0f} | {after.p95:.0f} "
            f"| {growth:.1f}{mark} | {queries} | {found['size'] / 1000:,.0f} "
            f"| {found['first']:.0f} | {found['changed']:,.0f} |"
        )
    return "\n".join(lines)
