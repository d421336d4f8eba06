"""The browser fixtures notice what a reader would only suffer from."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_page_that_breaks_the_content_policy_is_a_complaint(page: Page) -> None:
    page.goto("/about/")
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {textContent: '1'}))")
    assert any("Content Security Policy" in complaint for complaint in page.complaints)  # type: ignore[attr-defined]
    page.complaints.clear()  # type: ignore[attr-defined]


def test_a_script_that_fails_is_a_complaint(page: Page) -> None:
    page.goto("/about/")
    with page.expect_event("pageerror"):
        page.evaluate("setTimeout(() => { throw new Error('broken') })")
    assert page.complaints == ["script error: broken"]  # type: ignore[attr-defined]
    page.complaints.clear()  # type: ignore[attr-defined]


def test_the_phone_is_390_wide_and_a_page_may_go_without_scripts(
    phone: Page, open_page: Callable[..., Page]
) -> None:
    phone.goto("/about/")
    assert phone.evaluate("innerWidth") == 390
    plain = open_page("/about/", javascript=False)
    assert "licence" in plain.inner_text("body").lower()
