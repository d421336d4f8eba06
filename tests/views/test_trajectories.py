import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.test import Client

from reports.models import Authority, Inspection, Judgement
from reports.models.archive_version import Version, reading
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


def listed(response) -> list[tuple[str, int, int, str]]:
    return [
        (row.way.authority.name, row.way.first.year, row.way.last.year, row.way.direction)
        for row in response.context["rows"]
    ]


def steps(client: Client, **asked: str) -> list[tuple[str, int, int, str]]:
    return listed(client.get("/trajectories/", asked))


def found(client: Client, **asked: str) -> list[tuple[str, str]]:
    """First against last: who went which way."""
    return [(name, direction) for name, _, _, direction in steps(client, view="ends", **asked)]


def csv_of(client: Client, **asked: str) -> list[dict[str, str]]:
    text = b"".join(client.get("/trajectories.csv", asked).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_each_inspection_is_set_against_the_one_before_the_newest_first(client: Client):
    assert steps(client) == [
        ("Tarnbridge", 2019, 2023, "down"),
        ("Tarnbridge", 2014, 2019, "same"),
        ("Calderwick", 2013, 2015, "none"),
        ("Ashmere", 2012, 2014, "up"),
    ]


def test_a_fall_that_was_made_good_since_is_listed(client: Client):
    make_history(
        "Upmoor",
        ("sif", 2014, {"overall": "good"}),
        ("ilacs", 2018, {"overall": "inadequate"}),
        ("ilacs", 2021, {"overall": "good"}),
    )
    fell = {"grade": "good", "later": "inadequate"}
    assert steps(client, **fell) == [("Tarnbridge", 2019, 2023, "down"), ("Upmoor", 2014, 2018, "down")]
    assert found(client, **fell) == [("Tarnbridge", "down")]
    assert [(row["authority"], row["later_grade"]) for row in csv_of(client, **fell)] == [
        ("Tarnbridge", "inadequate"),
        ("Upmoor", "inadequate"),
    ]


def test_years_are_those_of_the_inspection_that_found_the_change(client: Client):
    assert steps(client, **{"from": "2019", "to": "2019"}) == [("Tarnbridge", 2014, 2019, "same")]


def test_frameworks_are_those_of_the_earlier_and_the_later_inspection(client: Client):
    assert steps(client, framework="sif", then="ilacs") == [("Tarnbridge", 2014, 2019, "same")]
    assert steps(client, framework="ilacs", then="ilacs") == [("Tarnbridge", 2019, 2023, "down")]


def test_region_and_direction_narrow_the_list_the_table_and_the_csv(client: Client):
    Authority.objects.filter(name="Ashmere").update(region="London")
    assert steps(client, region="london") == [("Ashmere", 2012, 2014, "up")]
    assert [row["authority"] for row in csv_of(client, region="london")] == ["Ashmere"]
    response = client.get("/trajectories/", {"moved": "down"})
    assert listed(response) == [("Tarnbridge", 2019, 2023, "down")]
    assert table_of(response) == {("good", "inadequate"): 1}


def table_of(response) -> dict[tuple[str, str], int]:
    return {(start, end): n for start, cells in response.context["crossing"] for end, n, _ in cells if n}


@pytest.mark.parametrize("view", ["each", "ends"])
def test_the_tables_cells_are_the_list_and_the_csv(client: Client, view: str):
    response = client.get("/trajectories/", {"view": view, "strand": "care-leavers"})
    cells = [cell for _, row in response.context["crossing"] for cell in row if cell[1]]
    assert cells
    for _, count, link in cells:
        path = link.partition("#")[0]
        assert len(client.get(path).context["rows"]) == count
        data = client.get(path.replace("/trajectories/", "/trajectories.csv"))
        assert len(b"".join(data.streaming_content).splitlines()) == count + 1  # type: ignore[attr-defined]


def test_a_strand_judged_jointly_is_followed_and_said_to_be(client: Client):
    response = client.get("/trajectories/", {"strand": "care-leavers"})
    assert listed(response) == [("Tarnbridge", 2019, 2023, "up"), ("Tarnbridge", 2014, 2019, "up")]
    text = response.content.decode()
    assert "judged with children in care" in text
    assert "ot judged" not in text.split("<table")[-1]
    (newer, older) = csv_of(client, strand="care-leavers")
    assert (older["earlier_grade_status"], older["later_grade_status"]) == ("graded", "judged jointly")
    assert (newer["earlier_grade_status"], newer["earlier_grade"], newer["earlier_joint_grade"]) == (
        "judged jointly",
        "",
        "requires improvement",
    )
    assert (newer["later_joint_grade"], older["later_joint_grade"]) == ("", "requires improvement")
    assert newer["movement"].endswith("judged with children in care the first time")


def test_an_inspection_that_judged_something_else_is_passed_over(client: Client):
    make_history(
        "Uttoxford",
        ("sif", 2013, {"overall": "good"}),
        ("lac", 2014, {"overall": "adequate"}),
        ("ilacs", 2018, {"overall": "inadequate"}),
    )
    assert ("Uttoxford", 2013, 2018, "down") in steps(client)


def test_the_list_is_paged(client: Client):
    for number in range(26):
        make_history(
            f"Place {number:02}",
            ("sif", 2015, {"overall": "good"}),
            ("ilacs", 2019, {"overall": "inadequate"}),
        )
    response = client.get("/trajectories/", {"moved": "down", "page": "2"})
    assert response.context["page"].paginator.count == 27
    assert len(response.context["rows"]) == 2
    assert "moved=down&amp;page=1" in response.content.decode()
    assert len(csv_of(client, moved="down")) == 27


def test_each_authority_goes_from_its_first_grade_to_its_last(client: Client):
    assert found(client) == [("Ashmere", "up"), ("Calderwick", "none"), ("Tarnbridge", "down")]


def test_a_first_judgement_that_cannot_be_set_beside_the_last_does_not_hide_the_others(client: Client):
    make_history(
        "Uttoxford",
        ("lac", 2013, {"overall": "adequate"}),
        ("sif", 2015, {"overall": "inadequate"}),
        ("ilacs", 2022, {"overall": "good"}),
    )
    assert ("Uttoxford", 2015, 2022, "up") in steps(client, view="ends")


def test_those_from_first_to_last_can_be_narrowed_to_those_that_made_one_move(client: Client):
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
    response = client.get("/trajectories/", {"view": "ends", "grade": "good", "later": "no overall grade"})
    (way,) = [row.way for row in response.context["rows"]]
    assert (way.direction, way.last.strands) == ("none", (("good", 2), ("requires improvement", 1)))
    assert way.last_graded.given.grade == "inadequate"
    text = " ".join(response.content.decode().split())
    assert "Before that inadequate, 2023" in text
    assert found(client, to="2025")[-1] == ("Upmoor", "down")


def test_where_nobody_went_that_way_the_page_says_what_would_show_some(client: Client):
    ways = client.get("/trajectories/", {"from": "2025", "moved": "up"}).context["ways_out"]
    assert ("From any year – 1 pair of inspections", "/trajectories/?moved=up") in ways
    assert client.get("/trajectories/").context["ways_out"] == []


def test_each_row_opens_its_comparisons(client: Client):
    links = client.get("/trajectories/", {"view": "ends"}).context["rows"][2].comparisons
    assert [(a, b) for _, a, b in links] == [("2014", "2019"), ("2019", "2023"), ("2014", "2023")]
    assert client.get(links[0][0]).status_code == 200


def test_the_page_leads_with_every_strand_and_each_number_is_its_list(client: Client):
    rows = client.get("/trajectories/").context["every_strand"]
    assert [name for name, *_ in rows] == [
        "Overall effectiveness",
        "Help and protection",
        "Children in care",
        "Care leavers",
        "Leadership",
    ]
    counts = {name: [count for _, count, _ in cells] for name, _, _, cells in rows}
    assert (counts["Overall effectiveness"], counts["Care leavers"]) == ([1, 1, 1, 1], [2, 0, 0, 0])
    for _, _, _, cells in rows:
        for _, count, url in cells:
            assert client.get(url.partition("#")[0]).context["page"].paginator.count == count


def test_the_table_counts_every_move(client: Client):
    assert table_of(client.get("/trajectories/")) == {
        ("inadequate", "good"): 1,
        ("adequate", "requires improvement"): 1,
        ("good", "good"): 1,
        ("good", "inadequate"): 1,
    }


@pytest.mark.parametrize(
    "asked",
    [
        {"strand": "nonsense"},
        {"from": "soon"},
        {"grade": "<b>"},
        {"then": "x"},
        {"to": "99999"},
        {"view": "x"},
        {"region": "x"},
    ],
)
def test_a_value_that_cannot_be_is_told_and_left_out(client: Client, asked: dict[str, str]):
    response = client.get("/trajectories/", asked)
    assert response.status_code == 400
    assert len(response.context["problems"]) == 1
    assert len(response.context["rows"]) == 4
    data = client.get("/trajectories.csv", asked)
    assert data.status_code == 400
    assert data.content.decode().strip() == response.context["problems"][0]
    problem = client.get("/trajectories.json", asked)
    assert (problem.status_code, problem.json()["detail"]) == (400, response.context["problems"][0])


def test_csv_has_a_row_for_each_pair(client: Client):
    assert [row["authority"] for row in csv_of(client, moved="up")] == ["Ashmere"]


def test_the_list_asks_for_all_judgements_once_and_for_the_authorities_and_how_many_there_are(
    client: Client, django_assert_num_queries
):
    version = Version(1, datetime(2001, 1, 1, tzinfo=UTC))
    with reading(version), django_assert_num_queries(5):
        client.get("/trajectories/")
    with reading(version), django_assert_num_queries(0):
        client.get("/trajectories/?moved=up&page=2")
    with reading(Version(2, version.changed_at)):
        make_history("Dunmere", ("cp", 2012, {"overall": "adequate"}), ("sif", 2014, {"overall": "good"}))
        assert len(client.get("/trajectories/").context["rows"]) == 5


def test_of_two_judgements_of_a_strand_in_one_report_the_first_printed_is_followed(client: Client):
    second = Inspection.objects.get(authority__name="Ashmere", start__year=2014)
    for order, grade in ((0, "inadequate"), (9, "outstanding")):
        Judgement.objects.create(
            inspection=second,
            order=order,
            strand="overall",
            label="Overall effectiveness",
            printed_grade=grade.capitalize(),
            grade=grade,
            status="graded",
            page=1,
        )
    (row,) = [row for row in csv_of(client) if row["authority"] == "Ashmere"]
    assert (row["earlier_grade"], row["later_grade"]) == ("inadequate", "inadequate")


def test_comparisons_within_one_year_are_named_by_their_months(client: Client):
    ashdale = make_authority(name="Ashdale")
    for month in (1, 7):
        make_inspection(
            authority=ashdale, framework="cp", start=date(2013, month, 8), judgements={"overall": "adequate"}
        )
    (row,) = [
        row for row in client.get("/trajectories/").context["rows"] if row.way.authority.name == "Ashdale"
    ]
    assert (row.first, row.last) == ("January 2013", "July 2013")
    assert {tuple(link[1:]) for link in row.comparisons} == {("January 2013", "July 2013")}


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
