"""What is counted in a sample and in the whole archive, and what follows for one paragraph and for all."""

import pytest

from reports.models import Inspection
from reports.search.plan.sampling import Sample
from reports.search.query.statistics import USUAL_LENGTH, Frequencies


def test_counts_of_a_sample_are_scaled_up_to_the_archive_and_those_of_the_archive_are_exact() -> None:
    tags = {"year=2014": 20, "year=2015": 0, "~month=2014-09": 20}
    assert Sample(20, tags, {}, level=3).estimates() == {"year=2014": pytest.approx(160, rel=0.05)}
    assert Sample(20, tags, {}, level=0).estimates() == {"year=2014": 20}
    assert Sample(20, tags, {}, level=0).count == 20
    assert Sample(20, tags, {}, level=3).count == pytest.approx(160, rel=0.05)


@pytest.mark.django_db
def test_the_usual_length_of_a_paragraph_is_that_of_the_archive(archive: dict[str, Inspection]) -> None:
    paragraphs = [text for one in archive.values() for text in one.paragraphs.values_list("words", flat=True)]
    assert Frequencies().length == pytest.approx(sum(paragraphs) / len(paragraphs))


@pytest.mark.django_db
def test_an_empty_archive_has_a_usual_length_too() -> None:
    assert Frequencies().length == USUAL_LENGTH
