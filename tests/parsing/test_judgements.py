"""Grades from tables and sentences, however the page sets them."""

import pytest

from reports.parsing.report import parse_report
from tests.parsing.typesetting import Setter, graded, ilacs, single, strands


def judged(setter: Setter) -> list[tuple[str, str | None]]:
    return [(one.label, one.grade) for one in parse_report(setter.bytes(), name="report.pdf").judgements]


def finish(setter: Setter) -> Setter:
    setter.paragraph(
        "Services for children in Ashmere have improved since they were last looked at by anyone."
    )
    setter.heading("The experiences and progress of children who need help and protection: good")
    setter.numbered(
        1, "Children are helped early and well by people who know them and stay with them for long."
    )
    return setter


def test_a_table_gives_its_rows_in_printed_order():
    assert judged(finish(graded(ilacs()))) == [
        ("The impact of leaders on social work practice with children and families", "good"),
        ("The experiences and progress of children who need help and protection", "good"),
        ("The experiences and progress of children in care", "outstanding"),
        ("The experiences and progress of care leavers", "inadequate"),
        ("Overall effectiveness", "good"),
    ]


def test_a_table_without_an_overall_row_gives_no_overall_judgement():
    setter = ilacs(dates="Inspection dates: 6 to 10 July 2026")
    setter.row("Judgement", "Grade")
    setter.row("The impact of leaders on practice", "Good")
    setter.row("The experiences of care leavers", "Good")
    assert [label for label, _ in judged(finish(setter))] == [
        "The impact of leaders on practice",
        "The experiences of care leavers",
    ]


@pytest.mark.parametrize("by", [-7.0, 7.2, 14.5, 21.0])
def test_a_grade_belongs_to_the_label_that_it_stands_beside(by: float):
    setter = ilacs()
    setter.row("Judgement", "Grade")
    setter.line("The impact of leaders on social", 77, gap=34)
    setter.beside("Requires improvement", by=by)
    setter.line("work practice with children and", 77)
    setter.line("families", 77)
    setter.row("Overall effectiveness", "Good", gap=34)
    assert judged(finish(setter)) == [
        ("The impact of leaders on social work practice with children and families", "requires improvement"),
        ("Overall effectiveness", "good"),
    ]


def test_a_grade_that_is_split_round_its_label_is_one_grade():
    setter = single()
    setter.line("Requires", 388, gap=30)
    setter.line("1. Children who need help and protection", 71, gap=7)
    setter.line("improvement", 388, gap=7)
    setter.row("2. Children looked after and achieving permanence", "Good", lefts=(71, 388))
    setter.line("Requires", 388, gap=27)
    setter.line("3. Leadership, management and governance", 71, gap=7)
    setter.line("Improvement", 388, gap=7)
    setter.next_page()
    assert judged(finish(setter))[1:] == [
        ("Children who need help and protection", "requires improvement"),
        ("Children looked after and achieving permanence", "good"),
        ("Leadership, management and governance", "requires improvement"),
    ]


def test_a_table_that_a_page_break_cuts_is_one_table():
    setter = ilacs()
    setter.top = 640
    setter.row("Judgement", "Grade")
    setter.row("The impact of leaders on practice", "Good")
    setter.row("The experiences of children in care", "Good")
    setter.next_page()
    setter.row("The experiences of care leavers", "Outstanding", gap=0)
    setter.row("Overall effectiveness", "Good")
    assert [grade for _, grade in judged(finish(setter))] == ["good", "good", "outstanding", "good"]


@pytest.mark.parametrize(
    ("printed", "grade"),
    [
        ("Requires improvement to be good", "requires improvement"),
        ("Require improvement", "requires improvement"),
        ("Requires Improvement", "requires improvement"),
        ("Outstanding", "outstanding"),
        ("Not judged", None),
    ],
)
def test_a_grade_is_kept_as_printed_beside_the_grade_of_the_scale(printed: str, grade: str | None):
    setter = ilacs()
    setter.row("Judgement", "Grade")
    setter.row("The impact of leaders on practice", printed)
    setter.row("Overall effectiveness", "Good")
    first = parse_report(finish(setter).bytes(), name="report.pdf").judgements[0]
    assert (first.printed_grade, first.grade) == (printed, grade)


def test_a_misprinted_or_misnumbered_label_stays_as_printed_without_its_number():
    setter = single()
    lefts = (71.0, 388.0)
    setter.row("1. Children who need help and protection", "Good", lefts=lefts)
    setter.row("2. Children looked after.", "Good", lefts=lefts)
    setter.row("2.1 Adoption performance", "Good", lefts=lefts)
    setter.row("2.1 Experiences and progress of children care leavers", "Good", lefts=lefts)
    setter.next_page()
    assert [label for label, _ in judged(finish(setter))[2:]] == [
        "Children looked after",
        "Adoption performance",
        "Experiences and progress of children care leavers",
    ]


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("Children's services in Ashmere are inadequate", "inadequate"),
        ("Children's services in Ashmere require improvement", "requires improvement"),
        ("Children's services in Ashmere requires improvement", "requires improvement"),
        ("Children's services in Ashmere require improvement to be good", "requires improvement"),
        ("Children's services in St. Mary are good", "good"),
        ("The overall judgement is requires improvement.", "requires improvement"),
        ("The overall judgement is inadequate.", "inadequate"),
        ("The overall judgement is that children's services are outstanding", "outstanding"),
        ("Services for children in Ashmere are good", "good"),
        ("Children's social care in Ashmere is good", "good"),
        ("Children's services in Ashmere remain inadequate", "inadequate"),
        ("Overall effectiveness: requires improvement to be good", "requires improvement"),
    ],
)
def test_the_overall_judgement_is_a_sentence(sentence: str, grade: str):
    first = judged(finish(strands(single(overall=sentence))))[0]
    assert first == ("Overall effectiveness", grade)


@pytest.mark.parametrize(
    "sentence",
    [
        "The effectiveness of the Local Safeguarding Children Board (LSCB) is requires improvement",
        "The Local Safeguarding Children Board requires improvement",
        "The Ashmere Safeguarding Children Board requires improvement to be good",
        "The judgement for the effectiveness of the LSCB is requires improvement",
        "The Local Safeguarding Children Board: requires improvement",
        "The Local Safeguarding Children's Partnership requires improvement",
    ],
)
def test_the_judgement_of_the_board_comes_last(sentence: str):
    setter = finish(strands(single()))
    setter.heading("The Local Safeguarding Children Board (LSCB)", size=16)
    setter.heading(sentence)
    assert judged(setter)[-1] == ("Local Safeguarding Children Board", "requires improvement")


def test_the_front_page_goes_before_what_is_said_later_of_an_earlier_inspection():
    setter = strands(single(overall="Children's services in Ashmere are good"))
    setter.paragraph("The overall judgement of the last inspection was inadequate.")
    assert judged(finish(setter))[0] == ("Overall effectiveness", "good")


def test_what_a_board_is_good_at_is_no_judgement_of_it():
    setter = finish(strands(single()))
    setter.heading("The Local Safeguarding Children Board (LSCB)", size=16)
    setter.paragraph("The LSCB is good at asking its members what they have done.")
    setter.heading("The LSCB requires improvement")
    assert judged(setter)[-1] == ("Local Safeguarding Children Board", "requires improvement")


def test_a_grade_may_be_set_in_single_words_and_carry_a_footnote_mark():
    setter = ilacs()
    setter.row("Judgement", "Grade")
    setter.row("The impact of leaders on practice", "Requires")
    for part in ("improvement to", "be", "good"):
        setter.line(part, 303)
    setter.row("The experiences of care leavers", "Good", gap=34)
    setter.sheets[-1].put("2", 333, setter.top - 5, size=7)
    setter.row("Overall effectiveness", "Good")
    report = parse_report(finish(setter).bytes(), name="report.pdf")
    assert [one.printed_grade for one in report.judgements] == [
        "Requires improvement to be good",
        "Good",
        "Good",
    ]


def test_a_report_that_does_not_review_the_board_has_no_judgement_of_it():
    setter = finish(strands(single(board=False)))
    setter.paragraph("Inspectors heard that the LSCB is good at sharing what it learns from its own audits.")
    assert "Local Safeguarding Children Board" not in [label for label, _ in judged(setter)]


def test_a_row_that_no_strand_fits_is_kept_and_said():
    setter = ilacs()
    setter.row("Judgement", "Grade")
    setter.row("The impact of leaders on practice", "Good")
    setter.row("The quality of the weather", "Good")
    report = parse_report(finish(setter).bytes(), name="report.pdf")
    assert report.judgements[-1].strand == "other"
    assert "unknown-row" in [one.code for one in report.warnings]
