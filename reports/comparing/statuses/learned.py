"""The learned weights: which later piece is evidence, which sentence shows it, which status that suggests, how surely.

The weights are a data file that `manage.py bench_compare --save` writes (reports/benchmarks/training.py says how they
are learned); here is only arithmetic.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reports.models.recommendation_statuses import STATUSES, Status

FILE = Path(__file__).parents[2] / "data" / "recommendation_model.json"


@dataclass(frozen=True, slots=True)
class Scaled:
    """Figures by name, brought to a mean of 0 and a deviation of 1."""

    names: tuple[str, ...]
    mean: tuple[float, ...]
    deviation: tuple[float, ...]

    def of(self, figures: Mapping[str, float]) -> list[float]:
        """The figures in order; one that is missing raises KeyError: the weights are of other code."""
        return [
            (figures[name] - mean) / deviation
            for name, mean, deviation in zip(self.names, self.mean, self.deviation, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class RankModel:
    """A linear model of which candidate is the evidence, or which sentence says most."""

    scaled: Scaled
    weights: tuple[float, ...]

    def score(self, figures: Mapping[str, float]) -> float:
        """Higher for what a reader is likelier to cite; comparable within one recommendation."""
        return dot(self.weights, self.scaled.of(figures))


@dataclass(frozen=True, slots=True)
class StatusModel:
    """Three linear models over the same figures, a row of weights (the last is the intercept) for each status.

    `which`: the status that a reader gives (multinomial). `acceptable`: a reader would accept the status.
    `wrong`: a reader would call it plainly false. `calibration` turns the best of their sum into a probability,
    and from `threshold` on a status is stated.
    """

    scaled: Scaled
    which: tuple[tuple[float, ...], ...]
    acceptable: tuple[tuple[float, ...], ...]
    wrong: tuple[tuple[float, ...], ...]
    calibration: tuple[float, float]
    threshold: float

    def suggest(self, figures: Mapping[str, float]) -> tuple[Status, float, float]:
        """The status suggested, the probability that a careful reader accepts it, and the same uncalibrated."""
        utilities = self.utilities(figures)
        best = max(range(len(STATUSES)), key=lambda index: (utilities[index], -index))
        slope, intercept = self.calibration
        sure = logistic(slope * utilities[best] + intercept)
        return STATUSES[best], round(sure, 3), utilities[best]

    def utilities(self, figures: Mapping[str, float]) -> list[float]:
        """What speaks for each status, in the order of STATUSES."""
        values = [*self.scaled.of(figures), 1.0]
        which = softmax([dot(row, values) for row in self.which])
        accepted = [logistic(dot(row, values)) for row in self.acceptable]
        wrong = [logistic(dot(row, values)) for row in self.wrong]
        return [a + b - c for a, b, c in zip(which, accepted, wrong, strict=True)]


@dataclass(frozen=True, slots=True)
class Models:
    """The models of one training."""

    rank: RankModel
    lead: RankModel
    status: StatusModel


@cache
def models() -> Models:
    """The models that come with the archive."""
    return models_from(json.loads(FILE.read_text(encoding="utf-8")))


def models_from(data: Mapping[str, Any]) -> Models:
    """The models as the data file holds them."""
    return Models(
        rank_model_from(data["rank"]), rank_model_from(data["lead"]), status_model_from(data["status"])
    )


def rank_model_from(data: Mapping[str, Any]) -> RankModel:
    return RankModel(scaled(data), tuple(data["weights"]))


def status_model_from(data: Mapping[str, Any]) -> StatusModel:
    return StatusModel(
        scaled(data),
        which=rows(data["which"]),
        acceptable=rows(data["acceptable"]),
        wrong=rows(data["wrong"]),
        calibration=(data["calibration"][0], data["calibration"][1]),
        threshold=data["threshold"],
    )


def rows(data: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in data)


def scaled(data: Mapping[str, Any]) -> Scaled:
    return Scaled(tuple(data["names"]), tuple(data["mean"]), tuple(data["deviation"]))


def dot(weights: Sequence[float], values: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(weights, values, strict=True))


def logistic(value: float) -> float:
    return 1 / (1 + math.exp(-max(min(value, 30.0), -30.0)))


def softmax(values: Sequence[float]) -> list[float]:
    top = max(values, default=0.0)
    powers = [math.exp(value - top) for value in values]
    total = sum(powers) or 1.0
    return [power / total for power in powers]
