"""A comparison of the samples: its numbers lead on, it fits a phone, and it loses nothing on paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from reports.models import Inspection
from tests.browser.archive import ingest_samples

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(transactional_db: None) -> str:
    ingest_samples()
    earlier, later = Inspection.objects.filter(authority__slug="ashmere").order_by("start")[:2]
    return f"/compare/{earlier.slug}/{later.slug}/"


def test_a_number_of_the_board_leads_to_its_recommendations(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(address, javascript=False)
    page.locator(".board").get_by_role("link", name=re.compile("asked for again")).click()
    expect(page.get_by_role("heading", name=re.compile("^Asked for again"))).to_be_in_viewport()


def test_on_paper_closed_evidence_is_open_and_the_reference_stands(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(address)
    evidence = page.locator("details.more li").first
    expect(evidence).to_be_hidden()
    page.emulate_media(media="print")
    assert (evidence.bounding_box() or {"height": 0})["height"] > 0
    expect(page.locator(".printed")).to_contain_text(address)
    expect(page.locator(".printed")).to_contain_text("accessed")


def test_on_paper_the_sources_are_no_larger_than_the_table_that_cites_them(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(address)
    page.emulate_media(media="print")
    size = "each => parseFloat(getComputedStyle(each).fontSize)"
    sources, cell = page.locator(".sources-of"), page.locator(".compare-judgements td").first
    assert sources.evaluate(size) < cell.evaluate(size)


def test_both_columns_of_what_is_new_begin_with_a_rule(open_page: Callable[..., Page], address: str) -> None:
    page = open_page(address)
    rules = page.locator(".said--new li").evaluate_all(
        "all => all.map(e => getComputedStyle(e).borderTopWidth)"
    )
    assert set(rules) == {"1px"}


def test_on_a_phone_themes_keep_their_bars_and_say_what_the_figures_are(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(address, width=390)
    row = page.locator(".themes-beside tbody tr").first
    assert (row.locator("svg").bounding_box() or {"width": 0})["width"] > 200
    expect(row).to_contain_text(re.compile(r"\d+ paragraphs?,\s+\d\.\d per 1,000 words"))


def test_the_address_is_copied_and_without_scripts_no_button_pretends_to(
    open_page: Callable[..., Page], address: str
) -> None:
    page = open_page(address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(address)
    plain = open_page(address, javascript=False)
    expect(plain.get_by_role("button", name="Copy link")).to_be_hidden()
    plain.get_by_text("Cite", exact=True).click()
    expect(plain.locator(".share__text").first).to_contain_text("Inspection Archive")
