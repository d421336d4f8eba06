"""Sentences on the front page are text like any other; titles, facts and names are not."""

from reports.parsing.document import ParsedReport
from reports.parsing.report import parse_report
from tests.parsing.typesetting import Setter, single

EXPECTED = "Councils are expected to give every child good help, care and protection."
OPENING = "Services in Ashmere have grown better since they were last inspected, and leaders know why that is so: they"


def read(setter: Setter) -> ParsedReport:
    return parse_report(setter.bytes(), name="report.pdf")


def test_a_sentence_under_the_judgement_on_the_front_page_is_a_paragraph():
    setter = single()
    setter.paragraph(EXPECTED)
    setter.next_page()
    setter.heading("Executive summary")
    setter.numbered(1, "Leaders know their services well.")
    report = read(setter)
    assert next((one.text, one.page, one.kind) for one in report.paragraphs) == (EXPECTED, 1, "text")
    assert report.judgements[0].grade == "inadequate"
    # The judgement itself stays a judgement.
    assert "Ashmere are inadequate" not in " ".join(one.text for one in report.paragraphs)


def test_a_summary_that_begins_on_the_front_page_is_whole_and_under_its_heading():
    setter = single()
    setter.heading("Executive summary")
    setter.paragraph(OPENING)
    setter.next_page()
    setter.line("listen to children and act on what they hear.")
    setter.heading("Recommendations")
    setter.numbered(1, "Train staff.")
    first = read(setter).paragraphs[0]
    assert first.text == f"{OPENING} listen to children and act on what they hear."
    assert (first.section, first.page) == (("Executive summary",), 1)


def test_facts_and_names_of_the_front_page_are_no_paragraphs():
    setter = single()
    setter.line("Lead inspector: Mary O'Neill, one of His Majesty's Inspectors.", gap=26)
    setter.line("St. Ashmere", gap=26)
    setter.next_page()
    setter.heading("Recommendations")
    setter.numbered(1, "Train staff.")
    report = read(setter)
    assert [one.number for one in report.paragraphs] == [1]
    assert report.lead_inspector == "Mary O'Neill"


def test_sentences_on_the_front_page_of_a_text_file_are_paragraphs():
    text = f"""Ashmere Council

Inspection of services for children in need of help and protection, children looked after and care leavers

Inspection date: 3 March 2015 - 25 March 2015

The overall judgement is that children's services are inadequate

{EXPECTED}

1. Children who need help and protection\tGood

2. Children looked after\tGood

3. Leadership, management and governance\tInadequate

Contents

Executive summary 2

Executive summary

1. Leaders know their services well.
"""
    assert [one.text for one in parse_report(text.encode(), name="a.txt").paragraphs] == [
        EXPECTED,
        "Leaders know their services well.",
    ]
