"""How the weights are learned (`reports/comparing/learned.py` applies them).

The rank is trained list by list: the probability of the cited candidates, and a share of it for each. The status is
trained as three regularised logistic regressions. Both by Adam from zero, so that a run gives the same weights.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reports.benchmarks.follow_labels import Labelled
from reports.comparing.learned import Models, models_from
from reports.comparing.suggesting import features, ranked_by
from reports.outcomes import STATUSES

Array = NDArray[np.float64]

# Chosen by pair out of fold, among 0.01, 0.03, 0.1 (evidence first) and 0.002 to 0.03 (acceptable at half stated).
RANK_PENALTY = 0.1
STATUS_PENALTY = 1 / 0.005
STEPS = 250
# What a further place that a reader cites counts beside the best, and a second acceptable status beside the label.
FURTHER = 0.7
SECOND = 0.35
DIGITS = 4


def minimised(gradient: Callable[[Array], Array], shape: tuple[int, ...], rate: float = 0.03) -> Array:
    """The weights that Adam (Kingma and Ba, 2015) reaches from zero."""
    weights, first, second = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for step in range(1, STEPS + 1):
        slope = gradient(weights)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        weights = weights - rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def scale(rows: Array) -> tuple[Array, Array]:
    """The mean and the deviation of each column."""
    return rows.mean(0), rows.std(0) + 1e-3


def rank_weights(judged: Sequence[Labelled]) -> dict[str, Any]:
    """The rank model as the data file holds it."""
    used = [one for one in judged if one.cited]
    names = sorted(used[0].candidates[0].features)
    tables = [np.array([[c.features[name] for name in names] for c in one.candidates]) for one in used]
    mean, deviation = scale(np.vstack(tables))
    lists = [((table - mean) / deviation, wanted(one)) for table, one in zip(tables, used, strict=True)]

    def gradient(weights: Array) -> Array:
        total = 2 * RANK_PENALTY * weights
        for values, want in lists:
            raised = values @ weights
            chance = np.exp(raised - raised.max())
            chance /= chance.sum()
            cited = chance * (want > 0)
            target = 0.5 * cited / (cited.sum() + 1e-12) + 0.5 * want
            total = total + values.T @ (chance - target) / len(lists)
        return total

    return {"names": names, "weights": kept(minimised(gradient, (len(names),))), **scaled(mean, deviation)}


def wanted(one: Labelled) -> Array:
    """What each candidate should be chosen with: the cited ones, the first of them most."""
    found = np.zeros(len(one.candidates))
    for place, index in enumerate(one.cited):
        found[index] = FURTHER if place else 1.0
    return np.asarray(found / found.sum())


def status_weights(judged: Sequence[Labelled], rank: dict[str, Any], *, without: str = "") -> dict[str, Any]:
    """The status model as the data file holds it, without calibration; `without`: features that begin so are left
    out, to measure them."""
    model = models_from({"rank": rank, "status": EMPTY}).rank
    figures = [features(one.own, ranked_by(model, one.candidates), one.fate, one.later) for one in judged]
    names = sorted(name for name in figures[0] if not without or not name.startswith(tuple(without.split())))
    table = np.array([[row[name] for name in names] for row in figures])
    mean, deviation = scale(table)
    values = np.hstack([(table - mean) / deviation, np.ones((len(table), 1))])
    label = np.array([[share(one, status) for status in STATUSES] for one in judged])
    accepted = np.array([[float(status in one.acceptable) for status in STATUSES] for one in judged])
    wrong = np.array([[float(status in one.wrong) for status in STATUSES] for one in judged])
    return {
        "names": names,
        **scaled(mean, deviation),
        "which": regression(values, label, softmax_rows),
        "acceptable": regression(values, accepted, logistic_all),
        "wrong": regression(values, wrong, logistic_all),
    }


def share(one: Labelled, status: Any) -> float:
    """How far a status is the reader's."""
    if status == one.status:
        return 1 - SECOND if one.second else 1.0
    return SECOND if status == one.second else 0.0


def regression(values: Array, target: Array, said: Callable[[Array], Array]) -> list[list[float]]:
    """The weights of a penalised logistic regression, a row for each column of the target."""
    free = np.ones(values.shape[1])
    free[-1] = 0.0

    def gradient(weights: Array) -> Array:
        off = said(values @ weights.T) - target
        return (off.T @ values + STATUS_PENALTY * weights * free) / len(values)

    return [kept(row) for row in minimised(gradient, (target.shape[1], values.shape[1]))]


def softmax_rows(raised: Array) -> Array:
    powers = np.exp(raised - raised.max(1, keepdims=True))
    return np.asarray(powers / powers.sum(1, keepdims=True))


def logistic_all(raised: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-raised)))


def calibrated(utilities: Sequence[float], accepted: Sequence[bool]) -> tuple[float, float]:
    """Slope and intercept that turn out-of-fold utilities into probabilities (Platt, 1999)."""
    values = np.column_stack([utilities, np.ones(len(utilities))])
    target = np.array(accepted, dtype=float)

    def gradient(weights: Array) -> Array:
        return np.asarray(values.T @ (logistic_all(values @ weights) - target) / len(values))

    slope, intercept = np.round(minimised(gradient, (2,), rate=0.1), DIGITS).tolist()
    return slope, intercept


def trained(judged: Sequence[Labelled], *, without: str = "") -> dict[str, Any]:
    """Both models as data, not calibrated."""
    rank = rank_weights(judged)
    return {"rank": rank, "status": UNCALIBRATED | status_weights(judged, rank, without=without)}


def loaded(data: dict[str, Any]) -> Models:
    return models_from(data)


UNCALIBRATED = {"calibration": [1.0, 0.0], "threshold": 0.0}
EMPTY = UNCALIBRATED | {"names": [], "mean": [], "deviation": [], "which": [], "acceptable": [], "wrong": []}


def scaled(mean: Array, deviation: Array) -> dict[str, list[float]]:
    return {"mean": kept(mean), "deviation": kept(deviation)}


def kept(values: Array) -> list[float]:
    """Numbers as the file keeps them."""
    return [float(value) for value in np.round(values, DIGITS)]
