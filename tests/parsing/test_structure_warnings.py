"""What is flagged in the structure of a report, each kind with its page."""

from typing import Any

import pytest

from reports.frameworks import LAYOUT_BY_KEY
from reports.parsing.document import Block, FootnoteMark, Judgement, Line, Paragraph, Recommendation
from reports.parsing.structure_warnings import structure_warnings

STRAND = ("The experiences and progress of care leavers",)


def block(role: str, text: str, page: int = 1) -> Block:
    return Block(role, text, (Line(page=page, number=1, text=text),))  # type: ignore[arg-type]


def asked(number: int | None, text: str = "Do it.", addressee: str = "local authority") -> Recommendation:
    return Recommendation(number, text, (), None, addressee, 4)


def said(
    number: int | None, text: str = "Visits are made.", section: tuple[str, ...] = STRAND, **fields: Any
) -> Paragraph:
    return Paragraph(number, text, section, "numbered" if number else "text", 7, **fields)


def found_by(**fields: Any) -> list[tuple[str, int | None]]:
    given: dict[str, Any] = {
        "blocks": (),
        "judgements": (),
        "recommendations": (),
        "paragraphs": (),
        "lead_inspector": "A. Person",
    }
    found = structure_warnings(LAYOUT_BY_KEY["sif"], **{**given, **fields})
    return [(warning.code, warning.page) for warning in found]


BOARD = (Judgement("Local Safeguarding Children Board", "inadequate", "Inadequate", "lscb", 2),)
OUTSIDE = ("Matters of other kinds",)
NOTE = FootnoteMark("²", 3)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"recommendations": [asked(1), asked(2), asked(4)]}, [("recommendations-jump", 4)]),
        ({"judgements": BOARD, "recommendations": [asked(1)]}, [("board-unaddressed", 2)]),
        ({"recommendations": [asked(1, "Improve the oversight of:")]}, [("recommendation-unfinished", 4)]),
        ({"paragraphs": [said(1), *(said(n, section=OUTSIDE) for n in (2, 3, 4))]}, [("no-strand", 7)]),
        ({"paragraphs": [said(1, "12")]}, [("only-a-number", 7)]),
        ({"paragraphs": [said(None, "and so it goes on.")]}, [("lower-case", 7)]),
        ({"paragraphs": [said(1, marks=(NOTE,))]}, [("mark-without-note", 7)]),
        (
            {"blocks": [block("front", "The council has grown a great deal better.")]},
            [("front-prose", 1)],
        ),
        (
            {"blocks": [block("front", "Lead inspectors: A. Person")], "lead_inspector": "A. Person"},
            [("one-inspector", 1)],
        ),
    ],
)
def test_each_kind_of_warning_has_its_page(given: dict[str, Any], found: list[tuple[str, int | None]]):
    assert found_by(**given) == found


@pytest.mark.parametrize(
    "given",
    [
        {"recommendations": [asked(1), asked(2), asked(12, addressee="LSCB"), asked(13, addressee="LSCB")]},
        {"judgements": BOARD, "recommendations": [asked(1, addressee="LSCB")]},
        {"judgements": [Judgement("The board", "outstanding", "Outstanding", "lscb", 2)]},
        {"recommendations": [asked(1, "Improve: visits")]},
        {"paragraphs": [said(1), *(said(n, section=("Recommendations",)) for n in (2, 3, 4))]},
        {"paragraphs": [said(n, section=OUTSIDE) for n in (1, 2, 3)]},
        {"paragraphs": [said(1), said(2, section=OUTSIDE), said(3)]},
        {"paragraphs": [said(None, "in primary schools", under=0)]},
        {"paragraphs": [said(1, marks=(NOTE,))], "blocks": [block("footnote", "² A census.", 8)]},
        {"blocks": [block("front", "The overall judgement is that services are good.")]},
        {
            "blocks": [block("front", "Lead inspectors: A. Person")],
            "lead_inspector": "A. Person and B. Other",
        },
    ],
)
def test_what_reports_do_raises_no_warning(given: dict[str, Any]):
    assert found_by(**given) == []
