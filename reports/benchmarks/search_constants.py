"""What each constant of the ranking is worth: nDCG@10 without it, with half of it, with it, and with twice as much.

A constant without which search ranks as well has no ground to be there; one that is better at half or at twice is
wrong on the table at hand, which is one of several.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from reports.benchmarks.judged import Need, quality
from reports.benchmarks.search import ours
from reports.search.plan import nearest, scoring
from reports.search.query import groups, statistics, terms, thesaurus

# Where each is read, its name, its value where it does nothing, and what it is made less and more to where that is not
# half and twice.
CONSTANTS: tuple[tuple[ModuleType, str, float | None, tuple[float, float] | None], ...] = (
    (scoring, "K1", None, None),
    (scoring, "B", 0, None),
    (scoring, "SEVERAL", 1, (1.5, 6)),
    (scoring, "PART_OF_TERM", 1, (0.3, 0.8)),
    (scoring, "CLOSE", 0, None),
    (scoring, "SHARPNESS", 1, (2, 8)),
    (terms, "OF_A_PART", 0, None),
    (groups, "SHARE", 1, None),
    (groups, "JUDGING_SHARE", 1, (0.25, 0.75)),
    (groups, "GENERAL", 1, None),
    (groups, "MAX_EXPANSIONS", 1000, (7, 28)),
    (statistics, "PHRASE_SHARE", 1, None),
    (nearest, "ENOUGH", 0, (10, 40)),
    (nearest, "CANDIDATES", 0, (300, 1200)),
)
# The thesaurus's weights are one table: each kind's own.
KINDS = ("acronym", "name", "everyday", "related")


@dataclass(frozen=True, slots=True)
class Worth:
    """One constant with its value, and nDCG@10 over all needs without it (None: it cannot be left out), with less of
    it, with it, and with more.
    """

    name: str
    value: float
    values: tuple[float, float]
    without: float | None
    less: float
    as_it_is: float
    more: float


def worths(needs: Sequence[Need]) -> Iterator[Worth]:
    """What each constant is worth on these needs."""
    as_it_is = ndcg(needs)
    for module, name, off, values in CONSTANTS:
        value = getattr(module, name)
        tried = values or (value / 2, value * 2)
        without = None if off is None else ndcg_with(module, name, off, needs)
        less, more = (ndcg_with(module, name, one, needs) for one in tried)
        yield Worth(f"{module.__name__.split('.')[-1]}.{name}", value, tried, without, less, as_it_is, more)
    for kind in KINDS:
        value = thesaurus.WEIGHTS[kind]
        # Below SAME a kind is only related, and an acronym is the same word at any weight from EQUAL on.
        tried = (value - 0.1, min(1.0, value + 0.1))
        less, more = (
            ndcg_with(thesaurus, "WEIGHTS", {**thesaurus.WEIGHTS, kind: one}, needs) for one in tried
        )
        yield Worth(f"thesaurus.WEIGHTS[{kind}]", value, tried, None, less, as_it_is, more)


def ndcg_with(module: ModuleType, name: str, value: Any, needs: Sequence[Need]) -> float:
    """nDCG@10 while a module has another value of a constant."""
    # The thesaurus is read again under other weights.
    with changed(module, name, value), changed(thesaurus, "_read", {}):
        return ndcg(needs)


def ndcg(needs: Sequence[Need]) -> float:
    return quality(ours(), needs)["all"].ndcg


@contextmanager
def changed(module: ModuleType, name: str, value: Any) -> Iterator[None]:
    """Another value of a constant for a while."""
    before = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, before)
