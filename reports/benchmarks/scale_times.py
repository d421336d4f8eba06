"""Times of one kind of request: their median and their 95th percentile."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds: the median, and the 95th percentile."""

    median: float
    p95: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Times":
        return cls(median(seconds) * 1000, quantiles(seconds, n=20, method="inclusive")[-1] * 1000)

    @classmethod
    def of_milliseconds(cls, times: Sequence[float]) -> "Times":
        return cls.of([one / 1000 for one in times])
