"""Lists of inspections hold graded ones by themselves, say how many others there are, and can be asked for those."""

from datetime import date

import pytest
from django.test import Client

from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    """Two councils: one with an inspection, a visit and two area inspections, one with a visit alone."""
    with django_db_blocker.unblock():
        northam = make_authority(name="Northam", slug="northam-kinds")
        southam = make_authority(name="Southam", slug="southam-kinds")
        made = [
            make_inspection(authority=northam, start=date(2019, 1, 7), framework="ilacs"),
            make_inspection(
                authority=northam, start=date(2021, 3, 1), framework=None, kind="visit", theme="young carers"
            ),
            make_inspection(authority=northam, start=date(2022, 3, 1), framework=None, kind="jtai"),
            make_inspection(
                authority=northam,
                start=date(2023, 3, 6),
                framework=None,
                kind="send",
                outcome="inconsistent",
            ),
            make_inspection(authority=southam, start=date(2020, 3, 2), framework=None, kind="visit"),
        ]
        yield
        for one in made:
            one.delete()
        for one in made:
            one.source.delete()
        northam.delete()
        southam.delete()


def kinds(client: Client, query: str) -> list[str]:
    response = client.get(f"/inspections/?{query}")
    assert response.status_code == 200
    return [row.inspection.kind_key for row in response.context["rows"]]


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["inspection"]),
        ("kind=visit", ["visit", "visit"]),
        ("kind=send", ["send"]),
        ("kind=inspection&kind=jtai", ["jtai", "inspection"]),
        ("kind=visit&authority=southam-kinds", ["visit"]),
        ("kind=visit&overall=not-in-framework", []),
        ("overall=good", ["inspection"]),
    ],
)
def test_a_list_has_the_kinds_that_are_asked_for_and_graded_inspections_else(client: Client, query, shown):
    assert kinds(client, query) == shown


@pytest.mark.usefixtures("archive")
def test_the_list_says_how_many_others_there_are_and_leads_to_them(client: Client):
    page = client.get("/inspections/").content.decode()
    assert "and 4 visits and area inspections" in page
    link = "/inspections/?kind=inspection&amp;kind=visit&amp;kind=jtai&amp;kind=send"
    assert link in page
    assert len(kinds(client, link.partition("?")[2].replace("&amp;", "&"))) == 5
    assert "and 4 visits and area inspections" not in client.get("/inspections/?kind=visit").content.decode()
    assert (
        "and 4 visits and area inspections" not in client.get("/inspections/?overall=good").content.decode()
    )


@pytest.mark.usefixtures("archive")
def test_the_facet_counts_each_kind_whatever_is_chosen(client: Client):
    for query in ("", "?kind=visit"):
        facet = client.get(f"/inspections/{query}").context["facets"].kind
        assert {choice.value: choice.count for choice in facet.choices} == {
            "inspection": 1,
            "visit": 2,
            "jtai": 1,
            "send": 1,
        }


@pytest.mark.usefixtures("archive")
def test_a_visit_is_in_no_count_of_grades(client: Client):
    facets = client.get("/inspections/?kind=inspection&kind=visit&kind=send").context["facets"]
    overall = {choice.value: choice.count for choice in facets.overall.choices}
    assert overall == {**dict.fromkeys(overall, 0), "good": 1}


@pytest.mark.usefixtures("archive")
def test_a_row_shows_outcome_or_theme_instead_of_grades(client: Client):
    page = client.get("/inspections/?kind=visit&kind=send").content.decode()
    assert "outcome--inconsistent" in page
    assert "Young carers" in page
    assert "grade--" not in page.partition("<tbody>")[2].partition("</tbody>")[0]


@pytest.mark.usefixtures("archive")
def test_data_names_kind_theme_and_outcome(client: Client):
    rows = client.get("/inspections.json?kind=send&kind=visit&kind=inspection").json()["results"]
    assert [(row["kind"], row["framework"], row["outcome"], row["theme"]) for row in rows] == [
        ("send", "send", "inconsistent", None),
        ("visit", "visit", None, "young carers"),
        ("visit", "visit", None, None),
        ("inspection", "ilacs", None, None),
    ]
    lines = client.get("/inspections.csv?kind=jtai").getvalue().decode().splitlines()
    assert len(lines) == 2


@pytest.mark.usefixtures("archive")
def test_a_wrong_kind_is_named(client: Client):
    assert "“none” is not a value of “kind”" in client.get("/inspections/?kind=none").content.decode()
