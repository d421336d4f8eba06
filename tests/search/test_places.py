"""Authorities' names in a query."""

import pytest

from reports.browse.authority_names import names_of
from reports.language.query_grammar import read
from reports.search.query.places import find

NAMES = names_of(
    [
        (1, "Ashmere", []),
        (2, "North Tarnbridge", []),
        (3, "Tarnbridge", []),
        (4, "Reading", []),
        (5, "Calder and Wick", ["Old Wickshire"]),
        (6, "Stone-on-Sea", []),
        (7, "Great Bourne, Chapel and Port", []),
        (8, "County Dale", []),
        (9, "Queenston upon Brook", []),
    ]
)


def named(typed: str) -> list[tuple[int, ...]]:
    wording = read(typed)
    return [place.authorities for place in find(wording.clauses, names=NAMES, text=wording.text)]


@pytest.mark.parametrize(
    ("typed", "pk"),
    [
        ("ashmere housing", 1),
        ("housing ASHMERE council", 1),
        ("north tarnbridge housing", 2),
        ("tarnbridge housing", 3),
        ("calder & wick housing", 5),
        ("calder housing", 5),
        ("wick housing", 5),
        ("old wickshire housing", 5),
        ("stone on sea housing", 6),
        ("stone-on-sea housing", 6),
        ("gbcp housing", 7),
        ("dale housing", 8),
        ("county dale housing", 8),
        ("brook housing", 9),
    ],
)
def test_a_name_is_understood_however_it_is_written(typed: str, pk: int) -> None:
    assert named(typed) == [(pk,)]


def test_a_name_that_is_an_ordinary_word_needs_a_capital_or_a_title() -> None:
    assert named("reading levels of children") == []
    assert named("Reading levels of children") == [(4,)]
    assert named("reading council housing") == [(4,)]
    assert named("reading") == [(4,)]


def test_two_names_are_two_places() -> None:
    assert named("ashmere and tarnbridge housing") == [(1,), (3,)]


def test_a_title_belongs_to_the_name() -> None:
    wording = read("ashmere borough council housing")
    place = find(wording.clauses, names=NAMES, text=wording.text)[0]
    assert [clause.parts[0] for clause in place.clauses] == ["ashmere", "borough", "council"]


def test_a_name_in_quotes_is_a_word() -> None:
    wording = read('"ashmere"')
    plain = [clause for clause in wording.clauses if clause.plain]
    assert find(plain, names=NAMES, text=wording.text) == []


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("neglect in Ashmere", "neglect"),
        ("care leavers at Tarnbridge council who", "care leavers who"),
        ("in Ashmere neglect", "neglect"),
        ("checking in, Ashmere", "checking in,"),
        ('neglect "in" Ashmere', 'neglect "in"'),
    ],
)
def test_the_word_that_leads_to_a_name_goes_with_it(typed: str, left: str) -> None:
    wording = read(typed)
    (place,) = find(wording.clauses, names=NAMES, text=wording.text)
    assert wording.without([(clause.start, clause.end) for clause in place.clauses]) == left
