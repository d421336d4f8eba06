"""The facts of the front page, in the wordings that reports have for them."""

from datetime import date

import pytest

from reports.parsing.front import first_period, first_published, inspector_of
from reports.parsing.report import parse_report
from tests.parsing.typesetting import Setter, graded, strands

FIRST_DAY, LAST_DAY = date(2022, 10, 3), date(2022, 10, 14)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Lead inspector: Mary O'Neill, His Majesty's Inspector", "Mary O'Neill"),
        ("Lead inspector: Mary O'Neill Social Care Regulatory Inspector", "Mary O'Neill"),
        ("Lead inspector: Mary O'Neill H.M.I.", "Mary O'Neill"),
        ("Lead inspector: Mary O'Neill. Her Majesty's Inspector", "Mary O'Neill"),
        ("Lead inspector: Mary O'Neill- His Majesty's Inspector", "Mary O'Neill"),
        ("Lead inspector: Mary O'Neill HM Inspector", "Mary O'Neill"),
        ("Lead inspector: Mary\nO'Neill, HMI", "Mary O'Neill"),
        ("Lead inspector:\nMary O'Neill", "Mary O'Neill"),
        ("Lead inspector, Mary O'Neill", "Mary O'Neill"),
        ("Lead HMI: Mary O'Neill", "Mary O'Neill"),
        ("Reporting inspector Émile van den Berg HMI", "Émile van den Berg"),
        ("Lead inspectors: Mary O'Neill, HMI, and Owen Farrant, HMI", "Mary O'Neill and Owen Farrant"),
        ("Joint lead inspectors: Mary O'Neill and Owen Farrant", "Mary O'Neill and Owen Farrant"),
        ("Lead inspector for the inspection: Mary O'Neill HMI", "Mary O'Neill"),
        ("Lead inspector (social care): Mary O'Neill HMI", "Mary O'Neill"),
        ("Lead inspector: Mary O'Neill HMI and Owen Farrant HMI", "Mary O'Neill and Owen Farrant"),
        ("Lead inspectors: Mary O'Neill, HMI and\nOwen Farrant, HMI", "Mary O'Neill and Owen Farrant"),
        ("Lead inspector: to be announced", None),
    ],
)
def test_the_lead_inspector_is_a_name_without_an_office(printed: str, name: str | None):
    assert inspector_of([printed]) == name


@pytest.mark.parametrize(
    "printed",
    [
        "Inspection dates: 3 to 14 October 2022",
        "Inspection date(s) – 3 to 14 October 2022",
        "Review dates: 3 to 14 October 2022",
        "Inspection period: 3 to 14 October 2022",
        "Inspection dates: 3 October to\n14 October 2022",
        "Inspection dates: 3 to 7 October 2022\nand 10 to 14 October 2022",
        "Inspection dates: 3 to 7 October 2022 and\n14 October 2022\nLead inspector: Mary O'Neill",
        "Inspection dates: 3 to 14 October 2022\nPublished: 5 December 2022",
    ],
)
def test_the_dates_go_from_the_first_visit_to_the_last(printed: str):
    assert first_period([printed]) == (FIRST_DAY, LAST_DAY)


@pytest.mark.parametrize(
    "printed",
    ["Report published: 3 October 2022", "Date published – Monday 3 October 2022", "Publication: 3/10/2022"],
)
def test_the_day_of_publication_is_read_where_it_is_printed(printed: str):
    assert first_published([printed]) == FIRST_DAY


def test_another_line_says_for_which_authority_a_trust_was_inspected():
    setter = Setter()
    setter.front("Inspection of Achieving for Children", "London Borough of Richmond upon Thames")
    setter.line("Inspection dates: 3 to 14 October 2022", gap=26)
    report = parse_report(graded(setter).bytes(), name="report.pdf")
    assert report.authority is not None
    assert report.authority.name == "Richmond upon Thames"


@pytest.mark.parametrize("leading", [1.1, 1.6, 2.2])
def test_a_name_over_two_lines_is_read_whole_before_its_parts(leading: float):
    setter = Setter()
    setter.line("North", gap=40, size=20)
    setter.line("Somerset", gap=20 * leading, size=20)
    setter.line("Inspection of children's social care services", gap=60, size=26)
    setter.line("Inspection dates: 3 to 14 October 2022", gap=26)
    report = parse_report(graded(setter).bytes(), name="report.pdf")
    assert report.authority is not None
    assert report.authority.name == "North Somerset"


def test_a_title_goes_on_through_lines_of_its_type_whatever_their_distance():
    setter = Setter(footer="")
    setter.line("Ashmere Council", gap=30, size=26)
    setter.line("Inspection of services for", gap=40, size=18, bold=True)
    setter.line("children in need of help and protection, children", gap=44, size=18, bold=True)
    setter.line("looked after and care leavers", gap=44, size=18, bold=True)
    setter.line("Ashmere Borough Council", gap=44, size=18, bold=True)
    setter.line("Inspection date: 3 March 2015 - 25 March 2015", gap=23, size=14)
    report = parse_report(strands(setter).bytes(), name="report.pdf")
    assert report.title == (
        "Inspection of services for children in need of help and protection, "
        "children looked after and care leavers"
    )
    assert report.framework == "sif"


def test_the_rows_of_the_table_tell_the_framework_where_the_title_does_not():
    setter = Setter(footer="")
    setter.line("Inspection of Ashmere Council", gap=30, size=26)
    setter.line("Inspection date: 3 March 2015 - 25 March 2015", gap=23, size=14)
    setter.line("Children's services in Ashmere are inadequate", gap=30, size=14, bold=True)
    report = parse_report(strands(setter).bytes(), name="report.pdf")
    assert report.framework == "sif"
    assert [one.grade for one in report.judgements][:2] == ["inadequate", "requires improvement"]
