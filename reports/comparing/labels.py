"""What the parts of a comparison are called: of one authority over time, or of two.

Nothing is asked "again" of another authority, and nothing moves between two.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from reports.comparing import citing
from reports.comparing.comparison import Comparison
from reports.models.recommendation_statuses import Status, status_word


@dataclass(frozen=True, slots=True)
class Labels:
    """Names for headings, columns and statuses; all but `first` and `second` fit within a sentence.

    `first`, `second`: the reports ("2012", "2014"; "Ashmere, 2012", "Holt, 2014"). `where`: the second one as the
    end of a sentence. `statuses`: each status; `counted`: the same after a number. `recommendations`, `new`: their
    parts. `alone`: what is in the first or the second report only.
    """

    first: str
    second: str
    where: str
    statuses: Mapping[Status, str]
    counted: Mapping[Status, str]
    recommendations: str
    new: str
    alone: tuple[str, str]
    unclear: str = "unclear"


def labels(comparison: Comparison) -> Labels:
    """The names that fit a comparison."""
    first, second = citing.short_names(comparison.a, comparison.b)
    if not comparison.over_time:
        return of_two(comparison, first, second)
    named = over_time(first, second)
    if comparison.a.kind:
        named = replace(named, recommendations="what became of each area to improve")
    return named


class Count(NamedTuple):
    """A number of the board: how many, what they are called after the number, and where on the page they are."""

    key: str
    number: int
    label: str
    url: str


def counts(comparison: Comparison, named: Labels) -> list[Count]:
    """How many recommendations became what, and how many are new; `named` are the labels of the comparison."""
    found = [
        Count(word, len(comparison.with_status(status)), label, f"#{word}")
        for status, label in named.counted.items()
        for word in (key(status, over_time=comparison.over_time),)
    ]
    found.append(Count("unclear", len(comparison.unclear), named.unclear, "#unclear"))
    return [*found, Count("new", len(comparison.new), named.new, "#new")]


def steps(comparison: Comparison) -> list[tuple[int, str, str]]:
    """The recommendations in their order: number, status as a key, and where on the page each is."""
    return [
        (
            followed.position,
            key(followed.status, over_time=comparison.over_time),
            f"#fate-{followed.position}",
        )
        for followed in comparison.recommendations
    ]


def key(status: Status | None, *, over_time: bool = True) -> str:
    """A status as URLs and style sheets name it: "asked-for-again", of two authorities "asked-for-there-too";
    where none is stated "unclear"."""
    return status_word(status, over_time=over_time).replace(" ", "-") if status else "unclear"


def over_time(first: str, second: str) -> Labels:
    """One authority: what was asked for then, and what became of it."""
    statuses = {
        Status.ASKED_AGAIN: "asked for again",
        Status.CRITICISED: "criticised again",
        Status.IMPROVED: "reported as improved",
        Status.MIXED: "mixed",
        Status.NOT_FOUND: "nothing found",
    }
    return Labels(
        first=first,
        second=second,
        where=f"in the report of {second}",
        statuses=statuses,
        counted=statuses,
        recommendations="what became of each recommendation",
        new=f"new in {second}",
        alone=(f"only in {first}", f"only in {second}"),
    )


def of_two(comparison: Comparison, first: str, second: str) -> Labels:
    """Two authorities: what was asked of the first, and what the report on the second says of the same."""
    one, other = comparison.a.name, comparison.b.name
    statuses = {
        Status.ASKED_AGAIN: f"asked of {other} too",
        Status.CRITICISED: f"criticised in {other} too",
        Status.IMPROVED: f"{other} is said to do this well",
        Status.MIXED: f"mixed in {other}",
        Status.NOT_FOUND: f"only in {one}: nothing found in {other}",
    }
    counted = {Status.IMPROVED: f"said to be done well in {other}", Status.NOT_FOUND: f"only in {one}"}
    return Labels(
        first=first,
        second=second,
        where=f"in the report on {other}",
        statuses=statuses,
        counted={**statuses, **counted},
        recommendations=f"what was asked of {one}, and what is said of {other}",
        new=f"only in {other}",
        alone=(f"only in {one}", f"only in {other}"),
    )
