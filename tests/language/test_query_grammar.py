"""What a reader typed, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.language.query_grammar import MAX_CHARACTERS, MAX_CLAUSES, read


def parts(typed: str) -> list[tuple[str, ...]]:
    return [clause.parts for clause in read(typed).clauses]


def test_words_are_clauses_in_small_letters() -> None:
    assert parts("Care LEAVERS") == [("care",), ("leavers",)]


def test_quotes_keep_words_together() -> None:
    clauses = read('"staying put" carers').clauses
    assert [(clause.parts, clause.quoted) for clause in clauses] == [
        (("staying", "put"), True),
        (("carers",), False),
    ]


def test_curly_quotes_are_quotes() -> None:
    assert read("“staying put”").clauses[0].quoted


def test_a_minus_before_a_word_or_phrase_excludes_it() -> None:
    assert [clause.excluded for clause in read('care -adoption -"foster carers"').clauses] == [
        False,
        True,
        True,
    ]


def test_not_in_capitals_excludes_alone_and_behind_and() -> None:
    assert [clause.excluded for clause in read('care NOT adoption AND NOT "early help"').clauses] == [
        False,
        True,
        True,
    ]


@pytest.mark.parametrize("typed", ["care not adoption", "CARE NOT ADOPTION"])
def test_not_is_a_word_like_another_where_nothing_sets_it_off(typed: str) -> None:
    assert not any(clause.excluded for clause in read(typed).clauses)


def test_a_star_at_the_end_leaves_a_word_open() -> None:
    clauses = read('negl* "early hel"* "early hel*" ne* plan').clauses
    assert [clause.open_ended for clause in clauses] == [True, True, True, False, False]
    assert [clause.phrase for clause in clauses] == ["negl", "early hel", "early hel", "ne*", "plan"]


@pytest.mark.parametrize(
    ("typed", "unknown"),
    [
        ("neglect~2 care", ("~2",)),
        ("title:neglect", ("title:",)),
        ("+neglect care^4", ("+", "^4")),
        ("ne*ct", ("*",)),
        ("negl*ct wom*n", ("*",)),
        ("care NEAR/5 plan", ("NEAR/5",)),
        ('negl* "care~2" -plan care/plan 16+ 9:30 https://example.org "a:b" C++', ()),
    ],
)
def test_signs_that_mean_something_elsewhere_and_nothing_here_are_told(
    typed: str, unknown: tuple[str, ...]
) -> None:
    assert read(typed).unknown == unknown


def test_what_is_said_to_be_left_out_is_not_searched() -> None:
    clauses = read("title:neglect care~2 https://example.org 9:30").clauses
    assert [clause.parts for clause in clauses] == [
        ("neglect",),
        ("care",),
        ("https", "example", "org"),
        ("9", "30"),
    ]


def test_figures_with_a_slash_belong_together_and_a_school_year_is_a_year() -> None:
    assert [clause.quoted for clause in read("24/7 2012/13 networks/kinship").clauses] == [True, False, False]


def test_a_hyphen_inside_a_word_excludes_nothing() -> None:
    clause = read("co-produced").clauses[0]
    assert clause.parts == ("co", "produced")
    assert not clause.excluded


def test_or_joins_the_clauses_beside_it() -> None:
    assert [clause.alternative for clause in read("hostel or flat home").clauses] == [False, True, False]


def test_or_at_the_beginning_or_the_end_joins_nothing() -> None:
    assert [clause.alternative for clause in read("or hostel or").clauses] == [False]


@pytest.mark.parametrize(("typed", "plain"), [("children's", "children"), ("authorities’", "authorities")])
def test_a_possessive_is_the_word_itself(typed: str, plain: str) -> None:
    assert parts(typed) == [(plain,)]


@pytest.mark.parametrize("typed", ["don't", "dont", "doesn’t", "weren't"])
def test_a_verb_with_not_is_not(typed: str) -> None:
    assert parts(typed) == [("not",)]


def test_a_quote_that_nobody_closed_is_left_out() -> None:
    assert parts('staying "put') == [("staying",), ("put",)]


@pytest.mark.parametrize("typed", ["", "   ", '"" -- ()&|!:*', "\x00\x01", "-"])
def test_signs_alone_are_no_clauses(typed: str) -> None:
    assert read(typed).clauses == ()


def test_a_very_long_query_is_shortened_and_says_so() -> None:
    wording = read("word " * 5000)
    assert wording.shortened
    assert len(wording.text) <= MAX_CHARACTERS
    assert len(wording.clauses) <= MAX_CLAUSES


def test_cutting_spans_out_leaves_the_rest_of_the_query() -> None:
    wording = read("rochdale 2014 apprenticeships")
    first = wording.clauses[0]
    assert wording.without([(first.start, first.end)]) == "2014 apprenticeships"


@given(st.text(max_size=2000))
def test_anything_can_be_read_and_its_clauses_lie_in_the_text(typed: str) -> None:
    wording = read(typed)
    assert "\x00" not in wording.text
    for clause in wording.clauses:
        assert clause.parts
        assert 0 <= clause.start < clause.end <= len(wording.text)
