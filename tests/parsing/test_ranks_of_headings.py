"""What a standard heading is under follows from its wording, whatever size it is set in."""

import pytest

from reports.frameworks import strand_of_section
from reports.parsing.document import ParsedReport
from reports.parsing.report import parse_report
from tests.parsing.typesetting import Setter, single, strands

HELP = "The experiences and progress of children who need help and protection"
CARE = "The experiences and progress of children looked after and achieving permanence"
LEADERS = "Leadership, management and governance"
PROSE = "Leaders in Ashmere know their services well and act on what they know."


def read(setter: Setter) -> ParsedReport:
    return parse_report(setter.bytes(), name="report.pdf")


def sections(report: ParsedReport) -> dict[int | None, tuple[str, ...]]:
    return {one.number: one.section for one in report.paragraphs}


def heading(setter: Setter, text: str, *, size: float) -> None:
    """A heading with so much space above it that it never goes on with the one above."""
    setter.top += 20
    setter.heading(text, size=size)


def opened() -> Setter:
    setter = strands(single())
    heading(setter, "The local authority", size=20)
    return setter


def test_a_strand_set_smaller_than_recommendations_ends_them():
    setter = opened()
    heading(setter, "Recommendations", size=16)
    setter.numbered(1, "Train staff.")
    heading(setter, HELP + ": good", size=13)
    setter.numbered(2, PROSE)
    report = read(setter)
    assert sections(report)[2] == ("The local authority", HELP)
    assert [one.number for one in report.recommendations] == [1]


def test_a_row_with_a_grade_over_a_part_ends_recommendations_set_larger():
    setter = opened()
    heading(setter, "Recommendations", size=16)
    setter.numbered(1, "Train staff. " * 60)
    setter.row("The experiences and progress of children", "Good", lefts=(71, 420), gap=40)
    setter.line("who need help and protection", 71)
    setter.numbered(2, PROSE)
    setter.numbered(3, PROSE)
    report = read(setter)
    assert sections(report)[3] == ("The local authority", HELP)
    assert [one.number for one in report.recommendations] == [1]


@pytest.mark.parametrize("words", ["Executive summary", "Summary for children and young people"])
def test_no_strand_stands_under_a_summary(words: str):
    setter = opened()
    heading(setter, words, size=20)
    setter.numbered(1, PROSE)
    heading(setter, CARE + ": good", size=14)
    setter.numbered(2, PROSE)
    assert sections(read(setter))[2] == ("The local authority", CARE)


@pytest.mark.parametrize("words", ["Inspection findings", "Summary", "Recommendations"])
def test_what_stands_within_a_strand_never_ends_it_however_large_it_is_set(words: str):
    setter = opened()
    heading(setter, CARE + ": good", size=14)
    heading(setter, words, size=18)
    setter.numbered(1, PROSE)
    heading(setter, "The graded judgement for adoption performance is that it is good", size=14)
    setter.numbered(2, PROSE)
    found = sections(read(setter))
    assert found[1] == ("The local authority", CARE, words)
    # What a strand's part recommends is not a finding about it.
    assert strand_of_section("sif", found[1]) == (None if words == "Recommendations" else "care")
    assert strand_of_section("sif", found[2]) == "adoption"


def test_findings_are_not_among_the_recommendations_above_them():
    setter = opened()
    heading(setter, "The Local Safeguarding Children Board (LSCB)", size=20)
    heading(setter, "Recommendations", size=18)
    setter.numbered(1, "Meet more often.")
    heading(setter, "Inspection findings", size=14)
    setter.numbered(2, PROSE)
    report = read(setter)
    assert sections(report)[2][-2:] == ("The Local Safeguarding Children Board (LSCB)", "Inspection findings")
    assert [(one.number, one.addressee) for one in report.recommendations] == [(1, "LSCB")]


def test_strengths_of_the_board_are_no_areas_for_improvement():
    setter = opened()
    heading(setter, "Section 2: The effectiveness of the Local Safeguarding Children Board", size=20)
    heading(setter, "Areas for improvement", size=14)
    setter.numbered(1, "Meet more often.")
    heading(setter, "Key strengths and weaknesses of the LSCB", size=12)
    setter.numbered(2, PROSE)
    report = read(setter)
    assert sections(report)[2][1:] == ("Key strengths and weaknesses of the LSCB",)
    assert len(report.recommendations) == 1


def test_a_group_of_recommendations_may_bear_the_name_of_a_strand():
    setter = opened()
    heading(setter, "What does the local authority need to improve?", size=16)
    heading(setter, "Areas for improvement", size=14)
    heading(setter, LEADERS, size=12)
    setter.numbered(1, "Train staff.")
    heading(setter, HELP + ": good", size=12)
    setter.numbered(2, PROSE)
    heading(setter, LEADERS, size=12)
    setter.numbered(3, PROSE)
    report = read(setter)
    assert [one.headings for one in report.recommendations] == [("Areas for improvement", LEADERS)]
    assert sections(report)[3] == ("The local authority", LEADERS)


def test_a_name_of_the_board_that_is_printed_again_holds_nothing_of_what_follows():
    setter = opened()
    heading(setter, "The Local Safeguarding Children Board (LSCB)", size=20)
    heading(setter, "The Local Safeguarding Children Board is good", size=14)
    setter.numbered(1, PROSE)
    heading(setter, "Recommendations", size=14)
    setter.numbered(2, "Meet more often.")
    assert sections(read(setter))[2] == ("The Local Safeguarding Children Board (LSCB)", "Recommendations")
