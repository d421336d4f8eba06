"""Which statuses are stated where one of two documents of an authority is a visit.

The learned models know pairs of graded inspections. `reports/data/visit_statuses.toml` says why more is needed of a
pair with a visit, and by which figures that was chosen.
"""

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from reports.comparing.statuses.candidates import Question
from reports.comparing.statuses.done_well import same_people
from reports.comparing.statuses.suggestions import Suggestion
from reports.models.recommendation_statuses import Status

FILE = Path(__file__).parents[2] / "data" / "visit_statuses.toml"


@dataclass(frozen=True, slots=True)
class Caution:
    """From which confidence on a status is stated, and how sure at most one is that is not."""

    threshold: float
    unsure: float

    def states(self, confidence: float, *, same_people: bool) -> bool:
        """Whether a status that the models would state is stated of a pair with a visit."""
        return same_people and confidence >= self.threshold


@cache
def caution() -> Caution:
    """The figures that come with the archive."""
    return Caution(**tomllib.loads(FILE.read_text(encoding="utf-8")))


def as_of_a_visit(own: Question, suggestion: Suggestion) -> Suggestion:
    """The suggestion for something that was asked for, where either document is a visit."""
    if not suggestion.stated or suggestion.status == Status.NOT_FOUND or not suggestion.ranked:
        return suggestion
    first = suggestion.ranked[0].candidate.piece
    alike = same_people(own, first, suggestion.lead_at)
    if caution().states(suggestion.confidence, same_people=alike):
        return suggestion
    return replace(suggestion, stated=False, confidence=min(suggestion.confidence, caution().unsure))
