import csv
import io
from collections import Counter
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from reports.models import Authority
from reports.overview.national_grid import grid
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
    page = client.get("/national/?view=given").content.decode()
    link = "/inspections/?overall=adequate&amp;framework=cp&amp;from=2012&amp;to=2012"
    cell = f'<a href="{link}">1</a> <span class="soft">(100%)</span>'
    assert f'<td class="num" data-label="Adequate">{cell}</td>' in page


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


def test_the_page_leads_with_every_strand_today_and_says_when_overall_ended(client: Client, long_histories):
    bars = client.get("/national/?strand=care").context["today"]
    assert [bar.name for bar in bars] == [
        "Help and protection",
        "Children in care",
        "Care leavers",
        "Leadership",
        "Overall effectiveness (until April 2026)",
    ]
    for bar in bars:
        assert bar.total == 4
        for part in bar.parts:
            tiles = [t for r in client.get(part.url).context["regions"] for t in r.tiles]
            assert len(tiles) == part.count


def test_a_region_counts_those_judged_jointly_as_such(client: Client, long_histories):
    page = client.get("/national/grid/?strand=care-leavers&on=2020-12-31&region=north-west").content.decode()
    assert "1 judged jointly" in " ".join(page.split())
    assert "not judged" not in page


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
    assert b"+2 without" in client.get("/national/?view=given").content
    assert client.get("/national/?region=north-west").context["picture"].without == 0


def test_the_lede_says_how_much_of_the_country_is_covered(client: Client, archive):
    for address in ("/national/", "/national/grid/"):
        page = client.get(address).content.decode()
        assert "2 of 3 authorities, none of them in the South West" in page


def test_the_picture_as_csv(client: Client, archive):
    make_inspection(framework="ilacs", start=date(2026, 5, 1), judgements={"care": "good"})
    assert table(client.get("/national.csv?view=given&region=north-west")) == [
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


def test_a_strand_judged_jointly_has_that_status_in_the_grid_as_csv(client: Client, long_histories):
    tiles_of = client.get("/national/grid/?strand=care-leavers&on=2020-12-31&held=judged-jointly").context[
        "regions"
    ]
    shown = {tile.name for region in tiles_of for tile in region.tiles}
    rows = table(client.get("/national/grid.csv?strand=care-leavers&on=2020-12-31"))
    jointly = [row for row in rows if row[7] == "judged jointly"]
    assert shown
    assert {row[1] for row in jointly} == shown
    assert all(row[6] == row[8] == "" and row[10] and row[11] for row in jointly)


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
    ("address", "queries"),
    [
        ("/national/", 11),
        ("/national/?view=given", 3),
        ("/national/grid/", 2),
        ("/national/grid/?on=2030-01-01", 3),
    ],
)
@pytest.mark.parametrize("number", [3, 18])
def test_the_number_of_queries_does_not_grow_with_the_rows(
    client: Client, django_assert_num_queries, address, queries, number
):
    for year in range(number):
        make_inspection(start=date(2000 + year, 1, 1), judgements={"overall": "good", "leadership": "good"})
    with django_assert_num_queries(queries):
        client.get(address)


def test_the_picture_shows_what_all_authorities_held_at_the_end_of_each_year(client: Client, archive):
    years = {year.year: dict(year.counts) for year in client.get("/national/").context["held"].years}
    assert years[2012] == years[2014] == {"adequate": 1, "no report": 2}
    assert years[2015] == {"requires improvement": 1, "good": 1, "no report": 1}
    assert max(years) == timezone.localdate().year


@pytest.fixture
def long_histories(archive):
    """Every way in which a grade can end, be given late, or never be given."""
    north, south, west = (Authority.objects.get(name=name) for name in ("Northam", "Southam", "Westam"))
    make_inspection(
        authority=north,
        framework="ilacs",
        start=date(2019, 12, 1),
        published=date(2020, 1, 30),
        judgements={"overall": "inadequate", "care-and-care-leavers": "good"},
    )
    make_inspection(
        authority=north, framework="ilacs", start=date(2023, 3, 1), judgements={"overall": "good"}
    )
    make_inspection(
        authority=south,
        framework="ilacs",
        start=date(2026, 5, 1),
        judgements={"care": "good", "care-leavers": "outstanding"},
    )
    make_inspection(
        authority=west, framework="sif", start=date(2016, 3, 1), judgements={"care-leavers": "not judged"}
    )
    old, new = make_authority(name="Oldshire", abolished=date(2019, 4, 1)), make_authority(name="Newshire")
    old.successors.add(new)
    make_inspection(
        authority=old, framework="sif", start=date(2014, 3, 1), judgements={"overall": "inadequate"}
    )


@pytest.mark.parametrize("strand", ["overall", "care-leavers", "care", "adoption", "care-and-care-leavers"])
def test_each_years_end_is_the_grid_of_that_day(client: Client, long_histories, strand: str):
    held = client.get("/national/", {"strand": strand}).context["held"]
    for year in held.years:
        regions = grid(strand=strand, on=year.day)
        assert Counter(tile.holds for region in regions for tile in region.tiles) == year.counts, year


def test_each_number_leads_to_as_many_authorities_and_to_their_reports(client: Client, long_histories):
    for strand in ("overall", "care-leavers"):
        held = client.get("/national/", {"strand": strand}).context["held"]
        for year, cells, _ in held.rows:
            for word, count, _, url in cells:
                if not count:
                    continue
                tiles = [t for r in client.get(url).context["regions"] for t in r.tiles]
                assert len(tiles) == count, (year, word)
                linked = {tile.report for tile in tiles}
                assert all("/inspections/" in url for url in linked) or word in ("no report", "not judged")


def test_each_number_of_the_grades_given_leads_to_those_inspections(client: Client, long_histories):
    given = client.get("/national/?view=given").context["picture"]
    links = [(cell[1], cell[3]) for _, cells, _ in given.rows for cell in cells if cell[3]]
    assert len(links) > 4
    for count, url in links:
        assert client.get(url).context["page"].paginator.count == count


def test_care_leavers_judged_jointly_are_never_counted_as_not_judged(client: Client, long_histories):
    counts = {
        year.year: year.counts for year in client.get("/national/?strand=care-leavers").context["held"].years
    }
    assert counts[2020]["judged jointly"] == 1
    assert counts[2020]["not judged"] == 2  # Southam and Westam, whose reports do not judge them
    rows = table(client.get("/national.csv?strand=care-leavers"))
    assert ["care-leavers", "", "2020-12-31", "", "judged jointly", "1", "25"] in rows


def test_a_strand_that_a_framework_does_not_judge_is_not_in_the_framework(client: Client, archive):
    rows = table(client.get("/national.csv?strand=care-leavers"))
    assert ["care-leavers", "", "2012-12-31", "", "not in framework", "1", "33"] in rows
    tiles = client.get("/national/grid/?strand=care-leavers&on=2012-12-31&held=not-in-framework")
    assert [tile.name for region in tiles.context["regions"] for tile in region.tiles] == ["Northam"]
    grid = table(client.get("/national/grid.csv?strand=care-leavers&on=2012-12-31"))
    assert {row[7] for row in grid} == {"not in framework", "none held"}


def test_an_inspection_of_one_service_leaves_the_grades_of_others_as_they_are(client: Client):
    vale = make_authority(name="Vale")
    make_inspection(
        authority=vale, framework="cp", start=date(2012, 11, 1), judgements={"help-and-protection": "good"}
    )
    make_inspection(authority=vale, framework="lac", start=date(2013, 6, 1), judgements={"care": "adequate"})
    rows = table(client.get("/national.csv?strand=help-and-protection"))
    assert ["help-and-protection", "", "2013-12-31", "good", "graded", "1", "100"] in rows
    tiles = client.get("/national/grid/?strand=help-and-protection&on=2013-12-31&held=good")
    assert [tile.name for region in tiles.context["regions"] for tile in region.tiles] == ["Vale"]


def test_those_judged_jointly_in_a_year_are_counted_beside_the_columns(client: Client, long_histories):
    response = client.get("/national/?view=given&strand=care-leavers")
    years = {year.year: (year.total, year.without) for year in response.context["picture"].years}
    assert (years[2019], years[2026]) == ((0, 1), (1, 0))
    assert b"judged children in care and care leavers jointly" in response.content
    rows = table(client.get("/national.csv?view=given&strand=care-leavers"))
    assert ["care-leavers", "", "ilacs", "ILACS", "2019", "", "judged jointly", "1", ""] in rows


def test_a_successor_begins_where_its_predecessor_ends(client: Client, long_histories):
    assert "Newshire" not in everyone(client.get("/national/grid/?on=2019-03-31"))
    assert "Newshire" in everyone(client.get("/national/grid/?on=2019-04-01"))


def test_what_is_held_as_csv(client: Client, archive):
    rows = table(client.get("/national.csv"))
    assert rows[0] == ["overall", "", "2012-12-31", "adequate", "graded", "1", "33"]
    assert rows[1] == ["overall", "", "2012-12-31", "", "no report", "2", "67"]
    assert sum(int(row[5]) for row in rows if row[2] == "2015-12-31") == 3


@pytest.mark.parametrize("asked", ["strand=x", "region=x", "view=x", "held=x", "on=x"])
def test_a_value_that_there_is_not_is_said_and_refused_by_data(client: Client, archive, asked: str):
    for path in ("/national/", "/national/grid/"):
        page = client.get(f"{path}?{asked}").content.decode()
        assert "is not a value of" in page or "a parameter that this page" in page or "Write the day" in page
    for path in ("/national.csv", "/national/grid.csv"):
        assert client.get(f"{path}?{asked}").status_code == 400
