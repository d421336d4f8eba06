"""Recommendations: bullets or numbers under their headings, and what only is near them."""

import pytest

from reports.parsing.document import ParsedReport
from reports.parsing.report import parse_report
from tests.parsing.typesetting import Setter, graded, ilacs, single, strands

PROSE = "Leaders know their services well, and what they say of them agrees with what inspectors saw there."
FIRST = "The timeliness of initial visits, so that every child who needs one is seen within the time that was agreed."
SECOND = "The quality of plans for care leavers. (Outcome 3, national framework)"


def parsed(setter: Setter) -> ParsedReport:
    return parse_report(setter.bytes(), name="report.pdf")


def improving(heading: str = "What needs to improve?") -> Setter:
    setter = graded(ilacs())
    setter.paragraph(PROSE)
    setter.heading(heading)
    return setter


def findings(setter: Setter) -> Setter:
    setter.heading("The experiences and progress of children who need help and protection: good", size=12)
    setter.numbered(1, PROSE)
    setter.bullet("a point of the body that is not a recommendation", left=99)
    return setter


def test_bullets_under_what_needs_to_improve_are_recommendations_with_all_their_words():
    setter = improving()
    setter.bullet(FIRST)
    setter.bullet(SECOND)
    report = parsed(findings(setter))
    assert [one.text for one in report.recommendations] == [FIRST, SECOND]
    assert {one.addressee for one in report.recommendations} == {"local authority"}
    assert FIRST not in [one.text for one in report.paragraphs]


@pytest.mark.parametrize(
    "heading",
    [
        "What the local authority needs to improve",
        "What does Ashmere need to do to improve?",
        "What needs improving",
        "Areas for further improvement",
        "Recommendations",
    ],
)
def test_the_heading_over_recommendations_has_many_wordings(heading: str):
    setter = improving(heading)
    setter.bullet(FIRST)
    setter.bullet(SECOND)
    assert len(parsed(findings(setter)).recommendations) == 2


def test_a_heading_that_carries_a_grade_ends_the_recommendations():
    setter = improving()
    setter.bullet(FIRST)
    setter.heading("Help and protection: good")
    setter.bullet("a point of the body that is not a recommendation")
    assert [one.text for one in parsed(setter).recommendations] == [FIRST]


@pytest.mark.parametrize(
    "heading", ["Within three months:", "Within 3 months", "Within three months of this report:"]
)
def test_a_timescale_may_be_printed_in_figures_or_say_from_when(heading: str):
    setter = Setter()
    setter.front(
        "Inspection of local authority arrangements for the protection of children", "Ashmere Council"
    )
    setter.next_page()
    setter.heading("Areas for improvement")
    setter.numbered(1, PROSE)
    setter.heading(heading, size=12)
    setter.bullet(FIRST)
    assert [one.timescale for one in parsed(setter).recommendations] == ["Within three months"]


def test_a_footnote_mark_does_not_hide_the_heading():
    setter = improving()
    setter.sheets[-1].put("1", 232, setter.top - 5, size=8, bold=True)
    setter.bullet(FIRST)
    assert len(parsed(findings(setter)).recommendations) == 1


def test_a_bullet_that_a_page_break_cuts_is_one_recommendation():
    setter = improving()
    setter.top = 722
    setter.bullet(FIRST + " " + SECOND)
    setter.bullet("The oversight of short breaks")
    report = parsed(findings(setter))
    assert [one.text for one in report.recommendations] == [
        FIRST + " " + SECOND,
        "The oversight of short breaks",
    ]
    assert [one.page for one in report.recommendations] == [1, 2]


def test_sub_bullets_belong_to_the_text_of_their_bullet():
    setter = improving()
    setter.bullet("The quality of return home interviews, so that they:")
    setter.bullet("take place soon", left=99)
    setter.bullet("lead to a plan.", left=99)
    setter.bullet(SECOND)
    assert [one.text for one in parsed(findings(setter)).recommendations] == [
        "The quality of return home interviews, so that they: take place soon lead to a plan.",
        SECOND,
    ]


def test_prose_under_the_heading_holds_no_recommendations():
    setter = improving()
    setter.paragraph("Inspectors found nothing that needs to improve beyond what leaders have begun to do.")
    report = parsed(findings(setter))
    assert report.recommendations == ()
    assert "Inspectors found nothing" in " ".join(one.text for one in report.paragraphs)


def body_of_a_single_inspection() -> Setter:
    setter = strands(single())
    setter.heading("The local authority", size=16)
    setter.heading("Executive summary")
    setter.numbered(1, PROSE)
    setter.numbered(2, PROSE)
    return setter


def test_numbered_recommendations_share_the_run_of_the_paragraphs():
    setter = body_of_a_single_inspection()
    setter.heading("What does the local authority need to improve?")
    setter.heading("Priority and immediate action", size=12)
    setter.numbered(3, FIRST)
    setter.heading("Areas for improvement", size=12)
    setter.line("Care leavers", gap=26)
    setter.numbered(4, SECOND)
    setter.heading("The local authority's strengths")
    setter.numbered(5, PROSE)
    report = parsed(setter)
    assert [(one.number, one.headings) for one in report.recommendations] == [
        (3, ("Priority and immediate action",)),
        (4, ("Areas for improvement", "Care leavers")),
    ]
    assert [one.number for one in report.paragraphs] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "statement",
    [
        "No areas for priority and immediate action were identified.",
        "There are no areas for priority action.",
        "The inspection did not find any areas for priority and immediate action.",
        "No areas were identified for immediate improvement.",
    ],
)
def test_a_statement_that_there_is_nothing_to_do_is_no_recommendation(statement: str):
    setter = body_of_a_single_inspection()
    setter.heading("Recommendations")
    setter.numbered(3, statement)
    setter.numbered(4, FIRST)
    assert [one.number for one in parsed(setter).recommendations] == [4]


def test_recommendations_to_the_board_are_the_boards():
    setter = body_of_a_single_inspection()
    setter.heading("Recommendations")
    setter.numbered(3, FIRST)
    setter.next_page()
    setter.heading("The Local Safeguarding Children Board (LSCB)", size=16)
    setter.heading("The board is good")
    setter.heading("Recommendations")
    setter.bullet(SECOND)
    assert [(one.number, one.addressee) for one in parsed(setter).recommendations] == [
        (3, "local authority"),
        (None, "LSCB"),
    ]
