"""Which bodies a joint letter is written to, and which an area report says are responsible beside the council."""

from pathlib import Path

import pytest

from reports.parsing.report import parse_report
from tests.conftest import ROOT

CASES = Path(ROOT) / "tests/golden/cases"
LETTER = (CASES / "a-joint-inspection-names-its-partners.md").read_text(encoding="utf-8")
AREA = (CASES / "an-area-report-has-an-outcome-and-no-grade.md").read_text(encoding="utf-8")
ADDRESSED = (
    "Jo Example, Chief Constable of Calderwick Police\n\n"
    "Sam Model, Chief Executive, NHS Calderwick Integrated Care Board"
)
RESPONSIBLE = (
    "Tarnbridge Council and NHS Tarn Valley Integrated Care Board (ICB) are jointly responsible for the planning of "
    "services."
)


def partners(text: str) -> list[str]:
    other = parse_report(text.encode(), name="letter.md").other
    assert other
    return list(other.partners)


@pytest.mark.parametrize(
    ("addressed", "found"),
    [
        ("Chief Officer, NHS East Calder CCG", ["NHS East Calder CCG"]),
        ("Chief Constable of South Moorland police force", ["South Moorland police force"]),
        (
            "Chief Officer for Calderwick Clinical\nCommissioning Groups",
            ["Calderwick Clinical Commissioning Groups"],
        ),
        ("Director, National Probation\nService", ["National Probation Service"]),
        ("National Probation Service\n\nHead of Area, Probation Service", ["National Probation Service"]),
        ("Police and Crime Commissioner for Calderwick", []),
    ],
)
def test_a_joint_letter_is_written_to_its_partners(addressed: str, found: list[str]):
    assert ADDRESSED in LETTER
    assert partners(LETTER.replace(ADDRESSED, addressed)) == found


@pytest.mark.parametrize(
    ("responsible", "found"),
    [
        (
            "The partnership is made up of Tarnbridge Council and Tarn Valley Integrated Care Board. They are jointly "
            "responsible for the planning of services.",
            ["Tarn Valley Integrated Care Board"],
        ),
        (
            "On 1 July 2022, Tarn Valley Integrated Care Board became responsible for the commissioning of services.",
            ["Tarn Valley Integrated Care Board"],
        ),
        (
            "Tarnbridge Council and NHS Tarn Valley Integrated Care Board (NHS TV ICB) are jointly responsible for it.",
            ["NHS Tarn Valley Integrated Care Board"],
        ),
        ("Tarnbridge Council is proud of its schools.", []),
    ],
)
def test_an_area_report_names_who_is_responsible_beside_the_council(responsible: str, found: list[str]):
    assert RESPONSIBLE in AREA
    assert partners(AREA.replace(RESPONSIBLE, responsible)) == found
