"""Signs before bullets, lists without any, and what looks like a heading or a paragraph and is none."""

import pytest

from reports.parsing.document import Line, ParsedReport
from reports.parsing.marks import bullet_of
from reports.parsing.report import parse_report
from tests.parsing.typesetting import Setter, graded, ilacs, single, strands

PROSE = "Leaders in Ashmere know their services well and act on what they know."


def read(setter: Setter) -> ParsedReport:
    return parse_report(setter.bytes(), name="report.pdf")


def bullets(report: ParsedReport) -> list[tuple[str, int]]:
    return [(one.text, one.level) for one in report.paragraphs if one.kind == "bullet"]


@pytest.mark.parametrize("glyph", ["\u2015", "\u0336", "\u2212", "\u2013", "\uf06e"])
def test_a_sign_in_a_column_of_its_own_is_a_bullet(glyph: str):
    line = Line(page=1, number=1, text=f"{glyph} in primary schools", indent=90.0)
    assert bullet_of(line, printed=True).text == "in primary schools"


def area() -> Setter:
    setter = strands(single())
    setter.heading("Children living in this area")
    setter.bullet("The share of pupils with free meals:")
    return setter


def test_lines_set_further_in_under_a_colon_are_bullets_without_a_sign():
    setter = area()
    setter.line("in primary schools is 18%", 142, gap=20)
    setter.line("in secondary schools is 14%", 142, gap=20)
    setter.bullet("Births rose.")
    assert bullets(read(setter)) == [
        ("The share of pupils with free meals:", 0),
        ("in primary schools is 18%", 1),
        ("in secondary schools is 14%", 1),
        ("Births rose.", 0),
    ]


def test_a_text_in_lower_case_set_apart_under_a_bullet_with_a_colon_belongs_to_it():
    setter = area()
    setter.line("all schools but one, and the nursery", 71, gap=20)
    setter.heading("Child protection in this area", size=12)
    setter.bullet("Plans are few.")
    report = read(setter)
    assert bullets(report)[1:] == [("all schools but one, and the nursery", 1), ("Plans are few.", 0)]
    assert report.paragraphs[-1].section[-1] == "Child protection in this area"


def test_dashes_of_one_list_are_bullets_each_though_their_lines_stand_close():
    setter = area()
    setter.line("\u2013 in primary schools is 18% (the nation has 17%)", 125, gap=21)
    setter.line("\u2013 in secondary schools is 14% (the nation has 13%)", 125, gap=14.5)
    assert [level for _, level in bullets(read(setter))] == [0, 1, 1]


def test_a_recommendation_does_not_end_where_its_points_have_no_sign():
    setter = strands(single())
    setter.heading("Recommendations")
    setter.numbered(1, "Improve the oversight of several matters, including:")
    setter.line("private fostering", 142, gap=20)
    setter.line("visits to homes", 142, gap=20)
    setter.numbered(2, "Train staff.")
    first, _ = read(setter).recommendations
    assert first.parts == ("private fostering", "visits to homes")


def test_a_timescale_within_a_sentence_is_no_heading():
    setter = graded(ilacs())
    setter.heading("The experiences and progress of children in care")
    setter.numbered(1, "x " * 30 + "who come back")
    setter.line("within six months of the end of help are known to", 99)
    setter.line("the same worker.", 99)
    report = read(setter)
    assert report.paragraphs[-1].text.endswith(
        "come back within six months of the end of help are known to the same worker."
    )
    assert len(report.paragraphs[-1].section) == 1


def test_a_line_in_brackets_is_no_heading():
    setter = graded(ilacs())
    setter.heading("The experiences and progress of children in care")
    setter.numbered(1, PROSE)
    setter.line("(The report of the earlier visit says more of this)", gap=30, bold=True)
    setter.numbered(2, PROSE)
    assert {len(one.section) for one in read(setter).paragraphs} == {1}


def test_page_numbers_above_the_margin_are_no_paragraphs_and_cut_no_sentence():
    setter = graded(ilacs())
    setter.footer = ""
    setter.heading("The experiences and progress of children in care")
    # Each of its own words: what comes again at the edge of several pages is a running line.
    said = {
        n: " ".join(f"{chr(96 + n)}{chr(97 + word % 26)}x" for word in range(60)) + "." for n in range(1, 27)
    }
    for number, text in said.items():
        setter.numbered(number, text)
    for number, sheet in enumerate(setter.sheets, start=1):
        sheet.put(str(number), 500, 768, size=12)
    report = read(setter)
    assert {one.number: one.text for one in report.paragraphs} == said
    assert report.printed_pages[2] == 2


def test_the_name_of_a_section_does_not_end_where_its_grade_begins():
    setter = strands(single())
    setter.heading("The graded judgement about the experiences and progress of care leavers is that it is")
    setter.line("Good", gap=30, size=14, bold=True)
    setter.numbered(1, PROSE)
    (section,) = {one.section for one in read(setter).paragraphs}
    assert section[-1] == "The graded judgement about the experiences and progress of care leavers"


def test_a_number_that_is_printed_twice_begins_a_paragraph_each_time_and_is_flagged():
    setter = graded(ilacs())
    setter.heading("The experiences and progress of children in care")
    for number in (1, 2, 3, 3, 4):
        setter.numbered(number, PROSE)
    report = read(setter)
    assert [one.number for one in report.paragraphs] == [1, 2, 3, 3, 4]
    assert "numbering-repeats" in {warning.code for warning in report.warnings}


def test_the_mark_of_a_note_may_stand_on_a_line_of_its_own():
    setter = graded(ilacs())
    setter.footer = ""
    setter.heading("The experiences and progress of children in care")
    setter.numbered(1, PROSE)
    sheet = setter.sheets[-1]
    sheet.put("1", 71, 700, size=8).put("Source: a census.", 71, 712, size=8)
    sheet.put("2", 71, 724, size=8).put("Source: another one.", 71, 736, size=8)
    notes = [block.text for block in read(setter).blocks if block.role == "footnote"]
    assert notes == ["¹ Source: a census.", "² Source: another one."]


@pytest.mark.parametrize(
    "section",
    [
        ("Recommendations", "Care leavers"),
        (
            "What does the local authority need to improve?",
            "Areas for improvement",
            "Leadership, management and governance",
        ),
        ("Summary of findings", "Children in care"),
        ("Information about this local authority area", "Children in care in this area"),
        ("What the inspection judgements mean: the local authority", "Children who need help and protection"),
    ],
)
def test_lists_and_background_stand_under_no_strand(section: tuple[str, ...]):
    from reports.frameworks import strand_of_section

    assert strand_of_section("sif", section) is None
