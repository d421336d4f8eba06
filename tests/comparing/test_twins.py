"""The council's and the board's same recommendation get one answer."""

from dataclasses import replace

from reports.comparing.matching import Ranker
from reports.comparing.statuses.candidates import Later
from reports.comparing.statuses.rule_assessment import assess_by_rules
from reports.comparing.statuses.suggestions import Suggestion, suggest
from reports.comparing.statuses.twins import one_answer_for_twins
from reports.comparing.terms.pieces import Terms
from reports.comparing.terms.weights import Weights
from reports.models.recommendation_statuses import Status
from tests.comparing.plain import CONCEPTS, paragraph, recommendation

COUNCIL = recommendation(1, "Ensure that private fostering is known among headteachers.")
BOARD = recommendation(
    2, "The board should ensure that private fostering is known among headteachers.", board=True
)


def answered(*asked: Terms) -> tuple[Suggestion, ...]:
    """One answer for twins, where the first is stated as mixed and the others are not sure that nothing was found."""
    said = [paragraph(1, "Private fostering is known."), paragraph(2, "Caseloads are high.")]
    later = Later(Ranker(said, Weights({}, 0, {one.name: one for one in CONCEPTS})))
    found = [
        replace(suggest(assessed, later), status=Status.NOT_FOUND, confidence=0.9, stated=False)
        for assessed in assess_by_rules(list(asked), later.ranker)
    ]
    return one_answer_for_twins(
        [replace(found[0], status=Status.MIXED, confidence=0.85, stated=True), *found[1:]]
    )


def test_twins_get_the_answer_that_is_stated_and_keep_their_own_words():
    both = answered(COUNCIL, BOARD)
    assert [(one.status, one.stated, one.confidence) for one in both] == [(Status.MIXED, True, 0.85)] * 2
    assert [one.assessed.asked.terms.piece.order for one in both] == [1, 2]


def test_what_the_board_is_asked_otherwise_has_its_own_answer():
    other = recommendation(2, "Ensure that caseloads are low among headteachers.", board=True)
    assert [one.status for one in answered(COUNCIL, other)] == [Status.MIXED, Status.NOT_FOUND]


def test_two_recommendations_to_the_council_are_no_twins():
    again = replace(BOARD, piece=replace(BOARD.piece, board=False))
    assert [one.status for one in answered(COUNCIL, again)] == [Status.MIXED, Status.NOT_FOUND]
