from datetime import date

import pytest
from django.test import Client

from tests.builders import make_authority, make_inspection
from tests.views.pages import table

pytestmark = pytest.mark.django_db


def names(response) -> list[str]:
    return [authority.name for authority in response.context["page"].object_list]


def choices(facet) -> dict[str, int]:
    return {choice.value: choice.count for choice in facet.choices}


@pytest.fixture
def three(db):
    north = make_authority(
        name="Northam", region="North West", type="County", former_names=["Old Norham Council"]
    )
    south = make_authority(name="Southam", region="South East", type="Unitary Authority")
    make_authority(name="Westam", region="South West", type="County")
    make_inspection(
        authority=north, framework="cp", start=date(2012, 5, 1), judgements={"overall": "adequate"}
    )
    make_inspection(
        authority=north, framework="sif", start=date(2015, 5, 1), judgements={"overall": "inadequate"}
    )
    make_inspection(authority=south, framework="sif", start=date(2014, 5, 1), judgements={"overall": "good"})
    make_inspection(
        authority=south, framework="ilacs", start=date(2026, 5, 1), judgements={"leadership": "good"}
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Northam", "Southam"]),
        ("all=1", ["Northam", "Southam", "Westam"]),
        ("name=SOUTH", ["Southam"]),
        ("name=norham", ["Northam"]),
        ("name=Northam+Council", ["Northam"]),
        ("name=old+norham", ["Northam"]),
        ("name=Nortahm", ["Northam"]),
        ("name=Soutam", ["Southam"]),
        ("name=Eastwick", []),
        ("region=north-west&region=south-east", ["Northam", "Southam"]),
        ("type=unitary-authority", ["Southam"]),
        ("overall=inadequate", ["Northam"]),
        ("overall=adequate", []),
        ("overall=none&all=1", ["Westam"]),
        ("overall=good", []),
        ("overall=no-overall-grade", ["Southam"]),
        ("overall=good&region=north-west", []),
        ("sort=newest", ["Southam", "Northam"]),
        ("sort=newest&all=1", ["Southam", "Northam", "Westam"]),
        ("sort=best", ["Northam", "Southam"]),
        ("sort=worst&all=1", ["Northam", "Southam", "Westam"]),
    ],
)
def test_the_list_holds_what_the_filters_leave(client: Client, three, query, expected):
    assert names(client.get(f"/authorities/?{query}")) == expected


@pytest.mark.parametrize(
    "typed", ["BCP", "bcp council", "bourne", "Bournmouth+Chapel+and+Port", "old+bourne"]
)
def test_a_name_is_understood_for_short_by_its_initials_and_misspelt(client: Client, three, typed):
    bourne = make_authority(name="Bournemouth, Chapel and Port", former_names=["Old Bourne"])
    make_inspection(authority=bourne)
    assert names(client.get(f"/authorities/?name={typed}")) == ["Bournemouth, Chapel and Port"]


def test_a_name_that_is_only_spelt_like_the_one_that_was_typed_is_said_to_be(client: Client, three):
    assert "No authority is called “Nortahm”." in client.get("/authorities/?name=Nortahm").content.decode()
    assert "is called" not in client.get("/authorities/?name=northam").content.decode()


def test_an_overall_grade_is_not_todays_once_a_report_gives_the_strands_alone(client: Client, three):
    response = client.get("/authorities/?name=southam")
    ((_, standing, _),) = response.context["rows"]
    assert (standing.present, standing.word, standing.start.year) == ("", "good", 2014)
    assert (standing.since.said, standing.since.grades) == (
        "No overall grade since April 2026",
        (("good", 1),),
    )
    assert b"No overall grade since April 2026" in response.content
    assert b"grade--good" in response.content  # its strand's
    assert choices(response.context["facets"]["overall"])["no-overall-grade"] == 1


def test_a_review_of_the_board_alone_overtakes_no_overall_grade(client: Client):
    ashdale = make_authority(name="Ashdale")
    make_inspection(authority=ashdale, start=date(2014, 5, 1), judgements={"overall": "good"})
    make_inspection(
        authority=ashdale, framework="lscb", start=date(2016, 5, 1), judgements={"lscb": "inadequate"}
    )
    ((_, standing, _),) = client.get("/authorities/").context["rows"]
    assert standing.present == "good"


def test_the_list_says_how_many_of_all_authorities_it_can_show(client: Client, three):
    page = client.get("/authorities/").content.decode()
    assert "the archive has graded reports on 2 of 3 authorities, none of them in the South West." in page


def test_choices_are_counted_as_if_their_own_filter_were_off(client: Client, three):
    facets = client.get("/authorities/?region=north-west").context["facets"]
    assert choices(facets["region"]) == {"north-west": 1, "south-east": 1, "south-west": 0}
    assert choices(facets["overall"])["inadequate"] == 1
    assert choices(facets["overall"])["good"] == 0


def test_every_filter_has_a_tag_that_removes_it_alone(client: Client, three):
    response = client.get("/authorities/?name=am&region=north-west&region=south-east")
    assert [(tag.value, tag.remove) for tag in response.context["tags"]] == [
        ("am", "/authorities/?region=north-west&region=south-east"),
        ("North West", "/authorities/?name=am&region=south-east"),
        ("South East", "/authorities/?name=am&region=north-west"),
    ]


def test_where_nothing_is_found_the_page_says_what_would_help(client: Client, three):
    response = client.get("/authorities/?overall=adequate&region=north-west")
    assert ("Latest overall grade: any – 1 authority", "/authorities/?region=north-west") in response.context[
        "ways_out"
    ]
    assert b"No authority matches" in response.content


def test_empty_fields_of_the_form_leave_the_address(client: Client, three):
    response = client.get("/authorities/?name=&region=north-west&sort=")
    assert (response.status_code, response["Location"]) == (302, "/authorities/?region=north-west")


@pytest.mark.parametrize(
    "query", ["region=nowhere", "sort=odd", "page=999", "overall=x&type=%00", "name=%00", "name=" + "x" * 500]
)
def test_nonsense_in_the_address_is_no_error(client: Client, three, query):
    assert client.get(f"/authorities/?{query}").status_code == 200


def test_a_name_is_shown_as_text_and_never_as_markup(client: Client, three):
    response = client.get("/authorities/?name=<script>alert(1)</script>")
    assert b"<script>alert" not in response.content
    assert b"&lt;script&gt;alert" in response.content


def test_fictional_authorities_without_reports_are_not_listed(client: Client, three):
    make_authority(name="Nowhere", fictional=True)
    assert "Nowhere" not in names(client.get("/authorities/?all=1"))


def test_the_csv_holds_what_the_list_shows(client: Client, three):
    rows = table(client.get("/authorities.csv?sort=best"))
    assert [(row["authority"], row["latest_overall_grade"], row["inspections"]) for row in rows] == [
        ("Northam", "inadequate", "2"),
        ("Southam", "good", "2"),
    ]
    assert [row["latest_overall_grade_status"] for row in rows] == ["graded", "superseded"]
    assert (rows[1]["latest_overall_grade_start"], rows[1]["latest_strand_grades"]) == ("2014-05-01", "Good")


def fill(number: int) -> None:
    ashdale = make_authority(
        name=f"Ashdale {number}", slug="ashdale", statistical_neighbours=[f"{500 + i}" for i in range(number)]
    )
    for i in range(number):
        make_inspection(authority=ashdale, framework="sif", start=date(2004 + i, 3, 1))
        make_inspection(
            authority=make_authority(dfe_code=f"{500 + i}"), framework="sif", start=date(2004 + i, 3, 1)
        )


@pytest.mark.parametrize(
    ("address", "queries"),
    [("/authorities/", 11), ("/authorities/?region=north-west&sort=best", 11), ("/authorities/ashdale/", 9)],
)
@pytest.mark.parametrize("number", [3, 18])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    client: Client, django_assert_num_queries, address, queries, number
):
    fill(number)
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.fixture
def strands(db):
    """Authorities whose care leavers were judged by themselves, jointly, and by themselves long ago."""
    now = make_authority(name="Nowham")
    make_inspection(
        authority=now, framework="ilacs", start=date(2024, 5, 1), judgements={"care-leavers": "inadequate"}
    )
    joint = make_authority(name="Jointham")
    make_inspection(
        authority=joint, framework="sif", start=date(2015, 5, 1), judgements={"care-leavers": "good"}
    )
    make_inspection(
        authority=joint,
        framework="ilacs",
        start=date(2019, 5, 1),
        judgements={"overall": "good", "care-and-care-leavers": "inadequate"},
    )
    older = make_authority(name="Olderham")
    make_inspection(
        authority=older,
        framework="sif",
        start=date(2015, 5, 1),
        judgements={"care-leavers": "inadequate", "adoption": "good"},
    )
    make_inspection(
        authority=older, framework="ilacs", start=date(2020, 5, 1), judgements={"overall": "good"}
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("care-leavers=inadequate", ["Nowham"]),
        ("care-leavers=inadequate-jointly", ["Jointham"]),
        ("care-leavers=inadequate&care-leavers=inadequate-jointly", ["Jointham", "Nowham"]),
        ("care-leavers=older", ["Olderham"]),
        ("care-leavers=good", []),
        ("care=none", ["Nowham", "Olderham"]),
        ("adoption=good", ["Olderham"]),
        ("care-leavers=no-such-grade", ["Jointham", "Nowham", "Olderham"]),
    ],
)
def test_authorities_are_filtered_by_the_latest_grade_of_any_strand(client: Client, strands, query, expected):
    response = client.get(f"/authorities/?{query}")
    assert [row[0].name for row in response.context["rows"]] == expected


def test_the_list_shows_the_latest_grade_of_each_strand_with_its_year_and_what_was_judged_jointly(
    client: Client, strands
):
    response = client.get("/authorities/")
    held = {row[0].name: dict(row[2])["Care leavers"] for row in response.context["rows"]}
    assert {name: (one.grade, one.start.year, one.jointly, one.current) for name, one in held.items()} == {
        "Nowham": ("inadequate", 2024, "", True),
        "Jointham": ("inadequate", 2019, "with children in care", True),
        "Olderham": ("inadequate", 2015, "", False),
    }
    page = response.content.decode()
    assert "judged with children in care" in page
    assert "not in the newest report" in page


def test_every_count_of_a_strands_facet_is_the_length_of_its_list(client: Client, strands):
    for facet in client.get("/authorities/").context["strands"]:
        for choice in facet.choices:
            found = client.get(f"/authorities/?{facet.name}={choice.value}")
            assert found.context["page"].paginator.count == choice.count, (facet.name, choice.value)


def test_the_csv_of_authorities_has_the_latest_grade_of_each_strand(client: Client, strands):
    rows = {row["authority"]: row for row in table(client.get("/authorities.csv"))}
    columns = ("grade", "grade_status", "grade_start")
    assert {
        name: tuple(row[f"latest_care_leavers_{column}"] for column in columns) for name, row in rows.items()
    } == {
        "Nowham": ("inadequate", "graded", "2024-05-01"),
        "Jointham": ("", "judged jointly", "2019-05-01"),
        "Olderham": ("inadequate", "superseded", "2015-05-01"),
    }
    assert rows["Jointham"]["latest_care_and_care_leavers_grade"] == "inadequate"


def test_which_councils_are_inadequate_for_care_leavers_now_is_one_click_from_the_front_page(
    client: Client, strands
):
    page = client.get("/").content.decode()
    assert "/authorities/?care-leavers=inadequate" in page
    assert "Which councils are inadequate for care leavers now?" in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("region=mars", "“mars” is not a value of “region”"),
        ("care-leavers=dreadful", "“dreadful” is not a value of “care-leavers”"),
        ("overall=required+improvement", "“required improvement” is not a value of “overall”"),
        ("sort=size", "“size” is not a value of “sort”"),
        ("all=0", "“0” is not a value of “all”"),
        ("type=county&type=village&sort=", "“village” is not a value of “type”"),
    ],
)
def test_a_value_that_there_is_not_is_named_by_the_list_and_refused_by_its_data(
    client: Client, three, query, said
):
    page, data = client.get(f"/authorities/?{query}"), client.get(f"/authorities.csv?{query}")
    assert (page.status_code, data.status_code) == (200, 400)
    assert said in page.content.decode()
    assert data.content.decode().startswith(said)


def test_an_authoritys_page_says_what_came_after_its_last_overall_grade(client: Client, three):
    text = " ".join(client.get("/authorities/southam/").content.decode().split())
    assert "Last inspected in May 2026: no overall grade since April 2026." in text
    assert "The last one, good in 2014, came before that." in text
