"""Places on an axis: as near as possible to where they belong, and never closer than words need."""

from collections.abc import Sequence
from itertools import pairwise


def spread(wanted: Sequence[float], *, low: float, high: float, gap: float) -> list[float]:
    """Places in [low, high], in the order of `wanted`, each at least `gap` after the one before.

    The sum of squared moves is the least possible (isotonic regression by pooling adjacent violators). Where
    the places do not fit even at their closest, they are spread evenly and closer than `gap`.
    """
    if not wanted:
        return []
    room = high - low
    if len(wanted) > 1:
        gap = min(gap, room / (len(wanted) - 1))
    # Without the gaps, "at least a gap apart" becomes "not decreasing".
    pools: list[tuple[float, int]] = []
    for index, place in enumerate(wanted):
        mean, count = place - index * gap, 1
        while pools and pools[-1][0] > mean:
            before, number = pools.pop()
            mean = (before * number + mean * count) / (number + count)
            count += number
        pools.append((mean, count))
    ceiling = high - (len(wanted) - 1) * gap
    eased = [min(max(mean, low), ceiling) for mean, count in pools for _ in range(count)]
    return [place + index * gap for index, place in enumerate(eased)]


def between(value: float, *, known: Sequence[tuple[float, float]]) -> float:
    """Where `value` is on an axis of which some (value, place) pairs are known, straight lines between.

    Beyond the first and last pair the nearest stretch goes on; with one pair every value is at its place.
    """
    if len(known) == 1:
        return known[0][1]
    for (value_a, place_a), (value_b, place_b) in pairwise(known):
        if value <= value_b or (value_b, place_b) == known[-1]:
            if value_b == value_a:
                return place_b
            return place_a + (value - value_a) * (place_b - place_a) / (value_b - value_a)
    raise AssertionError("the last stretch answers every value")
