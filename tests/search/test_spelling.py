"""What a word was meant to be, where the archive does not hold it."""

import pytest

from reports.language.edit_distance import slips
from reports.search.plan.indexing import refresh
from reports.search.query.spelling import corrections
from tests.builders import make_authority, make_inspection

WORDS = "social workers recorded the supervision of children, adoption, safety, neglect and what they receive"


@pytest.mark.parametrize(
    ("typed", "meant", "count"),
    [
        ("socail", "social", 1),
        ("suport", "support", 1),
        ("carre", "care", 1),
        ("homw", "home", 1),
        ("same", "same", 0),
        ("", "abc", 3),
        ("kitten", "sitting", 3),
    ],
)
def test_letters_that_changed_places_are_one_slip(typed: str, meant: str, count: int) -> None:
    assert slips(typed, meant) == slips(meant, typed) == count


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("socail", "social"),
        ("chidlren", "children"),
        ("adpotion", "adoption"),
        ("saftey", "safety"),
        ("negelct", "neglect"),
        ("recieve", "receive"),
        ("superivsion", "supervision"),
    ],
)
@pytest.mark.django_db
def test_two_letters_in_each_others_place_are_put_right_in_a_short_word_too(typed: str, meant: str) -> None:
    make_inspection(authority=make_authority(), paragraphs=[WORDS])
    refresh()
    assert dict(corrections([typed])) == {typed: meant}


@pytest.mark.parametrize("typed", ["scandal", "quitting", "superb", "saltpetre"])
@pytest.mark.django_db
def test_an_english_word_that_no_report_holds_is_not_corrected(typed: str) -> None:
    make_inspection(authority=make_authority(), paragraphs=["Scant super quilting and saltpeter"])
    refresh()
    assert dict(corrections([typed])) == {}


@pytest.mark.parametrize("typed", ["xyzzyqwfp", "soc", "zocial", "socgoblin", "waft"])
@pytest.mark.django_db
def test_a_word_that_is_like_none_is_left_as_it_is(typed: str) -> None:
    make_inspection(authority=make_authority(), paragraphs=[WORDS])
    refresh()
    assert dict(corrections([typed])) == {}
