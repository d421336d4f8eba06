"""What a report says of a strand, wherever it is asked."""

import pytest

from reports import frameworks
from reports.models import Judgement
from reports.overview.strand_states import strand_state


def judgements(**grades: str) -> list[Judgement]:
    return [
        Judgement(
            strand=strand.replace("_", "-"),
            grade=None if grade == "not judged" else grade,
            status=grade if grade == "not judged" else "graded",
        )
        for strand, grade in grades.items()
    ]


@pytest.mark.parametrize(
    ("given", "strand", "status", "grade", "joint_grade"),
    [
        ({"care_leavers": "good"}, "care-leavers", "graded", "good", None),
        ({"care_and_care_leavers": "good"}, "care-leavers", "judged jointly", None, "good"),
        ({"care_and_care_leavers": "good"}, "care", "judged jointly", None, "good"),
        ({"care_and_care_leavers": "good"}, "leadership", "not judged", None, None),
        ({"care_and_care_leavers": "not judged"}, "care", "not judged", None, None),
        ({"care": "good", "care_and_care_leavers": "inadequate"}, "care", "graded", "good", None),
        ({"overall": "good"}, "adoption", "not in framework", None, None),
    ],
)
def test_a_report_grades_a_strand_or_judges_it_jointly_or_says_nothing_of_it(
    given, strand, status, grade, joint_grade
):
    found = strand_state(judgements(**given), framework="ilacs", strand=strand)
    assert (found.status, found.grade, found.joint_grade) == (status, grade, joint_grade)


def test_with_what_a_strand_is_judged_jointly_comes_from_the_frameworks():
    assert frameworks.judged_with("care-leavers") == "with children in care"
    assert frameworks.judged_with("care") == "with care leavers"
    assert frameworks.judged_with("overall") == ""
    for framework in frameworks.FRAMEWORKS:
        for row, strands in framework.joint:
            assert row in framework.strands
            assert {*strands} <= {*framework.strands}
