import pytest

from reports.models import Footnote
from reports.reading.text import html_of
from reports.reading.words import Mark


def test_what_a_report_says_is_escaped():
    assert html_of("<script>&\"'") == "&lt;script&gt;&amp;&quot;&#x27;"


def test_marks_are_put_in_after_escaping():
    text = "<b>care</b> & care"
    html = html_of(text, marks=[Mark(3, 7), Mark(14, 18)])
    assert html == "&lt;b&gt;<mark>care</mark>&lt;/b&gt; &amp; <mark>care</mark>"


def test_the_figure_of_a_footnote_stands_at_its_place_also_within_a_mark():
    notes = [
        Footnote(order=order, text=f"{sign} Note.", place=place)
        for order, sign, place in ((1, "¹", 2), (2, "²", 11), (3, "³", None))
    ]
    html = html_of("Care, see para 12.", marks=[Mark(0, 4)], notes=notes)
    assert html.startswith(
        '<mark>Ca</mark><sup><a href="#note-1" id="mark-1" aria-label="Footnote 1">1</a></sup>'
    )
    assert '<mark>re</mark>, see p<sup><a href="#note-2"' in html
    assert "note-3" not in html


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("Change it (paragraph 128).", ["128"]),
        ("See paragraphs 12, 14 and 31.", ["12", "14", "31"]),
        ("Paras 4–6 say so", ["4", "6"]),
        ("In 12 weeks, 14 children", []),
        ("paragraph 999", []),
    ],
)
def test_a_reference_to_a_paragraph_of_the_report_is_a_link(text, linked):
    anchors = {f"para-{number}" for number in (4, 6, 12, 14, 31, 128)}
    html = html_of(text, anchors=anchors)
    assert [
        number for number in (4, 6, 12, 14, 31, 128, 999) if f'<a href="#para-{number}">{number}</a>' in html
    ] == [int(number) for number in linked]
    assert html.count("<a ") == len(linked)


def test_a_mark_may_lie_across_a_link():
    assert html_of("paragraph 12", marks=[Mark(0, 12)], anchors={"para-12"}) == (
        '<mark>paragraph </mark><a href="#para-12"><mark>12</mark></a>'
    )
