"""A comparison as a value: everything that its page, its JSON, its CSV and its print say."""

from dataclasses import dataclass
from typing import Literal

from reports.comparing.judgements import Given, Row
from reports.comparing.matching import Match
from reports.comparing.terms.pieces import Terms
from reports.comparing.terms.spans import Span
from reports.models import Inspection, Outcome, Theme
from reports.models.recommendation_statuses import Status

# So many pieces of evidence are shown at once; the others open.
SHOWN_FIRST = 2

# How a later recommendation asks again, "" where a piece is none that does.
Again = Literal["", "closely", "loosely"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A later piece shown beside a recommendation: a snippet with the telling words marked.

    `again`: how closely a later recommendation asks for the same. `cut_before`, `cut_after`: the snippet leaves
    something out there.
    """

    terms: Terms
    snippet: tuple[Span, ...]
    again: Again = ""
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class FollowedRecommendation:
    """What became of one earlier recommendation: suggested, and where a curator has decided, confirmed.

    `suggested` is what the models would say, `confidence` the probability that a careful reader accepts it, `sure`
    whether that is enough to state it. `lead`: the sentence that says most, whole. `stale`: the words at its place
    have changed since a curator confirmed it.
    """

    position: int
    recommendation: Terms
    suggested: Status
    matches: tuple[Match, ...]
    evidence: tuple[Evidence, ...]
    outcome: Outcome | None = None
    stale: bool = False
    confidence: float = 1.0
    sure: bool = True
    lead: str = ""

    @property
    def confirmed(self) -> bool:
        return self.outcome is not None and not self.stale

    @property
    def best(self) -> tuple[Evidence, ...]:
        """What is shown first: all that a curator chose, else the best two."""
        return self.evidence if self.confirmed else self.evidence[:SHOWN_FIRST]

    @property
    def rest(self) -> tuple[Evidence, ...]:
        """The evidence behind the best."""
        best = self.best
        return tuple(item for item in self.evidence if item not in best)

    @property
    def status(self) -> Status | None:
        """The curator's status where there is one that still holds, else the suggested one where that is sure; None
        is "unclear"."""
        if self.outcome is not None and not self.stale:
            return Status(self.outcome.status)
        return self.suggested if self.sure else None

    @property
    def carried_by(self) -> str:
        """The lead, where it carries the status that is stated; "" where none is, or a curator states another."""
        return self.lead if self.status == self.suggested else ""

    @property
    def unclear(self) -> bool:
        """Whether no status is stated."""
        return self.status is None


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """How much each report says on a theme: paragraphs, and per 1,000 words of the report."""

    theme: Theme
    a_paragraphs: int
    b_paragraphs: int
    a_per_1000: float
    b_per_1000: float

    @property
    def moved(self) -> float:
        """How much more the second report says on it than the first, per 1,000 words; less is below 0."""
        return round(self.b_per_1000 - self.a_per_1000, 2)

    @property
    def alone(self) -> str:
        """ "earlier" or "later" where only that report has the theme, else nothing."""
        if self.a_paragraphs and not self.b_paragraphs:
            return "earlier"
        return "later" if self.b_paragraphs and not self.a_paragraphs else ""


@dataclass(frozen=True, slots=True)
class Fresh:
    """Recommendations of the second report that the first did not make, under one of its headings.

    `board`: they are addressed to the safeguarding board. `heading` may be empty.
    """

    board: bool
    heading: str
    recommendations: tuple[Terms, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two inspections, the earlier first. `new`: later recommendations that nothing earlier asked for.

    `over_time`: both are of one authority, so that things can have moved. `board_reviewed`: the later inspection
    looked at the safeguarding board. `earlier_judgements`, `later_judgements`: what each report judges, in its order;
    `judgements`: the same beside each other, none where one of the two gives no grades.
    """

    a: Inspection
    b: Inspection
    over_time: bool
    earlier_judgements: tuple[Given, ...]
    later_judgements: tuple[Given, ...]
    judgements: tuple[Row, ...]
    recommendations: tuple[FollowedRecommendation, ...]
    new: tuple[Terms, ...]
    themes: tuple[ThemeRow, ...]
    board_reviewed: bool = True

    def with_status(self, status: Status) -> tuple[FollowedRecommendation, ...]:
        return tuple(followed for followed in self.recommendations if followed.status == status)

    @property
    def unclear(self) -> tuple[FollowedRecommendation, ...]:
        """The recommendations of which no status is stated."""
        return tuple(followed for followed in self.recommendations if followed.unclear)

    @property
    def confirmed(self) -> int:
        return sum(followed.confirmed for followed in self.recommendations)

    @property
    def common_reason(self) -> str:
        """Why judgements are of the same thing, where that is one reason for all that are; else nothing."""
        reasons = {row.reason for row in self.judgements if row.relation == "same"}
        return reasons.pop() if len(reasons) == 1 else ""

    @property
    def judged_alike(self) -> bool:
        """Whether every judgement is in both reports, and all for that one reason."""
        return bool(self.common_reason) and all(row.reason == self.common_reason for row in self.judgements)

    @property
    def moved_themes(self) -> tuple[ThemeRow, ...]:
        """The themes, those first of which the two reports say most unlike much."""
        return tuple(sorted(self.themes, key=lambda row: -abs(row.moved)))

    @property
    def fresh(self) -> tuple[Fresh, ...]:
        """What is new by addressee and by heading, the authority's first."""
        found: dict[tuple[bool, str], list[Terms]] = {}
        for reading in sorted(self.new, key=lambda reading: reading.piece.board):
            piece = reading.piece
            heading = piece.timescale or (piece.section[0] if piece.section else "")
            found.setdefault((piece.board, heading), []).append(reading)
        return tuple(Fresh(board, heading, tuple(asked)) for (board, heading), asked in found.items())
