"""The words of a sentence that only ask."""

import pytest

from reports.language.query_grammar import read
from reports.search.query.questions import without_asking
from tests.search.archive import ASHMERE_2012, search, whole


def about(typed: str) -> str:
    kept, _ = without_asking(read(typed).clauses)
    return " ".join(clause.phrase for clause in kept)


@pytest.mark.parametrize(
    ("typed", "asked_about"),
    [
        ("what did Ofsted say about gangs", "gangs"),
        ("Tell me about long waits", "long waits"),
        ("tell me more about long waits", "long waits"),
        ("do reports mention home schooling", "home schooling"),
        ("which councils were criticised for poor recording?", "criticised for poor recording?"),
        ("how well do councils help disabled children", "help disabled children"),
        ("where do reports praise direct work", "praise direct work"),
        ("show me all the reports that mention knives", "knives"),
        ("is there anything about sofa surfing", "sofa surfing"),
        ("are there any reports about knife crime", "knife crime"),
        ("I want to know whether children are seen alone", "children are seen alone"),
        ("can you tell me which councils are praised for fostering please", "praised for fostering"),
        ("what has been said about adoption", "adoption"),
        ("what’s said about adoption", "adoption"),
        ("did inspectors find drift", "drift"),
        ("what problems did inspectors find with supervision", "what problems supervision"),
        ("where is private fostering mentioned in reports", "where is private fostering"),
        ('what does the report say about "voice of the child"', "voice of the child"),
    ],
)
def test_words_that_only_ask_are_left_out(typed: str, asked_about: str) -> None:
    assert about(typed) == asked_about


@pytest.mark.parametrize(
    "typed",
    [
        "reports to child protection conferences",
        "report writing",
        "inspection of children's homes",
        "find homes for children",
        "what reports do social workers send",
        "are care leavers given their health histories",
        "how do social workers listen to children",
        "council flat",
        "examples of good practice",
        "ofsted",
        'what did "ofsted" say',
        "ofsted or inspectors mention",
        "telling other councils what happens",
    ],
)
def test_the_same_words_are_kept_where_they_are_what_is_asked_about(typed: str) -> None:
    assert about(typed) == " ".join(clause.phrase for clause in read(typed).clauses)


def test_a_question_that_asks_about_nothing_keeps_its_words() -> None:
    assert about("what did Ofsted say?") == "what did Ofsted say?"


@pytest.mark.usefixtures("archive")
def test_a_question_finds_what_its_words_would_and_says_what_was_left_out() -> None:
    results = search("What did Ofsted say about caseloads in Ashmere in 2012?")
    assert whole(results)[0] == ASHMERE_2012[1]
    assert results.understood.asking_text == "What did Ofsted say about"
    assert results.understood.words_alone.split()[0] == "caseloads"
    assert len(results.understood.places) == 1
