import csv
import io
from datetime import date

import pytest
from django.test import Client

from reports.models import Authority
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db


def tiles(response) -> dict[str, str]:
    return {tile.name: tile.word for region in response.context["regions"] for tile in region.shown}


def shown(response) -> str:
    """The names that have a tile."""
    return " ".join(tiles(response))


def everyone(response) -> set[str]:
    return {tile.name for region in response.context["regions"] for tile in region.tiles}


def table(response) -> list[list[str]]:
    """The rows of a CSV file below its header."""
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))[1:]


@pytest.fixture
def archive(db):
    north = make_authority(name="Northam", region="North West")
    south = make_authority(name="Southam", region="South East")
    make_authority(name="Westam", region="South West")
    make_inspection(
        authority=north, framework="cp", start=date(2012, 5, 1), judgements={"overall": "adequate"}
    )
    make_inspection(
        authority=north,
        framework="sif",
        start=date(2015, 5, 1),
        judgements={"overall": "requires improvement", "care-leavers": "good"},
    )
    make_inspection(authority=south, framework="sif", start=date(2015, 6, 1), judgements={"overall": "good"})


def test_each_year_and_framework_is_counted_for_itself(client: Client, archive):
    years = client.get("/national/").context["picture"].years
    assert [(year.framework, year.year, dict(year.counts)) for year in years] == [
        ("cp", 2012, {"adequate": 1}),
        ("sif", 2015, {"requires improvement": 1, "good": 1}),
    ]


def test_the_picture_of_a_strand_counts_that_strand_alone(client: Client, archive):
    years = client.get("/national/?strand=care-leavers").context["picture"].years
    assert [(year.year, dict(year.counts)) for year in years] == [(2015, {"good": 1})]


def test_the_picture_of_a_region_counts_that_region_alone(client: Client, archive):
    years = client.get("/national/?region=south-east").context["picture"].years
    assert [(year.year, dict(year.counts)) for year in years] == [(2015, {"good": 1})]


def test_the_table_says_what_the_picture_shows(client: Client, archive):
    page = client.get("/national/").content.decode()
    assert '<td class="num" data-label="Adequate">1 <span class="soft">(100%)</span></td>' in page


def test_a_strand_that_nobody_judged_has_an_empty_state(client: Client, archive):
    response = client.get("/national/?strand=adoption&region=north-west")
    assert b"No report held judges this strand" in response.content
    assert response.context["ways_out"] == [
        ("Overall effectiveness in the North West", "/national/?region=north-west"),
        ("All inspections", "/inspections/"),
    ]


def test_tiles_show_the_newest_grade(client: Client, archive):
    assert tiles(client.get("/national/grid/")) == {
        "Northam": "requires improvement",
        "Southam": "good",
    }


def test_authorities_without_a_report_stand_in_one_line(client: Client, archive):
    (region,) = [r for r in client.get("/national/grid/").context["regions"] if r.name == "South West"]
    assert ([tile.name for tile in region.others], region.shown) == (["Westam"], ())


def test_a_grade_that_a_later_report_does_not_give_colours_no_tile(client: Client, archive):
    south = Authority.objects.get(name="Southam")
    make_inspection(
        authority=south,
        framework="ilacs",
        start=date(2026, 5, 11),
        judgements={"leadership": "good", "care": "good", "care-leavers": "requires improvement"},
    )
    response = client.get("/national/grid/")
    assert tiles(response)["Southam"] == ""
    text = " ".join(response.content.decode().split()).replace("&nbsp;", " ")
    assert "No overall grade since April 2026; strands in 2026: Good ×2, Requires improvement" in text
    assert "before that good, 2015" in text
    assert tiles(client.get("/national/grid/?on=2026-05-01"))["Southam"] == "good"


def test_a_strand_judged_in_one_row_with_another_since_says_so(client: Client, archive):
    north = Authority.objects.get(name="Northam")
    make_inspection(
        authority=north,
        framework="ilacs",
        start=date(2019, 5, 1),
        judgements={"overall": "good", "care-and-care-leavers": "outstanding"},
    )
    text = " ".join(client.get("/national/grid/?strand=care-leavers").content.decode().split())
    assert "Judged with children in care; outstanding" in text
    assert "before that good, 2015" in text


def test_a_report_counts_from_its_publication_or_else_from_the_inspections_last_day(client: Client, archive):
    late = make_authority(name="Lateham")
    make_inspection(authority=late, start=date(2015, 7, 1), end=date(2015, 7, 9), published=date(2015, 8, 20))
    assert "Lateham" not in shown(client.get("/national/grid/?on=2015-08-19"))
    assert "Lateham" in shown(client.get("/national/grid/?on=2015-08-20"))
    assert "Southam" not in shown(client.get("/national/grid/?on=2015-06-09"))
    assert "Southam" in shown(client.get("/national/grid/?on=2015-06-10"))


def test_a_day_before_the_first_report_says_which_that_was(client: Client, archive):
    response = client.get("/national/grid/?on=2012-05-09")
    assert b"No reports before 10 May 2012" in response.content
    assert b"/national/grid/?on=2012-05-10" in response.content
    assert b"tile__name" not in response.content


def test_inspections_without_an_overall_grade_are_counted_beside_those_with_one(client: Client, archive):
    for name, judgements in (("A", {"overall": "good"}), ("B", {"care": "good"}), ("C", {"care": "good"})):
        make_inspection(
            authority=make_authority(name=name, region="London"),
            framework="ilacs",
            start=date(2026, 5, 1),
            judgements=judgements,
        )
    response = client.get("/national/")
    year = response.context["picture"].years[-1]
    assert (year.year, year.total, year.without) == (2026, 1, 2)
    assert b"+2 without" in response.content
    assert client.get("/national/?region=north-west").context["picture"].without == 0


def test_the_lede_says_how_much_of_the_country_is_covered(client: Client, archive):
    for address in ("/national/", "/national/grid/"):
        page = client.get(address).content.decode()
        assert "2 of 3 authorities, none of them in the South West" in page


def test_the_picture_as_csv(client: Client, archive):
    make_inspection(framework="ilacs", start=date(2026, 5, 1), judgements={"care": "good"})
    assert table(client.get("/national.csv?region=north-west")) == [
        ["overall", "North West", "cp", "Protection of children", "2012", "adequate", "graded", "1", "100"],
        [
            "overall",
            "North West",
            "sif",
            "Single inspection framework",
            "2015",
            "requires improvement",
            "graded",
            "1",
            "100",
        ],
        ["overall", "North West", "ilacs", "ILACS", "2026", "", "not in framework", "1", ""],
    ]


def test_the_grid_as_csv(client: Client, archive):
    rows = table(client.get("/national/grid.csv?on=2015-05-31"))
    assert [(row[1], row[5], row[6], row[7], row[8]) for row in rows] == [
        ("Northam", "2015-05-31", "requires improvement", "graded", "2015-05-01"),
        ("Southam", "2015-05-31", "", "none held", ""),
        ("Westam", "2015-05-31", "", "none held", ""),
    ]


def test_tiles_show_how_it_stood_on_a_day(client: Client, archive):
    assert tiles(client.get("/national/grid/?on=2015-05-31")) == {"Northam": "requires improvement"}
    assert tiles(client.get("/national/grid/?on=2014-12-31"))["Northam"] == "adequate"


def test_authorities_abolished_by_the_day_have_no_tile(client: Client, archive):
    make_authority(name="Oldshire", abolished=date(2019, 4, 1))
    assert "Oldshire" in everyone(client.get("/national/grid/?on=2019-03-31"))
    assert "Oldshire" not in everyone(client.get("/national/grid/?on=2019-04-01"))


def test_regions_stand_north_to_south(client: Client, archive):
    regions = client.get("/national/grid/").context["regions"]
    assert [region.name for region in regions] == ["North West", "South East", "South West"]


def test_a_day_that_is_none_is_answered_with_a_sentence(client: Client, archive):
    response = client.get("/national/grid/?on=yesterday")
    assert b"Write the day as year, month, day" in response.content
    assert tiles(response)["Northam"] == "requires improvement"


@pytest.mark.parametrize(
    "address", ["/national/?strand=x&region=%00", "/national/grid/?strand=x&on=9999-99-99"]
)
def test_nonsense_in_the_address_is_no_error(client: Client, archive, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("address", "queries"), [("/national/", 3), ("/national/grid/", 2), ("/national/grid/?on=2030-01-01", 3)]
)
@pytest.mark.parametrize("number", [3, 18])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    client: Client, django_assert_num_queries, address, queries, number
):
    for year in range(number):
        make_inspection(start=date(2000 + year, 1, 1), judgements={"overall": "good", "leadership": "good"})
    with django_assert_num_queries(queries):
        client.get(address)
