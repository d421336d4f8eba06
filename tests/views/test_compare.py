import csv
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from reports.models import Authority, Inspection
from reports.themes.tagging import tag_inspection
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script> advocacy & <b>bold</b>"


@pytest.fixture
def ashmere() -> Authority:
    return make_authority(name="Ashmere")


@pytest.fixture
def history(ashmere: Authority) -> list[Inspection]:
    """Four inspections of one authority, the oldest first."""
    made = []
    for framework, year in (("cp", 2012), ("sif", 2014), ("ilacs", 2019), ("ilacs", 2023)):
        inspection = make_inspection(
            authority=ashmere,
            framework=framework,
            start=date(year, 5, 1),
            judgements={"overall": "good", "leadership": "inadequate"},
            recommendations=[f"improve advocacy in {year}", HOSTILE],
            paragraphs=["Advocacy is effective.", HOSTILE, "Caseloads are high."],
        )
        tag_inspection(inspection)
        made.append(inspection)
    return made


def page(a: Inspection, b: Inspection, end: str = "/") -> str:
    return f"/compare/{a.slug}/{b.slug}{end}"


def test_a_pair_is_shown_in_the_order_of_time(client: Client, history: list[Inspection]):
    response = client.get(page(history[1], history[0]))
    assert response.status_code == 302
    assert response["Location"] == page(history[0], history[1])
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("end", [".json", ".csv", "/sections/", "/themes/advocacy/"])
def test_everything_of_a_pair_has_one_address(client: Client, history: list[Inspection], end: str):
    response = client.get(page(history[1], history[0], end))
    assert response["Location"] == page(history[0], history[1], end)
    assert client.get(response["Location"]).status_code == 200


def test_two_authorities_can_be_compared_and_nothing_moves_between_them(
    client: Client, history: list[Inspection]
):
    other = make_inspection(start=date(2020, 1, 1), judgements={"overall": "outstanding"})
    response = client.get(page(history[1], other))
    assert response.status_code == 200
    rows = response.context["comparison"].judgements
    assert {row.direction for row in rows} == {"none"}
    assert not response.context["pairs"]


def test_the_pairs_beside_this_one_are_one_click_away(client: Client, history: list[Inspection]):
    response = client.get(page(history[1], history[2]))
    assert response.context["pairs"] == {
        "previous": (history[0], history[1]),
        "next": (history[2], history[3]),
    }
    assert page(history[2], history[3]) in response.content.decode()


def test_two_inspections_of_one_year_are_told_apart_by_their_months(client: Client, ashmere: Authority):
    judgements = {"overall": "good", "leadership": "inadequate"}
    january, july, later = (
        make_inspection(start=start, authority=ashmere, judgements=judgements, recommendations=["Recruit."])
        for start in (date(2013, 1, 7), date(2013, 7, 15), date(2015, 3, 2))
    )
    html = client.get(page(january, july)).content.decode()
    text = strip_tags(html)
    assert '<li aria-current="page">January 2013 and July 2013</li>' in html
    assert "Inadequate in July 2013" in text
    assert "recommendation in January 2013" in text
    assert " 2013 and 2013" not in text
    assert "← January 2013 and July 2013" in client.get(page(july, later)).content.decode()


def test_an_unknown_inspection_gets_a_page_that_offers_a_way_on(client: Client, history: list[Inspection]):
    response = client.get(f"/compare/{history[0].slug}/nowhere/")
    assert response.status_code == 404
    assert "No inspection is at the URL" in response.content.decode()
    assert reverse("compare") in response.content.decode()


def test_an_address_with_one_unknown_inspection_offers_the_pairs_of_the_other(
    client: Client, history: list[Inspection]
):
    for address in (f"/compare/{history[1].slug}/nowhere/", f"/compare/nowhere/{history[1].slug}/"):
        shown = client.get(address).content.decode()
        assert page(history[0], history[1]) in shown
        assert page(history[1], history[2]) in shown


def test_the_address_of_one_inspection_offers_its_pairs(client: Client, history: list[Inspection]):
    response = client.get(f"/compare/{history[1].slug}/")
    assert response.status_code == 200
    assert page(history[0], history[1]) in response.content.decode()
    assert client.get("/compare/nowhere/").status_code == 404


def test_the_same_inspection_twice_gets_a_page_that_offers_the_others(
    client: Client, history: list[Inspection]
):
    response = client.get(page(history[1], history[1]))
    assert response.status_code == 400
    for other in (page(history[0], history[1]), page(history[1], history[3])):
        assert other in response.content.decode()


def test_an_older_address_leads_to_the_present_one(client: Client, history: list[Inspection]):
    Inspection.objects.filter(pk=history[0].pk).update(former_slugs=["document-1"])
    response = client.get(f"/compare/document-1/{history[1].slug}/")
    assert response["Location"] == page(history[0], history[1])


def test_reports_with_nothing_in_them_get_a_page_that_says_so(client: Client, ashmere: Authority):
    empty = [make_inspection(start=date(2012 + n, 1, 1), authority=ashmere, judgements={}) for n in range(2)]
    response = client.get(page(*empty))
    assert response.status_code == 200
    assert "Neither report has paragraphs that could be read." in response.content.decode()
    assert client.get(page(*empty, "/sections/")).status_code == 200


def test_text_of_a_report_is_never_markup(client: Client, history: list[Inspection]):
    for end in ("/", "/sections/", "/themes/advocacy/"):
        shown = client.get(page(history[0], history[1], end)).content.decode()
        assert "<script>alert" not in shown
        assert "<b>bold" not in shown
        assert "&lt;script&gt;" in shown, end


def test_the_page_asks_at_most_twenty_five_queries(
    client: Client, history: list[Inspection], django_assert_max_num_queries
):
    client.get(page(history[0], history[1]))
    with django_assert_max_num_queries(25):
        client.get(page(history[0], history[1]))


def test_a_page_of_two_authorities_says_nothing_happened_again(client: Client, history: list[Inspection]):
    other = make_inspection(
        authority=make_authority(name="Holt"),
        start=date(2020, 1, 1),
        recommendations=["improve advocacy in 2020", "plant trees"],
        paragraphs=["Advocacy is weak."],
    )
    for end in ("/", "/sections/"):
        shown = client.get(page(history[1], other, end)).content.decode()
        main = strip_tags(shown[shown.index("<main") : shown.index("</main")])
        assert not [word for word in ("again", "Later", "Earlier", "later report") if word in main]
    assert "asked of Holt too" in client.get(page(history[1], other)).content.decode()


def test_the_same_framework_is_said_once_and_not_in_every_row(client: Client, history: list[Inspection]):
    other = make_inspection(
        authority=make_authority(name="Holt"),
        framework="sif",
        start=date(2015, 1, 1),
        judgements={"overall": "good", "leadership": "good"},
    )
    shown = client.get(page(history[1], other)).content.decode()
    table = shown[shown.index("<table") : shown.index("</table")]
    assert table.count("same judgement of the same framework") == 1
    assert "Can the two be compared?" not in shown
    assert "Can the two be compared?" in client.get(page(history[0], history[1])).content.decode()


def test_the_overall_grade_and_the_strands_stand_in_the_heads(client: Client, history: list[Inspection]):
    comparison = client.get(page(history[0], history[1])).context["comparison"]
    assert [given.strand for given in comparison.earlier_judgements] == ["overall", "leadership"]


def test_boilerplate_is_shown_where_it_is_asked_for(client: Client, history: list[Inspection]):
    history[0].paragraphs.filter(order=1).update(section=["About this inspection"])
    shown = client.get(page(history[0], history[1], "/sections/"))
    assert shown.context["beside"].left_out == 1
    assert "?all=1" in shown.content.decode()
    whole = client.get(page(history[0], history[1], "/sections/?all=1"))
    assert whole.context["beside"].left_out == 0


def test_csv_has_a_row_for_each_judgement_recommendation_and_theme(client: Client, history: list[Inspection]):
    response = client.get(page(history[1], history[2], ".csv"))
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["part"] for row in rows].count("judgement") == 2
    told = client.get(page(history[1], history[2])).context["comparison"].recommendations
    stated = {one.position: one.status or "unclear" for one in told}
    said = [row for row in rows if row["part"] == "recommendation" and row["confidence"]]
    assert {int(row["position"]): row["relation_or_status"] for row in said} == stated
    assert "advocacy" in " ".join(row["subject"] for row in rows if row["part"] == "theme").lower()


def test_the_start_page_offers_the_newest_pairs(client: Client, history: list[Inspection]):
    assert client.get("/compare/").context["newest"] == [
        (history[2], history[3]),
        (history[1], history[2]),
        (history[0], history[1]),
    ]


def test_two_picked_inspections_lead_to_their_comparison(client: Client, history: list[Inspection]):
    response = client.get("/compare/", {"inspection": [history[3].slug, history[0].slug]})
    assert response["Location"] == page(history[0], history[3])


@pytest.mark.parametrize("count", [1, 3])
def test_more_or_fewer_than_two_are_asked_for_again(client: Client, history: list[Inspection], count: int):
    response = client.get("/compare/", {"inspection": [one.slug for one in history[:count]]})
    assert response.status_code == 400
    assert "Pick two inspections" in response.content.decode()
    assert response.context["histories"] == [history]


@pytest.mark.parametrize("name", ["inspection", "authority"])
@pytest.mark.parametrize("value", ["\x00", "ashmere\x00", "x" * 2000, "<b>"])
def test_what_cannot_be_an_address_is_no_error_of_the_database(
    client: Client, history: list[Inspection], name: str, value: str
):
    assert client.get("/compare/", {name: value}).status_code in {200, 400}


def test_one_inspection_in_the_address_is_picked_already(client: Client, history: list[Inspection]):
    response = client.get("/compare/", {"a": history[1].slug})
    assert response.status_code == 200
    assert response.context["histories"] == [history]
    assert f'value="{history[1].slug}" checked' in response.content.decode()


def test_one_inspection_stays_picked_while_another_authority_is_chosen(
    client: Client, history: list[Inspection]
):
    other = make_inspection(authority=make_authority(name="Holt"))
    response = client.get("/compare/", {"authority": ["ashmere", "holt"], "a": history[1].slug})
    assert response.context["histories"] == [history, [other]]
    assert f'value="{history[1].slug}" checked' in response.content.decode()


def test_two_inspections_in_the_address_lead_to_their_comparison(client: Client, history: list[Inspection]):
    response = client.get("/compare/", {"a": history[3].slug, "b": history[0].slug})
    assert response["Location"] == page(history[0], history[3])


def test_an_authority_is_chosen_by_its_name_too(client: Client, history: list[Inspection]):
    assert client.get("/compare/", {"authority": "Ashmere"}).context["histories"] == [history]


@pytest.mark.parametrize("asked", [{"a": "nowhere"}, {"authority": "nowhere"}])
def test_what_the_archive_does_not_know_is_said(
    client: Client, history: list[Inspection], asked: dict[str, str]
):
    response = client.get("/compare/", asked)
    assert response.status_code == 400
    assert "“nowhere”" in response.content.decode()


def test_of_two_inspections_both_are_picked(client: Client, history: list[Inspection]):
    for inspection in history[2:]:
        inspection.delete()
    assert client.get("/compare/", {"authority": "ashmere"}).content.decode().count(" checked") == 2


def test_an_authoritys_inspections_are_a_row_to_pick_from(client: Client, history: list[Inspection]):
    response = client.get("/compare/", {"authority": ["ashmere", ""]})
    assert response.context["histories"] == [history]


def test_a_theme_that_does_not_exist_is_said(client: Client, history: list[Inspection]):
    assert client.get(page(history[0], history[1], "/themes/nothing/")).status_code == 404


def test_a_curator_can_confirm_what_is_suggested(admin_client: Client, history: list[Inspection]):
    shown = admin_client.get(page(history[0], history[1])).content.decode()
    link = reverse("admin:reports_outcome_add")
    assert link in shown
    start = shown.index(link)
    address = shown[start : shown.index('"', start)].replace("&amp;", "&")
    form = admin_client.get(address).context["adminform"].form
    told = admin_client.get(page(history[0], history[1])).context["comparison"].recommendations
    told = told[int(form.initial["position"]) - 1]
    response = admin_client.post(
        link,
        {
            "earlier": history[0].pk,
            "later": history[1].pk,
            "position": told.position,
            "status": told.suggested.value,
            "evidence": [item.terms.piece.anchor for item in told.evidence],
            "note": "Seen in both.",
        },
    )
    assert response.status_code == 302
    shown = admin_client.get(page(history[0], history[1])).content.decode()
    assert "confirmed by a curator" in shown
    assert "Seen in both." in shown


def test_readers_are_not_offered_to_confirm(client: Client, history: list[Inspection]):
    assert "/admin/" not in client.get(page(history[0], history[1])).content.decode()
