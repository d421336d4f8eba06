"""What a report says of a strand: its judgement, the one that it has together with another strand, or neither, and why.

Every page, list and export that has a cell for a strand asks here, so that all of them agree.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from reports import frameworks
from reports.models import Judgement
from reports.models.grade_states import NOT_JUDGED


@dataclass(frozen=True, slots=True)
class StrandState:
    """One strand in one report. `judgement` is of the strand by itself, `joint` of several strands in one row."""

    strand: str
    judgement: Judgement | None
    joint: Judgement | None
    absence: frameworks.Absence

    @property
    def grade(self) -> str | None:
        """The grade of the strand by itself."""
        return self.judgement.grade if self.judgement else None

    @property
    def joint_grade(self) -> str | None:
        """The grade that the strand has together with another."""
        return self.joint.grade if self.joint else None

    @property
    def status(self) -> str:
        """ "graded", "judged jointly", "not judged", "not read" or "not in framework", as the exports write it."""
        return self.judgement.status if self.judgement else self.absence

    @property
    def judged_with(self) -> str:
        """With what it is judged jointly: "with children in care"; empty where it is not."""
        return frameworks.judged_with(self.strand) if self.joint else ""


def strand_state(judgements: Iterable[Judgement], *, framework: str | None, strand: str) -> StrandState:
    """What a report says of a strand, from all its judgements in printed order: the first of each strand counts."""
    return strand_states(judgements, framework=framework, strands=(strand,))[0]


def strand_states(
    judgements: Iterable[Judgement], *, framework: str | None, strands: Iterable[str]
) -> list[StrandState]:
    """The same of several strands, in their order."""
    first: dict[str, Judgement] = {}
    for judgement in judgements:
        first.setdefault(judgement.strand, judgement)
    judged = {key for key, judgement in first.items() if judgement.status != NOT_JUDGED}
    found = []
    for strand in strands:
        own = first.get(strand)
        rows = (first[row] for row in frameworks.joint_rows(strand) if row in judged)
        joint = None if own else next(rows, None)
        found.append(StrandState(strand, own, joint, frameworks.absence(framework, strand, judged)))
    return found
