"""Documents without grades: visits, joint inspections and area SEND reports, as PDFs set them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from reports.parsing.document import ParsedReport
from reports.parsing.printing import as_object
from reports.parsing.report import parse_report
from tests.parsing.typesetting import Sheet, pdf

PROSE = "Leaders of all services meet each month and agree what is to be done for the children of the town."


def rule(top: float, left: float = 57, right: float = 531) -> bytes:
    return b"%g %g %g 0.5 re f" % (left, 842 - top, right - left)


def written(sheet: Sheet, top: float, *texts: str, left: float = 62) -> float:
    for text in texts:
        sheet.put(text, left, top)
        top += 14.5
    return top


def area_report() -> ParsedReport:
    first, second = Sheet(), Sheet()
    first.put("Area SEND inspection of Ashmere Local Area Partnership", 57, 157, size=20)
    written(first, 224, "Inspection dates: 13 to 17 November 2023", left=57)
    first.put("Inspection outcome", 57, 260, size=14, bold=True)
    written(first, 290, "There are widespread and/or systemic failings leading to significant", left=57)
    written(first, 304.5, "concerns about the experiences of children.", left=57)
    first.put("Areas for priority action", 57, 480, size=14, bold=True)
    first.put("Responsible body", 62, 515, bold=True).put("Areas for priority action", 224, 515, bold=True)
    first.put("Ashmere Council and", 62, 545).put("The partners should plan together.", 224, 545)
    first.put("NHS Ashmere ICB", 62, 559.5).put("In particular they should improve:", 224, 559.5)
    written(first, 574, "• the first thing, and", left=242)
    first.before = [rule(top) for top in (502, 519)]
    written(second, 105, "• the second thing.", left=242)
    second.put("Ashmere Council", 62, 140).put("Plans should be on time.", 224, 140)
    second.put("Areas for improvement", 57, 200, size=14, bold=True)
    written(second, 230, "Leaders should listen to parents.", "They should say what they heard.")
    written(second, 259, "Leaders should count those who wait.")
    second.put("Local area partnership details", 57, 330, size=14, bold=True)
    second.put("Inspection team", 57, 400, size=14, bold=True)
    second.put("Ofsted", 57, 430, bold=True).put("Care Quality Commission", 298, 430, bold=True)
    second.put("Alex Sample HMI, Ofsted lead inspector", 57, 445).put(
        "Sam Other, CQC lead inspector", 298, 445
    )
    second.before = [rule(top) for top in (92, 124, 150, 214, 247, 270)]
    return parse_report(pdf(first, second), name="area.pdf")


@pytest.fixture(scope="module")
def area() -> ParsedReport:
    return area_report()


def test_the_rows_of_an_area_report_are_told_apart_by_drawn_lines(area: ParsedReport):
    assert area.other is not None
    assert [item.text for item in area.other.items if item.category == "improvement"] == [
        "Leaders should listen to parents. They should say what they heard.",
        "Leaders should count those who wait.",
    ]


def test_a_row_goes_on_over_a_page_break_and_says_who_is_asked(area: ParsedReport):
    assert area.other is not None
    asked = [item for item in area.other.items if item.category == "priority action"]
    assert [item.addressee for item in asked] == ["Ashmere Council and NHS Ashmere ICB", "Ashmere Council"]
    assert asked[0].parts == ("the first thing, and", "the second thing.")
    assert asked[0].text.endswith("the first thing, and the second thing.")


def test_an_outcome_is_no_grade_and_the_lead_is_the_inspectorates_own(area: ParsedReport):
    assert area.other is not None
    assert area.other.kind == "send"
    assert area.other.outcome is not None
    assert area.other.outcome.outcome == "widespread and/or systemic failings"
    assert area.judgements == ()
    assert area.framework is None
    assert area.lead_inspector == "Alex Sample"
    assert area.unaccounted == ()


def letter(*, day: str = "8 January 2019", looked_at: str = "", sign: str = "• ") -> ParsedReport:
    sheet = Sheet()
    written(sheet, 100, day, "Ms A Person", "Ashmere Council", left=72)
    written(sheet, 170, "Dear Ms Person", left=72)
    sheet.put("Focused visit to Ashmere children's services", 72, 200, bold=True)
    written(sheet, 228, "This letter summarises the findings of a focused visit to Ashmere", left=72)
    written(
        sheet, 242.5, "children's services on 11 and 12 December. The visit was carried out by Her", left=72
    )
    written(sheet, 257, "Majesty's Inspectors Rowan Tester and Leigh Sample.", left=72)
    written(sheet, 286, looked_at or "Inspectors looked at the contact desk.", left=72)
    sheet.put("Overview", 72, 315, bold=True)
    written(sheet, 343, PROSE, left=72)
    sheet.put("What needs to improve in this area of practice?1", 72, 372, bold=True)
    written(sheet, 400, f"{sign}The quality of plans, and of what", left=72)
    written(sheet, 414.5, "follows them.", left=86 if sign else 72)
    written(sheet, 440, f"{sign}Supervision.", left=72)
    sheet.put("Findings", 72, 470, bold=True)
    written(sheet, 500, "• Children are seen.", left=72)
    return parse_report(pdf(sheet), name="letter.pdf")


def test_a_visit_without_a_year_was_before_its_letter():
    report = letter()
    assert report.start is not None
    assert report.end is not None
    assert (report.start.isoformat(), report.end.isoformat()) == ("2018-12-11", "2018-12-12")
    assert report.lead_inspector == "Rowan Tester"


@pytest.mark.parametrize("sign", ["• ", ""], ids=["bullets", "prose"])
def test_a_list_ends_at_the_next_heading_whatever_mark_its_own_bears(sign: str):
    other = letter(sign=sign).other
    assert other is not None
    assert [item.text for item in other.items] == [
        "The quality of plans, and of what follows them.",
        "Supervision.",
    ]


def test_a_day_that_cannot_be_is_no_date_and_is_flagged():
    report = letter(day="8 January 0219")
    assert report.published is None
    assert "impossible-date" in [warning.code for warning in report.warnings]


@pytest.mark.parametrize(
    ("sentence", "theme"),
    [
        ("Inspectors looked at the contact desk, in accordance with the framework.", "the contact desk"),
        ("Inspectors reviewed plans for leavers. They met staff.", "plans for leavers"),
        ("Inspectors looked at a range of evidence, and at records.", None),
    ],
)
def test_a_theme_is_a_phrase(sentence: str, theme: str | None):
    other = letter(looked_at=sentence).other
    assert other is not None
    assert other.theme == theme


def test_a_report_with_grades_is_of_no_other_kind():
    sheet = Sheet()
    sheet.put("Inspection of Ashmere local authority children's services", 57, 157, size=20)
    written(sheet, 224, "Inspection dates: 13 to 17 November 2023", left=57)
    written(sheet, 260, *[PROSE] * 4, left=57)
    report = parse_report(pdf(sheet), name="report.pdf")
    assert (report.framework, report.other) == ("ilacs", None)


@pytest.mark.corpus
def test_every_field_of_every_letter_is_as_checked_by_hand(corpus: Path):
    letters = sorted((corpus / "other").rglob("*.pdf"))
    if not letters:
        pytest.skip("The letters of other kinds are not at hand.")
    lines = []
    for path in letters:
        fields = as_object(parse_report(path.read_bytes(), name=path.name))
        lines.append(json.dumps({"file": str(path), "error": None, **fields}))
    tool = corpus.parent / "tools" / "check_kinds.py"
    check = subprocess.run(
        [sys.executable, str(tool)], input="\n".join(lines), capture_output=True, text=True, check=False
    )
    assert f"every field right: {len(letters)} of {len(letters)}" in check.stdout, check.stdout[-3000:]
