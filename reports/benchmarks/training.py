"""How the weights are learned (`reports/comparing/statuses/learned.py` applies them).

The rank and the lead are trained list by list: the probability of what readers cite, and a share of it for each. The
status is trained as three regularised logistic regressions. All by Adam from zero, so that a run gives the same
weights.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reports.benchmarks.follow_labels import Labelled
from reports.comparing.statuses.features import Ranked
from reports.comparing.statuses.leads import Sentence, sentences_of
from reports.comparing.statuses.learned import (
    Models,
    logistic,
    models_from,
    rank_model_from,
    status_model_from,
)
from reports.comparing.statuses.suggestions import features, ranked_by
from reports.models.recommendation_statuses import STATUSES

Array = NDArray[np.float64]

# Chosen by pair out of fold among 0.01, 0.03 and 0.1, by how often the evidence is first.
RANK_PENALTY = 0.1
# Chosen by pair out of fold in four random orders of the pairs: at 0.43 stated, acceptable and plainly wrong are
# 0.90 and 0.05 at 15, 0.92 and 0.04 at 30, 0.92 and 0.03 at 60, 0.91 and 0.04 at 100 and at 200, 0.89 and 0.06 at 400.
STATUS_PENALTY = 60.0
# Among 0.03, 0.1 and 0.2, in three random orders: 0.50, 0.51 and 0.52 of all lead sentences are a reader's.
LEAD_PENALTY = 0.2
STEPS = 250
# Pairs are kept apart in so many folds within a training.
FOLDS = 5
# The share that is stated of what a training learns from; of pairs that it never saw, somewhat more (out of fold 0.42
# at 0.40). The goal is 0.40 at least, and each share more costs certainty.
STATED = 0.42
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
    figures = [[candidate.features for candidate in one.candidates] for one in used]
    return listwise(figures, [wanted(one) for one in used], RANK_PENALTY)


def lead_weights(judged: Sequence[Labelled], orders: Sequence[tuple[Ranked, ...]]) -> dict[str, Any]:
    """The lead model as the data file holds it; `orders`: the candidates of each recommendation, best first."""
    figures, wants = [], []
    for one, order in zip(judged, orders, strict=True):
        found = sentences_of(one.own, order)
        want = np.array([float(tells(one, sentence)) for sentence in found])
        if want.any():
            figures.append([sentence.figures for sentence in found])
            wants.append(want / want.sum())
    return listwise(figures, wants, LEAD_PENALTY)


def tells(one: Labelled, sentence: Sentence) -> bool:
    """Whether a reader named the sentence, which may be cut shorter here than there."""
    texts = sentence.one.candidate.piece.sentences
    begins = " ".join(texts[sentence.at].split()).lower()
    pair = " ".join(" ".join(texts[sentence.at : sentence.at + 2]).split()).lower()
    return bool(one.sentence) and one.sentence[: len(one.sentence) // 2] in begins and one.sentence in pair


def listwise(
    figures: Sequence[Sequence[Mapping[str, float]]], wants: Sequence[Array], penalty: float
) -> dict[str, Any]:
    """A linear model of which one of each list is wanted, as the data file holds it."""
    names = sorted(figures[0][0])
    table = np.array([[row[name] for name in names] for rows in figures for row in rows])
    mean, deviation = scale(table)
    values, want = (table - mean) / deviation, np.concatenate(wants)
    sizes = [len(rows) for rows in figures]
    starts = np.cumsum([0, *sizes[:-1]])
    of = np.repeat(np.arange(len(sizes)), sizes)

    def gradient(weights: Array) -> Array:
        raised = values @ weights
        chance = np.exp(raised - np.maximum.reduceat(raised, starts)[of])
        chance /= np.add.reduceat(chance, starts)[of]
        cited = chance * (want > 0)
        target = 0.5 * cited / (np.add.reduceat(cited, starts)[of] + 1e-12) + 0.5 * want
        return np.asarray(values.T @ (chance - target) / len(sizes) + 2 * penalty * weights)

    return {"names": names, "weights": kept(minimised(gradient, (len(names),))), **scaled(mean, deviation)}


def wanted(one: Labelled) -> Array:
    """What each candidate should be chosen with: the cited ones, the first of them most."""
    found = np.zeros(len(one.candidates))
    for place, index in enumerate(one.cited):
        found[index] = FURTHER if place else 1.0
    return np.asarray(found / found.sum())


def status_weights(
    judged: Sequence[Labelled], figures: Sequence[Mapping[str, float]], *, without: str = ""
) -> dict[str, Any]:
    """The status model as the data file holds it, without calibration; `figures`: what is measured of each
    recommendation; `without`: figures that begin so are left out, to measure them."""
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
        **UNCALIBRATED,
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
    """The models as data. The lead and the status are learned from candidates in an order that models gave which
    never saw their pair, for that is the order that they meet later; the calibration and the threshold are those of
    status models that never saw the pair either."""
    orders = orders_out_of_fold(judged)
    figures = [
        features(one.own, order, one.assessed, one.later) for one, order in zip(judged, orders, strict=True)
    ]
    status = status_weights(judged, figures, without=without)
    surest = []
    for held in folds(judged):
        others = [place for place in range(len(judged)) if place not in held]
        data = status_weights([judged[at] for at in others], [figures[at] for at in others], without=without)
        surest += [suggestion(data, judged[at], figures[at]) for at in sorted(held)]
    slope, intercept = calibrated([sure for _, sure in surest], [accepted for accepted, _ in surest])
    bound = sorted((sure for _, sure in surest), reverse=True)[round(STATED * len(surest)) - 1]
    status["calibration"] = [slope, intercept]
    status["threshold"] = round(logistic(slope * bound + intercept), 3)
    return {"rank": rank_weights(judged), "lead": lead_weights(judged, orders), "status": status}


def suggestion(data: dict[str, Any], one: Labelled, figures: Mapping[str, float]) -> tuple[bool, float]:
    """Whether a reader accepts what a status model suggests, and how sure that is before calibration."""
    status, _, sure = status_model_from(data).suggest(figures)
    return status in one.acceptable, sure


def orders_out_of_fold(judged: Sequence[Labelled]) -> list[tuple[Ranked, ...]]:
    """The candidates of each recommendation, ordered by a rank model that never saw its pair."""
    orders: list[tuple[Ranked, ...]] = [()] * len(judged)
    for held in folds(judged):
        model = rank_model_from(rank_weights([one for at, one in enumerate(judged) if at not in held]))
        for at in held:
            orders[at] = ranked_by(model, judged[at].candidates)
    return orders


def folds(judged: Sequence[Labelled]) -> list[set[int]]:
    """The places of the recommendations, a pair in one fold whole."""
    pairs = sorted({one.pair for one in judged})
    count = min(FOLDS, len(pairs))
    return [
        {at for at, one in enumerate(judged) if one.pair in pairs[first::count]} for first in range(count)
    ]


def loaded(data: dict[str, Any]) -> Models:
    return models_from(data)


UNCALIBRATED = {"calibration": [1.0, 0.0], "threshold": 0.0}


def scaled(mean: Array, deviation: Array) -> dict[str, list[float]]:
    return {"mean": kept(mean), "deviation": kept(deviation)}


def kept(values: Array) -> list[float]:
    """Numbers as the file keeps them."""
    return [float(value) for value in np.round(values, DIGITS)]
