"""Searching in a browser: from a question to the marked paragraph, with filters, on a phone and without scripts."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from reports.comparing.terms.vocabulary import count_terms
from reports.search.plan.indexing import refresh
from reports.search.query.thesaurus import load
from tests.builders import make_authority, make_inspection

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def archive(live_server) -> str:  # type: ignore[no-untyped-def]
    """Two reports of two made-up authorities, ready to be searched; the address of the site."""
    load()
    for name, framework, start in (
        ("Ashmere", "sif", date(2014, 9, 30)),
        ("Calderwick", "ilacs", date(2019, 3, 4)),
    ):
        make_inspection(
            authority=make_authority(name=name, fictional=True),
            framework=framework,
            start=start,
            paragraphs=[
                {"text": f"Filler number {n} of the report." * 8, "section": ["The beginning"]}
                for n in range(1, 30)
            ]
            + [{"text": f"In {name} young people wait long for a tenancy.", "strand": "care-leavers"}],
        )
    count_terms()
    refresh()
    return str(live_server.url)


def test_a_search_ends_at_the_marked_paragraph(page: Page, archive: str) -> None:
    page.goto(f"{archive}/")
    page.get_by_role("searchbox").last.fill("ashmere council flat")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Authority: Ashmere (from your words)", exact=True)).to_be_visible()
    page.get_by_role("link", name="Ashmere 2014, paragraph 30").click()
    expect(page.locator("#para-30 mark").first).to_be_visible()
    assert page.url.endswith("#para-30")


def test_a_filter_narrows_at_once_and_its_tag_takes_it_back(page: Page, archive: str) -> None:
    page.goto(f"{archive}/search/?q=tenancy&also=off")
    expect(page.locator(".hit")).to_have_count(2)
    page.get_by_role("checkbox", name="ILACS").check()
    expect(page.locator(".hit")).to_have_count(1)
    assert "framework=ilacs" in page.url
    page.get_by_role("link", name="Remove the filter Framework: ILACS").click()
    expect(page.locator(".hit")).to_have_count(2)


def test_without_scripts_the_filters_are_a_form(browser: Browser, archive: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{archive}/search/?q=tenancy&also=off")
    page.get_by_role("checkbox", name="ILACS").check()
    page.get_by_role("button", name="Show results").click()
    expect(page.locator(".hit")).to_have_count(1)
    context.close()
