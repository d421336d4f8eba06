"""Every kind of page on the samples, at both widths and in both schemes: axe, weight, width, complaints, a picture."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve
from playwright.sync_api import Page, Response

from reports import urls
from reports.models import Authority, Inspection, Source, Theme
from tests.browser.archive import ingest_samples

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEAVIEST = 100_000  # bytes of a first view, compressed
ZOOMED = 320  # what 1280 pixels are at 400 %
# In the light scheme every rule; axe leaves WCAG 2.2's size of targets out unless it is asked. In the dark one
# the rules that look at colours: the others would see the same page again.
RULES: dict[str, dict[str, object]] = {
    "light": {"rules": {"target-size": {"enabled": True}}},
    "dark": {"runOnly": ["color-contrast", "link-in-text-block"]},
}
# What no browser shows as a page: data, files, feeds, and the ways on to them.
FOR_MACHINES = {
    "health",
    "health-live",
    "health-ready",
    "robots",
    "sitemap",
    "sitemap-section",
    "search-feed",
    "find",
    "source",
    "source-file",
}

ADDRESSES = {
    "home": "/",
    "authorities": "/authorities/",
    "authorities-filtered": "/authorities/?overall=requires-improvement",
    "authorities-none": "/authorities/?region=london&overall=outstanding",
    "authority": "/authorities/ashmere/",
    "authority-empty": "/authorities/{empty}/",
    "authority-recommendations": "/authorities/ashmere/recommendations/",
    "authority-recommendations-none": "/authorities/{empty}/recommendations/",
    "national": "/national/",
    "national-given": "/national/?view=given&strand=care-leavers",
    "national-unknown": "/national/?strnad=care-leavers",
    "national-none": "/national/?strand=adoption&region=south-west",
    "national-grid": "/national/grid/?on=2016-01-01",
    "national-grid-held": "/national/grid/?on=2016-12-31&held=requires-improvement",
    "inspections": "/inspections/",
    "inspections-filtered": "/inspections/?care-leavers=inadequate",
    "inspections-none": "/inspections/?care-leavers=inadequate&overall=outstanding",
    "inspections-wrong": "/inspections/?overall=splendid",
    "inspection": "/inspections/{b}/",
    "inspection-marked": "/inspections/{b}/?q=care+leavers#para-12",
    "cite": "/inspections/{b}/cite/",
    "cite-passage": "/inspections/{b}/cite/para-12/",
    "search": "/search/",
    "search-found": "/search/?q=care+leavers",
    "search-recommendations": "/search/?q=plan&kind=recommendation",
    "search-none": "/search/?q=zxqwv",
    "search-wrong": "/search/?q=plan&framework=none",
    "compare-start": "/compare/",
    "compare-pick": "/compare/?authority=ashmere",
    "compare": "/compare/{a}/{b}/",
    "compare-one": "/compare/{a}/",
    "compare-sections": "/compare/{a}/{b}/sections/",
    "compare-theme": "/compare/{a}/{b}/themes/{theme}/",
    "compare-challenge": "/compare/{a}/{b}/recommendations/1/wrong/?status=mixed",
    "themes": "/themes/",
    "theme": "/themes/{theme}/",
    "trajectories": "/trajectories/",
    "trajectories-ends": "/trajectories/?view=ends",
    "trajectories-none": "/trajectories/?from=2025&to=2026",
    "about": "/about/",
    "about-design": "/about/design/",
    "about-quality": "/about/quality/",
    "quality-warning": "/about/quality/warnings/gap/",
    "quality-state": "/about/quality/states/warnings/",
    "quality-role": "/about/quality/roles/title/",
    "quality-corrections": "/about/quality/corrections/",
    "quality-official": "/about/quality/official/",
    "not-found": "/nothing/",
    "login": "/admin/login/",
}


@pytest.fixture
def addresses(transactional_db: None) -> dict[str, str]:
    """The samples as `make run` shows them, and the addresses of every kind of page on them."""
    ingest_samples()
    earlier, later = Inspection.objects.filter(authority__slug="ashmere").order_by("start")[:2]
    empty = Authority.objects.filter(inspections=None, fictional=False).order_by("name").first()
    # The samples are read without a doubt; here one is not.
    doubt = {"code": "gap", "message": "The number 12 stands twice.", "page": 6}
    Source.objects.filter(inspection=later).update(warnings=[doubt])
    theme = Theme.objects.get(slug="care-leavers")
    assert empty
    names = {"a": earlier.slug, "b": later.slug, "empty": empty.slug, "theme": theme.slug}
    return {kind: address.format(**names) for kind, address in ADDRESSES.items()}


@lru_cache(maxsize=256)
def compressed(body: bytes) -> int:
    """What a body weighs on its way: fonts are compressed in themselves, the rest by the server."""
    return len(body) if body.startswith(b"wOF2") else len(brotli.compress(body, quality=7))


def first_view(page: Page, answer: Response | None) -> int:
    """What the page and everything that it asked for weigh together, for a reader who has nothing of it yet."""
    parts = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    assert answer
    return compressed(answer.body()) + sum(compressed(page.request.get(part).body()) for part in parts)


def found_by_axe(page: Page, options: dict[str, object]) -> list[str]:
    found = Axe().run(page, options=options).response["violations"]
    return [f"axe, {rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]


def hangs_out(page: Page) -> list[str]:
    """Whether the page can be scrolled sideways."""
    beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{beyond} pixels wider than the window"] if beyond > 0 else []


@pytest.mark.parametrize("width", [1280, 390])
def test_no_kind_of_page_has_anything_against_it(
    open_page: Callable[..., Page],
    screenshots: Callable[[Page, str], Path],
    addresses: dict[str, str],
    width: int,
) -> None:
    page = open_page(width=width, reduced_motion="reduce")
    height = page.viewport_size["height"] if page.viewport_size else 900
    wrong: dict[str, list[str]] = {}
    for kind, address in addresses.items():
        answer = page.goto(address)
        weight = first_view(page, answer)
        problems = [f"weighs {weight} bytes"] if weight > HEAVIEST else []
        problems += hangs_out(page)
        for scheme, options in RULES.items():
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            problems += found_by_axe(page, options)
            screenshots(page, f"{kind}-{width}{'-dark' if scheme == 'dark' else ''}")
        page.emulate_media(color_scheme="light")
        if width < ZOOMED * 2:
            page.set_viewport_size({"width": ZOOMED, "height": height})
            problems += [f"at 400 %: {problem}" for problem in hangs_out(page)]
            page.set_viewport_size({"width": width, "height": height})
        # The browser notes a status of 400 and 404 as an error, which here it is meant to be.
        heard = [each for each in page.complaints if "the server responded with a status of 40" not in each]  # type: ignore[attr-defined]
        page.complaints.clear()  # type: ignore[attr-defined]
        if problems + heard:
            wrong[address] = problems + heard
    assert wrong == {}


def test_no_kind_of_page_is_forgotten_here() -> None:
    """A new address is looked at above, or it is for machines."""
    named = {pattern.name for pattern in urls.urlpatterns if hasattr(pattern, "name")}
    data = {name for name in named if name and name.endswith(("-csv", "-json", "-file"))}
    known = {"a": "a", "b": "b", "empty": "c", "theme": "d"}
    seen = {
        resolve(address.format(**known).partition("?")[0]).url_name
        for kind, address in ADDRESSES.items()
        if kind not in {"not-found", "login"}
    }
    assert named - data - FOR_MACHINES == seen
