"""Home, authorities and their timeline: by keyboard, on a phone, without scripts, on paper."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.archive import fill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]


@pytest.fixture(autouse=True)
def archive(transactional_db: None) -> None:
    fill()


def test_from_home_to_an_authority_by_keyboard_alone(open_page: OpenPage):
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox", name="Search the reports")).to_be_focused()
    region = page.locator(".home-region").filter(has_text="Stonebridge Moor")
    region.get_by_role("link", name="Stonebridge Moor").focus()
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
    expect(page.get_by_text("1 authority", exact=True)).to_be_visible()


@pytest.mark.parametrize("address", ["/inspections/", "/authorities/"])
def test_a_phones_filters_end_in_a_bar_flush_with_the_bottom(open_page: OpenPage, address: str):
    page = open_page(address, width=390, javascript=False)
    page.get_by_role("button", name="Filters").click()
    show, close = page.locator(".panel__foot button").all()
    bar, left, right = (each.bounding_box() for each in (page.locator(".panel__foot"), show, close))
    assert bar
    assert left
    assert right
    assert bar["y"] + bar["height"] == page.evaluate("innerHeight")
    assert left["y"] == right["y"]
    close.click()
    expect(page.locator("#filters")).to_be_hidden()


@pytest.mark.parametrize("address", ["/inspections/", "/authorities/", "/authorities/harrow-vale/"])
def test_no_link_of_a_phones_hidden_table_head_takes_the_focus(open_page: OpenPage, address: str):
    desk = open_page(address)
    names = desk.get_by_role("columnheader").all_inner_texts()
    assert desk.locator(".cards thead a").first.is_visible()
    phone = open_page(address, width=390)
    focused = "each => { each.focus(); return each === document.activeElement; }"
    assert not any(link.evaluate(focused) for link in phone.locator(".cards thead a").all())
    said = phone.locator(".cards thead th").all_inner_texts()
    assert [text.split() for text in said] == [text.split() for text in names]


def test_the_list_narrows_as_a_filter_is_ticked(open_page: OpenPage):
    page = open_page("/authorities/")
    page.get_by_label("London", exact=False).first.check()
    expect(page.locator("#result-count")).to_contain_text("1 authority")
    expect(page).to_have_url(re.compile("region=london"))
    page.get_by_title("Remove this filter").click()
    expect(page.locator("#result-count")).to_contain_text("2 authorities")


def test_a_phone_has_the_timeline_with_a_swipe_and_its_table(open_page: OpenPage):
    desk = open_page("/authorities/harrow-vale/")
    expect(desk.locator("svg.timeline")).to_be_visible()
    expect(desk.get_by_text("Swipe across the picture")).to_be_hidden()
    phone = open_page("/authorities/harrow-vale/", width=390)
    expect(phone.locator("svg.timeline")).to_be_visible()
    expect(phone.get_by_text("Swipe across the picture")).to_be_visible()
    expect(phone.get_by_role("table", name=re.compile("The same as a table"))).to_be_visible()


def test_what_a_framework_does_not_judge_is_one_tap_away_on_a_phone(open_page: OpenPage):
    phone = open_page("/authorities/harrow-vale/", width=390, javascript=False)
    absent = phone.locator(".grades .absent").first
    expect(absent).to_be_hidden()
    phone.get_by_label("Show also where a framework has no such judgement").check()
    expect(absent).to_be_visible()


SIDEWAYS = """() => [...document.querySelectorAll("main *")].filter((each) =>
    each.scrollWidth > each.clientWidth + 1 && ["auto", "scroll"].includes(getComputedStyle(each).overflowX)
).map((each) => each.getAttribute("aria-label"))"""


@pytest.mark.parametrize(
    ("address", "scrolls"),
    [
        ("/", []),
        ("/authorities/", []),
        ("/authorities/harrow-vale/", ["Timeline of grades"]),
        ("/national/", []),
        ("/national/grid/", []),
        ("/trajectories/", []),
        ("/themes/", []),
        ("/about/", []),
    ],
)
def test_nothing_scrolls_sideways_on_a_phone_but_the_timeline(
    open_page: OpenPage, address: str, scrolls: list[str]
):
    assert open_page(address, width=390).evaluate(SIDEWAYS) == scrolls


def test_a_phones_card_has_each_strand_and_its_grade_on_one_line(open_page: OpenPage):
    phone = open_page("/authorities/", width=390)
    row = phone.get_by_role("row", name=re.compile("Stonebridge Moor"))
    cells = row.locator("td[data-label]").filter(has=phone.locator(".grade"))
    assert cells.count() > 1
    for cell in cells.all():
        grade, box = cell.locator(".grade").bounding_box(), cell.bounding_box()
        assert grade
        assert box
        assert abs(grade["y"] - box["y"]) < 12
    box = row.bounding_box()
    assert box
    assert box["height"] < 400


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


def test_a_printed_page_leaves_the_menu_and_the_boxes_out(open_page: OpenPage, tmp_path: Path):
    page = open_page("/authorities/harrow-vale/")
    page.emulate_media(media="print")
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.pdf(path=tmp_path / "page.pdf").startswith(b"%PDF")
