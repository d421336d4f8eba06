"""What became of each recommendation: its evidence in the later report, and a suggested status."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from reports.comparing.matching import Match, Ranker
from reports.comparing.statuses import cues
from reports.comparing.statuses.likeness import Again, Asked, asked_for, compared, on_the_matter
from reports.comparing.terms.pieces import Terms
from reports.comparing.terms.recommendation_query import Ask
from reports.models.recommendation_statuses import Status

# How much of a recommendation the best later text must answer, and others beside it; and where it was made to a
# board that the later inspection did not review, which then says what became of it only in passing, if it says so
# plainly.
FOUND = 0.1
FOUND_BESIDE = 0.13
FOUND_IN_PASSING = 0.2
# How alike two recommendations must be for the later one to ask for the same again.
ALIKE = 0.26
# Beside one that does, how alike others on its themes must be to ask for parts of it.
ALIKE_BESIDE = 0.22
# Praise as a share of praise and criticism: from here on improved, below that criticised, between mixed.
IMPROVED = 0.6
CRITICISED = 0.36
# A single paragraph of so little praise makes the rest a mixed picture.
CONTRARY = 0.25
# The paragraphs whose tone is heard: the best, and the next where it says at least this share of what that does.
HEARD = 2
NEAR_BEST = 0.5


@dataclass(frozen=True, slots=True)
class RuleAssessment:
    """One earlier recommendation, the later pieces that are about it, best first, and what that suggests.

    `matches` are all of them, `found` the paragraphs that say enough of it, `again` the later recommendations
    that ask for the same, most alike first. `praise` is the share of praise in what the best paragraphs say,
    `contrary` whether one of them says the opposite of the others.
    """

    asked: Ask
    status: Status
    matches: tuple[Match, ...]
    found: tuple[Match, ...]
    again: tuple[Again, ...]
    praise: float | None
    contrary: bool = False


def assess_by_rules(earlier: Sequence[Terms], ranker: Ranker) -> tuple[RuleAssessment, ...]:
    """What became of each of the earlier recommendations, in their order."""
    later = [
        asked_for(reading, ranker.ask) for reading in ranker.later if reading.piece.kind == "recommendation"
    ]
    return tuple(assess(ranker.ask(recommendation), ranker, later) for recommendation in earlier)


def assess(asked: Ask, ranker: Ranker, later_asks: Sequence[Asked]) -> RuleAssessment:
    """What became of one recommendation."""
    matches = ranker.rank(asked)
    found = speaking(asked, ranker, matches)
    again = asking_again(asked, ranker, later_asks)
    praise, contrary = heard(found[:HEARD], asked)
    status = status_of(bool(found), bool(again), praise, contrary=contrary)
    return RuleAssessment(asked, status, tuple(matches), found, again, praise, contrary)


def speaking(asked: Ask, ranker: Ranker, matches: Sequence[Match]) -> tuple[Match, ...]:
    """The later paragraphs that are about a recommendation, best first; those far behind the best are noise."""
    enough = least(asked, ranker)
    found = [
        match
        for match in matches
        if match.score >= enough
        and match.terms.piece.kind == "paragraph"
        and on_the_matter(asked, match.terms, ranker)
    ]
    if not found:
        return ()
    enough_beside = max(NEAR_BEST * found[0].score, FOUND_BESIDE * ranker.ideal(asked))
    return (found[0], *(match for match in found[1:] if match.score >= enough_beside))


def least(asked: Ask, ranker: Ranker) -> float:
    """The score from which a later text is about a recommendation."""
    in_passing = asked.about_board and not ranker.board_reviewed
    return (FOUND_IN_PASSING if in_passing else FOUND) * ranker.ideal(asked)


def asking_again(asked: Ask, ranker: Ranker, later: Sequence[Asked]) -> tuple[Again, ...]:
    """The later recommendations that ask for the same, most alike first."""
    found = [compared(asked, other, ranker) for other in later]
    found.sort(key=lambda one: (-one.likeness, one.terms.piece.order))
    if not found or found[0].likeness < ALIKE:
        return ()
    return tuple(
        one
        for one in found
        if one.likeness >= ALIKE
        or (one.likeness >= ALIKE_BESIDE and one.terms.piece.themes & asked.terms.piece.themes)
    )


def status_of(found: bool, again: bool, praise: float | None, *, contrary: bool = False) -> Status:
    """The status that the evidence suggests. Asking again says more than any tone."""
    if again:
        return Status.ASKED_AGAIN
    if not found:
        return Status.NOT_FOUND
    if praise is None:
        return Status.MIXED
    if praise >= IMPROVED:
        return Status.MIXED if contrary else Status.IMPROVED
    return Status.CRITICISED if praise < CRITICISED else Status.MIXED


def heard(matches: Sequence[Match], asked: Ask) -> tuple[float | None, bool]:
    """Praise as a share of praise and criticism in the best evidence (None where there is neither), and
    whether one paragraph says the contrary.

    A paragraph counts by its score, a sentence by how much it says of what was asked.
    """
    total = cues.Tone()
    contrary = False
    for match in matches:
        tone = cues.tone(match.terms.piece.text, relevance=partial(relevance, match.terms, asked))
        contrary = contrary or (tone.share is not None and tone.share < CONTRARY)
        total += tone.times(match.score)
    return total.share, contrary


def relevance(reading: Terms, asked: Ask, sentence: int) -> float:
    """How much of what was asked one sentence of a piece is about, 0 to 1."""
    if sentence >= len(reading.by_sentence):
        return 0.0
    held = reading.by_sentence[sentence] & asked.weights.keys()
    return sum(asked.weights[term] for term in held) / asked.weight
