"""Snippets: which part of a text is shown, and what is marked in it."""

import pytest

from reports.reading.words import Mark, Words, find_words, marks_within
from reports.search.page.results import rows_of
from reports.search.page.snippets import LENGTH, Snippet, cut
from reports.search.query.thesaurus import load
from tests.builders import make_inspection
from tests.search.archive import search


def test_marks_travel_as_places() -> None:
    assert marks_within("a \x02bold\x03 word", "a bold word") == [Mark(2, 6)]


def test_marks_are_places_of_the_text_as_it_is_printed() -> None:
    """Accents, ligatures and what nobody sees are not among the words that are searched."""
    text = "The ﬁrst cafe\u0301 is of\u00adﬁcially open."
    headline = "The first \x02cafe\x03 is \x02officially\x03 open."
    assert [text[mark.start : mark.stop] for mark in marks_within(headline, text)] == [
        "cafe\u0301",
        "of\u00adﬁcially",
    ]


def test_a_headline_of_another_text_has_no_marks() -> None:
    assert marks_within("a \x02bold\x03 word", "another text") == []


FOUND_AND_MARKED = [
    ("cafe", "The café is open.", "The <mark>café</mark> is open."),
    ("café", "The cafe is open.", "The <mark>cafe</mark> is open."),
    ("kinship", "Use networks/kinship care.", "Use networks/<mark>kinship</mark> care."),
    (
        "children",
        "Made the referral.Children were seen.",
        "Made the referral.<mark>Children</mark> were seen.",
    ),
    ("officially", "It is of\u00adﬁcially open.", "It is <mark>of\u00adﬁcially</mark> open."),
    ("workers", "Epsilon work\u200bers visit.", "Epsilon <mark>work\u200bers</mark> visit."),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "text", "html"), FOUND_AND_MARKED)
def test_what_was_found_is_marked_as_it_is_printed(typed: str, text: str, html: str) -> None:
    report = make_inspection(paragraphs=[text])
    assert rows_of(search(typed), [0])[0].snippet.html() == html
    found = find_words(Words.of(typed), report.paragraphs.all())
    marks = [text[mark.start : mark.stop] for each in found.values() for mark in each.marks]
    assert [f"<mark>{mark}</mark>" in html for mark in marks] == [True]


def test_a_short_text_is_shown_whole() -> None:
    assert cut("Short.", ()) == Snippet("Short.", ())


def test_of_a_long_text_the_part_with_the_words_is_shown() -> None:
    text = "Nothing of interest stands here. " * 30 + "The lighthouse is tall. " + "More follows here. " * 30
    at = text.index("lighthouse")
    snippet = cut(text, (Mark(at, at + 10),))
    assert "lighthouse" in snippet.text
    assert len(snippet.text) <= LENGTH
    assert snippet.before
    assert snippet.after
    assert "<mark>lighthouse</mark>" in snippet.html()


def test_markup_in_a_report_is_text() -> None:
    snippet = Snippet("<script>alert(1)</script> & lighthouse", (Mark(28, 38),))
    assert snippet.html() == "&lt;script&gt;alert(1)&lt;/script&gt; &amp; <mark>lighthouse</mark>"


@pytest.mark.django_db
def test_the_words_and_what_the_thesaurus_found_are_marked() -> None:
    load()
    make_inspection(paragraphs=["Young people <b>wait</b> for a tenancy & a key\x02."])
    results = search("waiting for a council flat")
    row = rows_of(results, [0])[0]
    html = row.snippet.html()
    assert "&lt;b&gt;<mark>wait</mark>&lt;/b&gt;" in html
    assert "<mark>tenancy</mark> &amp; a key." in html
    assert row.marks == "wait or tenancy"


@pytest.mark.django_db
def test_a_word_of_a_phrase_that_does_not_stand_together_is_not_marked() -> None:
    make_inspection(paragraphs=["Staying put is offered. Plans are put in writing."])
    row = rows_of(search('"staying put"'), [0])[0]
    assert row.snippet.html().startswith("<mark>Staying put</mark> is offered")


@pytest.mark.django_db
def test_a_bullet_is_found_by_the_words_that_lead_it_in_and_shown_with_them() -> None:
    make_inspection(
        paragraphs=[
            {
                "text": "in primary schools is 18%",
                "kind": "bullet",
                "lead_in": "The share of pupils with <free> meals:",
            }
        ]
    )
    row = rows_of(search("meals primary"), [0])[0]
    assert row.holds_all
    assert row.snippet.lead_in_html() == "The share of pupils with &lt;free&gt; <mark>meals</mark>:"
    assert row.snippet.html() == "in <mark>primary</mark> schools is 18%"
    assert row.snippet.words() == ("primary", "meals")
