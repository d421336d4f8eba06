"""Recommendations judged by readers, measured: what the learned models are trained on and judged by.

The labels (`../shared/compare/follow-labels.jsonl`) are not part of the repository.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from reports.comparing.pairs import at
from reports.comparing.service import read
from reports.comparing.statuses.candidates import Candidate, Later, Question, candidates
from reports.comparing.statuses.rule_assessment import RuleAssessment, assess_by_rules
from reports.models.recommendation_statuses import Status

# The labels' words for a status.
STATUSES = {
    "asked again": Status.ASKED_AGAIN,
    "criticised": Status.CRITICISED,
    "improved": Status.IMPROVED,
    "mixed": Status.MIXED,
    "not mentioned": Status.NOT_FOUND,
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One recommendation: what readers say of it, and what the archive reads of it.

    `status` is the reader's, `second` another that is acceptable, `wrong` those that are plainly false; `cited`: the
    candidates that the reader cites, the best first, by their place among `candidates`; `cites`: whether the reader
    cites any.
    """

    pair: str
    position: int
    status: Status
    second: Status | None
    wrong: frozenset[Status]
    sentence: str
    cites: bool
    cited: tuple[int, ...]
    candidates: tuple[Candidate, ...]
    assessed: RuleAssessment
    later: Later
    own: Question

    @property
    def acceptable(self) -> frozenset[Status]:
        return frozenset(filter(None, (self.status, self.second)))


def labelled(path: Path) -> list[Labelled]:
    """Every labelled recommendation, its two reports read from the archive. Raises UnknownInspectionError."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    found: list[Labelled] = []
    for a, b in sorted({(row["a"], row["b"]) for row in rows}):
        reading = read(at(a), at(b))
        later = Later(reading.ranker())
        all_assessed = assess_by_rules(reading.earlier.recommendations, later.ranker)
        for row in rows:
            if (row["a"], row["b"]) != (a, b):
                continue
            assessed = all_assessed[row["position"] - 1]
            measured = tuple(candidates(assessed.asked, later))
            places = {place_of(one): index for index, one in enumerate(measured)}
            wanted = [
                (one["kind"], one["number"]) for one in row["evidence"] if one.get("number") is not None
            ]
            found.append(
                Labelled(
                    pair=f"{a} {b}",
                    position=row["position"],
                    status=STATUSES[row["status"]],
                    second=STATUSES[row["second"]] if row["second"] else None,
                    wrong=frozenset(STATUSES[one] for one in row["wrong_status"]),
                    sentence=" ".join(row["sentence"].split()).lower()[:40],
                    cites=bool(wanted),
                    cited=tuple(places[one] for one in wanted if one in places),
                    candidates=measured,
                    assessed=assessed,
                    later=later,
                    own=Question(assessed.asked, later.ranker),
                )
            )
    return found


def place_of(one: Candidate) -> tuple[str, int | None]:
    """A candidate as the labels name it."""
    piece = one.match.terms.piece
    return piece.kind, piece.known_number
