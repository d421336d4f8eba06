from datetime import date

import pytest
from django.test import Client

from tests.builders import make_authority, make_inspection, make_source

pytestmark = pytest.mark.django_db


def test_home_says_what_the_archive_holds(client: Client):
    make_inspection(start=date(2012, 1, 1), recommendations=["Plan."], paragraphs=["One.", "Two."])
    make_inspection(start=date(2014, 1, 1))
    context = client.get("/").context
    assert context["figures"]["inspections"] == 2
    assert context["figures"]["authorities"] == 2
    assert (context["paragraphs"], context["recommendations"]) == (2, 1)


def test_the_newest_inspections_stand_first(client: Client):
    for year in (2012, 2019, 2014):
        make_inspection(start=date(year, 1, 1))
    assert [found.inspection.start.year for found in client.get("/").context["newest"]] == [2019, 2014, 2012]


def test_the_newest_inspections_lead_with_the_grades_of_their_strands(client: Client):
    make_inspection(
        framework="ilacs",
        start=date(2026, 5, 1),
        judgements={
            "leadership": "good",
            "care": "outstanding",
            "care-leavers": "good",
            "help-and-protection": "not judged",
        },
    )
    (latest,) = client.get("/").context["newest"]
    assert {state.strand: state.grade or state.status for _, state in latest.strands} == {
        "help-and-protection": "not judged",
        "care": "outstanding",
        "care-leavers": "good",
        "leadership": "good",
    }


def changes(client: Client) -> list[tuple[str, str]]:
    found = client.get("/").context["changes"]
    return [(row.earlier.grade, row.later.grade) for change in found for row in change.moved]


def history(*reports: tuple[str, int, str]) -> None:
    authority = make_authority()
    for framework, year, grade in reports:
        make_inspection(
            authority=authority, framework=framework, start=date(year, 1, 1), judgements={"overall": grade}
        )


def test_a_change_is_against_the_report_before_it(client: Client):
    history(("sif", 2014, "inadequate"), ("ilacs", 2018, "requires improvement"), ("ilacs", 2022, "good"))
    assert changes(client) == [("requires improvement", "good"), ("inadequate", "requires improvement")]


def test_reports_without_an_overall_grade_change_by_their_strands(client: Client):
    authority = make_authority()
    earlier = {"overall": "good", "care-leavers": "good", "leadership": "good"}
    make_inspection(authority=authority, framework="ilacs", start=date(2023, 5, 1), judgements=earlier)
    later = {"care-leavers": "inadequate", "leadership": "good"}
    make_inspection(authority=authority, framework="ilacs", start=date(2026, 5, 1), judgements=later)
    (change,) = client.get("/").context["changes"]
    assert [(row.strand, row.direction) for row in change.moved] == [("Care leavers", "down")]


def test_the_example_shows_no_grade_of_a_strand_that_was_judged_jointly(client: Client):
    authority = make_authority()
    make_inspection(
        authority=authority,
        framework="ilacs",
        start=date(2022, 5, 1),
        judgements={"leadership": "inadequate", "care-and-care-leavers": "inadequate"},
        recommendations=["Plan."],
    )
    later = {"leadership": "good", "care": "good", "care-leavers": "good"}
    make_inspection(authority=authority, framework="ilacs", start=date(2024, 5, 1), judgements=later)
    rows = client.get("/").context["example"].rows
    assert [(row.earlier.strand, row.later.strand) for row in rows] == [("leadership", "leadership")]


def test_grades_of_two_scales_are_never_set_against_each_other(client: Client):
    history(("cp", 2012, "adequate"), ("sif", 2014, "requires improvement"))
    assert changes(client) == []


def test_the_same_grade_again_is_no_change(client: Client):
    history(("sif", 2014, "good"), ("ilacs", 2018, "good"))
    assert changes(client) == []


def test_the_newest_change_shows_what_comparing_is_for(client: Client):
    authority = make_authority(name="Ashdale")
    make_inspection(
        authority=authority,
        framework="sif",
        start=date(2014, 1, 1),
        judgements={"overall": "inadequate", "care": "good"},
        recommendations=["Plan. " * 100, "Write every pathway plan."],
    )
    make_inspection(
        authority=authority, framework="ilacs", start=date(2019, 1, 1), judgements={"overall": "good"}
    )
    response = client.get("/")
    example = response.context["example"]
    assert (example.asked, example.recommendation.order) == (2, 2)
    assert [(row.earlier.grade, row.later.grade) for row in example.rows] == [("inadequate", "good")]
    page = response.content.decode()
    assert "Write every pathway plan." in page
    assert "/compare/ashdale-2014-01-01/ashdale-2019-01-01/#fate-2" in page


def test_without_a_change_after_which_something_was_asked_there_is_no_example(client: Client):
    history(("sif", 2014, "inadequate"), ("ilacs", 2018, "good"))
    assert client.get("/").context["example"] is None


def test_regions_without_a_report_are_named(client: Client):
    make_inspection(authority=make_authority(name="Northam", region="North West"))
    make_authority(name="Midham", region="West Midlands")
    page = client.get("/").content.decode()
    assert "1 of 2 authorities, none of them in the West Midlands." in page


def test_an_empty_archive_has_a_first_page(client: Client):
    response = client.get("/")
    assert response.status_code == 200
    assert b"Nothing is here yet" in response.content


@pytest.mark.parametrize("number", [3, 18])
def test_the_number_of_queries_does_not_grow_with_the_rows(client: Client, django_assert_num_queries, number):
    for year in range(number):
        make_inspection(start=date(2000 + year, 1, 1))
    with django_assert_num_queries(12):
        client.get("/")


def test_the_front_page_names_documents_of_other_kinds(client: Client):
    make_inspection()
    letter = make_inspection(framework=None, title="A letter")
    assert letter.framework is None
    assert "and 1 document of other kinds" in client.get("/").content.decode()


def test_about_counts_a_report_once_however_many_files_hold_it(client: Client):
    inspection = make_inspection()
    make_source(inspection=inspection)
    assert client.get("/about/").context["sources"] == 1


def test_the_regions_lead_with_the_latest_grade_of_each_strand(client: Client):
    authority = make_authority(name="Northam", region="North West")
    joint = {"overall": "good", "leadership": "good", "care-and-care-leavers": "inadequate"}
    make_inspection(authority=authority, framework="ilacs", start=date(2019, 5, 1), judgements=joint)
    response = client.get("/")
    (region,) = response.context["regions"]
    ((found, grades),) = region.rows
    assert (region.name, found.name) == ("North West", "Northam")
    assert {held.strand: (held.grade, held.jointly) for held in grades} == {
        "help-and-protection": (None, ""),
        "care": ("inadequate", "with care leavers"),
        "care-leavers": ("inadequate", "with children in care"),
        "leadership": ("good", ""),
    }
    assert "judged with children in care" in response.content.decode()
