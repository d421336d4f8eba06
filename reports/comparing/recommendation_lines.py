"""What became of each recommendation in every later inspection of its authority: one line a recommendation.

Each step sets the recommendation beside one later report, with the status that is stated there (a curator's, or the
suggested one where that is sure enough), how sure it is, and the sentence that shows it. A line is as sure as its
weakest step.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.comparing.followed_pairs import followed, followed_inspections
from reports.comparing.kept_suggestions import kept_or_worked_out
from reports.comparing.loading import piece_of_paragraph, piece_of_recommendation
from reports.comparing.terms.pieces import Piece
from reports.models import Authority, Inspection, Outcome, Paragraph, Recommendation, StatusSuggestion
from reports.models.recommendation_statuses import Status

# What a later report says of something that still has to be done.
OPEN = frozenset({Status.ASKED_AGAIN, Status.CRITICISED})


@dataclass(frozen=True, slots=True)
class Step:
    """What one later report says of a recommendation: suggested, and where a curator has decided, confirmed.

    `outcome`: the curator's word, if it is about these words. `evidence`: places in the later report, best first;
    `passage`: the first of them.
    """

    later: Inspection
    suggestion: StatusSuggestion
    outcome: Outcome | None
    passage: Piece | None

    @property
    def status(self) -> Status | None:
        """What is stated; None is "unclear"."""
        if self.outcome is not None:
            return Status(self.outcome.status)
        return self.suggested if self.suggestion.stated else None

    @property
    def suggested(self) -> Status:
        return Status(self.suggestion.status)

    @property
    def confirmed(self) -> bool:
        return self.outcome is not None

    @property
    def confidence(self) -> float:
        """How sure the status is: 1 where a curator has confirmed it."""
        return 1.0 if self.confirmed else self.suggestion.confidence

    @property
    def evidence(self) -> Sequence[str]:
        return evidence_of(self.suggestion, self.outcome)

    @property
    def carried_by(self) -> str:
        """The sentence that carries the status that is stated; "" where none is, or a curator states another."""
        return self.suggestion.lead if self.status == self.suggested else ""

    @property
    def quoted(self) -> str:
        """The sentence to read: of a status that is not stated too, but not beside another that a curator states."""
        return "" if self.status and self.status != self.suggested else self.suggestion.lead

    @property
    def is_open(self) -> bool:
        """Whether it is stated that this was asked for or criticised again."""
        return self.status in OPEN


@dataclass(frozen=True, slots=True)
class Line:
    """One recommendation and its steps through the later inspections, the earliest first."""

    inspection: Inspection
    piece: Piece
    steps: tuple[Step, ...]

    @property
    def key(self) -> str:
        """Its own place on the page: "ashmere-2012-05-01-rec-3"."""
        return f"{self.inspection.slug}-rec-{self.position}"

    @property
    def position(self) -> int:
        """Its place in its report, from 1."""
        return self.piece.order

    @property
    def came_back(self) -> tuple[Step, ...]:
        """The later inspections that asked for it or criticised it again, as far as that is stated."""
        return tuple(step for step in self.steps if step.is_open)

    @property
    def came_back_confidence(self) -> float:
        """How sure it is that it came back: as sure as the weakest of those steps; 0 where none is stated."""
        return min((step.confidence for step in self.came_back), default=0.0)

    @property
    def unclear(self) -> int:
        """How many of its steps state nothing."""
        return sum(step.status is None for step in self.steps)

    @property
    def confidence(self) -> float:
        """As sure as the weakest step."""
        return min(step.confidence for step in self.steps)


@dataclass(frozen=True, slots=True)
class Asked:
    """What one inspection asked for, a line each; none where no later inspection is held."""

    inspection: Inspection
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class RecommendationHistory:
    """Everything that an authority was asked to do, the oldest inspection first."""

    inspections: tuple[Inspection, ...]
    asked: tuple[Asked, ...]

    @property
    def with_visits(self) -> bool:
        """Whether a visit is among those that asked for something."""
        return any(asked.inspection.kind for asked in self.asked)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for asked in self.asked for line in asked.lines)

    @property
    def keeps_coming_back(self) -> tuple[Line, ...]:
        """The recommendations that a later inspection asked for or criticised again; the most often first."""
        found = [line for line in self.lines if line.came_back]
        return tuple(sorted(found, key=lambda line: (-len(line.came_back), -line.came_back_confidence)))


def history_of_recommendations(authority: Authority) -> RecommendationHistory:
    """The recommendations of an authority's inspections, each followed through all later ones that are held.

    What a visit said needs to improve is followed into the next inspection, and what an inspection recommended is
    looked for in the visits before the next one. What is asked of a whole area is asked of others too.
    """
    inspections = followed_inspections(authority)
    pairs = list(followed(inspections))
    kept = kept_or_worked_out(pairs)
    decided = confirmed(inspections)
    asked_for = recommendations_of(inspections)
    passages = first_passages(kept.values(), decided)
    after: dict[Inspection, list[Inspection]] = {}
    for earlier, later in pairs:
        after.setdefault(earlier, []).append(later)
    return RecommendationHistory(
        inspections,
        tuple(
            Asked(
                earlier,
                tuple(
                    Line(earlier, piece, tuple(steps_of(earlier, piece, later_ones, kept, decided, passages)))
                    for piece in asked_for.get(earlier.pk, ())
                ),
            )
            for earlier, later_ones in after.items()
        ),
    )


Key = tuple[int, int, int]
Kept = Mapping[tuple[int, int], Sequence[StatusSuggestion]]


def steps_of(
    earlier: Inspection,
    piece: Piece,
    later_ones: Iterable[Inspection],
    kept: Kept,
    decided: Mapping[Key, Outcome],
    passages: Mapping[tuple[int, str], Piece],
) -> Iterable[Step]:
    """The steps of one recommendation, the earliest first."""
    for later in later_ones:
        for suggestion in kept.get((earlier.pk, later.pk), ()):
            if suggestion.position == piece.order:
                outcome = decided.get((earlier.pk, later.pk, piece.order))
                outcome = outcome if outcome is not None and outcome.text == piece.text else None
                places = evidence_of(suggestion, outcome)
                passage = next((passages[later.pk, a] for a in places if (later.pk, a) in passages), None)
                yield Step(later, suggestion, outcome, passage)


def evidence_of(suggestion: StatusSuggestion, outcome: Outcome | None) -> Sequence[str]:
    """The places that a curator chose, else the suggested ones."""
    return outcome.evidence if outcome is not None and outcome.evidence else suggestion.evidence


def confirmed(inspections: Sequence[Inspection]) -> dict[Key, Outcome]:
    """What curators have said of the recommendations of some inspections. One query."""
    found = Outcome.objects.filter(earlier__in=inspections, later__in=inspections)
    return {(one.earlier_id, one.later_id, one.position): one for one in found}


def recommendations_of(inspections: Sequence[Inspection]) -> dict[int, list[Piece]]:
    """The recommendations of some inspections by their keys, in printed order. One query."""
    found: dict[int, list[Piece]] = {}
    rows = Recommendation.objects.filter(inspection__in=inspections).defer("search_vector")
    for row in rows.in_printed_order():
        found.setdefault(row.inspection_id, []).append(piece_of_recommendation(row, frozenset()))
    return found


def first_passages(
    kept: Iterable[Sequence[StatusSuggestion]], decided: Mapping[Key, Outcome]
) -> dict[tuple[int, str], Piece]:
    """The places that are linked first, by report and anchor. Two queries."""
    wanted: set[tuple[int, str]] = set()
    for suggestion in (one for some in kept for one in some):
        outcome = decided.get((suggestion.earlier_id, suggestion.later_id, suggestion.position))
        for places in (suggestion.evidence, outcome.evidence if outcome else ()):
            wanted |= {(suggestion.later_id, anchor) for anchor in places[:1]}
    keys, anchors = {key for key, _ in wanted}, {anchor for _, anchor in wanted}
    paragraphs = Paragraph.objects.filter(inspection__in=keys, anchor__in=anchors).defer("search_vector")
    orders = {int(anchor[4:]) for anchor in anchors if anchor.startswith("rec-") and anchor[4:].isdecimal()}
    rows = Recommendation.objects.filter(inspection__in=keys, order__in=orders).defer("search_vector")
    return {
        **{(row.inspection_id, row.anchor): piece_of_paragraph(row, frozenset()) for row in paragraphs},
        **{(row.inspection_id, row.anchor): piece_of_recommendation(row, frozenset()) for row in rows},
    }
