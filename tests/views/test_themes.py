import csv
import io
from datetime import date

import pytest
from django.test import Client

from reports.models import Inspection, ParagraphTheme, Theme
from reports.themes.tagging import load_themes, tag_inspection
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db


def make_archive(reports: int) -> None:
    for n in range(reports):
        tag_inspection(
            make_inspection(
                start=date(2012 + n, 1, 1),
                recommendations=["Improve advocacy."],
                paragraphs=[{"text": f"Advocacy number {n} is known.", "grade": "good"}, "Roads are long."],
            )
        )


def test_the_list_shows_every_theme_with_what_it_has(client: Client):
    make_archive(2)
    lines = {line.theme.slug: line for line, _ in client.get("/themes/").context["lines"]}
    advocacy = lines["advocacy"]
    assert (advocacy.paragraphs, advocacy.recommendations, advocacy.reports) == (2, 2, 2)


def test_an_archive_without_reports_has_a_page_of_themes(client: Client):
    assert client.get("/themes/").status_code == 200
    load_themes()
    assert client.get("/themes/neglect/").status_code == 200


def test_a_theme_shows_its_paragraphs_the_newest_report_first(client: Client):
    make_archive(3)
    found = client.get("/themes/advocacy/").context["page"].object_list
    assert [paragraph.inspection.start.year for paragraph in found] == [2014, 2013, 2012]


def test_the_newest_report_of_a_theme_is_the_one_that_was_published_last(client: Client):
    make_archive(3)
    Inspection.objects.filter(start__year=2012).update(published=date(2020, 2, 3))
    found = client.get("/themes/advocacy/").context["page"].object_list
    assert [paragraph.inspection.start.year for paragraph in found] == [2012, 2014, 2013]


def test_a_theme_shows_its_recommendations(client: Client):
    make_archive(2)
    found = client.get("/themes/advocacy/?show=recommendations").context["page"]
    assert found.paginator.count == 2


@pytest.mark.parametrize(
    ("grade", "count"), [("good", 2), ("inadequate", 0), ("requires-improvement", 0), ("nonsense", 2)]
)
def test_a_theme_can_be_narrowed_to_a_grade(client: Client, grade: str, count: int):
    make_archive(2)
    assert client.get("/themes/advocacy/", {"grade": grade}).context["page"].paginator.count == count


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("grade=nonsense", "“nonsense” is not a value of “grade”"),
        ("show=nothing", "“nothing” is not a value of “show”"),
        ("newest=2", "“2” is not a value of “newest”"),
        ("show=recommendations&grade=good", "A recommendation is under no grade"),
    ],
)
def test_a_value_that_a_theme_does_not_have_is_named_by_the_page_and_refused_by_the_data(
    client: Client, query: str, said: str
):
    make_archive(1)
    page, data = client.get(f"/themes/advocacy/?{query}"), client.get(f"/themes/advocacy.csv?{query}")
    assert (page.status_code, data.status_code) == (200, 400)
    assert said in page.content.decode()
    assert data.content.decode().startswith(said)


def test_no_list_of_recommendations_says_that_it_is_under_a_grade(client: Client):
    make_archive(2)
    response = client.get("/themes/advocacy/?show=recommendations&grade=good")
    assert (response.context["grade"], response.context["page"].paginator.count) == ("", 2)
    assert "Recommendations under" not in response.content.decode()


def test_the_data_of_all_themes_refuse_a_value_that_is_none(client: Client):
    make_archive(1)
    assert client.get("/themes.csv?newest=yes").status_code == 400
    assert "“yes” is not a value of “newest”" in client.get("/themes/?newest=yes").content.decode()


@pytest.mark.parametrize("query", ["?page=99", "?page=x", "?show=nothing"])
def test_odd_parameters_still_give_a_page(client: Client, query: str):
    make_archive(1)
    assert client.get(f"/themes/advocacy/{query}").status_code == 200


def test_a_theme_that_does_not_exist_is_not_found(client: Client):
    assert client.get("/themes/nothing/").status_code == 404


def test_csv_holds_every_paragraph_of_the_theme(client: Client):
    make_archive(3)
    response = client.get("/themes/advocacy.csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert len(text.splitlines()) == 4


def test_a_theme_asks_the_same_number_of_queries_whatever_it_has(client: Client, django_assert_num_queries):
    make_archive(3)
    with django_assert_num_queries(11):
        client.get("/themes/advocacy/")
    for n in range(15):
        tag_inspection(make_inspection(start=date(2012, 2, 1 + n), paragraphs=["Advocacy is known."]))
    with django_assert_num_queries(11):
        client.get("/themes/advocacy/")


def test_the_list_as_csv(client: Client):
    make_archive(2)
    response = client.get("/themes.csv")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[0] == "theme,url,about,paragraphs_per_1000_words,paragraphs,recommendations,reports"
    (advocacy,) = [line for line in lines if line.startswith("Advocacy")]
    assert advocacy.endswith(",2,2,2")
    assert "http://testserver/themes/advocacy/" in advocacy


def test_a_year_of_few_reports_is_told_apart(client: Client):
    make_archive(1)
    for n in range(4):
        tag_inspection(make_inspection(start=date(2015, 1, 1 + n), paragraphs=["Advocacy is known."]))
    dots = {dot.year: dot.thin for dot in client.get("/themes/advocacy/").context["chart"].dots}
    assert dots == {2012: True, 2015: False}


def test_where_a_theme_shows_nothing_the_page_says_what_would(client: Client):
    make_archive(2)
    response = client.get("/themes/advocacy/?grade=inadequate")
    assert response.context["ways_out"] == [
        ("Paragraphs under any grade – 2", "/themes/advocacy/?show=paragraphs#texts"),
        ("Recommendations under any grade – 2", "/themes/advocacy/?show=recommendations#texts"),
        ("All themes", "/themes/"),
    ]
    assert b"Nothing on this theme matches" in response.content


def test_newest_keeps_the_newest_report_of_each_authority(client: Client):
    authority = make_authority()
    old, new = (
        make_inspection(
            authority=authority,
            start=date(year, 5, 1),
            paragraphs=["Advocacy is well known."],
            slug=f"from-{year}",
        )
        for year in (2014, 2022)
    )
    tag_inspection(old)
    tag_inspection(new)
    everything = client.get("/themes/advocacy/")
    newest = client.get("/themes/advocacy/?newest=1")
    assert [figure.paragraphs for figure in newest.context["grades"].values()] == [1]
    assert [report.slug for report, _ in newest.context["most"]] == []
    assert [row.year for row in newest.context["chart"].rows] == [2022]
    assert len(everything.context["chart"].rows) == 9
    assert everything.context["page"].paginator.count == 2
    assert [row.inspection.slug for row in newest.context["page"]] == ["from-2022"]
    text = client.get("/themes/advocacy.csv?newest=1").getvalue().decode("utf-8-sig")
    assert [row["inspection"] for row in csv.DictReader(io.StringIO(text))] == ["from-2022"]
    lines = {line.theme.slug: line for line, _ in client.get("/themes/?newest=1").context["lines"]}
    assert (lines["advocacy"].paragraphs, lines["advocacy"].reports) == (1, 1)


def test_a_themes_list_and_its_page_count_alike(client: Client):
    make_archive(2)
    text = {"recommendations": ["Improve advocacy."], "paragraphs": ["Advocacy is known."]}
    tag_inspection(make_inspection(start=date(2016, 1, 1), framework=None, title="Report", **text))
    (line,) = [line for line, _ in client.get("/themes/").context["lines"] if line.theme.slug == "advocacy"]
    counts = [
        client.get("/themes/advocacy/", {"show": kind}).context["page"].paginator.count
        for kind in ("paragraphs", "recommendations")
    ]
    assert counts == [line.paragraphs, line.recommendations] == [2, 2]


def test_a_list_does_not_speak_of_years_that_rest_on_few_reports(client: Client):
    make_archive(2)
    (spark,) = [
        spark for line, spark in client.get("/themes/").context["lines"] if line.theme.slug == "advocacy"
    ]
    assert spark.title == "No year with 4 reports or more"


def test_a_year_of_two_frameworks_belongs_to_the_ground_of_neither(client: Client):
    for year, framework in ((2017, "sif"), (2018, "sif"), (2018, "ilacs"), (2019, "ilacs"), (2020, "ilacs")):
        tag_inspection(
            make_inspection(start=date(year, 3, 1), framework=framework, paragraphs=["Advocacy is known."])
        )
    tag_inspection(
        make_inspection(start=date(2017, 3, 1), framework="lscb", paragraphs=["Advocacy is known."])
    )
    response = client.get("/themes/advocacy/")
    chart = response.context["chart"]
    assert [ground.short for ground in chart.grounds] == ["SIF", "both", "ILACS"]
    assert len(chart.lines) == 1
    assert "its point belongs to neither" in response.content.decode()


def test_the_texts_of_a_theme_are_shown_by_kind_of_inspection_graded_ones_first(client: Client):
    theme = Theme.objects.create(slug="ferries", name="Ferries", expressions="ferry", order=999)
    texts = {}
    for kind in ("", "visit"):
        inspection = make_inspection(
            framework=None if kind else "ilacs", kind=kind, paragraphs=["The ferry waits."]
        )
        texts[kind] = inspection.paragraphs.get()
        ParagraphTheme.objects.create(paragraph=texts[kind], theme=theme)
    page = client.get("/themes/ferries/")
    assert list(page.context["page"].object_list) == [texts[""]]
    assert [(name, count) for name, count, _, _ in page.context["of_kinds"]] == [
        ("Graded inspection", 1),
        ("Focused visit", 1),
    ]
    visits = client.get("/themes/ferries/?kind=visit")
    assert list(visits.context["page"].object_list) == [texts["visit"]]
    lines = client.get("/themes/ferries.csv?kind=visit").getvalue().decode().splitlines()
    assert len(lines) == 2
    assert ",visit," in lines[1]
    assert client.get("/themes/ferries.csv?kind=visit&newest=1").status_code == 400


def test_the_list_of_themes_is_of_graded_inspections_or_of_another_kind(client: Client):
    for kind, paragraphs in (("", ["The ferry waits."]), ("visit", ["The ferry waits.", "The ferry sails."])):
        inspection = make_inspection(
            framework=None if kind else "ilacs", kind=kind, paragraphs=[*paragraphs, "A house."]
        )
        Theme.objects.get_or_create(
            slug="ferries", defaults={"name": "Ferries", "expressions": "ferry", "order": 999}
        )
        tag_inspection(inspection)

    def said(query: str) -> int:
        lines = client.get(f"/themes/{query}").context["lines"]
        return next(line.paragraphs for line, _ in lines if line.theme.slug == "ferries")

    assert (said(""), said("?kind=visit")) == (1, 2)
    page = client.get("/themes/?kind=visit").content.decode()
    assert "/themes.csv?kind=visit" in page
    assert "Only the newest report" not in page
    assert b"Ferries" in client.get("/themes.csv?kind=visit").getvalue()
