"""What became of each recommendation in every later inspection of its authority: one line a recommendation.

Each step sets the recommendation beside one later report, with the status that is stated there (a curator's, or the
suggested one where that is sure enough), how sure it is, and the sentence that shows it. A line is as sure as its
weakest step.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reports.comparing.comparison import Told
from reports.comparing.service import recommendation_outcomes
from reports.frameworks.other_kinds import GRADED
from reports.models import Authority, Inspection
from reports.models.recommendation_statuses import Status

# What a later report says of something that still has to be done.
OPEN = frozenset({Status.ASKED_AGAIN, Status.CRITICISED})


@dataclass(frozen=True, slots=True)
class Step:
    """What one later report says of a recommendation."""

    later: Inspection
    told: Told

    @property
    def status(self) -> Status | None:
        """What is stated; None is "unclear"."""
        return self.told.status

    @property
    def confidence(self) -> float:
        """How sure the status is: 1 where a curator has confirmed it."""
        return 1.0 if self.told.confirmed else self.told.confidence

    @property
    def is_open(self) -> bool:
        """Whether it is stated that this was asked for or criticised again."""
        return self.status in OPEN


@dataclass(frozen=True, slots=True)
class Line:
    """One recommendation and its steps through the later inspections, the earliest first."""

    inspection: Inspection
    position: int
    steps: tuple[Step, ...]

    @property
    def key(self) -> str:
        """Its own place on the page: "ashmere-2012-05-01-rec-3"."""
        return f"{self.inspection.slug}-rec-{self.position}"

    @property
    def told(self) -> Told:
        """The recommendation as its first step has it; its words are the same in all."""
        return self.steps[0].told

    @property
    def came_back(self) -> tuple[Step, ...]:
        """The later inspections that asked for it or criticised it again, as far as that is stated."""
        return tuple(step for step in self.steps if step.is_open)

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
        return tuple(sorted(found, key=lambda line: (-len(line.came_back), -line.confidence)))


def history_of_recommendations(authority: Authority) -> RecommendationHistory:
    """The recommendations of an authority's inspections, each followed through all later ones that are held.

    What a visit said needs to improve is followed into the next inspection, and what an inspection recommended is
    looked for in the visits before the next one. What is asked of a whole area is asked of others too.
    """
    kinds = Inspection.objects.of_kinds(GRADED, "visit")
    inspections = tuple(kinds.of(authority).listed().for_reading().oldest_first())
    pairs = list(followed(inspections))
    steps: dict[tuple[int, int], list[Step]] = {}
    for earlier, later in pairs:
        for told in recommendation_outcomes(earlier, later):
            steps.setdefault((earlier.pk, told.position), []).append(Step(later, told))
    asking = dict.fromkeys(earlier for earlier, _ in pairs)
    return RecommendationHistory(inspections, tuple(asked_by(one, steps) for one in asking))


def followed(inspections: Sequence[Inspection]) -> Iterator[tuple[Inspection, Inspection]]:
    """The pairs of an earlier and a later inspection through which recommendations are followed, the oldest first."""
    for place, earlier in enumerate(inspections):
        after = inspections[place + 1 :]
        graded = [later for later in after if not later.kind]
        until = after.index(graded[0]) if graded else len(after)
        if earlier.kind:
            yield from ((earlier, later) for later in graded[:1])
        else:
            visits = {later.pk for later in after[:until]}
            yield from ((earlier, later) for later in after if not later.kind or later.pk in visits)


def asked_by(inspection: Inspection, steps: dict[tuple[int, int], list[Step]]) -> Asked:
    """The lines of one inspection, in the order of its report."""
    found = sorted(
        ((position, of_one) for (key, position), of_one in steps.items() if key == inspection.pk),
        key=lambda item: item[0],
    )
    return Asked(inspection, tuple(Line(inspection, position, tuple(of_one)) for position, of_one in found))
