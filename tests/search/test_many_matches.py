"""Searches that find more than can be ranked: windows, samples and estimates."""

from datetime import date

import pytest
from django.db import connection

from reports.comparing.terms.vocabulary import count_terms
from reports.models import Inspection, Paragraph
from reports.search.plan import bounds
from reports.search.plan.indexing import refresh
from reports.search.query.filters import Filters
from reports.search.query.understanding import Options
from reports.search.service import Results
from tests.builders import make_authority, make_inspection
from tests.search.archive import ASHMERE_2014, search, whole

pytestmark = pytest.mark.usefixtures("archive")
ALONE = Options(thesaurus=False, nearest=False)


@pytest.fixture
def crowded(archive: dict[str, Inspection], monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive that is large by the measures of search: 400 paragraphs, of which 20 can be ranked exactly."""

    authority = make_authority(name="Fullbrook")
    for year in range(2010, 2020):
        make_inspection(
            authority=authority,
            start=date(year, 5, 1),
            paragraphs=[f"Practice is improving, visit {n} of the year." for n in range(40)],
        )
    refresh()
    for name, value in {
        "EXACT": 20,
        "WINDOW": 30,
        "SAMPLE": 64,
        "TELLING": 3,
        "RESTING_ON": 20,
        "COUNTED_WHOLE": 0,
    }.items():
        monkeypatch.setattr(bounds, name, value)


def years_ranked(results: Results) -> set[int]:
    """The years of the texts that were ranked. How many years that takes, a random sample decides."""
    return set(
        Paragraph.objects.filter(pk__in=results.found.ids).values_list("inspection__start__year", flat=True)
    )


@pytest.mark.usefixtures("crowded")
def test_of_very_many_matches_the_newest_are_ranked_and_the_count_is_an_estimate() -> None:
    results = search("practice improving", options=ALONE)
    assert not results.found.exact
    assert 150 <= results.found.count <= 900
    assert 30 <= len(results.found.ids) <= 90
    years = years_ranked(results)
    assert years == set(range(min(years), 2020))
    assert len(years) <= 4


@pytest.mark.usefixtures("crowded")
def test_where_all_can_be_counted_the_count_and_its_facets_are_exact_though_not_all_are_ranked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounds, "COUNTED_WHOLE", 100_000)
    results = search("practice improving", options=ALONE)
    held = Paragraph.objects.filter(text__icontains="practice", search_vector="improving")
    assert results.found.counted
    assert not results.found.exact
    assert results.found.count == held.count()
    for year in range(2010, 2020):
        assert results.tags[f"year={year}"] == held.filter(inspection__start__year=year).count()


@pytest.mark.usefixtures("crowded")
def test_an_estimate_rests_on_as_many_matches_as_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "RESTING_ON", 100)
    results = search("practice improving", options=ALONE)
    assert not results.found.counted
    assert results.found.sampled >= 100


@pytest.mark.usefixtures("crowded")
@pytest.mark.parametrize(("most", "exact", "months"), [(100, False, 3), (200, True, 0)])
def test_of_a_phrase_of_common_words_no_more_texts_are_looked_at_than_the_bound(
    monkeypatch: pytest.MonkeyPatch, most: int, exact: bool, months: int
) -> None:
    """200 texts hold "plan for" and "for adults", and none the phrase: each would have to be read to know that."""
    for year in range(2020, 2025):
        make_inspection(start=date(year, 9, 1), paragraphs=["One plan for children, or for adults."] * 40)
    count_terms()
    monkeypatch.setattr(bounds, "COUNTED_WHOLE", 100_000)
    monkeypatch.setattr(bounds, "CANDIDATES", most)
    results = search('"plan for adults"', options=ALONE)
    assert (results.found.exact, len(results.found.months)) == (exact, months)


@pytest.mark.usefixtures("crowded")
def test_a_sample_is_not_made_larger_than_can_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "RESTING_ON", 400)
    monkeypatch.setattr(bounds, "CANDIDATES", 1)
    results = search("practice improving", options=ALONE)
    assert results.found.scale == 8  # one text in eight, as the size of the archive asks for


@pytest.mark.usefixtures("crowded")
def test_of_very_many_matches_the_oldest_are_ranked_where_they_are_asked_for() -> None:
    results = search("practice improving", order="oldest", options=ALONE)
    years = years_ranked(results)
    assert years == set(range(2010, max(years) + 1))
    assert len(years) <= 4


@pytest.mark.usefixtures("crowded")
def test_a_rare_word_beside_common_ones_is_still_found_exactly() -> None:
    results = search("lighthouse or custody", options=ALONE)
    assert results.found.exact
    assert whole(results) == [ASHMERE_2014[2]]


@pytest.mark.usefixtures("crowded")
def test_a_common_word_under_a_narrow_filter_is_counted_exactly() -> None:
    filters = Filters(authority=("ashmere",))
    assert search("supervision", filters=filters, options=ALONE).found.exact


def test_a_search_uses_the_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM reports_paragraph WHERE search_vector @@"
            " '''supervis'' & ''authority=1'''::tsquery"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "paragraph_search" in plan


@pytest.mark.usefixtures("crowded")
def test_a_common_word_in_quotes_is_held_to_the_letter_by_what_is_ranked_and_by_what_the_count_rests_on() -> (
    None
):
    """A window and a sample are found by its stem, which other words have too."""
    for year in range(2010, 2020):
        make_inspection(start=date(year, 6, 1), paragraphs=["Practice improved, and is improved."] * 40)
    count_terms()
    results = search('"improving"', options=ALONE)
    assert not results.found.exact
    ranked = Paragraph.objects.filter(pk__in=results.found.ids)
    assert ranked.count() == len(results.found.ids) >= 30
    assert not ranked.exclude(text__contains="improving").exists()
    held = Paragraph.objects.filter(text__contains="improving").count()
    assert held / 2 <= results.found.count <= held * 2
