"""Which status the evidence suggests: what its tone is worth, and what one paragraph that says the contrary does."""

import pytest

from reports.comparing.statuses.rule_assessment import RuleAssessment, assess, status_of
from reports.comparing.terms.pieces import Terms
from reports.models.recommendation_statuses import Status
from tests.comparing.plain import paragraph
from tests.comparing.test_matching import ADVOCACY, ranker

PRAISE = paragraph(1, "Advocacy for children has improved and is good. Advocacy for children is effective.")
ELSEWHERE = [paragraph(n, "The town lies by the sea.") for n in range(10, 60)]
COMPLAINT = paragraph(2, "Advocacy for children is weak.")


def fate_of(*later: Terms) -> RuleAssessment:
    found = ranker(*later, *ELSEWHERE)
    return assess(found.ask(ADVOCACY), found, [])


def test_praise_alone_is_improvement() -> None:
    told = fate_of(PRAISE)
    assert (told.status, told.contrary) == (Status.IMPROVED, False)


def test_a_paragraph_that_says_the_contrary_makes_much_praise_a_mixed_picture() -> None:
    told = fate_of(PRAISE, COMPLAINT)
    assert told.praise is not None
    assert told.praise >= 0.6
    assert (told.status, told.contrary) == (Status.MIXED, True)


@pytest.mark.parametrize(
    ("found", "again", "praise", "contrary", "status"),
    [
        (True, True, 1.0, False, Status.ASKED_AGAIN),
        (False, True, None, False, Status.ASKED_AGAIN),
        (False, False, None, False, Status.NOT_FOUND),
        (True, False, None, False, Status.MIXED),
        (True, False, 0.6, False, Status.IMPROVED),
        (True, False, 0.6, True, Status.MIXED),
        (True, False, 0.59, False, Status.MIXED),
        (True, False, 0.36, False, Status.MIXED),
        (True, False, 0.35, False, Status.CRITICISED),
        (True, False, 0.0, True, Status.CRITICISED),
    ],
)
def test_a_status_follows_from_what_was_found_asked_again_and_praised(
    found: bool, again: bool, praise: float | None, contrary: bool, status: Status
) -> None:
    assert status_of(found, again, praise, contrary=contrary) == status
