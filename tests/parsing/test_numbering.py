"""Numbered paragraphs: the run 1, 2, 3 through a document, and what only looks like it."""

import pytest

from reports.parsing.document import ParsedReport
from reports.parsing.report import parse_report
from tests.parsing.typesetting import Setter, Sheet, graded, ilacs, pdf, single, strands

LONG = (
    "Social workers visit children often, write down what they say, and come back when they promised to. "
    "Plans are short enough to be read, and parents know what has to change, by when, and who will help."
)


def parsed(setter: Setter) -> ParsedReport:
    return parse_report(setter.bytes(), name="report.pdf")


def numbers(report: ParsedReport) -> list[int]:
    return [one.number for one in report.paragraphs if one.number is not None]


def body() -> Setter:
    setter = graded(ilacs())
    setter.heading("The experiences and progress of children who need help and protection: good")
    return setter


def test_a_wrapped_line_that_begins_with_a_number_begins_no_paragraph():
    setter = body()
    setter.numbered(1, LONG)
    setter.line("2.", gap=26)
    setter.sheets[-1].put(
        "Young people stay with their foster carers when they reach the age of", 99, setter.top
    )
    setter.line("3. Those who leave are helped to find a home, as paragraph", 99)
    setter.line("17. of the plan for young people says.", 99)
    setter.numbered(3, LONG)
    report = parsed(setter)
    assert numbers(report) == [1, 2, 3]
    assert report.paragraphs[-2].text.endswith("of the plan for young people says.")


def test_a_number_that_the_report_skips_is_missed_and_said():
    setter = body()
    for number in (1, 2, 3, 5, 6):
        setter.numbered(number, LONG)
    report = parsed(setter)
    assert numbers(report) == [1, 2, 3, 5, 6]
    assert ("numbering-gap", 1) in [(one.code, one.page) for one in report.warnings]


def test_numbers_begin_again_where_a_second_report_stands_in_the_file():
    setter = body()
    for number in (1, 2, 3, 1, 2, 3, 4):
        setter.numbered(number, LONG)
    report = parsed(setter)
    assert numbers(report) == [1, 2, 3, 1, 2, 3, 4]
    assert [one.code for one in report.warnings].count("numbering-restarts") == 1


def test_a_number_without_its_full_stop_still_begins_a_paragraph():
    setter = body()
    setter.numbered(1, LONG)
    setter.numbered(2, LONG, mark="")
    setter.numbered(3, LONG)
    assert numbers(parsed(setter)) == [1, 2, 3]


def test_a_number_with_nothing_behind_it_is_kept():
    setter = body()
    setter.numbered(1, LONG)
    setter.line("2.", gap=26)
    setter.next_page()
    setter.numbered(3, LONG)
    assert numbers(parsed(setter)) == [1, 2, 3]


def test_a_paragraph_cut_by_a_page_break_is_one_paragraph():
    setter = body()
    setter.next_page()
    setter.top = 715
    setter.numbered(1, LONG + " " + LONG)
    setter.numbered(2, LONG)
    setter.next_page()
    setter.numbered(3, LONG)
    report = parsed(setter)
    assert [one.text for one in report.paragraphs if one.number == 1] == [LONG + " " + LONG]
    assert [one.page for one in report.paragraphs if one.number] == [2, 3, 4]


def test_the_second_half_of_a_paragraph_with_one_line_before_the_page_break_stands_in_its_column():
    setter = body()
    for number in range(1, 4):
        setter.numbered(number, LONG)
    setter.top = setter.bottom - 28
    setter.line("4. Children make very good progress.", gap=26)
    setter.line("Inspectors saw and heard of many who do well where they live.", 99)
    setter.numbered(5, LONG)
    report = parsed(setter)
    assert [one.text for one in report.paragraphs if one.number == 4] == [
        "Children make very good progress. Inspectors saw and heard of many who do well where they live."
    ]


@pytest.mark.parametrize("raised", [0.0, 2.5])
def test_a_bullet_that_stands_above_its_line_goes_on_below_it(raised: float):
    setter = body()
    setter.numbered(1, LONG)
    setter.line("•", 99, gap=26, size=8)
    setter.sheets[-1].put(
        "A point that takes more than a line to make, as the points of", 117, setter.top + raised
    )
    setter.line("Reports often do.", 117, gap=14.5 + raised)
    report = parsed(setter)
    assert report.paragraphs[-1].text.endswith("the points of Reports often do.")


def test_a_footnote_between_the_halves_of_a_paragraph_does_not_part_them():
    setter = body()
    setter.next_page()
    setter.top = 640
    half, rest = LONG[:100].rsplit(" ", 1)[0], LONG[100:].lstrip()
    setter.line("1.", gap=26)
    setter.sheets[-1].put(half[:60], 99, setter.top)
    setter.line(half[60:], 99)
    setter.sheets[-1].put("2", 71, 736, size=6.5)
    setter.sheets[-1].put(
        "Source: a count of those who were there that day, and of those who were not.", 78, 740, size=10
    )
    setter.next_page()
    setter.line(rest, 99, gap=0)
    setter.numbered(2, LONG)
    report = parsed(setter)
    assert numbers(report) == [1, 2]
    assert report.paragraphs[0].text.endswith(rest)
    assert [one.text for one in report.blocks if one.role == "footnote"] == [
        "² Source: a count of those who were there that day, and of those who were not."
    ]


def test_a_word_that_a_line_end_cuts_is_one_word_and_a_hyphen_of_its_own_stays():
    sheet = Sheet()
    lines = [
        "The multi-agency team meets daily and its safeguarding work is known.",
        "Every multi-",
        "agency partner has a part in safe-",
        "guarding children, and the child-",
        "centred plans show it.",
        *(LONG[:60] for _ in range(4)),
    ]
    for row, text in enumerate(lines):
        sheet.put(text, 71, 100 + 14.5 * row)
    text = " ".join(one.text for one in parse_report(pdf(sheet), name="page.pdf").paragraphs)
    assert (
        "Every multi-agency partner has a part in safeguarding children, and the child-centred plans" in text
    )


def test_headings_above_a_paragraph_are_its_section_without_their_grade():
    setter = body()
    setter.numbered(1, LONG)
    assert parsed(setter).paragraphs[-1].section == (
        "The experiences and progress of children who need help and protection",
    )


def test_a_table_row_over_a_part_of_a_single_inspection_is_its_heading():
    setter = strands(single())
    setter.heading("Inspection judgements about the local authority", size=16)
    setter.row("Key judgement", "Judgement grade", lefts=(71, 388), gap=30)
    setter.line("The experiences and progress of children", 71, gap=27)
    setter.beside("Good", by=7, left=388)
    setter.line("who need help and protection", 71)
    setter.heading("Summary", size=12)
    setter.numbered(1, LONG)
    report = parsed(setter)
    assert report.paragraphs[-1].section == (
        "Inspection judgements about the local authority",
        "The experiences and progress of children who need help and protection",
        "Summary",
    )
    assert len(report.judgements) == 6


def test_pages_with_wider_inner_margins_read_like_any_others():
    straight, mirrored = body(), body()
    for setter in (straight, mirrored):
        for number in range(1, 30):
            setter.numbered(number, LONG)
    for sheet in mirrored.sheets[::2]:
        sheet.pieces = [(text, left + 20, *rest) for text, left, *rest in sheet.pieces]
    texts = [[one.text for one in parsed(setter).paragraphs] for setter in (straight, mirrored)]
    assert texts[0] == texts[1]


def test_headings_further_out_on_pages_of_one_side_move_no_margin():
    """What goes on over the page with a new sentence is one paragraph, where odd pages alone have such headings."""
    setter = body()
    for number in range(1, 30):
        if len(setter.sheets) % 2:
            setter.line(f"Children of group {number}", 53, gap=26, bold=True)
        setter.numbered(number, LONG)
    setter.top = setter.bottom - 28
    setter.numbered(30, "Children make very good progress.")
    setter.top = setter.bottom
    setter.line("Inspectors saw and heard of many who do well where they live.", 99)
    assert [one.text for one in parsed(setter).paragraphs if one.number == 30] == [
        "Children make very good progress. Inspectors saw and heard of many who do well where they live."
    ]
