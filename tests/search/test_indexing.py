"""What search counts of the archive, and the tags that the database keeps."""

import pytest

from reports.models import Paragraph, Recommendation, Total, Word
from reports.search.plan import indexing
from reports.search.plan.indexing import refresh, sampled_level
from tests.builders import make_inspection
from tests.search.archive import ASHMERE_2012, search, whole


@pytest.mark.usefixtures("archive")
def test_a_paragraph_carries_the_tags_of_its_inspection_and_its_own() -> None:
    paragraph = Paragraph.objects.select_related("inspection").get(text=ASHMERE_2012[0]["text"])  # type: ignore[index]
    assert {
        f"authority={paragraph.inspection.authority_id}",
        "framework=cp",
        "year=2012",
        "~month=2012-11",
        "~published=2013",
        "strand=overall",
        "grade=adequate",
        "kind=numbered",
    } <= set(paragraph.tags)
    assert paragraph.known_from == paragraph.inspection.end


@pytest.mark.usefixtures("archive")
def test_a_recommendation_carries_whom_it_is_for_and_by_when() -> None:
    recommendation = Recommendation.objects.get(text__startswith="Reduce")
    assert {"addressee=local authority", "timescale=Immediately", "year=2012"} <= set(recommendation.tags)


@pytest.mark.usefixtures("archive")
def test_totals_count_paragraphs_and_words_of_each_tag() -> None:
    assert Total.objects.get(tag="").paragraphs == 9
    assert Total.objects.get(tag="year=2019").paragraphs == 3
    assert Total.objects.get(tag="framework=cp").words == sum(
        Paragraph.objects.filter(inspection__framework="cp").values_list("words", flat=True)
    )


@pytest.mark.usefixtures("archive")
def test_words_are_kept_as_they_are_written() -> None:
    assert Word.objects.get(word="apprenticeships").paragraphs == 1


@pytest.mark.usefixtures("archive")
def test_a_large_archive_is_counted_from_a_sample_and_scaled_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "COUNTED", 5)
    monkeypatch.setattr(indexing, "TOTALLED", 5)
    refresh()
    assert Total.objects.get(tag="").paragraphs == 9
    assert all(total.paragraphs % 2 == 0 for total in Total.objects.exclude(tag=""))


def test_the_sample_is_one_in_a_power_of_two() -> None:
    assert sampled_level(indexing.COUNTED) == 0
    assert sampled_level(indexing.COUNTED + 1) == 1
    assert sampled_level(indexing.COUNTED * 16) == 4


@pytest.mark.django_db
def test_an_archive_that_was_never_counted_can_be_searched() -> None:
    make_inspection(paragraphs=["The lighthouse is tall.", "The tower is low."])
    assert whole(search("lighthouse")) == ["The lighthouse is tall."]
