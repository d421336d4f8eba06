import csv
import io
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from reports.models import Correction
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db


def names(response) -> list[str]:
    return [authority.name for authority in response.context["page"].object_list]


def table(response) -> list[dict[str, str]]:
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


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


def test_an_authoritys_page_says_what_came_after_its_last_overall_grade(client: Client, three):
    text = " ".join(client.get("/authorities/southam/").content.decode().split())
    assert "Last inspected in May 2026: no overall grade since April 2026." in text
    assert "The last one, good in 2014, came before that." in text


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
