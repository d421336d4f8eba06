from datetime import date

import pytest
from django.test import Client

from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db


def tiles(response) -> dict[str, str]:
    return {tile.name: tile.word for region in response.context["regions"] for tile in region.tiles}


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
    assert b"No judgement of this strand is here" in client.get("/national/?strand=adoption").content


def test_tiles_show_the_newest_grade(client: Client, archive):
    assert tiles(client.get("/national/grid/")) == {
        "Northam": "requires improvement",
        "Southam": "good",
        "Westam": "",
    }


def test_tiles_show_how_it_stood_on_a_day(client: Client, archive):
    assert tiles(client.get("/national/grid/?on=2015-05-31")) == {
        "Northam": "requires improvement",
        "Southam": "",
        "Westam": "",
    }
    assert tiles(client.get("/national/grid/?on=2014-12-31"))["Northam"] == "adequate"


def test_authorities_abolished_by_the_day_have_no_tile(client: Client, archive):
    make_authority(name="Oldshire", abolished=date(2019, 4, 1))
    assert "Oldshire" in tiles(client.get("/national/grid/?on=2019-03-31"))
    assert "Oldshire" not in tiles(client.get("/national/grid/?on=2019-04-01"))


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


@pytest.mark.parametrize(("address", "queries"), [("/national/", 1), ("/national/grid/", 1)])
@pytest.mark.parametrize("number", [3, 18])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    client: Client, django_assert_num_queries, address, queries, number
):
    for year in range(number):
        make_inspection(start=date(2000 + year, 1, 1), judgements={"overall": "good", "leadership": "good"})
    with django_assert_num_queries(queries):
        client.get(address)
