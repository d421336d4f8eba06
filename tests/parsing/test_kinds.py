"""Which framework a report is of, and reports of none."""

import pytest

from reports.parsing.report import parse_report
from tests.parsing.typesetting import Setter

PROSE = (
    "Social workers know the children well, and visit them as often as the plans for them say that they should. "
    * 3
)


def titled(*title: str) -> Setter:
    setter = Setter(footer="")
    for line in title:
        setter.line(line, gap=31, size=26)
    setter.line("Inspection dates: 4 to 8 March 2019", gap=26)
    setter.heading("What inspectors found")
    setter.paragraph(PROSE)
    setter.bullet("a first point")
    return setter


@pytest.mark.parametrize(
    ("title", "framework"),
    [
        (("Inspection of local authority arrangements", "for the protection of children"), "cp"),
        (("Inspection of looked after children services",), "lac"),
        (
            (
                "Inspection of services for children in need of help",
                "and protection, children looked after and care leavers",
            ),
            "sif",
        ),
        (
            (
                "Re-inspection of services for children in need of help",
                "and protection, children looked after and care leavers",
            ),
            "sif",
        ),
        (("Review of the effectiveness of the", "Local Safeguarding Children Board"), "lscb"),
        (("Inspection of children's social care services",), "ilacs"),
        (("Inspection of Ashmere local authority children’s services",), "ilacs"),
        (("Inspection of local authority children's services",), "ilacs"),
        (("Focused visit to Ashmere local authority children's services",), None),
        (("Monitoring visit of Ashmere children's services",), None),
        (("Joint targeted area inspection of the", "multi-agency response to abuse in Ashmere"), None),
        (("Inspection of Ashmere Primary School",), None),
    ],
)
def test_the_title_tells_the_framework(title: tuple[str, ...], framework: str | None):
    assert parse_report(titled(*title).bytes(), name="report.pdf").framework == framework


def test_a_report_of_an_unknown_kind_keeps_its_text_and_is_flagged():
    report = parse_report(titled("Inspection of Ashmere Primary School").bytes(), name="report.pdf")
    assert "unknown-kind" in [one.code for one in report.warnings]
    assert [one.kind for one in report.paragraphs] == ["text", "text", "text", "bullet"]
    assert report.unaccounted == ()


def test_all_that_a_report_of_an_unknown_kind_says_is_in_its_paragraphs():
    setter = titled("Inspection of Ashmere Primary School")
    setter.next_page()
    setter.row("Judgement", "Grade")
    setter.row("Quality of teaching", "Good")
    setter.paragraph(PROSE)
    setter.heading("An afterword without words")
    report = parse_report(setter.bytes(), name="report.pdf")
    texts = [one.text for one in report.paragraphs]
    assert "Inspection dates: 4 to 8 March 2019" in texts
    assert any("Quality of teaching Good" in text for text in texts)
    assert texts[-1] == "An afterword without words"
    assert "What inspectors found" not in texts
    sections = {heading for one in report.paragraphs for heading in one.section}
    assert sections == {"What inspectors found"}
    said = {word for line in (*texts, *sections) for word in line.split()}
    printed = {word for block in report.blocks for word in block.text.replace("•", "").split()}
    assert printed <= said


def test_a_letter_is_kept_from_its_salutation_on():
    setter = Setter(footer="")
    for line in ("12 June 2019", "Ms A Person", "Director of children's services", "Ashmere Council"):
        setter.line(line)
    setter.line("Focused visit to Ashmere local authority children's services", gap=26, bold=True)
    setter.line("Dear Ms Person", gap=26)
    setter.paragraph(PROSE)
    report = parse_report(setter.bytes(), name="letter.pdf")
    assert report.framework is None
    assert [one.text for one in report.paragraphs if one.kind == "text"][-1] == " ".join(PROSE.split())


@pytest.mark.parametrize(
    ("title", "again"),
    [
        ("Re-inspection of services for children in need of help and protection", True),
        ("Reinspection of services for children in need of help and protection", True),
        ("Inspection of services for children in need of help and protection", False),
    ],
)
def test_a_reinspection_says_so_in_its_title(title: str, again: bool):
    assert parse_report(titled(title).bytes(), name="report.pdf").reinspection is again


def test_a_framework_is_known_by_its_table_where_the_title_names_only_a_trust():
    setter = Setter(footer="")
    setter.front("Inspection of Ashmere Children's Trust", "Inspection dates: 4 to 8 March 2019")
    setter.row("Judgement", "Grade")
    setter.row("The impact of leaders on practice", "Good")
    setter.row("Overall effectiveness", "Good")
    setter.paragraph(PROSE)
    report = parse_report(setter.bytes(), name="report.pdf")
    assert report.framework == "ilacs"
    assert report.authority is not None
    assert report.authority.name == "Ashmere"
