"""The search page, its data and its feed."""

import csv
import io
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports.models import Inspection, ThesaurusEntry
from reports.search import service
from reports.search.plan.indexing import refresh
from tests.builders import make_authority, make_inspection, make_source
from tests.search.archive import make_archive
from tests.views.pages import get

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def archive(db: None) -> dict[str, Inspection]:
    return make_archive()


def page(client: Client, **data: Any) -> str:
    response = get(client, **data)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.usefixtures("archive")
def test_a_result_says_where_it_stands_and_leads_there_with_the_words_marked(client: Client) -> None:
    html = page(client, q="caseloads irregular", also="off")
    assert '<a href="/inspections/ashmere-2012-11-12/?q=caseloads%20irregular#para-2">' in html
    assert "<mark>caseloads</mark>" in html
    assert "1 paragraph" in html


@pytest.mark.usefixtures("archive")
def test_the_grade_of_the_strand_stands_beside_a_result(client: Client) -> None:
    html = " ".join(page(client, q="tenancy", also="off").split())
    assert 'Overall effectiveness: <span class="grade grade--adequate">' in html


@pytest.mark.usefixtures("archive")
def test_names_and_years_in_the_words_are_tags_that_can_be_removed(client: Client) -> None:
    html = page(client, q="ashmere 2014 supervision")
    assert "Ashmere (from your words)" in html
    assert 'href="/search/?q=2014+supervision"' in html
    assert 'href="/search/?q=ashmere+supervision"' in html


@pytest.mark.usefixtures("archive")
def test_a_school_year_in_the_words_says_that_texts_may_name_it_too(client: Client) -> None:
    html = page(client, q="2013-14 supervision")
    assert "2013 to 2014 (from your words: inspected or published, or the text says 2013–14)" in html


@pytest.mark.usefixtures("archive")
def test_a_name_and_a_year_alone_offer_the_report_first(client: Client) -> None:
    html = page(client, q="ashmere 2014")
    assert "The report you name" in html
    assert html.index('href="/inspections/ashmere-2014-10-06/"') < html.index('class="hits"')
    assert 'href="/inspections/ashmere-2012-11-12/"' not in html


@pytest.mark.usefixtures("archive")
def test_a_name_beside_words_offers_its_reports_with_the_words_marked(client: Client) -> None:
    html = page(client, q="ashmere supervision")
    assert "The reports you name" in html
    assert 'href="/inspections/ashmere-2014-10-06/?q=supervision"' in html


@pytest.mark.usefixtures("archive")
def test_the_panel_leaves_a_short_address_behind(client: Client) -> None:
    address = "/search/?q=supervision&authority=&framework=sif&from="
    response = client.get(address, headers={"HX-Request": "true"}, secure=True)
    assert response["HX-Push-Url"] == "/search/?q=supervision&framework=sif"


@pytest.mark.usefixtures("archive")
def test_a_filter_is_a_tag_with_the_address_of_the_search_without_it(client: Client) -> None:
    html = page(client, q="supervision", framework="sif", grade="good")
    assert 'href="/search/?q=supervision&amp;grade=good"' in html
    assert 'href="/search/?q=supervision&amp;framework=sif"' in html


@pytest.mark.usefixtures("archive")
def test_what_the_thesaurus_added_is_said_and_can_be_switched_off(client: Client) -> None:
    html = page(client, q="council flat")
    assert "Also searched: tenancy" in html
    assert "skip=council+flat" in html
    assert "also=off" in html
    off = page(client, q="council flat", also="off")
    assert "Also searched" not in off
    assert "Search also what the reports call it" in off


@pytest.mark.usefixtures("archive")
def test_a_misspelling_is_answered_with_did_you_mean(client: Client) -> None:
    html = page(client, q="aprenticeships")
    assert "Did you mean" in html
    assert 'href="/search/?q=apprenticeships"' in html


@pytest.mark.usefixtures("archive")
def test_the_nearest_stand_under_a_heading_of_their_own(client: Client) -> None:
    html = page(client, q="supervision apprenticeships", also="off")
    assert "No paragraph with all your words" in html
    assert "The nearest: these hold most of what you asked" in html


@pytest.mark.usefixtures("archive")
def test_results_can_be_grouped_by_report(client: Client) -> None:
    html = page(client, q="supervision", group="report")
    assert html.count('class="hits-report"') == 3


@pytest.mark.usefixtures("archive")
def test_recommendations_are_searched_on_their_own_tab(client: Client) -> None:
    html = page(client, q="caseloads", **{"in": "recommendations"})
    assert "recommendation 1</a>" in html
    assert "#rec-1" in html


@pytest.mark.usefixtures("archive")
def test_through_time_is_drawn_with_its_tables(client: Client) -> None:
    html = page(client, q="supervision")
    assert "Through time" in html
    assert "over-time" in html


@pytest.mark.usefixtures("archive")
def test_without_a_question_the_page_says_how_to_ask(client: Client) -> None:
    assert "Ways to ask" in page(client)


@pytest.mark.usefixtures("archive")
def test_a_page_past_the_end_is_the_last_page_and_no_page_number_the_first(client: Client) -> None:
    assert "1 paragraph" in page(client, q="tenancy", also="off", page="9999")
    assert "1 paragraph" in page(client, q="tenancy", also="off", page="x")


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("authority", "atlantis"),
        ("grade", "superb"),
        ("framework", "new"),
        ("year", "20x4"),
        ("from", "1066"),
        ("strand", "<b>"),
        ("kind", "poem"),
        ("theme", "none-such"),
        ("sort", "best"),
        ("in", "minutes"),
    ],
)
def test_a_filter_value_that_does_not_exist_is_named_with_status_400(
    client: Client, name: str, value: str
) -> None:
    for path in ("/search/", "/search.csv", "/search.json"):
        response = get(client, path=path, q="supervision", **{name: value})
        assert response.status_code == 400
    assert "<b>" not in get(client, q="x", **{name: value}).content.decode().replace("<b></b>", "")


def test_an_empty_archive_answers_too(client: Client, db: None) -> None:
    assert "Nothing found" in page(client, q="supervision")


# The data -------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("archive")
def test_where_nothing_is_found_no_other_words_are_mentioned_and_nothing_narrower_is_offered(
    client: Client,
) -> None:
    html = page(client, q="xyzzyqwfp")
    assert "No report holds <strong>xyzzyqwfp</strong>.</p>" in html
    assert "Only inspections since" not in html
    assert "Clear all filters" not in html
    assert 'href="/themes/"' in html


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("supervison or casloads", "supervision or caseloads"),
        ('"socail workers"', '"social workers"'),
        ("multi-protocl", "multi-protocol"),
        ("supervision or casloads", "supervision or caseloads"),
    ],
)
def test_a_misspelling_among_alternatives_in_a_phrase_or_behind_a_hyphen_is_said_and_put_right(
    client: Client, typed: str, meant: str
) -> None:
    html = page(client, q=typed, also="off")
    assert (
        f'Did you mean <a href="/search/?{urlencode({"q": meant, "also": "off"})}">'.replace("&", "&amp;")
        in html
    )
    assert '<ol class="hits"' in html


@pytest.mark.usefixtures("archive")
def test_an_alternative_that_no_report_holds_is_said_and_the_other_is_searched_alone(client: Client) -> None:
    html = page(client, q="supervision or xyzzyqwfp", also="off")
    assert "No report holds <strong>xyzzyqwfp</strong>; what is shown goes by the other words." in html
    assert ">3 paragraphs\n" in html


@pytest.mark.usefixtures("archive")
def test_a_part_of_a_word_that_no_report_holds_is_said_and_no_text_holds_all(client: Client) -> None:
    html = page(client, q="supervision-xyzzyqwfp", also="off")
    assert "No report holds <strong>xyzzyqwfp</strong>" in html
    assert "No paragraph with all your words" in html


@pytest.mark.usefixtures("archive")
def test_a_filter_alone_finds_nothing_for_words_that_no_report_holds_but_leads_to_the_reports(
    client: Client,
) -> None:
    for asked in ({"q": "xyzzyqwfp", "authority": "ashmere"}, {"q": "ashmere xyzzyqwfp"}):
        html = page(client, **asked)
        assert "No report holds <strong>xyzzyqwfp</strong>.</p>" in html
        assert "the other words" not in html
        assert '<ol class="hits"' not in html
        assert '<a href="/authorities/ashmere/">All of Ashmere’s reports</a>' in html
        assert "Without the filter" not in html
    html = page(client, q="xyzzyqwfp", framework="sif")
    assert '<a href="/search/?framework=sif">All that these filters leave</a>' in html


@pytest.mark.usefixtures("archive")
def test_an_authority_without_reports_is_said_and_its_name_can_be_searched_as_text(client: Client) -> None:
    make_authority(name="Holtshire")
    html = page(client, q="holtshire county council supervision", also="off")
    assert "No report of <strong>Holtshire</strong> is here; what is shown is from the others." in html
    assert 'href="/search/?q=%22Holtshire%22+supervision&amp;also=off"' in html
    assert ">3 paragraphs\n" in html
    alone = page(client, q="Holtshire")
    assert "No report of <strong>Holtshire</strong> is here." in alone
    assert "These words are in every text" not in alone


@pytest.mark.usefixtures("archive")
def test_where_a_phrase_and_a_filter_find_nothing_the_same_without_them_is_offered(client: Client) -> None:
    html = page(client, q='"supervision custody"', framework="sif")
    assert "Without the filter Framework: Single inspection framework" in html
    assert "These words without the quotes" in html
    assert "Clear all filters" in html


@pytest.mark.parametrize(("pages", "said"), [(12, True), (1, False), (None, False)])
def test_the_page_of_a_text_is_told_where_its_source_has_pages(
    client: Client, db: None, pages: int | None, said: bool
) -> None:
    source = make_source(pages=pages)
    make_inspection(authority=make_authority(), source=source, paragraphs=["The lighthouse."])
    refresh()
    assert ("<span>page " in page(client, q="lighthouse", also="off")) is said


# Bounds ---------------------------------------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow_with_the_results(client: Client, db: None) -> None:
    def queries(rows: int) -> int:
        for n in range(rows):
            make_inspection(authority=make_authority(), paragraphs=[f"The lighthouse number {n}."])
        refresh()
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page(client, q="lighthouse", also="off")
        return len(captured)

    page(client, q="lighthouse")
    assert queries(3) == queries(15)


@pytest.mark.usefixtures("archive")
def test_a_search_that_takes_too_long_is_stopped_and_a_narrower_one_offered(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = service.limit_time

    def slow(milliseconds: int = 0) -> None:
        limit(20)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(5)")

    monkeypatch.setattr(service, "limit_time", slow)
    html = page(client, q="care leavers", framework="sif")
    assert "This search took too long" in html
    assert "Without the filter Framework: Single inspection framework" in html
    for path in ("/search.csv", "/search.json", "/search.atom"):
        response = get(client, path=path, q="care leavers")
        assert response.status_code == 400
        assert service.TOO_LONG in response.content.decode()


@pytest.mark.django_db
def test_newest_keeps_the_newest_report_of_each_authority_whatever_else_narrows(client: Client) -> None:
    authority = make_authority(name="Ashmere")
    for year in (2014, 2022):
        make_inspection(
            authority=authority,
            start=date(year, 5, 1),
            slug=f"from-{year}",
            paragraphs=["Visits to children are timely."],
        )
    found = {
        query: {row["inspection"] for row in client.get(f"/search.json?{query}").json()["results"]}
        for query in ("q=timely", "q=timely&newest=1", "q=timely&newest=1&to=2018", "newest=1")
    }
    assert found == {
        "q=timely": {"from-2014", "from-2022"},
        "q=timely&newest=1": {"from-2022"},
        "q=timely&newest=1&to=2018": set(),
        "newest=1": {"from-2022"},
    }
    text = client.get("/search.csv?q=timely&newest=1").getvalue().decode("utf-8-sig")
    assert [row["inspection"] for row in csv.DictReader(io.StringIO(text))] == ["from-2022"]
    shown = client.get("/search/?q=timely&newest=1")
    assert "Newest report of each authority" in [tag.value for tag in shown.context["tags"]]
    assert client.get("/search.json?q=timely&newest=yes").status_code == 400


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"in": "recommendations", "strand": "care-leavers"}, "Strand: recommendations have none"),
        ({"in": "recommendations", "grade": "good"}, "Grade of the strand: recommendations have none"),
        ({"addressee": "lscb"}, "To whom: paragraphs have none"),
    ],
)
def test_a_filter_that_the_texts_do_not_have_is_refused_and_not_answered_with_nothing(
    client: Client, query: dict[str, str], said: str
) -> None:
    assert said in client.get("/search/", {"q": "plans", **query}).content.decode()
    data = client.get("/search.csv", {"q": "plans", **query})
    assert (data.status_code, data.content.decode()[: len(said)]) == (400, said)


@pytest.mark.usefixtures("archive")
def test_where_only_related_words_are_found_no_other_words_are_mentioned(client: Client) -> None:
    ThesaurusEntry.objects.create(term="zyzzyva", expansions=["caseloads"], kind="related")
    html = page(client, q="zyzzyva")
    assert "No report holds <strong>zyzzyva</strong>; what is shown holds related words." in html
    assert "other words" not in html
