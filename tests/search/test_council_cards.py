"""The councils that a query names, as cards."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports.comparing.terms.vocabulary import count_terms
from reports.search.page.council_cards import CouncilCard, council_cards
from reports.search.plan.indexing import refresh
from tests.builders import make_authority, make_inspection
from tests.search.archive import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def bourne() -> None:
    """A council with three reports, the newest without an overall grade, and another one."""
    council = make_authority(name="Bournemere, Chapel and Port", former_names=["Old Bournemere"])
    make_inspection(
        authority=council,
        framework="sif",
        start=date(2014, 3, 3),
        judgements={"overall": "inadequate", "care-leavers": "good", "adoption": "good"},
    )
    make_inspection(
        authority=council,
        framework="ilacs",
        start=date(2019, 3, 4),
        judgements={"overall": "good", "care-and-care-leavers": "outstanding", "leadership": "good"},
    )
    make_inspection(
        authority=council,
        framework="ilacs",
        start=date(2026, 5, 4),
        judgements={"help-and-protection": "requires improvement", "leadership": "good"},
        paragraphs=["Neglect is recognised in Bournemere."],
    )
    make_inspection(authority=make_authority(name="Calderwick"), paragraphs=["Neglect is missed."])
    count_terms()
    refresh()


def card(typed: str) -> CouncilCard:
    (found,) = council_cards(search(typed).understood)
    return found


@pytest.mark.usefixtures("bourne")
@pytest.mark.parametrize(
    "typed",
    [
        "Bournemere, Chapel and Port",
        "bournemere neglect",
        "BCP neglect",
        "old bournemere",
        "what did Ofsted say about Bournemere",
        "neglect in bournmere",
        "bournemer",
    ],
)
def test_a_council_that_is_named_has_a_card_with_its_newest_report(typed: str) -> None:
    found = card(typed)
    assert found.authority.name == "Bournemere, Chapel and Port"
    assert found.newest.start == date(2026, 5, 4)
    assert found.reports == 3


@pytest.mark.usefixtures("bourne")
def test_the_card_has_the_latest_grade_of_every_strand_and_says_which_were_given_jointly() -> None:
    grades = {each.strand: each for each in card("bournemere").grades}
    assert {strand: (each.grade, each.start.year) for strand, each in grades.items()} == {
        "overall": ("good", 2019),
        "help-and-protection": ("requires improvement", 2026),
        "care": ("outstanding", 2019),
        "care-leavers": ("outstanding", 2019),
        "leadership": ("good", 2026),
    }
    assert grades["care-leavers"].jointly == "judged with children in care"
    assert grades["care"].jointly == "judged with care leavers"
    assert grades["leadership"].jointly == ""
    assert [strand for strand, each in grades.items() if each.overtaken] == [
        "overall",
        "care",
        "care-leavers",
    ]


@pytest.mark.usefixtures("bourne")
def test_no_card_where_no_council_is_named() -> None:
    assert council_cards(search("neglect").understood) == ()


@pytest.mark.usefixtures("bourne")
def test_cards_of_two_councils_come_in_the_querys_order_for_as_many_queries_as_one() -> None:
    one, two = search("bournemere").understood, search("calderwick and bournemere").understood
    with CaptureQueriesContext(connection) as for_one:
        council_cards(one)
    with CaptureQueriesContext(connection) as for_two:
        names = [found.authority.name for found in council_cards(two)]
    assert names == ["Calderwick", "Bournemere, Chapel and Port"]
    assert len(for_one) == len(for_two)


@pytest.mark.usefixtures("bourne")
def test_the_page_shows_the_card_before_the_results_and_the_reports_newest_first(client: Client) -> None:
    html = client.get("/search/?q=bournemere", secure=True).content.decode()
    assert html.index('class="council-card"') < html.index('id="named"')
    assert "Newest of 3 reports" in html
    assert "judged with children in care" in html
    named = html[html.index('id="named"') :]
    years = [named.index(year) for year in ("May 2026", "March 2019", "March 2014")]
    assert years == sorted(years)
