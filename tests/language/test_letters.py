"""A phrase in quotes is found to the letter: the words of a text as they are printed, in pairs."""

import re
import unicodedata

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.language.letters import LetterPhrase, letter_words

# What texts are made of here: words, what may be between them, and what ends a sentence.
WORDS = [
    "to",
    "be",
    "good",
    "in",
    "and",
    "out",
    "of",
    "care",
    "child",
    "child’s",
    "child's",
    "café",
    "cafe\u0301",
    "multi-agency",
    "multi agency",
    "safe\u00adguard",
    "safeguard",
    "The",
    "St. Mary",
    "24/7",
    "e.g.",
    "plans",
]
BETWEEN = [" ", " ", " ", ", ", " (", ") ", "; ", " – ", ". ", ".", "? ", "\n• ", "’ ", " ‘"]
texts = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BETWEEN)), min_size=1, max_size=14).map(
    lambda pairs: "".join(word + between for word, between in pairs)
)


def in_database(text: str, query: str = "'none'") -> tuple[list[str], bool]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reports_letter_words(%s), reports_letters(%s) @@ %s::tsquery", [text, text, query]
        )
        words, found = cursor.fetchone()
    return [word for word in words if word], found


def holds(text: str, phrase: str) -> bool:
    """Whether the database finds the phrase in the text; that its places are found where it does, and only there."""
    asked = LetterPhrase.of(phrase)
    found = in_database(text, asked.query())[1]
    assert found == any(True for _ in asked.places(text))
    return found


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(texts, st.text(st.characters(exclude_categories=["C", "Z", "M", "L"]), max_size=40)))
def test_the_database_and_a_query_read_the_same_words(text: str) -> None:
    assert [each.word for each in letter_words(text)] == in_database(text)[0]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("child's plan", "Each Child’s Plan is read."),
        ("multi agency", "the multi‑agency hub"),
        ("multi-agency hub", "the multi agency hub"),
        ("safeguard the", "They safe\u00adguard the town."),
        ("a cafe is", "A cafe\u0301 is open."),
        ("café is", "A cafe is open."),
        ("work every", "They wor\u200bk every day."),
        ("in and out of care", "Children go in and out of care."),
        ("plans which help", "plans (which help)"),
        ("help, and care", "help and care"),
        ("24/7 with", "in touch 24/7 with carers"),
        ("the referral. Children were", "They made the referral.Children were seen."),
        ("the referral. children were", "They made the referral. Children were seen."),
        ("with Mr. Smith", "They met with Mr Smith."),
        ("care.", "They are in care, mostly."),
        ("carers' views", "The carers’ views are heard."),
        ("plans", "Their plans are late."),
    ],
)
@pytest.mark.django_db
def test_signs_cases_and_accents_are_no_letters(phrase: str, text: str) -> None:
    assert holds(text, phrase)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("child's plan", "The child protection plan is late."),
        ("child's plan", "The children’s plan is late."),
        ("to be good", "It has to remain good."),
        ("plan", "Their plans are late."),
        ("referral children", "They made the referral. Children were seen."),
        ("referral children", "They made the referral.Children were seen."),
        ("late children", "plans that are late\n• children who wait"),
        ("care", "careful and caring"),
        ("in care", "They are in. Care is good."),
    ],
)
@pytest.mark.django_db
def test_other_words_and_other_forms_are_other_letters(phrase: str, text: str) -> None:
    assert not holds(text, phrase)


def test_a_word_may_go_on_where_the_end_is_open() -> None:
    assert LetterPhrase.of("negl", open_ended=True).query() == "'=negl':*"
    assert LetterPhrase.of("early hel", open_ended=True).query() == "'=early hel':*"
    assert list(LetterPhrase.of("early hel", open_ended=True).places("An early helper, early.")) == [(3, 15)]


@pytest.mark.parametrize("typed", ["", " ", "...", "’", "¶", "–"])
def test_signs_alone_are_no_phrase(typed: str) -> None:
    assert not LetterPhrase.of(typed)
    assert LetterPhrase.of(typed).query() == ""


def in_one_sentence(text: str) -> str:
    return re.sub(r"[.?]|\n•", "", text)


def reference_words(text: str) -> list[str]:
    """The words of a sentence, found in another way: by what Unicode says of each character."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign) not in ("Mn", "Cf")
    )
    return re.findall(r"\w+(?:'\w+)*", plain.lower().replace("’", "'").replace("‘", "'"))


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(texts.map(in_one_sentence), min_size=1, max_size=6), st.data())
def test_for_any_phrase_the_texts_found_are_those_that_hold_it(held: list[str], data: st.DataObject) -> None:
    words = data.draw(st.sampled_from(held)).split()
    start = data.draw(st.integers(0, max(0, len(words) - 1)))
    phrase = " ".join(words[start : start + data.draw(st.integers(1, 6))])
    wanted = reference_words(phrase)
    expected = [f" {' '.join(wanted)} " in f" {' '.join(reference_words(text))} " for text in held]
    if wanted:
        assert [holds(text, phrase) for text in held] == expected
