"""An authority's page shows its whole history: graded inspections, and the visits and area inspections between them."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from reports.models import Inspection
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> dict[str, Inspection]:
    """Every kind, in the order of their days, about one council."""
    council = make_authority(name="Northam", slug="northam")
    days = {
        "first visit": (date(2018, 5, 1), "visit"),
        "inspection": (date(2019, 1, 7), ""),
        "second visit": (date(2021, 3, 1), "visit"),
        "joint": (date(2022, 3, 1), "jtai"),
        "newest": (date(2022, 9, 5), ""),
        "area": (date(2023, 3, 6), "send"),
    }
    return {
        name: make_inspection(
            authority=council,
            start=start,
            framework=None if kind else "ilacs",
            kind=kind,
            theme="young carers" if kind == "visit" else "",
            outcome="inconsistent" if kind == "send" else "",
            recommendations=[{"text": "Plans.", "category": "improvement", "addressee": ""}],
        )
        for name, (start, kind) in days.items()
    }


@pytest.fixture
def page(client: Client, held):
    return client.get("/authorities/northam/")


def test_visits_have_marks_of_their_own_between_the_inspections(page):
    drawing = page.context["history"].timeline
    assert [(mark.word, mark.title) for mark in drawing.ungraded] == [
        ("Visit", "Focused visit, May 2018: young carers"),
        ("Visit", "Focused visit, March 2021: young carers"),
        ("JTAI", "Joint targeted area inspection, March 2022"),
        ("SEND", "Area SEND inspection, March 2023: inconsistent"),
    ]
    first, second = (tick.x for tick in drawing.dates)
    before, between, joint, after = (mark.x for mark in drawing.ungraded)
    assert before < first < between < joint < after
    assert between < second
    assert after <= drawing.width
    assert {mark.y for mark in drawing.ungraded} == {drawing.ungraded[0].y}
    assert drawing.bottom < drawing.ungraded[0].y < drawing.axis
    assert all(mark.url.encode() in page.content for mark in drawing.ungraded)


def test_the_list_has_every_kind_and_the_grades_are_those_of_inspections(page, held):
    history = page.context["history"]
    assert [entry.inspection for entry in history.all_kinds] == [*reversed(held.values())]
    assert history.inspections == [held["inspection"], held["newest"]]
    assert page.context["latest"].inspection == held["newest"]
    assert history.ungraded_counts == [
        "2 focused visits",
        "1 joint targeted area inspection",
        "1 area SEND inspection",
    ]


def test_an_inspection_is_compared_with_the_one_before_and_the_visits_since(page, held):
    compared = {entry.inspection: entry.compared for entry in page.context["history"].all_kinds}
    assert compared[held["newest"]] == (held["inspection"], held["second visit"])
    assert compared[held["inspection"]] == (held["first visit"],)
    assert compared[held["second visit"]] == (held["inspection"],)


def test_an_authority_with_a_visit_alone_has_its_list_and_no_picture(client: Client):
    council = make_authority(name="Southam", slug="southam")
    visit = make_inspection(authority=council, framework=None, kind="visit")
    page = client.get("/authorities/southam/")
    assert page.context["history"].timeline is None
    assert visit.get_absolute_url() in page.content.decode()
    assert "no graded inspection of this authority" in page.content.decode()


def test_an_authority_with_a_visit_alone_is_on_the_list_of_authorities(client: Client):
    council = make_authority(name="Southam", slug="southam", fictional=True)
    make_authority(name="Westam", slug="westam")
    assert "Southam" not in client.get("/authorities/?all=1").content.decode()
    visit = make_inspection(authority=council, framework=None, kind="visit")
    (shown,) = client.get("/authorities/").context["page"].object_list
    assert (shown.name, shown.inspection_count, shown.other_count) == ("Southam", 0, 1)
    text = client.get("/authorities/").content.decode()
    assert "none graded" in text
    assert "+ 1<" in text
    assert "Southam" in client.get("/authorities.csv").getvalue().decode()
    Inspection.objects.filter(pk=visit.pk).update(withdrawn_at=timezone.now())
    assert not client.get("/authorities/").context["page"].object_list


def test_the_newest_grade_of_an_authority_is_not_moved_by_a_visit(client: Client, held):
    rows = client.get("/authorities/").context["page"].object_list
    shown = next(row for row in rows if getattr(row, "authority", row).name == "Northam")
    assert getattr(shown, "authority", shown).latest_start == date(2022, 9, 5)
    assert getattr(shown, "authority", shown).inspection_count == 2


def test_the_front_page_counts_each_kind_by_itself(client: Client, held):
    context = client.get("/").context
    assert context["figures"]["inspections"] == 2
    assert context["kinds"] == [
        ("visit", "focused visits", 2),
        ("jtai", "joint targeted area inspection", 1),
        ("send", "area SEND inspection", 1),
    ]
