import pytest

from reports import frameworks
from reports.comparing.judgements import Given, Row, movement, rows


def given(strand: str, grade: str | None, label: str = "") -> Given:
    return Given(strand, label or strand, grade, "graded" if grade else "not judged")


def all_rows(a: dict[str, str | None], b: dict[str, str | None], **fields: object) -> list[Row]:
    options = {"framework_a": "cp", "framework_b": "sif", **fields}
    one, other = ([given(*pair) for pair in side.items()] for side in (a, b))
    return list(rows(one, other, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize(("a", "b"), [("adequate", "requires improvement")])
def test_adequate_is_never_set_against_requires_improvement(a: str, b: str):
    words, direction = movement(given("overall", a), given("overall", b), "cp", "sif")
    assert words.startswith("not comparable")
    assert direction == "none"


@pytest.mark.parametrize("grade", ["outstanding", "good", "adequate", "inadequate"])
@pytest.mark.parametrize("later", frameworks.SCALE_2013)
def test_between_two_scales_an_arrow_stands_only_between_grades_that_both_have(grade: str, later: str):
    _, direction = movement(given("overall", grade), given("overall", later), "cp", "sif")
    assert (direction == "none") == ("adequate" in (grade, later) or "requires improvement" in (grade, later))


def test_what_moved_between_two_scales_is_said_with_the_scales():
    words, direction = movement(
        given("overall", "inadequate"), given("overall", "requires improvement"), "cp", "sif"
    )
    assert words == "from inadequate to requires improvement; another framework, another scale"
    assert direction == "none"


@pytest.mark.parametrize(
    ("a", "b", "said", "direction"),
    [
        ("inadequate", "requires improvement", "from inadequate to requires improvement", "up"),
        ("good", "requires improvement", "from good to requires improvement", "down"),
        ("good", "good", "good both times", "same"),
    ],
)
def test_on_one_scale_grades_move_up_down_or_stay(a: str, b: str, said: str, direction: str):
    assert movement(given("overall", a), given("overall", b), "sif", "ilacs") == (said, direction)


def test_a_judgement_without_a_grade_moves_nowhere():
    words, direction = movement(given("overall", None), given("overall", "good"), "sif", "sif")
    assert (words, direction) == ("not judged, then good: nothing to compare", "none")


def test_between_two_authorities_a_judgement_of_one_is_named_by_it():
    (row,) = all_rows({"overall": "good"}, {}, framework_a="sif", places=("Ashmere", "Holt"))
    assert row.movement == "judged in Ashmere alone"


def test_between_two_authorities_nothing_comes_then():
    words, _ = movement(given("overall", None), given("overall", "good"), "sif", "sif", over_time=False)
    assert words == "not judged and good: nothing to compare"


def test_between_two_authorities_nothing_moves():
    words, direction = movement(
        given("overall", "good"), given("overall", "inadequate"), "sif", "sif", over_time=False
    )
    assert (words, direction) == ("good and inadequate", "none")


def test_two_strands_may_lead_to_one():
    found = all_rows(
        {"help-and-protection": "adequate", "practice": "inadequate"}, {"help-and-protection": "good"}
    )
    assert [(row.earlier.strand, row.later.strand) for row in found if row.earlier and row.later] == [
        ("help-and-protection", "help-and-protection"),
        ("practice", "help-and-protection"),
    ]


def test_what_stands_in_one_report_alone_is_said_plainly():
    (gone, new) = all_rows({"lscb": "good"}, {"overall": "good"}, framework_a="sif", framework_b="ilacs")[
        ::-1
    ]
    assert (gone.movement, gone.relation) == ("judged in the earlier report alone", "none")
    assert (new.movement, new.earlier) == ("judged in the later report alone", None)


def test_judgements_of_one_name_and_of_different_things_stand_side_by_side_uncompared():
    (row,) = all_rows({"overall": "adequate"}, {"overall": "inadequate"}, framework_b="lac")
    assert (row.earlier.grade, row.later.grade) == ("adequate", "inadequate")
    assert (row.relation, row.direction) == ("none", "none")
    assert row.movement.startswith("not comparable")


@pytest.mark.parametrize(
    ("strand", "framework", "absent"),
    [
        ("care-leavers", "cp", "not in framework"),
        ("lscb", "sif", "not judged"),
        ("overall", "ilacs", "not in framework"),
    ],
)
def test_what_a_report_lacks_is_not_in_its_framework_or_not_judged(strand: str, framework: str, absent: str):
    (row,) = all_rows({}, {strand: "good"}, framework_a=framework, framework_b="sif")
    assert row.absent == absent


def test_a_report_without_an_overall_grade_gets_none():
    (row,) = all_rows({"overall": "good"}, {}, framework_a="ilacs", framework_b="ilacs")
    assert row.later is None
    assert row.reason == "From April 2026 no overall grade is given."


def test_rows_that_fit_no_strand_go_by_their_label():
    one = [given("other", "adequate", "Capacity to improve")]
    (row,) = rows(one, [], framework_a="lac", framework_b="sif")
    assert row.strand == "Capacity to improve"


def test_a_judgement_whose_counterpart_is_the_same_is_not_repeated_in_part():
    found = all_rows(
        {"care": "good", "care-leavers": "good"},
        {"care-and-care-leavers": "good"},
        framework_a="sif",
        framework_b="ilacs",
    )
    assert [(row.earlier.strand, row.relation) for row in found if row.earlier] == [
        ("care", "same"),
        ("care-leavers", "partly"),
    ]
