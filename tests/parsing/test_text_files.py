"""Text and Markdown: two typographies of the same words."""

import pytest

from reports.parsing.report import parse_report
from reports.parsing.text import read_text

BARE = """
Inspection of local authority arrangements for the protection of children

Ashmere Council

Inspection dates: 12 – 21 November 2012
Lead inspector Mary O'Neill HMI

Age group: All
Published: 4 January 2013

© Crown copyright 2013

Website: www.example.org

Contents

Inspection of local authority arrangements for the protection of children\t2
Overall effectiveness\t2
Record of main findings\t4

Inspection of local authority arrangements for the protection of children

The inspection judgements and what they mean

1. All inspection judgements are made using the following four point scale.

Outstanding\ta service that significantly exceeds minimum requirements
Adequate\ta service that meets minimum requirements

Overall effectiveness

2. The arrangements are judged to be adequate.

Areas for improvement

3. The local authority should take the following action.

Immediately:

- visit each child who has waited for longer than a week, and say
so in the record

and to the child's family

- write the plans down

Within three months:

- train all new workers before they visit alone.

About this inspection

4. This inspection was unannounced. It began on the day on which a worker had turned

17. Nobody minded.
- 5. Inspectors read 40 files.

Record of main findings

Local authority arrangements for the protection of children\t
Overall effectiveness\tAdequate
The effectiveness of the help and protection provided to children,
young people, families and carers\tGood
The quality of practice\tAdequate
Leadership and governance\tInadequate
"""


def as_markdown(bare: str) -> str:
    """The same report with hashes, pipes and stars."""
    lines = []
    for line in bare.splitlines():
        if "\t" in line:
            line = "| " + line.replace("\t", " | ") + " |"
        elif line in ("Overall effectiveness", "Areas for improvement", "About this inspection", "Contents"):
            line = f"## {line}"
        elif line.endswith(":"):
            line = f"**{line}**"
        lines.append(line)
    return "\n".join(lines)


def with_inner_pipes(bare: str) -> str:
    """The same report with a pipe between two cells, and none at the ends of a row."""
    return bare.replace("children\t\n", "children\n").replace("\t", " | ")


@pytest.mark.parametrize(
    "text", [BARE, as_markdown(BARE), with_inner_pipes(BARE)], ids=["bare", "markdown", "inner pipes"]
)
def test_a_report_reads_the_same_in_both_typographies(text: str):
    report = parse_report(text.encode(), name="report.md")
    assert report.framework == "cp"
    assert report.authority is not None
    assert report.authority.printed == "Ashmere Council"
    assert str(report.start), str(report.end) == ("2012-11-12", "2012-11-21")
    assert str(report.published) == "2013-01-04"
    assert report.lead_inspector == "Mary O'Neill"
    assert [(one.timescale, one.text) for one in report.recommendations] == [
        (
            "Immediately",
            "visit each child who has waited for longer than a week, and say so in the record "
            "and to the child's family",
        ),
        ("Immediately", "write the plans down"),
        ("Within three months", "train all new workers before they visit alone."),
    ]
    assert [one.number for one in report.paragraphs if one.number] == [1, 2, 3, 4, 5]
    assert report.unaccounted == ()


def test_the_rows_of_a_bare_table_are_judgements_with_their_wrapped_labels():
    report = parse_report(BARE.encode(), name="report.txt")
    assert [(one.label, one.grade, one.strand) for one in report.judgements] == [
        ("Overall effectiveness", "adequate", "overall"),
        (
            "The effectiveness of the help and protection provided to children, young people, families and carers",
            "good",
            "help-and-protection",
        ),
        ("The quality of practice", "adequate", "practice"),
        ("Leadership and governance", "inadequate", "leadership"),
    ]


def test_a_footer_that_counts_pages_is_no_part_of_the_paragraph_that_it_cuts():
    text = "# Inspection of Ashmere local authority children's services\n\n" + "".join(
        f"{number}. Workers visit, write and come back, and the families whom they see have\n"
        f"Inspection of Ashmere\n4 to 8 March 2024\t{number + 1}\n\nnothing but praise for them.\n\n"
        for number in (1, 2, 3)
    )
    report = parse_report(text.encode(), name="report.txt")
    assert {one.text for one in report.paragraphs} == {
        "Workers visit, write and come back, and the families whom they see have nothing but praise for them."
    }
    assert sum(one.role == "running" for one in report.blocks) == 6


def test_a_form_feed_begins_a_page():
    pages = read_text(b"one\n\n\ftwo\n\fthree", pages=9)
    assert [(page.number, [line.text for line in page.lines]) for page in pages] == [
        (1, ["one"]),
        (2, ["two"]),
        (3, ["three"]),
    ]


def test_a_break_in_a_cell_is_a_space():
    line = read_text(b"| The progress of<br>children in care | **Good** |", pages=9)[0].lines[0]
    assert line.text == "The progress of children in care\tGood"
