"""Journeys of readers: find a report, read it, cite it; with keys alone, without scripts, on a phone, on paper."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from reports.models import Inspection, ParagraphTheme, Theme
from tests.builders import make_authority, make_inspection, make_source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HELP = "The experiences of children who need help and protection"
LEAVERS = "The experiences of care leavers"


@pytest.fixture
def report(live_server) -> Inspection:  # type: ignore[no-untyped-def]
    """A long report about a made-up authority, with one before it and one of another authority."""
    ashmere = make_authority(name="Ashmere", fictional=True)
    make_inspection(
        authority=ashmere, framework="cp", start=date(2012, 5, 14), judgements={"overall": "adequate"}
    )
    make_inspection(authority=make_authority(name="Calderwick"), judgements={"care-leavers": "good"})
    body = [
        {
            "text": f"Number {n}: families are helped early, and leaders check whether the plan is kept." * 4,
            "section": [HELP] if n < 20 else [LEAVERS],
            "strand": "help-and-protection" if n < 20 else "care-leavers",
            "page": 5 + n // 6,
        }
        for n in range(1, 40)
    ]
    body[32]["text"] = "Young people who leave care wait for a home, and two pathways were never written."
    body[35]["text"] = "A pathway plan says what a young person needs (paragraph 33)."
    return make_inspection(
        authority=ashmere,
        start=date(2014, 9, 30),
        end=date(2014, 10, 22),
        judgements={
            "overall": "requires improvement",
            "help-and-protection": "good",
            "care-leavers": "inadequate",
        },
        recommendations=[{"text": "Write every pathway plan.", "timescale": "Immediately"}],
        paragraphs=body,
        source=make_source(warnings=[{"code": "gap", "message": "The number 12 stands twice.", "page": 6}]),
    )


def in_view(page: Page, selector: str) -> bool:
    """Whether an element is in the window."""
    return bool(
        page.eval_on_selector(
            selector, "e => e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().top < innerHeight"
        )
    )


def test_a_reader_finds_the_report_where_care_leavers_were_judged_inadequate(page: Page, report: Inspection):
    page.goto("/inspections/")
    leavers = page.locator("#facet-care-leavers")
    leavers.locator("summary").first.click()
    leavers.get_by_role("checkbox", name="Inadequate , would show 1").check()
    expect(page.locator("#result-count")).to_have_text("1 inspection")
    assert page.url.endswith("/inspections/?care-leavers=inadequate")
    expect(page.locator("details#facet-care-leavers")).to_have_attribute("open", "")
    page.get_by_role("link", name="Ashmere").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Ashmere, 30 September"))


def test_filtering_keeps_the_focus_and_takes_a_filter_away_again(page: Page, report: Inspection):
    page.goto("/inspections/?care-leavers=inadequate")
    box = page.locator("#overall-requires-improvement")
    box.focus()
    box.press("Space")
    expect(page.locator(".tag")).to_have_count(2)
    expect(box).to_be_focused()
    page.get_by_role("link", name="Remove the filter Care leavers: Inadequate").click()
    expect(page.locator(".tag")).to_have_count(1)


def test_the_way_back_undoes_a_filter(page: Page, report: Inspection):
    page.goto("/inspections/")
    page.locator("#overall-adequate").check()
    expect(page.locator("#result-count")).to_have_text("1 inspection")
    page.go_back()
    expect(page.locator("#result-count")).to_have_text("3 inspections")
    expect(page.locator("#overall-adequate")).not_to_be_checked()


def test_without_scripts_the_filters_are_a_form(open_page: Callable[..., Page], report: Inspection):
    page = open_page("/inspections/", javascript=False)
    page.locator("#overall-adequate").check()
    page.get_by_role("button", name="Show inspections").click()
    assert page.url.endswith("/inspections/?overall=adequate")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_a_search_opens_the_report_at_the_marked_paragraph(page: Page, report: Inspection):
    page.goto(f"{report.get_absolute_url()}?q=pathway+plan#para-36")
    assert in_view(page, "#para-36")
    expect(page.locator("#para-36 mark")).to_have_text(["pathway plan"])
    expect(page.locator(".matches")).to_contain_text("2 of 2")


def test_words_are_found_in_the_report_from_its_own_page(page: Page, report: Inspection):
    page.goto(report.get_absolute_url())
    page.get_by_role("searchbox", name="Find in this report").fill('"pathway plan"')
    page.get_by_role("button", name="Find").click()
    assert page.url.endswith("?q=%22pathway+plan%22#rec-1")
    expect(page.locator(".matches")).to_contain_text("1 of 2")
    page.get_by_role("link", name="Remove the marks").click()
    expect(page.locator("mark")).to_have_count(0)


def test_on_a_phone_the_contents_are_closed_and_one_tap_away(phone: Page, report: Inspection):
    phone.goto(report.get_absolute_url())
    entry = phone.locator(".toc").get_by_role("link", name=LEAVERS)
    expect(entry).to_be_hidden()
    phone.locator(".toc summary").tap()
    entry.tap()
    assert "#section-" in phone.url


def test_without_scripts_finding_lands_on_the_first_match_and_the_last_is_one_link_away(
    open_page: Callable[..., Page], report: Inspection
):
    page = open_page(report.get_absolute_url(), javascript=False)
    page.get_by_role("searchbox", name="Find in this report").fill("pathway plan")
    page.get_by_role("button", name="Find").click()
    assert page.url.endswith("#rec-1")
    assert in_view(page, "#rec-1")
    page.get_by_role("link", name="Last passage").click()
    assert page.url.endswith("#para-36")
    assert in_view(page, "#para-36")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_way_through_the_matches_stays_where_it_is_and_tells_the_place(
    open_page: Callable[..., Page], report: Inspection, width: int
):
    page = open_page(f"{report.get_absolute_url()}find/?q=plan", width=width)
    bar, onward = page.locator(".matches"), page.get_by_role("link", name="Next passage")
    expect(bar).to_contain_text("1 of 39")
    before = onward.bounding_box()
    onward.click()
    onward.click()
    expect(bar).to_contain_text("3 of 39")
    after = onward.bounding_box()
    assert after
    assert 0 <= after["y"] < 200
    assert width < 1000 or before == after
    expect(page).to_have_url(re.compile("#para-2$"))
    page.get_by_role("link", name="Passage before").click()
    expect(bar).to_contain_text("2 of 39")
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    expect(bar).to_contain_text("39 of 39")


def test_the_report_is_read_with_keys_alone(page: Page, report: Inspection):
    page.goto(f"{report.get_absolute_url()}?q=pathway+plan")
    page.keyboard.press("n")
    expect(page.locator("#rec-1")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator("#para-36")).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator("#rec-1")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#para-1")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#para-2")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("#para-1")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#para-1 > a >> nth=0")).to_be_focused()


def test_the_address_follows_the_keys_without_steps_in_the_history(page: Page, report: Inspection):
    page.goto(report.get_absolute_url())
    steps = page.evaluate("history.length")
    for _ in range(3):
        page.keyboard.press("j")
    expect(page.locator("#para-2")).to_be_focused()
    expect(page).to_have_url(re.compile("#para-2$"))
    assert page.evaluate("history.length") == steps
    page.reload()
    expect(page.locator(":target")).to_have_id("para-2")


def test_only_the_paragraph_that_the_keys_came_to_looks_chosen(page: Page, report: Inspection):
    page.goto(f"{report.get_absolute_url()}#para-9")
    expect(page.locator("#para-9 [href^=cite]")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("#para-10 [href^=cite]")).to_be_visible()
    expect(page.locator("#para-9 [href^=cite]")).to_be_hidden()
    expect(page.locator("#para-9")).to_have_css("box-shadow", "none")


def test_a_slash_finds_in_the_report_and_escape_leads_back_to_the_place(page: Page, report: Inspection):
    page.goto(f"{report.get_absolute_url()}#para-30")
    page.keyboard.press("j")
    expect(page.locator("#para-31")).to_be_focused()
    top = page.evaluate("scrollY")
    page.keyboard.press("/")
    find = page.get_by_role("searchbox", name="Find in this report")
    expect(find).to_be_focused()
    assert in_view(page, "#find")
    page.keyboard.type("j/k?")
    expect(find).to_have_value("j/k?")
    page.keyboard.press("Escape")
    expect(page.locator("#para-31")).to_be_focused()
    assert page.evaluate("scrollY") == top
    page.goto("/inspections/")
    page.evaluate("scrollTo({ top: 20, behavior: 'instant' })")
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search the reports")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox", name="Search the reports")).not_to_be_focused()
    assert page.evaluate("scrollY") == 20


def test_every_paragraph_offers_its_page_when_pointed_at_linked_to_or_reached_by_keys(
    page: Page, report: Inspection
):
    page.goto(f"{report.get_absolute_url()}#para-9")
    tools = page.locator("#para-9 small")
    expect(tools.get_by_role("link", name="page 6")).to_have_attribute("href", "source/#page=6")
    page.keyboard.press("j")
    expect(page.locator("#para-10").get_by_role("link", name="page 6")).to_be_visible()
    for tool in ("[href^=source]", "[href^=cite]", ".copy"):
        expect(page.locator(f"#para-10 {tool}")).to_be_visible()
    page.locator("#para-13").hover()
    expect(page.locator("#para-13").get_by_role("link", name="page 7")).to_be_visible()
    expect(page.locator("#para-10 small [href^=source]")).to_have_count(0)


def test_the_keys_are_explained_and_can_be_turned_off(page: Page, report: Inspection):
    page.goto(report.get_absolute_url())
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("Next paragraph")
    dialog.get_by_role("checkbox").uncheck()
    dialog.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    expect(page.locator(".para:focus")).to_have_count(0)
    page.reload()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Find in this report")).not_to_be_focused()
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Find in this report")).to_be_focused()


def test_keys_held_with_others_belong_to_the_browser(page: Page, report: Inspection):
    page.goto(report.get_absolute_url())
    for chord in ("Control+j", "Alt+j", "Meta+j"):
        page.keyboard.press(chord)
    expect(page.locator(".para:focus")).to_have_count(0)


def test_the_contents_follow_the_place(page: Page, report: Inspection):
    page.goto(report.get_absolute_url())
    page.locator("#para-30").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#para-30').scrollIntoView()")
    expect(page.locator(".toc [aria-current]")).to_contain_text(LEAVERS)
    assert in_view(page, ".toc")


def test_a_judgement_leads_to_the_part_that_gives_its_reasons(page: Page, report: Inspection):
    page.goto(report.get_absolute_url())
    page.locator(".judgements").get_by_role("link", name="Care leavers").click()
    expect(page.locator(":target")).to_have_text(re.compile(f"^{LEAVERS}"))
    expect(page.locator(".toc").get_by_role("link", name=f"{LEAVERS} Inadequate")).to_be_visible()


def test_a_paragraph_is_cited(page: Page, report: Inspection):
    page.goto(report.get_absolute_url())
    page.locator("#para-33").hover()
    page.locator("#para-33").get_by_role("link", name="Cite").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cite para 33")
    expect(page.locator("p.cite")).to_contain_text("para 33 <")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download .bib").click()
    assert Path(download.value.path()).read_text().startswith(f"@techreport{{{report.slug}-para-33,")


def test_a_paragraphs_link_and_a_reference_are_copied(open_page: Callable[..., Page], report: Inspection):
    page = open_page(report.get_absolute_url(), permissions=["clipboard-read", "clipboard-write"])
    page.locator("#para-33").hover()
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"{report.get_absolute_url()}#para-33")
    page.goto(f"{report.get_absolute_url()}cite/para-33/")
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "para 33" in page.evaluate("navigator.clipboard.readText()")


def test_the_paragraph_that_is_read_shows_its_themes(page: Page, report: Inspection):
    theme = Theme.objects.create(slug="plans", name="Plans", about="What is planned.", expressions="plan")
    ParagraphTheme.objects.create(paragraph=report.paragraphs.get(number=33), theme=theme)
    page.goto(f"{report.get_absolute_url()}#para-33")
    expect(page.locator("#para-33").get_by_role("link", name="Plans")).to_be_visible()
    page.locator("#para-34 > a >> nth=0").focus()
    expect(page.locator("#para-33").get_by_role("link", name="Plans")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 1100, 390])
def test_the_tools_of_a_paragraph_are_reached_with_tab_and_move_nothing(
    open_page: Callable[..., Page], report: Inspection, width: int
):
    page = open_page(report.get_absolute_url(), width=width)
    number = page.locator("#para-15 > a >> nth=0")
    number.focus()
    before = page.evaluate("document.documentElement.scrollHeight")
    for name in ("page 7", "Cite"):
        page.keyboard.press("Tab")
        expect(page.locator("#para-15").get_by_role("link", name=name)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#para-15 .copy")).to_be_focused()
    number.blur()
    assert page.evaluate("document.documentElement.scrollHeight") == before
    expect(page.locator("#para-14 [href^=cite]")).to_be_hidden()


def test_a_reference_inside_the_text_leads_to_its_paragraph(page: Page, report: Inspection):
    page.goto(report.get_absolute_url())
    page.locator("#para-36").get_by_role("link", name="33", exact=True).click()
    assert page.url.endswith("#para-33")
    assert in_view(page, "#para-33")


def test_on_a_phone_nothing_lies_beside_the_page_and_the_filters_are_one_tap_away(
    phone: Page, report: Inspection
):
    phone.goto("/inspections/")
    expect(phone.locator("#filters")).to_be_hidden()
    phone.get_by_role("button", name="Filters").tap()
    expect(phone.locator("#filters")).to_be_visible()
    phone.locator("#overall-adequate").tap()
    expect(phone.locator("#result-count")).to_have_text("1 inspection")
    expect(phone.locator("#filters")).to_be_visible()
    phone.get_by_role("button", name="Close").tap()
    for address in ("/inspections/", report.get_absolute_url(), f"{report.get_absolute_url()}cite/para-33/"):
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_at_four_times_the_size_nothing_is_lost(open_page: Callable[..., Page], report: Inspection):
    page = open_page(report.get_absolute_url(), width=320)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator("#para-39")).to_be_visible()


def test_on_paper_the_report_is_whole_and_its_tools_are_gone(page: Page, report: Inspection):
    page.goto(report.get_absolute_url())
    page.emulate_media(media="print")
    expect(page.locator("#para-39")).to_be_visible()
    expect(page.locator("#para-33 > a >> nth=0")).to_be_visible()
    expect(page.locator("small [href^=source]").first).to_be_visible()
    for tool in (".toc", ".find", ".masthead", "#para-33 [href^=cite]"):
        expect(page.locator(tool)).to_be_hidden()
    page.set_viewport_size({"width": 720, "height": 1000})  # as wide as paper
    number, text = (
        page.locator("#para-33 > a >> nth=0").bounding_box(),
        page.locator("#para-33").bounding_box(),
    )
    assert number
    assert text
    assert number["x"] + number["width"] < text["x"], "numbers stand in the margin, as on a desk"
    assert len(page.pdf()) > 10_000


def test_a_wrong_filter_is_said_on_a_page(page: Page, report: Inspection):
    page.goto("/inspections/?overall=splendid")
    expect(page.locator(".error")).to_contain_text("“splendid” is not a value of “overall”.")
    page.complaints.clear()  # type: ignore[attr-defined] # the browser notes the status 400
