"""Facets: counts by value, in natural order."""

import pytest

from reports.search.page.facets import facets_of, places
from reports.search.query.filters import Filters
from reports.search.query.understanding import Options
from reports.search.service import search

pytestmark = pytest.mark.usefixtures("archive")


def counts(typed: str, name: str, filters: Filters | None = None, **options: str) -> list[tuple[str, int]]:
    filters = filters or Filters()
    results = search(typed, filters=filters, options=Options(thesaurus=False, nearest=False), **options)  # type: ignore[arg-type]
    found = {facet.name: facet for facet in facets_of(results, filters, known=places())}
    return [(choice.value, choice.count) for choice in found[name].choices]


def test_years_are_newest_first() -> None:
    assert counts("supervision", "year") == [("2019", 1), ("2014", 1), ("2012", 1)]


def test_grades_follow_the_scale_and_texts_without_one_come_last() -> None:
    filters = Filters(authority=("ashmere",))
    assert counts("", "grade", filters) == [("good", 1), ("adequate", 1), ("none", 4)]


def test_a_region_counts_its_authorities() -> None:
    assert counts("supervision", "region") == [("london", 1), ("north-west", 2)]


def test_authorities_are_in_the_order_of_their_names() -> None:
    assert counts("supervision", "authority") == [("ashmere", 2), ("calderwick", 1)]


def test_beside_a_chosen_value_the_others_count_what_they_would_add() -> None:
    chosen = counts("supervision", "framework", Filters(framework=("cp",)))
    assert chosen == [("cp", 1), ("sif", 1), ("ilacs", 1)]
    assert counts("supervision", "region", Filters(region=("London",))) == [("london", 1), ("north-west", 2)]


def test_a_chosen_value_stays_though_nothing_has_it() -> None:
    assert counts("supervision", "framework", Filters(framework=("lac",))) == [
        ("cp", 1),
        ("lac", 0),
        ("sif", 1),
        ("ilacs", 1),
    ]


def test_recommendations_have_facets_of_their_own() -> None:
    assert counts("caseloads", "timescale", table="recommendation") == [("immediately", 1)]
