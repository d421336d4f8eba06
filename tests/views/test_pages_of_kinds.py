"""The page of a visit and of an area inspection: what it says instead of grades, and whom it asks to do what."""

import re
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from reports.exports.citations import citation_of
from reports.models import Inspection
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db
BOTH = "Northam Council and NHS Northern Shore Integrated Care Board"


@pytest.fixture
def area() -> Inspection:
    return make_inspection(
        authority=make_authority(name="Northam", slug="northam"),
        start=date(2023, 6, 12),
        framework=None,
        kind="send",
        outcome="widespread and/or systemic failings",
        outcome_printed="There are widespread and/or systemic failings in Northam.",
        outcome_page=2,
        partners=["NHS Northern Shore Integrated Care Board"],
        recommendations=[
            item("Count those who wait.", "priority action", BOTH),
            item("Shorten the wait.", "priority action", BOTH),
            item("Finish plans in time.", "priority action", "Northam Council"),
            item("Tell parents whom to call.", "improvement", ""),
        ],
        paragraphs=[{"text": "Children wait.", "kind": "text"}],
    )


@pytest.fixture
def visit() -> Inspection:
    return make_inspection(
        authority=make_authority(name="Southam", slug="southam"),
        start=date(2021, 3, 1),
        framework=None,
        kind="visit",
        title="Focused visit to Southam children’s services",
        theme="arrangements for young carers",
        published=date(2021, 4, 1),
        published_from="printed",
        recommendations=[item("Plans.", "improvement", "", heading="What needs to improve?")],
        paragraphs=[{"text": "Plans are late.", "kind": "text"}],
    )


def item(text: str, category: str, whom: str, *, heading: str = "") -> dict[str, object]:
    heading = heading or (
        "Areas for priority action" if category != "improvement" else "Areas for improvement"
    )
    return {"text": text, "category": category, "addressee": whom, "headings": [heading]}


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_an_outcome_is_shown_with_its_sentence_and_page_and_no_grade_is(client: Client, area: Inspection):
    page = client.get(area.get_absolute_url()).content.decode()
    assert "outcome--widespread-andor-systemic-failings" in page
    assert "There are widespread and/or systemic failings in Northam." in page
    assert "#page=2" in page
    assert "grade grade--" not in page
    assert "Judgements (CSV)" not in page
    assert "Northam with NHS Northern Shore Integrated Care Board" in words(page)


def test_each_body_that_is_asked_is_named_once_over_what_it_is_asked(client: Client, area: Inspection):
    page = words(client.get(area.get_absolute_url()).content.decode())
    assert page.count(f"Who is asked: {BOTH}") == 1
    assert page.count("Who is asked: Northam Council") == 2
    assert "3 areas for priority action, 1 area for improvement, 1 paragraph" in page
    asked = page[page.index("Who is asked") :]
    places = [asked.index(text) for text in ("Count those", "Shorten", "Finish plans", "Tell parents")]
    assert places == sorted(places)
    assert asked.index("Areas for improvement") < places[-1]


def test_a_visit_says_what_it_looked_at_and_when_its_letter_was_published(client: Client, visit: Inspection):
    page = words(client.get(visit.get_absolute_url()).content.decode())
    assert "Looked at Arrangements for young carers" in page
    assert "Published 1 April 2021" in page
    assert "1 area for improvement" in page
    assert "What needs to improve 1" in page
    assert "recommendation" not in page.lower().replace("what it asks for", "")


def test_the_data_of_a_report_are_those_that_parse_prints(client: Client, area: Inspection):
    data = client.get(f"/inspections/{area.slug}.json").json()
    assert (data["framework"], data["kind"], data["judgements"]) == ("send", "send", [])
    assert data["outcome"] == {
        "outcome": "widespread and/or systemic failings",
        "printed": "There are widespread and/or systemic failings in Northam.",
        "page": 2,
    }
    assert data["partners"] == ["NHS Northern Shore Integrated Care Board"]
    assert [(one["class"], one["addressee"]) for one in data["recommendations"]][2:] == [
        ("priority action", "Northam Council"),
        ("improvement", None),
    ]
    lines = client.get(f"/inspections/{area.slug}.csv").getvalue().decode().splitlines()
    assert len(lines) == 1
    asked = client.get(f"/inspections/{area.slug}/recommendations.csv").getvalue().decode()
    assert BOTH in asked


def test_a_reference_names_the_document_and_its_inspectorates(
    client: Client, area: Inspection, visit: Inspection
):
    assert citation_of(area, root="").author == "Ofsted and the Care Quality Commission"
    cited = citation_of(visit, root="", passage=visit.recommendations.get())
    assert cited.author == "Ofsted"
    assert cited.title == "Focused visit to Southam children’s services"
    assert cited.pinpoint == "area for improvement on page 4"
    assert client.get(f"{visit.get_absolute_url()}cite/rec-1/").status_code == 200


def test_sitemaps_have_every_kind_and_its_authority(client: Client, visit: Inspection):
    sitemap = client.get("/sitemap.xml").content.decode()
    assert visit.get_absolute_url() in sitemap
    assert "/authorities/southam/" in sitemap


def test_a_page_of_a_kind_asks_the_same_queries_whatever_it_has(
    client: Client, area: Inspection, visit: Inspection, django_assert_max_num_queries
):
    counts = []
    for inspection in (area, visit):
        client.get(inspection.get_absolute_url())
        with django_assert_max_num_queries(20) as captured:
            client.get(inspection.get_absolute_url() + "?q=plans")
        counts.append(len(captured))
    assert len(set(counts)) == 1


def test_a_joint_letter_is_signed_and_a_visit_is_led(client: Client, visit: Inspection):
    Inspection.objects.update(lead_inspector="Ada Quill and Ben Marr")
    assert "<dt>Lead inspector</dt><dd>Ada Quill" in client.get(visit.get_absolute_url()).content.decode()
    Inspection.objects.update(kind="jtai")
    assert "<dt>Signed by</dt><dd>Ada Quill" in client.get(visit.get_absolute_url()).content.decode()


def test_a_withdrawn_visit_is_gone_from_its_pages_and_lists(client: Client, visit: Inspection):
    Inspection.objects.filter(pk=visit.pk).update(withdrawn_at=timezone.now(), withdrawn_for="redaction")
    url = visit.get_absolute_url()
    assert [client.get(url + end).status_code for end in ("", "cite/")] == [410, 410]
    assert client.get(url.rstrip("/") + ".json").status_code == 410
    assert visit.slug not in client.get("/inspections/?kind=visit").content.decode()
    assert visit.slug not in client.get("/sitemap.xml").content.decode()
