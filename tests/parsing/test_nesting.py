"""Bullets below bullets: how deep each is, and which paragraph leads it in."""

import json

from reports.parsing.document import ParsedReport
from reports.parsing.printing import as_object
from reports.parsing.report import parse_report
from tests.parsing.typesetting import graded, ilacs, single, strands


def read(setter) -> ParsedReport:
    return parse_report(setter.bytes(), name="report.pdf")


def places(report: ParsedReport) -> list[tuple[str, int, str | None]]:
    """Each bullet's first word, its level, and the first word of what leads it in."""
    return [
        (
            one.text.split()[0],
            one.level,
            None if one.under is None else report.paragraphs[one.under].text.split()[0],
        )
        for one in report.paragraphs
        if one.kind == "bullet"
    ]


def test_a_bullet_further_in_belongs_to_the_bullet_above_it():
    setter = strands(single())
    setter.heading("Information about this local authority area", size=14)
    setter.bullet("Meals: the proportion of pupils who are entitled to them:")
    setter.bullet("primary schools have 18%", left=116, glyph="-")
    setter.bullet("secondary schools have 14%", left=116, glyph="-")
    setter.bullet("Births rose last year.")
    assert places(read(setter)) == [
        ("Meals:", 0, None),
        ("primary", 1, "Meals:"),
        ("secondary", 1, "Meals:"),
        ("Births", 0, None),
    ]


def test_a_nested_list_goes_on_behind_a_page_break():
    setter = strands(single())
    setter.heading("Information about this local authority area", size=14)
    setter.bullet("Meals are free for these shares of pupils:")
    setter.bullet("primary schools have 18%", left=116, glyph="-")
    setter.next_page()
    setter.bullet("secondary schools have 14%", left=116, glyph="-")
    assert places(read(setter))[-1] == ("secondary", 1, "Meals")


def test_a_sentence_that_is_not_finished_leads_its_bullets_in():
    setter = graded(ilacs())
    setter.heading("The experiences and progress of children in care")
    setter.numbered(1, "Social workers in Ashmere know these things well:")
    setter.bullet("schools of the children", left=117)
    setter.numbered(2, "Visits are made often.")
    setter.bullet("Plans are good.", left=117)
    assert places(read(setter)) == [("schools", 0, "Social"), ("Plans", 0, None)]


def test_a_list_ends_with_its_section():
    setter = strands(single())
    setter.heading("Children living in this area", size=14)
    setter.bullet("Numbers of children:")
    setter.heading("Child protection in this area", size=14)
    setter.bullet("Plans are few.", left=116)
    assert places(read(setter))[-1] == ("Plans", 0, None)


def test_bullets_of_a_text_file_nest_by_their_sign_or_by_going_on_in_lower_case():
    text = """# Inspection of Ashmere local authority children's services

Inspection dates: 4 to 15 March 2024

## Information about this local authority area

■ Meals are free for these shares:
- primary schools: 18%
- secondary schools: 14%
■ Births rose.
"""
    assert places(parse_report(text.encode(), name="a.md")) == [
        ("Meals", 0, None),
        ("primary", 1, "Meals"),
        ("secondary", 1, "Meals"),
        ("Births", 0, None),
    ]


def test_a_recommendation_keeps_its_points_apart_and_its_text_holds_them():
    setter = strands(single())
    setter.heading("Recommendations", size=14)
    setter.numbered(1, "Improve the oversight of:")
    setter.bullet("private fostering", left=117)
    setter.bullet("visits to homes", left=117)
    setter.numbered(2, "Train staff.")
    first, second = read(setter).recommendations
    assert first.parts == ("private fostering", "visits to homes")
    assert first.text == "Improve the oversight of: private fostering visits to homes"
    assert second.parts == ()


def test_a_heading_that_says_what_kind_of_list_it_opens_belongs_to_each_of_its_recommendations():
    setter = strands(single())
    setter.heading("What does the local authority need to improve?", size=16)
    setter.heading("Priority and immediate action", size=14)
    setter.numbered(1, "Stop the delays.")
    setter.heading("Areas for improvement", size=14)
    setter.numbered(2, "Train staff.")
    setter.heading("Section 2: The effectiveness of the Local Safeguarding Children Board", size=20)
    setter.heading("Priority and immediate action", size=14)
    setter.numbered(3, "Meet more often.")
    found = [(one.category, one.headings, one.addressee) for one in read(setter).recommendations]
    assert found == [
        ("priority action", ("Priority and immediate action",), "local authority"),
        ("recommendation", ("Areas for improvement",), "local authority"),
        ("priority action", ("Priority and immediate action",), "LSCB"),
    ]


def test_the_number_printed_on_a_page_is_told_beside_its_place_in_the_file():
    setter = graded(ilacs())
    setter.heading("The experiences and progress of children in care")
    for number in range(1, 30):
        setter.numbered(number, "Social workers in Ashmere know the children well. " * 4)
    report = read(setter)
    # The front page prints none.
    assert report.printed_pages == {page: page for page in range(2, report.pages + 1)}
    printed = json.loads(json.dumps(as_object(report)))
    assert [(one["page"], one["printed_page"]) for one in printed["paragraphs"][-1:]] == [
        (report.pages, report.pages)
    ]
    assert printed["judgements"][0]["printed_page"] is None
