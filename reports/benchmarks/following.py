"""How right suggested statuses are: refitted without each pair in turn, and asked about that pair."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any

from reports.benchmarks import training
from reports.benchmarks.follow_labels import Labelled
from reports.comparing.statuses.learned import Models
from reports.comparing.statuses.suggestions import Suggestion, suggest
from reports.models.recommendation_statuses import Status

BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was suggested for one labelled recommendation, how sure, and whether that is enough to state it; `place`: at
    which place the first cited candidate is, from 1 (0: nowhere); `lead`: whether the lead is the reader's, None
    where either has none: what is stated has a lead, if something was found."""

    one: Labelled
    status: Status
    confidence: float
    stated: bool
    place: int
    lead: bool | None

    @property
    def accepted(self) -> bool:
        return self.status in self.one.acceptable

    @property
    def wrong(self) -> bool:
        return self.status in self.one.wrong


@dataclass(frozen=True, slots=True)
class Figures:
    """What the check prints, over some answers."""

    stated: float
    acceptable: float
    wrong: float
    first: float
    three: float
    lead: float

    def __str__(self) -> str:
        return (
            f"stated {self.stated:.2f}, acceptable {self.acceptable:.2f}, plainly wrong {self.wrong:.2f}; evidence "
            f"first {self.first:.2f}, three {self.three:.2f}; lead {self.lead:.2f}"
        )


def answers(judged: Sequence[Labelled], models: Models) -> list[Answer]:
    """What models answer."""
    found = []
    for one in judged:
        said = suggest(one.assessed, one.later, using=models, measured=one.candidates)
        order = [match.terms.piece.anchor for match in said.matches]
        cited = {one.candidates[index].match.terms.piece.anchor for index in one.cited}
        place = next((at for at, anchor in enumerate(order, 1) if anchor in cited), 0)
        lead = one.sentence in " ".join(said.lead.split()).lower() if one.sentence and carries(said) else None
        found.append(Answer(one, said.status, said.confidence, said.stated, place, lead))
    return found


def carries(said: Suggestion) -> bool:
    """Whether a lead is given: the sentence that carries what is stated."""
    return bool(said.lead) and said.stated and said.status != Status.NOT_FOUND


def out_of_fold(judged: Sequence[Labelled], *, without: str = "") -> list[Answer]:
    """Each pair's answers by models that never saw it."""
    found = []
    for pair in sorted({one.pair for one in judged}):
        models = training.loaded(
            training.trained([one for one in judged if one.pair != pair], without=without)
        )
        found += answers([one for one in judged if one.pair == pair], models)
    return found


def figures(found: Sequence[Answer], stated: float | None = None) -> Figures:
    """The figures of what the models state, or where the surest share is stated."""
    sure = [answer for answer in found if answer.stated]
    if stated is not None:
        sure = sorted(found, key=lambda answer: -answer.confidence)[: round(stated * len(found))]
    cited = [answer for answer in found if answer.one.cites]
    leads = [answer.lead for answer in found if answer.lead is not None]
    return Figures(
        len(sure) / len(found),
        sum(answer.accepted for answer in sure) / max(len(sure), 1),
        sum(answer.wrong for answer in sure) / max(len(sure), 1),
        sum(answer.place == 1 for answer in cited) / len(cited),
        sum(1 <= answer.place <= 3 for answer in cited) / len(cited),
        sum(leads) / len(leads) if leads else 0.0,
    )


def calibration(found: Sequence[Answer]) -> list[dict[str, Any]]:
    """By band of confidence: how many, how sure on average, and what share a reader accepts."""
    rows = []
    sure = [(answer.confidence, answer.accepted) for answer in found]
    for low, high in pairwise(BANDS):
        band = [one for one in sure if low <= one[0] < high]
        if band:
            rows.append(
                {
                    "low": low,
                    "high": min(high, 1.0),
                    "count": len(band),
                    "confidence": round(sum(c for c, _ in band) / len(band), 2),
                    "acceptable": round(sum(a for _, a in band) / len(band), 2),
                }
            )
    return rows


def fit(judged: Sequence[Labelled], data: dict[str, Any]) -> Figures:
    """The figures on what the models were trained on."""
    return figures(answers(judged, training.loaded(data)))


def rules(judged: Sequence[Labelled]) -> str:
    """How right the rules are that state every status."""
    accepted = sum(one.assessed.status in one.acceptable for one in judged) / len(judged)
    wrong = sum(one.assessed.status in one.wrong for one in judged) / len(judged)
    return f"acceptable {accepted:.2f}, plainly wrong {wrong:.2f}"


def quality(found: Sequence[Answer], data: dict[str, Any], bands: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The out-of-fold figures as the quality page shows them."""
    measured = figures(found)
    return {
        "labelled": len(found),
        "pairs": len({answer.one.pair for answer in found}),
        **{name: round(share, 2) for name, share in asdict(measured).items()},
        "threshold": data["status"]["threshold"],
        "calibration": list(bands),
    }
