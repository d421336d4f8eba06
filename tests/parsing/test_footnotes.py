"""The raised marks of footnotes: no part of the words, but their places are kept."""

from reports.parsing.document import FootnoteMark
from reports.parsing.joining import marks_of, without_marks
from reports.parsing.report import parse_report
from tests.parsing.typesetting import Setter, graded, ilacs


def test_a_mark_stands_behind_the_character_before_it_in_the_text_without_marks():
    text = "First¹ and  second.²³ Last ⁴ word"
    assert without_marks(text) == "First and second. Last word"
    places = [(mark.sign, without_marks(text)[: mark.place]) for mark in marks_of(text)]
    assert places == [("¹", "First"), ("²³", "First and second."), ("⁴", "First and second. Last")]


def test_paragraphs_and_recommendations_keep_the_places_of_their_marks():
    setter: Setter = graded(ilacs())
    setter.paragraph(
        "Leaders² know their services well, and what they say of them agrees with what inspectors saw."
    )
    setter.heading("What needs to improve?")
    setter.bullet("The quality of plans for care leavers.³")
    report = parse_report(setter.bytes(), name="report.pdf")
    assert report.recommendations[0].text == "The quality of plans for care leavers."
    assert report.recommendations[0].marks == (FootnoteMark(sign="³", place=38),)
    leaders = next(each for each in report.paragraphs if each.text.startswith("Leaders know"))
    assert leaders.marks == (FootnoteMark(sign="²", place=7),)
