"""Endings that the stemmer gets wrong."""

import pytest

from reports.search.query.endings import other_number, same_word


@pytest.mark.parametrize(
    ("one", "other"),
    [("kid", "kids"), ("stop", "stopped"), ("carry", "carries"), ("move", "moving")],
)
def test_forms_of_a_word_are_one(one: str, other: str) -> None:
    assert same_word(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("busy", "business"), ("university", "universal"), ("relatives", "related"), ("homely", "homes")],
)
def test_words_that_share_a_stem_alone_are_two(one: str, other: str) -> None:
    assert not same_word(one, other)


@pytest.mark.parametrize(
    ("typed", "other"),
    [("gcse", "gcses"), ("gcses", "gcse"), ("gp", "gps"), ("iro", ""), ("plans", ""), ("dcs", "")],
)
def test_a_word_without_vowels_has_a_plural_that_is_another_stem(typed: str, other: str) -> None:
    assert other_number(typed) == other
