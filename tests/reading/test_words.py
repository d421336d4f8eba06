import pytest

from reports.language.letters import LetterPhrase
from reports.models import Paragraph
from reports.reading.words import Words, find_words
from tests.builders import make_inspection


def marked(text: str, query: str) -> list[str]:
    """The stretches of one paragraph that a query marks."""
    inspection = make_inspection(paragraphs=[text])
    found = find_words(Words.of(query), Paragraph.objects.filter(inspection=inspection))
    return [text[mark.start : mark.stop] for each in found.values() for mark in each.marks]


def test_a_query_is_read_as_words_phrases_and_exclusions():
    words = Words.of('plan "care leavers" or -adoption -"foster carers" multi-agency')
    assert words.single == ("plan",)
    assert words.letters == (LetterPhrase.of("care leavers"),)
    assert words.phrases == ("multi-agency",)


@pytest.mark.parametrize("query", ["", "   ", "-adoption", '""', "or", "&|!():*", "\x00"])
def test_a_query_without_words_is_empty(query):
    assert not Words.of(query)


def test_a_query_of_any_length_is_cut():
    assert len(Words.of("plan " * 1000).text) <= 300
    assert len(Words.of(" ".join(f"w{n}" for n in range(80))).single) == 12


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "query", "marks"),
    [
        ("Leavers leave; one has left.", "leaving", ["leave"]),
        ("Plans for planning", "plan", ["Plans", "planning"]),
        ("Care for those who leave care", '"care leavers"', []),
        ("Most care leavers are in care.", '"care leavers"', ["care leavers"]),
        ("The quality of practice and its quality", '"quality of practice"', ["quality of practice"]),
        ("A multi-agency plan of one agency", "multi-agency", ["multi-agency"]),
        ("Adoption and care", "care -adoption", ["care"]),
        ("<b>care</b> & care", "care", ["care", "care"]),
        ("Early help is help, early", "early help", ["Early help", "help", "early"]),
        ("An early-help plan", "early help", ["early", "help"]),
        ("The board", '"the board"', ["The board"]),
        ("The boards", '"the board"', []),
        ("Signs of neglect", "negl*", ["neglect"]),
        ("In the child’s plan, not the plan", '"child\'s plan"', ["child’s plan"]),
        ("Care not adoption", "care NOT adoption", ["Care"]),
        ("Thresholds", "adoption", []),
    ],
)
def test_words_are_found_as_english_stems_them(text, query, marks):
    assert marked(text, query) == marks


@pytest.mark.django_db
def test_overlapping_marks_of_a_word_and_a_phrase_become_one():
    assert marked("Every care leaver", 'care "care leaver"') == ["care leaver"]


@pytest.mark.django_db
def test_a_text_that_holds_the_marker_characters_is_left_unmarked_and_whole():
    assert marked("care \x02 plan", "care") == []


@pytest.mark.django_db
def test_a_match_holds_all_the_words_and_other_paragraphs_are_marked_all_the_same():
    inspection = make_inspection(paragraphs=["Housing for care leavers", "Housing alone"])
    found = find_words(Words.of("housing leavers"), Paragraph.objects.filter(inspection=inspection))
    by_number = {paragraph.number: found[paragraph.pk] for paragraph in Paragraph.objects.all()}
    assert (by_number[1].is_match, len(by_number[1].marks)) == (True, 2)
    assert (by_number[2].is_match, len(by_number[2].marks)) == (False, 1)
