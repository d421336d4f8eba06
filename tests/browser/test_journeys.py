"""From one kind of page to another on the samples: search and read, compare and read."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.archive import ingest_samples

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_reader_searches_lands_on_the_marked_paragraph_and_compares_two_inspections(
    open_page: Callable[..., Page], javascript: bool
) -> None:
    ingest_samples()
    page = open_page("/", javascript=javascript)
    page.get_by_role("searchbox", name="Search the reports").fill("care leavers")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".hit").first.locator("mark").first).to_be_visible()
    page.locator(".hit").first.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/inspections/.+#"))
    passage = page.locator(":target")
    expect(passage).to_be_in_viewport()
    expect(passage.locator("mark").first).to_be_visible()

    page.get_by_role("navigation", name="Footer").get_by_role("link", name="Compare").click()
    page.get_by_label("Authority", exact=True).select_option("Ashmere")
    page.get_by_role("button", name="Show their inspections").click()
    expect(page).to_have_url(re.compile("authority=ashmere"))
    for year in (2012, 2014):
        page.get_by_role("checkbox", name=str(year)).check()
    page.get_by_role("button", name="Compare the two picked").click()
    expect(page).to_have_url(re.compile(r"/compare/ashmere-2012-[\d-]+/ashmere-2014-[\d-]+/"))
    row = page.get_by_role("row", name=re.compile("^Help and protection"))
    expect(row).to_contain_text("Not comparable")
    evidence = page.locator(".said a").first
    anchor = (evidence.get_attribute("href") or "").partition("#")[2]
    evidence.click()
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()
