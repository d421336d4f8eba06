"""One authority's page, and the same as CSV."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from reports.models import Correction
from tests.builders import make_authority, make_inspection
from tests.views.pages import table

pytestmark = pytest.mark.django_db


def test_grades_by_strand_stand_in_time_order_with_gaps_where_a_framework_has_none(client: Client):
    ashdale = make_authority(name="Ashdale")
    make_inspection(
        authority=ashdale,
        framework="sif",
        start=date(2014, 9, 1),
        judgements={"overall": "requires improvement", "adoption": "not judged"},
    )
    make_inspection(
        authority=ashdale,
        framework="cp",
        start=date(2012, 9, 1),
        judgements={"overall": "adequate", "practice": "good"},
    )
    history = client.get("/authorities/ashdale/").context["history"]
    read = {
        row.name: [cell.judgement and (cell.judgement.grade or cell.judgement.status) for cell in row.cells]
        for row in history.strands
    }
    assert read == {
        "Overall effectiveness": ["adequate", "requires improvement"],
        "Quality of practice": ["good", None],
        "Adoption": [None, "not judged"],
    }


def test_a_judgement_that_fits_no_strand_is_a_row_and_a_lane_under_its_label(client: Client):
    ashdale = make_authority(name="Ashdale")
    record = make_inspection(
        authority=ashdale, framework="lac", start=date(2013, 7, 1), judgements={"overall": "adequate"}
    )
    for order, (label, grade) in enumerate(
        {"Capacity to improve": "good", "Value for money": "adequate"}.items(), start=2
    ):
        record.judgements.create(
            strand="other",
            order=order,
            label=label,
            printed_grade=grade,
            grade=grade,
            status="graded",
            page=1,
        )
    make_inspection(
        authority=ashdale, framework="sif", start=date(2015, 9, 1), judgements={"overall": "good"}
    )
    history = client.get("/authorities/ashdale/").context["history"]
    assert [
        (row.name, [cell.judgement and cell.judgement.grade for cell in row.cells]) for row in history.strands
    ] == [
        ("Overall effectiveness", ["adequate", "good"]),
        ("Capacity to improve", ["good", None]),
        ("Value for money", ["adequate", None]),
    ]
    assert [" ".join(lane.lines) for lane in history.timeline.lanes] == [row.name for row in history.strands]


def test_following_inspections_can_be_compared(client: Client):
    ashdale = make_authority(name="Ashdale")
    for year in (2012, 2014, 2018):
        make_inspection(authority=ashdale, framework="sif", start=date(year, 1, 10))
    entries = client.get("/authorities/ashdale/").context["history"].entries
    assert [
        (entry.inspection.start.year, entry.earlier and entry.earlier.start.year) for entry in entries
    ] == [
        (2018, 2014),
        (2014, 2012),
        (2012, None),
    ]


def test_a_corrected_grade_says_so_with_what_was_printed(client: Client):
    inspection = make_inspection(authority=make_authority(name="Ashdale"), judgements={"overall": "good"})
    curator = get_user_model().objects.create_user("curator")
    Correction.objects.create(
        inspection=inspection,
        field=Correction.Field.GRADE,
        strand="overall",
        printed="Requires improvement",
        value="good",
        reason="Misread.",
        made_by=curator,
    )
    page = client.get("/authorities/ashdale/").content.decode()
    assert 'title="Printed: Requires improvement">corrected' in page


def test_neighbours_with_reports_stand_nearest_first_and_the_others_in_one_line(client: Client):
    far = make_authority(name="Farham", dfe_code="901")
    near = make_authority(name="Nearham", dfe_code="902")
    make_inspection(authority=far, judgements={"overall": "inadequate"})
    make_authority(name="Ashdale", statistical_neighbours=["902", "901", "903", "999"])
    make_inspection(authority=make_authority(name="Otherham", dfe_code="903"), judgements={"overall": "good"})
    context = client.get("/authorities/ashdale/").context
    assert [(other.name, standing.word) for other, standing in context["neighbours"]] == [
        (far.name, "inadequate"),
        ("Otherham", "good"),
    ]
    assert context["neighbours_without"] == [near]


def test_successors_and_predecessors_are_linked(client: Client):
    old = make_authority(name="Oldshire", abolished=date(2019, 4, 1))
    new = make_authority(name="Newshire")
    old.successors.add(new)
    assert b'<a href="/authorities/newshire/">Newshire</a>' in client.get("/authorities/oldshire/").content
    assert b'<a href="/authorities/oldshire/">Oldshire</a>' in client.get("/authorities/newshire/").content


def test_an_authority_without_a_report_has_a_page(client: Client):
    make_authority(name="Ashdale")
    response = client.get("/authorities/ashdale/")
    assert b"The archive holds no report of this authority" in response.content


def test_an_authority_that_does_not_exist_is_not_found(client: Client):
    response = client.get("/authorities/atlantis/")
    assert response.status_code == 404
    assert b"There is no page here" in response.content


def test_the_csv_of_an_authority_has_a_row_for_every_strand_of_every_report(client: Client):
    ashdale = make_authority(name="Ashdale")
    make_inspection(
        authority=ashdale, framework="sif", start=date(2014, 9, 1), judgements={"overall": "good"}
    )
    rows = table(client.get("/authorities/ashdale.csv"))
    assert [
        (row["start"], row["grade"], row["grade_status"]) for row in rows if row["strand"] == "overall"
    ] == [("2014-09-01", "good", "graded")]
    assert {row["grade_status"] for row in rows if row["strand"] == "adoption"} == {"not judged"}
    assert {row["grade_status"] for row in rows if row["strand"] == "practice"} == {"not in framework"}


def test_of_many_inspections_the_last_are_drawn_and_the_list_has_pages(client: Client):
    many = make_authority(name="Manyfold")
    for year in range(1990, 2020):
        make_inspection(authority=many, start=date(year, 5, 1), judgements={"overall": "good"})
    make_inspection(authority=many, kind="visit", framework=None, start=date(1995, 1, 1))
    first = client.get("/authorities/manyfold/")
    history, page = first.context["history"], first.context["page"]
    assert [inspection.start.year for inspection in history.drawn] == list(range(2000, 2020))
    assert len(history.timeline.dates) == len(history.strands[0].cells) == 20
    assert history.timeline.ungraded == (), "the visit is before what is drawn"
    assert "show the last 20 of 30 graded inspections" in first.text
    assert [entry.inspection.start.year for entry in page] == list(range(2019, 1994, -1))
    second = client.get("/authorities/manyfold/?page=2").context["page"]
    assert [entry.inspection.start.year for entry in second] == [1995, 1994, 1993, 1992, 1991, 1990]
    assert len(first.content) < 160_000


def test_where_all_inspections_are_drawn_so_is_a_visit_before_the_first(client: Client):
    few = make_authority(name="Fewfold")
    make_inspection(authority=few, start=date(2014, 5, 1), judgements={"overall": "good"})
    make_inspection(authority=few, kind="visit", framework=None, start=date(2012, 1, 1))
    response = client.get("/authorities/fewfold/")
    assert len(response.context["history"].timeline.ungraded) == 1
    assert "graded inspections. All are in the list below" not in response.text
