"""A curator's day in a browser: hand a report in, look at what was read, put a grade right, see it in public."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from reports.archive.holdings import SAMPLES
from reports.archive.reference import load_authorities
from reports.models import Inspection, Source

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "long and only for this test"  # noqa: S105
SAMPLE = SAMPLES / "ashmere-2014-single-inspection.txt"


def sign_in(page: Page) -> None:
    User.objects.create_superuser("curator", password=PASSWORD)
    page.goto("/admin/login/?next=/admin/reports/source/")
    page.get_by_label("Username").fill("curator")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def violations(page: Page, heading: str) -> list[str]:
    """What axe has against the curator's own part of the page under this heading; the rest is Django's."""
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    found = Axe().run(page, context=".curator").response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found]


@pytest.mark.parametrize("javascript", [True, False])
def test_a_report_is_handed_in_and_a_grade_corrected_for_every_reader(
    open_page: Callable[..., Page], javascript: bool
) -> None:
    load_authorities()
    page = open_page(javascript=javascript)
    sign_in(page)
    page.get_by_role("link", name="Upload a report").click()
    page.get_by_label("Report file").set_input_files(SAMPLE)
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("2 September 2014 to 24 September 2014")).to_be_visible()
    assert not Source.objects.exists()
    page.get_by_role("button", name="Put it into the archive").click()
    page.get_by_role("link", name="Correct a fact").click()
    row = page.get_by_role("row").filter(has_text="Experiences and progress of care leavers")
    row.get_by_role("link", name="Correct").click()
    page.get_by_label("Correct value").select_option("requires improvement")
    page.get_by_label("Reason").fill("Made up, to see it corrected.")
    page.get_by_role("button", name="Correct it").click()
    expect(page.get_by_text("printed “Inadequate”; Made up, to see it corrected.")).to_be_visible()
    reader = open_page(Inspection.objects.get().get_absolute_url(), javascript=javascript)
    judged = reader.get_by_role("row").filter(has_text="Experiences and progress of care leavers").first
    expect(judged).to_contain_text("Requires improvement")
    expect(judged).to_contain_text("printed “Inadequate”")
    expect(reader.get_by_text("Made up, to see it corrected.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_curators_pages_have_nothing_against_them(open_page: Callable[..., Page], width: int) -> None:
    load_authorities()
    page = open_page(width=width)
    sign_in(page)
    page.goto("/admin/reports/source/upload/")
    assert violations(page, "Upload a report") == []
    page.get_by_label("Report file").set_input_files(SAMPLE)
    page.get_by_role("button", name="Read the file").click()
    assert violations(page, "What was read in") == []
    page.get_by_role("button", name="Put it into the archive").click()
    assert violations(page, "uploaded/") == []
    page.get_by_role("link", name="Correct a fact").click()
    assert violations(page, "ashmere-2014-09-02") == []
    page.get_by_role("link", name="Correct Authority").click()
    assert violations(page, "Correct: Authority") == []
