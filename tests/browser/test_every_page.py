"""Every kind of page on the samples, at both widths and in both schemes: axe, weight, width, complaints, a picture."""

from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import brotli
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import resolve
from playwright.sync_api import Page, Response

from reports import urls
from reports.models import Authority, Inspection, Source
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
    "inspections-feed",
    "authority-feed",
    "theme-feed",
    "changes-feed",
    "find",
    "source",
    "source-file",
}
WITHOUT_GRADES = ("visit", "jtai", "send")


class Kind(NamedTuple):
    """A kind of page on the samples: its URL and title with names to be filled in, and its status."""

    url: str
    title: str
    status: int = 200


KINDS = {
    "home": Kind("/", "Inspection Archive"),
    "authorities": Kind("/authorities/", "Authorities"),
    "authorities-filtered": Kind("/authorities/?overall=requires-improvement", "Authorities"),
    "authorities-none": Kind("/authorities/?region=london&overall=outstanding", "Authorities"),
    "authority": Kind("/authorities/ashmere/", "Ashmere"),
    "authority-empty": Kind("/authorities/{empty}/", "{name}"),
    "authority-recommendations": Kind(
        "/authorities/ashmere/recommendations/", "What Ashmere was asked to do"
    ),
    "authority-recommendations-none": Kind(
        "/authorities/{empty}/recommendations/", "What {name} was asked to do"
    ),
    "national": Kind("/national/", "National picture: Overall effectiveness"),
    "national-given": Kind("/national/?view=given&strand=care-leavers", "National picture: Care leavers"),
    "national-unknown": Kind("/national/?strnad=care-leavers", "National picture: Overall effectiveness"),
    "national-none": Kind(
        "/national/?strand=adoption&region=south-west", "National picture: Adoption, South West"
    ),
    "national-grid": Kind(
        "/national/grid/?on=2016-01-01", "Authorities by region: Overall effectiveness on 1 January 2016"
    ),
    "national-grid-held": Kind(
        "/national/grid/?on=2016-12-31&held=requires-improvement",
        "Authorities by region: Overall effectiveness on 31 December 2016",
    ),
    "changes": Kind("/changes/", "What changed in the archive"),
    "changes-wrong": Kind("/changes/?since=yesterday", "What changed in the archive", 400),
    "follow": Kind("/follow/?authority=ashmere", "No mail from this archive", 404),
    "follow-confirm": Kind("/follow/confirm/none/", "No mail from this archive", 404),
    "follow-manage": Kind("/follow/manage/none/", "No mail from this archive", 404),
    "follow-stop": Kind("/follow/stop/none/", "No mail from this archive", 404),
    "inspections": Kind("/inspections/", "Inspections"),
    "inspections-filtered": Kind("/inspections/?care-leavers=inadequate", "Inspections"),
    "inspections-none": Kind("/inspections/?care-leavers=inadequate&overall=outstanding", "Inspections"),
    "inspections-wrong": Kind("/inspections/?overall=splendid", "A filter is not right", 400),
    "inspection": Kind("/inspections/{b}/", "Ashmere, 2–24 September 2014"),
    "inspection-visit": Kind("/inspections/{visit}/", "Ashmere, 26–27 June 2018"),
    "inspection-jtai": Kind("/inspections/{jtai}/", "Ashmere, 18–22 October 2021"),
    "inspection-send": Kind("/inspections/{send}/", "Ashmere, 12–16 June 2023"),
    "inspection-marked": Kind("/inspections/{b}/?q=care+leavers#para-12", "Ashmere, 2–24 September 2014"),
    "cite": Kind("/inspections/{b}/cite/", "Cite Ashmere, 2–24 September 2014"),
    "cite-passage": Kind("/inspections/{b}/cite/para-12/", "Cite para 12, Ashmere, 2–24 September 2014"),
    "search": Kind("/search/", "Search"),
    "search-found": Kind("/search/?q=care+leavers", "care leavers"),
    "search-recommendations": Kind("/search/?q=plan&in=recommendations", "plan"),
    "search-recommendations-none": Kind("/search/?q=zxqwv&in=recommendations", "zxqwv"),
    "search-understood": Kind("/search/?q=ashmere+council+flat", "ashmere council flat"),
    "search-none": Kind("/search/?q=zxqwv", "zxqwv"),
    "search-wrong": Kind("/search/?q=plan&grade=superb", "A filter is not right", 400),
    "compare-start": Kind("/compare/", "Compare two inspections"),
    "compare-pick": Kind("/compare/?authority=ashmere", "Compare two inspections"),
    "compare": Kind("/compare/{a}/{b}/", "Ashmere, October 2012 and September 2014 compared"),
    "compare-one": Kind("/compare/{a}/", "Ashmere, 8–17 October 2012: compare"),
    "compare-sections": Kind("/compare/{a}/{b}/sections/", "Sections side by side: 2012 and 2014"),
    "compare-theme": Kind("/compare/{a}/{b}/themes/care-leavers/", "Care leavers: 2012 and 2014"),
    "compare-challenge": Kind(
        "/compare/{a}/{b}/recommendations/1/wrong/?status=mixed", "Tell us that a status is wrong"
    ),
    "themes": Kind("/themes/", "Themes"),
    "theme": Kind("/themes/care-leavers/", "Care leavers"),
    "trajectories": Kind("/trajectories/", "Trajectories"),
    "trajectories-ends": Kind("/trajectories/?view=ends", "Trajectories"),
    "trajectories-none": Kind("/trajectories/?from=2025&to=2026", "Trajectories"),
    "about": Kind("/about/", "About"),
    "about-design": Kind("/about/design/", "Design"),
    "about-quality": Kind("/about/quality/", "Quality"),
    "quality-warning": Kind("/about/quality/warnings/gap/", "Warning: Gap"),
    "quality-state": Kind("/about/quality/states/warnings/", "Warnings"),
    "quality-role": Kind("/about/quality/roles/title/", "Title"),
    "quality-corrections": Kind("/about/quality/corrections/", "Corrections"),
    "quality-official": Kind("/about/quality/official/", "Against the official statistics"),
    "not-found": Kind("/nothing/", "Page not found", 404),
    "login": Kind("/admin/login/", "Log in | Curator’s desk"),
}


@pytest.fixture
def kinds(transactional_db: None) -> dict[str, Kind]:
    """The samples as `make run` shows them, and every kind of page on them."""
    ingest_samples()
    graded = Inspection.objects.filter(authority__slug="ashmere", framework__in=["cp", "sif"]).order_by(
        "start"
    )
    earlier, later = graded[:2]
    empty = Authority.objects.filter(inspections=None, fictional=False).order_by("name").first()
    # The samples are read without a warning; here one is not.
    warning = {"code": "gap", "message": "The number 12 stands twice.", "page": 6}
    Source.objects.filter(inspection=later).update(warnings=[warning])
    assert empty
    names = {"a": earlier.slug, "b": later.slug, "empty": empty.slug, "name": empty.name}
    names |= {kind: Inspection.objects.get(kind=kind).slug for kind in WITHOUT_GRADES}
    return {
        name: Kind(kind.url.format(**names), kind.title.format(**names), kind.status)
        for name, kind in KINDS.items()
    }


@lru_cache(maxsize=256)
def compressed(body: bytes) -> int:
    """What a body weighs on its way: fonts are compressed in themselves, the rest by the server."""
    return len(body) if body.startswith(b"wOF2") else len(brotli.compress(body, quality=7))


@cache
def axe_script() -> str:
    return Axe().axe_script


def first_view(page: Page, answer: Response, weights: dict[str, int]) -> int:
    """What the page and everything that it asked for weigh together, for a reader who has nothing of it yet.

    `weights` holds what is known of parts by their URLs: most are static files that every page asks for.
    """
    parts = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    for part in parts:
        if part not in weights:
            weights[part] = compressed(page.request.get(part).body())
    return compressed(answer.body()) + sum(weights[part] for part in parts)


def found_by_axe(page: Page, options: dict[str, object]) -> list[str]:
    """Violations alone: to describe every element that is right takes axe as long again."""
    ask = "(options) => axe.run(document, options).then((found) => found.violations)"
    found = page.evaluate(ask, {**options, "resultTypes": ["violations"]})
    return [f"axe, {rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]


def another_page(page: Page, answer: Response, kind: Kind) -> list[str]:
    """Whether this is a page other than the one that is meant: an error page has nothing against it either."""
    title = page.title().removesuffix(" – Inspection Archive")
    found, meant = (answer.status, title), (kind.status, kind.title)
    return [f"is {found} instead of {meant}"] if found != meant else []


def hangs_out(page: Page) -> list[str]:
    """Whether the page can be scrolled sideways."""
    beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{beyond} pixels wider than the window"] if beyond > 0 else []


@pytest.mark.parametrize("width", [1280, 390])
def test_no_kind_of_page_has_anything_against_it(
    open_page: Callable[..., Page],
    screenshots: Callable[[Page, str], Path | None],
    kinds: dict[str, Kind],
    width: int,
) -> None:
    page = open_page(width=width, reduced_motion="reduce")
    height = page.viewport_size["height"] if page.viewport_size else 900
    wrong: dict[str, list[str]] = {}
    weights: dict[str, int] = {}
    for name, kind in kinds.items():
        answer = page.goto(kind.url)
        assert answer
        problems = another_page(page, answer, kind)
        weight = first_view(page, answer, weights)
        problems += [f"weighs {weight} bytes"] if weight > HEAVIEST else []
        problems += hangs_out(page)
        page.evaluate(axe_script())
        for scheme, options in RULES.items():
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            problems += found_by_axe(page, options)
            screenshots(page, f"{name}-{width}{'-dark' if scheme == 'dark' else ''}")
        page.emulate_media(color_scheme="light")
        if width < ZOOMED * 2:
            page.set_viewport_size({"width": ZOOMED, "height": height})
            problems += [f"at 400 %: {problem}" for problem in hangs_out(page)]
            page.set_viewport_size({"width": width, "height": height})
        # The browser notes a status of 400 and 404 as an error, which here it is meant to be.
        heard = [each for each in page.complaints if "the server responded with a status of 40" not in each]  # type: ignore[attr-defined]
        page.complaints.clear()  # type: ignore[attr-defined]
        if problems + heard:
            wrong[kind.url] = problems + heard
    assert wrong == {}


def test_no_kind_of_page_is_forgotten_here() -> None:
    """A new address is looked at above, or it is for machines."""
    named = {pattern.name for pattern in urls.urlpatterns if hasattr(pattern, "name")}
    data = {name for name in named if name and name.endswith(("-csv", "-json", "-file"))}
    known = {"a": "a", "b": "b", "empty": "c"} | dict.fromkeys(WITHOUT_GRADES, "e")
    seen = {
        resolve(kind.url.format(**known).partition("?")[0]).url_name
        for name, kind in KINDS.items()
        if name not in {"not-found", "login"}
    }
    assert named - data - FOR_MACHINES == seen
