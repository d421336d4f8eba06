"""What became of each recommendation: its evidence in the later report, and a suggested status."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.comparing import cues
from reports.comparing.asking import Ask
from reports.comparing.matching import Match, Ranker, likeness
from reports.comparing.pieces import Terms
from reports.outcomes import Status

# How much of a recommendation the best later text must answer.
FOUND = 0.1
# How alike two recommendations must be for the later one to ask for the same again.
ASKED = 0.13
# Praise as a share of praise and criticism: above is improved, below is criticised, between is mixed.
IMPROVED = 0.75
CRITICISED = 0.4
# The paragraphs whose tone is heard, best first.
HEARD = 3


@dataclass(frozen=True, slots=True)
class Fate:
    """One earlier recommendation, the later pieces that speak to it, best first, and what that suggests.

    `again` are the later recommendations that ask for the same, most alike first.
    """

    asked: Ask
    status: Status
    matches: tuple[Match, ...]
    again: tuple[Terms, ...]
    praise: float | None


def fates(earlier: Sequence[Terms], ranker: Ranker) -> tuple[Fate, ...]:
    """What became of each of the earlier recommendations, in their order."""
    asks = [
        (ranker.ask(reading), reading) for reading in ranker.later if reading.piece.kind == "recommendation"
    ]
    return tuple(fate(ranker.ask(recommendation), ranker, asks) for recommendation in earlier)


def fate(asked: Ask, ranker: Ranker, later_asks: Sequence[tuple[Ask, Terms]]) -> Fate:
    """What became of one recommendation."""
    matches = ranker.rank(asked)
    least = FOUND * ranker.ideal(asked)
    found = [match for match in matches if match.score >= least]
    alike = sorted(((likeness(asked, other), reading) for other, reading in later_asks), key=lambda p: -p[0])
    again = tuple(reading for value, reading in alike if value >= ASKED)
    praise = heard([m for m in found if m.terms.piece.kind == "paragraph"][:HEARD], asked)
    return Fate(asked, status_of(bool(found), bool(again), praise), tuple(matches), again, praise)


def status_of(found: bool, again: bool, praise: float | None) -> Status:
    """The status that the evidence suggests. Asking again says more than any tone."""
    if again:
        return Status.ASKED_AGAIN
    if not found:
        return Status.NOT_FOUND
    if praise is None:
        return Status.MIXED
    if praise >= IMPROVED:
        return Status.IMPROVED
    return Status.CRITICISED if praise < CRITICISED else Status.MIXED


def heard(matches: Sequence[Match], asked: Ask) -> float | None:
    """Praise as a share of praise and criticism in the best evidence; None where there is neither.

    A paragraph counts by its score, a sentence by how much it says of what was asked.
    """
    total = cues.Tone()
    for match in matches:
        held = match.terms.by_sentence
        shares = [
            sum(asked.weights[t] for t in terms & asked.weights.keys()) / asked.weight for terms in held
        ]
        tone = cues.tone(
            match.terms.piece.text, relevance=lambda n, shares=shares: shares[n] if n < len(shares) else 0.0
        )
        total += tone.times(match.score)
    return total.share
