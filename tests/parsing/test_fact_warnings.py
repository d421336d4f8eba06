"""What is flagged once a whole report is read: facts that its framework always prints and that are missing."""

from collections.abc import Mapping

import pytest

from reports.frameworks import LAYOUT_BY_KEY
from reports.parsing.document import Block, Judgement, Line, Paragraph, Recommendation
from reports.parsing.fact_warnings import fact_warnings

PARTS = {
    "help-and-protection": "The experiences and progress of children who need help and protection",
    "leadership": "Leadership, management and governance",
}


def codes(
    framework: str = "sif",
    *,
    grades: Mapping[str, str],
    parts: Mapping[str, str] = PARTS,
    headings: tuple[str, ...] = (),
    recommends: bool = True,
    inspector: str | None = "A. Person",
) -> list[str]:
    """The codes of the warnings about a report with these grades by strand and these parts."""
    return [
        warning.code
        for warning in fact_warnings(
            LAYOUT_BY_KEY[framework],
            blocks=[Block("heading", text, (Line(page=4, number=1, text=text),)) for text in headings],
            judgements=[
                Judgement(PARTS.get(strand, strand), grade, grade, strand, 1)
                for strand, grade in grades.items()
            ],
            recommendations=[Recommendation(1, "Do it.", (), None, "local authority", 2)]
            if recommends
            else [],
            paragraphs=[Paragraph(1, "Text.", (heading,), "numbered", 5) for heading in parts.values()],
            lead_inspector=inspector,
        )
    ]


GRADES = {"overall": "good", "help-and-protection": "good", "leadership": "requires improvement"}


def test_a_report_with_all_that_its_framework_prints_raises_no_warning():
    assert (
        codes(grades=GRADES, headings=("Leadership, management and governance requires improvement",)) == []
    )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"grades": GRADES | {"leadership": "adequate"}}, "grade-off-scale"),
        ({"grades": {"overall": "good"}}, "no-table"),
        ({"grades": GRADES, "parts": {"leadership": PARTS["leadership"]}}, "no-part"),
        ({"grades": GRADES, "recommends": False}, "no-recommendations"),
        ({"grades": GRADES, "inspector": None}, "no-inspector"),
        ({"grades": GRADES, "headings": ("The quality of gardens is inadequate",)}, "unknown-heading"),
    ],
)
def test_what_is_missing_or_strange_becomes_a_warning(given: dict, code: str):
    assert codes(**given) == [code]


def test_requires_improvement_is_warned_of_in_a_report_on_the_scale_of_2012():
    assert "grade-off-scale" in codes("cp", grades={"overall": "requires improvement"})


def test_an_outstanding_authority_may_be_given_no_recommendation():
    assert "no-recommendations" not in codes("ilacs", grades=GRADES, recommends=False)
