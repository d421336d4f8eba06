"""Everything that a council was asked to do, and each thing followed through every later inspection."""

import csv
import io
from datetime import date

import pytest
from django.test import Client

from reports.comparing.recommendation_lines import history_of_recommendations
from reports.comparing.statuses.quality import measured
from reports.models import Authority, Inspection, Outcome
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db
ASK = "Ensure that every care leaver has a written pathway plan."
PAGE = "/authorities/ashmere/recommendations/"


@pytest.fixture
def ashmere(db: None) -> Authority:
    authority = make_authority(name="Ashmere")
    for year, asked in ((2012, [ASK, "Answer the telephone."]), (2016, [ASK]), (2020, [])):
        make_inspection(
            authority=authority,
            start=date(year, 5, 1),
            recommendations=asked,
            paragraphs=["Too few care leavers have a written pathway plan.", "Harbours are busy."],
        )
    return authority


def inspection(year: int) -> Inspection:
    return Inspection.objects.get(start__year=year)


def confirm(earlier: int, later: int, *, position: int, status: str) -> None:
    one = inspection(earlier)
    text = one.recommendations.get(order=position).text
    Outcome.objects.create(earlier=one, later=inspection(later), position=position, text=text, status=status)


def test_each_recommendation_has_a_step_for_every_later_inspection(ashmere: Authority):
    history = history_of_recommendations(ashmere)
    steps = [
        (line.inspection.slug[-10:-6], line.position, [step.later.slug[-10:-6] for step in line.steps])
        for line in history.lines
    ]
    assert steps == [("2012", 1, ["2016", "2020"]), ("2012", 2, ["2016", "2020"]), ("2016", 1, ["2020"])]


def test_a_line_is_as_sure_as_its_weakest_step_and_a_curators_word_is_sure(ashmere: Authority):
    confirm(2012, 2016, position=2, status="mixed")
    line = history_of_recommendations(ashmere).lines[1]
    assert line.steps[0].confidence == 1
    assert line.confidence == line.steps[1].suggestion.confidence < 1


def test_what_keeps_coming_back_is_only_what_is_stated(ashmere: Authority):
    for later in (2016, 2020):
        confirm(2012, later, position=1, status="asked for again")
        confirm(2012, later, position=2, status="reported as improved")
    confirm(2016, 2020, position=1, status="not found")
    [line] = history_of_recommendations(ashmere).keeps_coming_back
    assert (line.position, len(line.came_back)) == (1, 2)


def test_what_came_back_is_as_sure_as_the_steps_that_say_so(ashmere: Authority):
    confirm(2012, 2016, position=1, status="asked for again")
    [line] = [one for one in history_of_recommendations(ashmere).keeps_coming_back if one.position == 1]
    unsure = [step for step in line.steps if step not in line.came_back]
    assert unsure
    assert line.came_back_confidence > line.confidence == min(step.confidence for step in unsure)


def test_the_page_shows_each_step_with_its_evidence_and_says_how_it_was_matched(
    ashmere: Authority, client: Client
):
    confirm(2012, 2016, position=1, status="asked for again")
    text = client.get(PAGE).text
    assert "What keeps coming back" in text
    assert "confirmed by a curator" in text
    assert f'href="/compare/{inspection(2012).slug}/{inspection(2016).slug}/#fate-1"' in text
    assert "Inspectors did not decide this." in text


def test_the_data_hold_a_status_only_where_it_is_stated(ashmere: Authority, client: Client):
    confirm(2012, 2016, position=1, status="criticised again")
    body = client.get("/authorities/ashmere/recommendations.csv").getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(body)))
    assert len(rows) == 5
    assert (rows[0]["status"], rows[0]["confirmed_by_curator"]) == ("criticised again", "true")
    assert all(row["status"] or float(row["confidence"]) < measured().threshold for row in rows[1:])
    assert all(row["suggested_status"] for row in rows)
    data = client.get("/authorities/ashmere/recommendations.json").json()
    lines = data["results"]
    assert [len(line["steps"]) for line in lines] == [2, 2, 1]
    assert lines[0]["steps"][0]["status"] == "criticised again"


@pytest.mark.parametrize("held", [0, 1])
def test_without_a_later_inspection_the_page_says_so(client: Client, held: int):
    authority = make_authority(name="Ashmere")
    for _ in range(held):
        make_inspection(authority=authority, recommendations=[ASK])
    assert "once there are two" in client.get(PAGE).text


def test_the_page_is_linked_where_people_look(ashmere: Authority, client: Client):
    assert PAGE in client.get("/authorities/ashmere/").text
    assert PAGE in client.get(f"/compare/{inspection(2012).slug}/{inspection(2016).slug}/").text
    assert PAGE in client.get(inspection(2012).get_absolute_url()).text


def test_the_quality_page_says_how_right_the_suggestions_are(ashmere: Authority, client: Client):
    confirm(2012, 2016, position=1, status="mixed")
    text = client.get("/about/quality/").text
    assert f"{measured().labelled} recommendations of {measured().pairs} pairs" in text
    assert "Curators have confirmed 1 statuses." in text
