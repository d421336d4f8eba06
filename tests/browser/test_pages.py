"""Home, authorities, the national picture, about and the error page: in both widths and both schemes."""

import gzip
import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response, expect

from tests.browser.archive import fill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]

ADDRESSES = {
    "home": "/",
    "authorities": "/authorities/",
    "authorities-filtered": "/authorities/?region=london&overall=requires-improvement",
    "authorities-none": "/authorities/?region=london&overall=outstanding",
    "authority": "/authorities/harrow-vale/",
    "authority-empty": "/authorities/marlow-fen/",
    "national": "/national/",
    "national-none": "/national/?strand=adoption&region=south-west",
    "grid": "/national/grid/?on=2016-01-01",
    "about": "/about/",
    "design": "/about/design/",
}


@pytest.fixture(autouse=True)
def archive(transactional_db: None) -> None:
    fill()


@pytest.mark.parametrize("kind", ADDRESSES)
def test_axe_finds_nothing_at_both_widths_and_in_both_schemes(
    open_page: OpenPage, screenshots: Callable[[Page, str], Path], kind: str
):
    for width, dark in product((1280, 390), (False, True)):
        page = open_page(ADDRESSES[kind], width=width, dark=dark, reduced_motion="reduce")
        found = Axe().run(page)
        screenshots(page, f"{kind}-{width}{'-dark' if dark else ''}")
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [390, 320])
def test_nothing_scrolls_sideways_at_a_phones_width_or_at_400_percent(open_page: OpenPage, width: int):
    page = open_page(width=width)
    for address in ADDRESSES.values():
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_the_page_that_is_not_there_is_clean_too(open_page: OpenPage):
    page = open_page("/nothing/")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.complaints.clear()  # type: ignore[attr-defined] # the browser logs every 404


def test_from_home_to_an_authority_by_keyboard_alone(open_page: OpenPage):
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox", name="Search the reports")).to_be_focused()
    tile = page.get_by_role("link", name=re.compile(r"^Stonebridge Moor ?: requires improvement"))
    tile.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Stonebridge Moor")


def test_the_focus_can_be_seen(open_page: OpenPage):
    page = open_page("/authorities/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"


def test_a_phones_menu_opens_without_a_script(open_page: OpenPage):
    page = open_page("/about/", width=390, javascript=False)
    link = page.get_by_role("navigation", name="Main").get_by_role("link", name="Authorities")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    link.click()
    expect(page).to_have_url(re.compile("/authorities/$"))


def test_a_phones_filters_are_one_tap_away_without_a_script(open_page: OpenPage):
    page = open_page("/authorities/", width=390, javascript=False)
    expect(page.get_by_label("Name")).to_be_hidden()
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Name").fill("moor")
    page.get_by_role("button", name="Show authorities").click()
    expect(page).to_have_url(re.compile(r"\?name=moor$"))
    expect(page.get_by_text("1 authority with reports here")).to_be_visible()


def test_the_list_narrows_as_a_filter_is_ticked(open_page: OpenPage):
    page = open_page("/authorities/")
    page.get_by_label("London", exact=False).first.check()
    expect(page.locator("#result-count")).to_contain_text("1 authority")
    expect(page).to_have_url(re.compile("region=london"))
    page.get_by_title("Remove this filter").click()
    expect(page.locator("#result-count")).to_contain_text("2 authorities")


def test_a_desk_sees_the_timeline_and_a_phone_its_table(open_page: OpenPage):
    desk = open_page("/authorities/harrow-vale/")
    expect(desk.locator("svg.timeline")).to_be_visible()
    phone = open_page("/authorities/harrow-vale/", width=390)
    expect(phone.locator("svg.timeline")).to_be_hidden()
    expect(phone.get_by_role("table", name=re.compile("The same as a table"))).to_be_visible()


def test_no_word_of_the_timeline_leaves_its_ground(open_page: OpenPage):
    page = open_page("/authorities/harrow-vale/")
    outside = page.evaluate(
        """() => {
            const grounds = [...document.querySelectorAll("svg.timeline rect")].map((r) => r.getBoundingClientRect());
            return [...document.querySelectorAll("svg.timeline [class^=g-] text")].filter((text) => {
                const box = text.getBoundingClientRect();
                return !grounds.some((ground) => ground.left <= box.left && box.right <= ground.right);
            }).map((text) => text.textContent);
        }"""
    )
    assert outside == []


def test_nothing_on_the_page_moves_after_it_is_drawn(open_page: OpenPage):
    page = open_page("/")
    shift = page.evaluate(
        """() => new Promise((resolve) => {
            let total = 0;
            new PerformanceObserver((list) => { for (const e of list.getEntries()) total += e.value; })
                .observe({type: "layout-shift", buffered: true});
            setTimeout(() => resolve(total), 600);
        })"""
    )
    assert shift == 0


def test_a_first_view_weighs_at_most_100_kilobytes_compressed(open_page: OpenPage):
    for address in ADDRESSES.values():
        page = open_page()
        answers: list[Response] = []
        page.on("response", lambda answer, seen=answers: seen.append(answer))
        page.goto(address, wait_until="networkidle")
        # The tests' server compresses nothing, the real one all but fonts, which are compressed already.
        weight = sum(
            len(body) if answer.url.endswith(".woff2") else len(gzip.compress(body))
            for answer in answers
            if (body := answer.body())
        )
        assert weight <= 100_000, f"{address}: {weight} bytes"
        page.close()


def test_a_printed_page_leaves_the_menu_and_the_boxes_out(open_page: OpenPage, tmp_path: Path):
    page = open_page("/authorities/harrow-vale/")
    page.emulate_media(media="print")
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.pdf(path=tmp_path / "page.pdf").startswith(b"%PDF")
