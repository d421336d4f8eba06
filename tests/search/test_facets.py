"""Facets: counts by value, in natural order."""

from datetime import date

import pytest

from reports.browse.known_values import KnownValues
from reports.search.page.facets import facets_of
from reports.search.query.filters import Filters
from reports.search.query.understanding import Options
from tests.builders import make_inspection
from tests.search.archive import search

pytestmark = pytest.mark.usefixtures("archive")


def counts(typed: str, name: str, filters: Filters | None = None, **options: str) -> list[tuple[str, int]]:
    filters = filters or Filters()
    results = search(typed, filters=filters, options=Options(thesaurus=False, nearest=False), **options)  # type: ignore[arg-type]
    found = {facet.name: facet for facet in facets_of(results, known=KnownValues())}
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


def test_a_strand_counts_and_finds_the_texts_under_a_row_that_judges_it_with_others() -> None:
    inspection = make_inspection(
        framework="ilacs",
        start=date(2019, 5, 1),
        judgements={"care-and-care-leavers": "good"},
        paragraphs=[
            {"text": "Quillwork is kept for both.", "strand": "care-and-care-leavers"},
            {"text": "Quillwork is kept for leaders.", "strand": "leadership"},
        ],
    )
    assert inspection.paragraphs.count() == 2
    labels = dict(counts("quillwork", "strand"))
    assert (labels["care"], labels["care-leavers"], labels["care-and-care-leavers"]) == (1, 1, 1)
    for strand in ("care", "care-leavers", "care-and-care-leavers"):
        assert len(search("quillwork", filters=Filters(strand=(strand,))).found.ids) == 1
    assert counts("quillwork", "strand", Filters(strand=("care-leavers",)))[:2] == [
        ("care", 1),
        ("care-and-care-leavers", 1),
    ]
