import pytest

from reports.comparing.terms.vocabulary import count_terms, weights_for
from reports.language.stems import stems_of
from reports.models import Term
from tests.builders import make_inspection

pytestmark = pytest.mark.django_db


def test_stems_are_those_of_the_search_configuration():
    assert stems_of(["children", "the", "improving", "child's"]) == {
        "children": "children",
        "the": "",
        "improving": "improv",
        "child's": "child",
    }


def test_the_archives_vocabulary_is_counted_by_paragraph():
    make_inspection(paragraphs=["Plans, plans and plans.", "Planning is late.", "Early help is good."])
    count_terms()
    weights = weights_for(["plan", "late"])
    assert weights.total == 3
    assert weights.frequency("plan") == 2
    assert weights.frequency("=early-help") == 1
    assert weights.rarity("late") > weights.rarity("plan")


def test_no_tag_of_search_counts_as_a_word():
    make_inspection(paragraphs=["Plans are late."])
    count_terms()
    assert not Term.objects.filter(lexeme__regex="^[^=].*=").exists()


def test_an_archive_that_was_not_counted_yet_has_no_weights():
    assert weights_for(["plan"]).total == 0
