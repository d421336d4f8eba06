from datetime import date

import pytest
from django.test import Client

from reports.models import Authority
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db


def make_history(name: str, *judged: tuple[str, int, dict[str, str]]) -> None:
    authority = make_authority(name=name)
    for framework, year, judgements in judged:
        make_inspection(
            authority=authority, framework=framework, start=date(year, 3, 1), judgements=judgements
        )


@pytest.fixture(autouse=True)
def archive() -> None:
    make_history("Ashmere", ("cp", 2012, {"overall": "inadequate"}), ("sif", 2014, {"overall": "good"}))
    make_history(
        "Calderwick",
        ("cp", 2013, {"overall": "adequate"}),
        ("sif", 2015, {"overall": "requires improvement"}),
    )
    make_history(
        "Tarnbridge",
        ("sif", 2014, {"overall": "good", "care": "good", "care-leavers": "inadequate"}),
        ("ilacs", 2019, {"overall": "good", "care-and-care-leavers": "requires improvement"}),
        ("ilacs", 2023, {"overall": "inadequate", "care": "good", "care-leavers": "good"}),
    )


def found(client: Client, **asked: str) -> list[tuple[str, str]]:
    response = client.get("/trajectories/", asked)
    return [(way.authority.name, way.direction) for way, _ in response.context["found"]]


def test_each_authority_goes_from_its_first_grade_to_its_last(client: Client):
    assert found(client) == [("Ashmere", "up"), ("Calderwick", "none"), ("Tarnbridge", "down")]


def test_a_first_judgement_that_cannot_be_set_beside_the_last_does_not_hide_the_others(client: Client):
    make_history(
        "Uttoxford",
        ("lac", 2013, {"overall": "adequate"}),
        ("sif", 2015, {"overall": "inadequate"}),
        ("ilacs", 2022, {"overall": "good"}),
    )
    response = client.get("/trajectories/")
    way = next(way for way, _ in response.context["found"] if way.authority.name == "Uttoxford")
    assert (way.first.year, way.last.year, way.direction) == (2015, 2022, "up")


def test_they_can_be_narrowed_to_those_that_made_one_move(client: Client):
    assert found(client, grade="inadequate", later="good") == [("Ashmere", "up")]
    assert found(client, moved="down") == [("Tarnbridge", "down")]


def test_years_choose_the_two_inspections(client: Client):
    assert found(client, **{"from": "2014", "to": "2019"}) == [("Tarnbridge", "same")]


def test_frameworks_choose_the_two_inspections(client: Client):
    assert found(client, framework="cp", then="sif") == [("Ashmere", "up"), ("Calderwick", "none")]


def test_adequate_to_requires_improvement_is_a_move_without_an_arrow(client: Client):
    assert found(client, grade="adequate", later="requires improvement") == [("Calderwick", "none")]


def test_a_strand_is_followed_through_the_frameworks_that_judge_it(client: Client):
    assert found(client, strand="care-leavers") == [("Tarnbridge", "up")]
    assert found(client, strand="care", to="2019") == [("Tarnbridge", "down")]


def test_the_same_word_on_two_scales_has_no_sign(client: Client):
    make_history("Upmoor", ("cp", 2013, {"overall": "inadequate"}), ("sif", 2015, {"overall": "inadequate"}))
    assert ("Upmoor", "none") in found(client)
    assert ("Tarnbridge", "same") in found(client, **{"from": "2014", "to": "2019"})


def test_a_way_that_ends_without_an_overall_grade_says_what_stands_instead(client: Client):
    make_history(
        "Upmoor",
        ("sif", 2015, {"overall": "good"}),
        ("ilacs", 2023, {"overall": "inadequate"}),
    )
    make_inspection(
        authority=Authority.objects.get(name="Upmoor"),
        framework="ilacs",
        start=date(2026, 5, 1),
        judgements={"care": "good", "leadership": "good", "care-leavers": "requires improvement"},
    )
    response = client.get("/trajectories/", {"grade": "good", "later": "no overall grade"})
    ((way, _),) = response.context["found"]
    assert (way.direction, way.last.strands) == ("none", (("good", 2), ("requires improvement", 1)))
    assert way.last_graded.given.grade == "inadequate"
    text = " ".join(response.content.decode().split())
    assert "Before that inadequate, 2023" in text
    assert found(client, to="2025")[-1] == ("Upmoor", "down")


def test_where_nobody_went_that_way_the_page_says_what_would_show_some(client: Client):
    ways = client.get("/trajectories/", {"from": "2025", "moved": "up"}).context["ways_out"]
    assert ("From any year – 1 authority", "/trajectories/?strand=overall&moved=up") in ways
    assert client.get("/trajectories/").context["ways_out"] == []


def test_each_row_opens_its_comparisons(client: Client):
    (_, links) = client.get("/trajectories/").context["found"][2]
    assert [(a, b) for _, a, b in links] == [("2014", "2019"), ("2019", "2023"), ("2014", "2023")]
    assert client.get(links[0][0]).status_code == 200


def test_the_table_counts_every_move(client: Client):
    table = {
        start: {end: n for end, n, _ in cells}
        for start, cells in client.get("/trajectories/").context["crossing"]
    }
    assert table["inadequate"]["good"] == 1
    assert table["adequate"]["requires improvement"] == 1
    assert sum(n for cells in table.values() for n in cells.values()) == 3


@pytest.mark.parametrize(
    "asked", [{"strand": "nonsense"}, {"from": "soon"}, {"grade": "<b>"}, {"then": "x"}, {"to": "99999"}]
)
def test_a_value_that_cannot_be_is_told_and_left_out(client: Client, asked: dict[str, str]):
    response = client.get("/trajectories/", asked)
    assert response.status_code == 400
    assert len(response.context["problems"]) == 1
    assert len(response.context["found"]) == 3


def test_csv_has_a_row_for_each_authority(client: Client):
    response = client.get("/trajectories.csv?moved=up")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == ["Ashmere"]


def test_the_list_asks_one_query_for_all_and_one_for_how_many_there_are(
    client: Client, django_assert_num_queries
):
    with django_assert_num_queries(2):
        client.get("/trajectories/")


def test_comparisons_within_one_year_are_named_by_their_months(client: Client):
    ashdale = make_authority(name="Ashdale")
    for month in (1, 7):
        make_inspection(
            authority=ashdale, framework="cp", start=date(2013, month, 8), judgements={"overall": "adequate"}
        )
    links = next(
        links
        for way, links in client.get("/trajectories/").context["found"]
        if way.authority.name == "Ashdale"
    )
    assert {tuple(link[1:]) for link in links} == {("January 2013", "July 2013")}


def test_what_narrows_the_list_is_a_tag_that_takes_it_back(client: Client):
    html = client.get(
        "/trajectories/", {"strand": "overall", "grade": "inadequate", "from": "2012"}
    ).content.decode()
    assert "Remove the filter From: inadequate" in html
    response = client.get("/trajectories/", {"grade": "inadequate", "from": "2012"})
    (year, grade) = response.context["tags"]
    assert (year.label, year.value) == ("From year", "2012")
    assert "grade=inadequate" in year.remove
    assert "from=" not in year.remove
    assert "grade=" not in grade.remove
