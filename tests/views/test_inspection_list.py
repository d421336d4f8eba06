import csv
import io
from datetime import date

import pytest
from django.test import Client

from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db


def rows_of(response) -> list[str]:
    return [row.inspection.slug for row in response.context["rows"]]


def choices(facet) -> dict[str, int]:
    return {choice.value: choice.count for choice in facet.choices}


def table(response) -> list[dict[str, str]]:
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


CURRENT = ["help-and-protection", "care", "care-leavers", "leadership"]


@pytest.fixture
def three(db):
    """Three inspections of three authorities, frameworks and years."""
    north = make_authority(name="Northam", region="North West")
    south = make_authority(name="Southam", region="South East")
    make_inspection(
        authority=north, slug="a", framework="cp", start=date(2012, 5, 1), judgements={"overall": "adequate"}
    )
    make_inspection(
        authority=north,
        slug="b",
        framework="sif",
        start=date(2014, 5, 1),
        judgements={"overall": "requires improvement", "care-leavers": "inadequate", "lscb": "not judged"},
        recommendations=["Plan.", "Act."],
    )
    make_inspection(
        authority=south,
        slug="c",
        framework="ilacs",
        start=date(2019, 5, 1),
        judgements={"overall": "good", "care-leavers": "good"},
    )


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", ["c", "b", "a"]),
        ("authority=northam", ["b", "a"]),
        ("authority=northam&authority=southam", ["c", "b", "a"]),
        ("region=south-east", ["c"]),
        ("framework=cp&framework=sif", ["b", "a"]),
        ("from=2013", ["c", "b"]),
        ("to=2014", ["b", "a"]),
        ("from=2014&to=2014", ["b"]),
        ("overall=adequate", ["a"]),
        ("overall=requires-improvement", ["b"]),
        ("care-leavers=inadequate", ["b"]),
        ("care-leavers=inadequate&care-leavers=good", ["c", "b"]),
        ("care-leavers=inadequate&overall=good", []),
        ("lscb=not-judged", ["b"]),
        ("care-leavers=not-in-framework", ["a"]),
        ("sort=oldest", ["a", "b", "c"]),
        ("sort=authority", ["b", "a", "c"]),
        ("sort=best", ["c", "b", "a"]),
        ("sort=worst", ["a", "b", "c"]),
        ("utm_source=mail", ["c", "b", "a"]),
    ],
)
def test_the_filters_stand_in_the_address(client: Client, three, query, slugs):
    assert rows_of(client.get(f"/inspections/?{query}")) == slugs


def test_a_filters_counts_say_what_each_value_would_show_while_the_others_stay(client: Client, three):
    panel = client.get("/inspections/?framework=sif&overall=requires-improvement").context["facets"]
    assert choices(panel.framework)["sif"] == 1
    assert choices(panel.framework)["cp"] == 0
    assert choices(panel.overall)["requires-improvement"] == 1
    assert choices(panel.overall)["good"] == 0
    panel = client.get("/inspections/?framework=sif").context["facets"]
    assert {key: count for key, count in choices(panel.framework).items() if count} == {
        "cp": 1,
        "sif": 1,
        "ilacs": 1,
    }


def test_grades_are_offered_in_their_order_then_not_judged_then_not_in_this_framework(client: Client, three):
    panel = client.get("/inspections/").context["facets"]
    leavers = next(facet for facet in panel.strands if facet.name == "care-leavers")
    assert {key: count for key, count in choices(leavers).items() if "jointly" not in key} == {
        "outstanding": 0,
        "good": 1,
        "requires-improvement": 0,
        "adequate": 0,
        "inadequate": 1,
        "not-judged": 0,
        "not-in-framework": 1,
    }


def test_each_tag_leads_to_the_list_without_its_filter(client: Client, three):
    tags = client.get("/inspections/?region=north-west&care-leavers=inadequate&page=2").context["tags"]
    assert [(tag.label, tag.value, tag.remove) for tag in tags] == [
        ("Region", "North West", "/inspections/?care-leavers=inadequate"),
        ("Care leavers", "Inadequate", "/inspections/?region=north-west"),
    ]


def test_the_chosen_strand_is_a_column_of_the_list(client: Client, three):
    response = client.get("/inspections/?care-leavers=inadequate")
    assert [key for key, _ in response.context["columns"]] == [*CURRENT, "overall"]
    response = client.get("/inspections/?adoption=good&care-leavers=inadequate")
    assert [key for key, _ in response.context["columns"]] == [*CURRENT, "adoption", "overall"]
    assert b"Not in this framework" in client.get("/inspections/?care-leavers=not-in-framework").content


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("overall=splendid", "“splendid” is not a value of “overall”"),
        ("framework=x", "“x” is not a value of “framework”. Use one of: cp, lac, "),
        ("authority=nowhere", "“nowhere” is not a value of “authority”"),
        ("region=%00", "“” is not a value of “region”"),
        ("from=last+year", "“last year” is not a year. Use four digits, such as 2014."),
        ("from=99999999999999999999", "is not a year. Use four digits, such as 2014."),
        ("from=2019&to=2014", "2019 is after 2014"),
        ("sort=random", "“random” is not a value of “sort”. Use one of: newest, oldest, "),
        ("care-leavers=%3Cscript%3E", "&lt;script&gt;"),
    ],
)
def test_a_wrong_filter_gets_a_page_that_says_so(client: Client, three, query, said):
    response = client.get(f"/inspections/?{query}")
    assert response.status_code == 400
    assert said in response.content.decode()
    assert client.get(f"/inspections.csv?{query}").status_code == 400
    assert client.get(f"/inspections.json?{query}").status_code == 400


def test_htmx_is_shown_what_is_wrong_with_a_filter(client: Client, three):
    response = client.get("/inspections/?overall=splendid", headers={"HX-Request": "true"})
    assert response.status_code == 200
    assert 'id="results"' in response.content.decode()


def test_the_fields_that_nobody_filled_leave_the_address(client: Client, three):
    response = client.get("/inspections/?authority=&from=&to=&overall=good&sort=")
    assert (response.status_code, response["Location"]) == (302, "/inspections/?overall=good")


def test_htmx_is_told_the_short_address(client: Client, three):
    response = client.get("/inspections/?authority=&overall=good", headers={"HX-Request": "true"})
    assert response["HX-Push-Url"] == "/inspections/?overall=good"


@pytest.mark.parametrize("page", ["0", "-1", "999", "many", "%00"])
def test_a_page_that_is_not_there_becomes_one_that_is(client: Client, three, page):
    assert client.get(f"/inspections/?page={page}").status_code == 200


def test_where_nothing_is_found_each_filter_says_what_its_removal_would_show(client: Client, three):
    response = client.get("/inspections/?care-leavers=inadequate&framework=ilacs")
    assert response.context["ways_out"] == [
        ("Framework: any – 1 inspection", "/inspections/?care-leavers=inadequate"),
        ("Care leavers: any – 1 inspection", "/inspections/?framework=ilacs"),
    ]


def test_pages_hold_every_inspection_once(client: Client):
    authority = make_authority()
    for day in range(1, 31):
        make_inspection(authority=authority, start=date(2014, 1, day))
    first, second = client.get("/inspections/"), client.get("/inspections/?page=2")
    assert len({*rows_of(first), *rows_of(second)}) == 30
    assert "1 to 25" in first.content.decode()


def test_the_csv_is_the_list_with_grades_and_their_status_apart(client: Client, three):
    response = client.get("/inspections.csv?authority=northam&sort=oldest")
    assert response.getvalue().startswith(b"\xef\xbb\xbfinspection,url,authority,gss_code,region,framework,")
    old, new = table(client.get("/inspections.csv?authority=northam&sort=oldest"))
    assert (old["inspection"], old["start"], old["url"]) == (
        "a",
        "2012-05-01",
        "http://testserver/inspections/a/",
    )
    assert (old["overall_grade"], old["overall_grade_status"]) == ("adequate", "graded")
    assert (old["lscb_grade"], old["lscb_printed_grade"], old["lscb_grade_status"]) == (
        "",
        "",
        "not in framework",
    )
    assert (new["lscb_grade"], new["lscb_printed_grade"], new["lscb_grade_status"]) == (
        "",
        "Not judged",
        "not judged",
    )
    assert new["recommendations"] == "2"


def test_the_json_is_the_same_list(client: Client, three):
    answer = client.get("/inspections.json?overall=good&care-leavers=good").json()
    assert answer["count"] == 1
    assert answer["results"][0]["judgements"]["care-leavers"]["grade"] == "good"


def test_a_name_like_a_formula_cannot_run_in_a_spreadsheet(client: Client):
    make_inspection(authority=make_authority(name="=1+1", slug="one"))
    assert table(client.get("/inspections.csv"))[0]["authority"] == "'=1+1"


@pytest.mark.parametrize("address", ["/inspections/?overall=good&region=north-west", "/inspections.csv"])
def test_eighteen_rows_take_as_many_queries_as_three(client: Client, django_assert_max_num_queries, address):
    def queries() -> int:
        with django_assert_max_num_queries(22) as captured:
            getattr(client.get(address), "getvalue", lambda: None)()
        return len(captured)

    for _ in range(3):
        make_inspection(recommendations=["Plan."])
    three = queries()
    for _ in range(15):
        make_inspection(recommendations=["Plan."])
    assert queries() == three


def test_the_overall_column_says_that_a_report_gives_no_overall_grade_beside_its_strands(client: Client):
    make_inspection(
        framework="ilacs",
        start=date(2026, 5, 1),
        judgements={"leadership": "good", "care": "outstanding", "care-leavers": "good"},
    )
    response = client.get("/inspections/")
    states = {state.strand: state.grade or state.status for _, state in response.context["rows"][0].cells}
    assert states == {
        "help-and-protection": "not judged",
        "care": "outstanding",
        "care-leavers": "good",
        "leadership": "good",
        "overall": "not in framework",
    }
    results = response.content.decode().split('id="results"')[1]
    assert "No overall grade" in results
    assert "×" not in results


def test_what_was_judged_inadequate_jointly_is_offered_in_words_and_in_one_click(client: Client):
    joint = {"overall": "good", "care-and-care-leavers": "inadequate"}
    make_inspection(slug="joint", framework="ilacs", judgements=joint)
    make_inspection(slug="alone", framework="ilacs", judgements={"care-leavers": "inadequate"})
    response = client.get("/inspections/?care-leavers=inadequate")
    assert rows_of(response) == ["alone"]
    (offer,) = response.context["joint_offers"]
    assert (offer.grade, offer.count, offer.judged_with) == ("inadequate", 1, "with children in care")
    assert "judged inadequate jointly" in response.content.decode()
    wider = client.get(offer.url)
    assert set(rows_of(wider)) == {"joint", "alone"}
    assert wider.context["joint_offers"] == []
    assert "judged with children in care" in wider.content.decode()


def test_counts_of_jointly_judged_strands_are_those_of_the_list(client: Client):
    joint = {"overall": "good", "care-and-care-leavers": "inadequate"}
    make_inspection(framework="ilacs", judgements=joint)
    make_inspection(framework="ilacs", judgements={"care-leavers": "inadequate"})
    panel = client.get("/inspections/").context["facets"]
    for facet in panel.strands:
        for choice in facet.choices:
            found = client.get(f"/inspections/?{facet.name}={choice.value}")
            assert found.context["page"].paginator.count == choice.count, (facet.name, choice.value)
    leavers = next(facet for facet in panel.strands if facet.name == "care-leavers")
    assert {key: count for key, count in choices(leavers).items() if count} == {
        "inadequate": 1,
        "judged-jointly": 1,
        "inadequate-jointly": 1,
    }


def test_an_export_says_that_a_strand_was_judged_jointly(client: Client):
    make_inspection(framework="ilacs", judgements={"care-and-care-leavers": "good"})
    (row,) = csv.DictReader(client.get("/inspections.csv").getvalue().decode("utf-8-sig").splitlines())
    assert (row["care_leavers_grade"], row["care_leavers_grade_status"]) == ("", "judged jointly")
    assert (row["care_grade"], row["care_grade_status"]) == ("", "judged jointly")
    assert row["care_and_care_leavers_grade"] == "good"
    found = client.get("/inspections.json").json()["results"][0]["judgements"]
    assert found["care-leavers"]["grade_status"] == "judged jointly"


def test_the_newest_reports_are_chosen_first_and_then_narrowed(client: Client):
    ash, birch = make_authority(name="Ashmere"), make_authority(name="Birchford")
    was = {"care-leavers": "inadequate"}
    make_inspection(authority=ash, slug="ash-old", start=date(2016, 5, 1), judgements=was)
    make_inspection(
        authority=ash, slug="ash-new", start=date(2024, 5, 1), judgements={"care-leavers": "good"}
    )
    make_inspection(authority=birch, slug="birch-old", start=date(2016, 5, 1), judgements={"overall": "good"})
    make_inspection(authority=birch, slug="birch-new", start=date(2024, 5, 1), judgements=was)
    assert rows_of(client.get("/inspections/?newest=1")) == ["ash-new", "birch-new"]
    assert rows_of(client.get("/inspections/?newest=1&care-leavers=inadequate")) == ["birch-new"]
    assert rows_of(client.get("/inspections/?newest=1&to=2020")) == []
    page = client.get("/inspections/?newest=1&care-leavers=inadequate")
    assert ("Newest", "Newest report of each authority") in [(t.label, t.value) for t in page.context["tags"]]
    panel = page.context["facets"]
    leavers = next(facet for facet in panel.strands if facet.name == "care-leavers")
    assert {key: count for key, count in choices(leavers).items() if count} == {"good": 1, "inadequate": 1}
    text = client.get("/inspections.csv?newest=1&care-leavers=inadequate").getvalue().decode("utf-8-sig")
    assert [row["inspection"] for row in csv.DictReader(text.splitlines())] == ["birch-new"]
    found = client.get("/inspections.json?newest=1").json()
    assert {row["inspection"] for row in found["results"]} == {"ash-new", "birch-new"}
    assert client.get("/inspections/?newest=maybe").status_code == 400


def test_words_in_the_address_are_no_filter_and_the_page_offers_to_search_for_them(client: Client):
    page = client.get("/inspections/?q=<b>early+help").content.decode()
    assert 'href="/search/?q=%3Cb%3Eearly%20help"' in page
    assert "Search the reports for “&lt;b&gt;early help”" in page
    assert "narrowed by filters, not by words" not in client.get("/inspections/").content.decode()


def test_values_that_would_show_nothing_stand_apart(client: Client):
    make_inspection(judgements={"overall": "good"})
    facet = client.get("/inspections/").context["facets"].overall
    assert [choice.value for choice in facet.offered] == ["good"]
    assert "inadequate" in [choice.value for choice in facet.without]
    chosen = client.get("/inspections/?overall=inadequate").context["facets"].overall
    assert [choice.value for choice in chosen.offered] == ["good", "inadequate"]


def test_the_region_of_the_samples_is_offered_only_while_a_sample_is_held(client: Client, three):
    sample = make_authority(name="Ashmere", region="Fictional", fictional=True)
    assert "fictional" not in choices(client.get("/inspections/").context["facets"].region)
    make_inspection(authority=sample, start=date(2014, 5, 1))
    assert choices(client.get("/inspections/").context["facets"].region)["fictional"] == 1
