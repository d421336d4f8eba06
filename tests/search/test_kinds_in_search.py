"""Search holds the texts of every kind of inspection, and can be narrowed to any."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client

from reports.browse.known_values import KnownValues
from reports.models import Paragraph, Recommendation
from reports.search import service
from reports.search.page.facets import facets_of
from reports.search.page.parameters import read_search_url
from reports.search.plan.indexing import count_totals
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db
WHOM = "Northam Council, NHS Northern Shore Integrated Care Board and " + "another board " * 15


@pytest.fixture(autouse=True)
def archive() -> None:
    council = make_authority(name="Northam", slug="northam")
    shared = {"authority": council, "paragraphs": ["Young carers are found early."]}
    make_inspection(framework="ilacs", start=date(2019, 1, 7), **shared)
    for year, kind, category in (
        (2020, "visit", "improvement"),
        (2021, "jtai", "priority action"),
        (2023, "send", "priority action"),
    ):
        make_inspection(
            framework=None,
            kind=kind,
            start=date(year, 3, 1),
            recommendations=[
                {
                    "text": "Find young carers sooner.",
                    "category": category,
                    "addressee": WHOM if kind == "send" else "",
                }
            ],
            **shared,
        )
    count_totals()


def found(query: str) -> list[str]:
    asked = read_search_url(QueryDict(query), known=KnownValues())
    assert asked.problems == ()
    results = service.search(asked.request)
    model = Recommendation if asked.request.table == "recommendation" else Paragraph
    texts = model._default_manager.filter(pk__in=results.found.ids).select_related("inspection")
    return sorted(text.inspection.kind_key for text in texts)


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("q=carers", ["inspection", "jtai", "send", "visit"]),
        ("q=carers&kind=visit", ["visit"]),
        ("q=carers&kind=visit&kind=send", ["send", "visit"]),
        ("q=carers&kind=inspection", ["inspection"]),
        ("q=carers&framework=jtai", ["jtai"]),
        ("q=carers&kind=visit&kind=numbered", ["visit"]),
        ("q=carers&kind=visit&kind=bullet", []),
        ("q=carers&in=recommendations", ["jtai", "send", "visit"]),
        ("q=carers&in=recommendations&kind=visit", ["visit"]),
        ("q=carers&in=recommendations&addressee=other", ["send"]),
        ("q=carers&in=recommendations&addressee=none", ["jtai", "visit"]),
    ],
)
def test_a_search_is_narrowed_to_kinds_of_inspection(query: str, kinds: list[str]):
    assert found(query) == kinds


@pytest.mark.parametrize("query", ["q=carers", "q=carers&kind=visit"])
def test_the_facet_counts_what_each_kind_would_show(query: str):
    asked = read_search_url(QueryDict(query), known=KnownValues())
    results = service.search(asked.request)
    facet = next(one for one in facets_of(results, known=KnownValues()) if one.name == "kind")
    counts = {choice.value: choice.count for choice in facet.choices}
    assert {kind: counts[kind] for kind in ("inspection", "visit", "jtai", "send")} == {
        "inspection": 1,
        "visit": 1,
        "jtai": 1,
        "send": 1,
    }
    assert [choice.value for choice in facet.choices if choice.chosen] == asked.data.getlist("kind")


def test_a_priority_action_is_called_so_with_whom_it_is_asked_of(client: Client):
    page = client.get("/search/?q=carers&in=recommendations").content.decode()
    assert page.count("priority action 1</a>") == 2
    assert page.count("area for improvement 1</a>") == 1
    assert "asked of Northam Council, NHS Northern Shore Integrated Care Board" in page
    feed = client.get("/search.atom?q=carers&in=recommendations&kind=visit").content.decode()
    assert "area for improvement 1" in feed


def test_data_and_the_command_name_the_kind(client: Client):
    lines = client.get("/search.csv?q=carers&kind=send").getvalue().decode()
    assert ",send," in lines
    assert len(lines.splitlines()) == 2
    said = StringIO()
    call_command("search", "carers", "--kind", "visit", "--json", stdout=said)
    assert said.getvalue().count("northam-2020-03-01") >= 1
    assert "northam-2019" not in said.getvalue()


def test_a_visit_is_among_the_reports_that_a_query_names(client: Client):
    page = client.get("/search/?q=northam+2020")
    assert [one.kind for one in page.context["named"].inspections] == ["visit"]


def test_a_kind_of_inspection_stays_chosen_from_paragraphs_to_recommendations(client: Client):
    page = client.get("/search/?q=carers&kind=visit&kind=numbered").content.decode()
    assert "in=recommendations" in page
    tab = page[page.index('class="search-tabs"') :].partition("</ul>")[0]
    assert "kind=visit&amp;in=recommendations" in tab or "in=recommendations&amp;kind=visit" in tab
    assert "numbered" not in tab.partition("in=recommendations")[2]
