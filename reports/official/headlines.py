"""Figures that the inspectorate published about one day, beside the same figures computed from the archive.

Published: "Main findings: children's social care in England 2024", Ofsted, as at 31 March 2024.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from reports import frameworks
from reports.models import Authority, Inspection

ON = date(2024, 3, 31)
GOOD_OR_BETTER = ("outstanding", "good")


@dataclass(frozen=True, slots=True)
class Headline:
    """One figure: what it says, the published value, ours, and of how many authorities ours is."""

    name: str
    published: str
    ours: str
    of: int

    @property
    def is_equal(self) -> bool:
        return self.published == self.ours


def headlines() -> list[Headline]:
    """The published figures beside ours, in four queries."""
    overall = grades_on(ON, "overall")
    helped = [grade for _, grade in grades_on(ON, "help-and-protection")]
    everywhere = [grade for _, grade in overall]
    shares = [
        ("Good or better overall", "60 %", everywhere),
        ("Good or better overall, London", "85 %", [g for region, g in overall if region == "London"]),
        (
            "Good or better overall, North West",
            "36 %",
            [g for region, g in overall if region == "North West"],
        ),
        ("Good or better for help and protection", "54 %", helped),
    ]
    better, held, worse, several = movements_by(ON)
    moves = [
        ("Authorities with more than one ILACS inspection", "65", several),
        ("Better than the time before", "26", better),
        ("Good or better both times", "15", held),
        ("Worse than the time before", "12", worse),
    ]
    return [
        *(Headline(name, said, share_of(grades), len(grades)) for name, said, grades in shares),
        *(Headline(name, said, str(count), several) for name, said, count in moves),
    ]


def grades_on(day: date, strand: str) -> list[tuple[str, str]]:
    """Region and newest grade of each authority that existed on a day and had a grade by then."""
    there: Iterable[Any] = (
        Authority.objects.filter(fictional=False).existing_on(day).as_it_stood(strand, on=day)
    )
    return [(one.region, one.stood_grade) for one in there if one.stood_grade]


def share_of(grades: Iterable[str]) -> str:
    """The share of good and better ones in whole per cent; empty where there are none."""
    given = list(grades)
    return f"{round(100 * sum(grade in GOOD_OR_BETTER for grade in given) / len(given))} %" if given else ""


def movements_by(day: date) -> tuple[int, int, int, int]:
    """Of authorities with more than one ILACS inspection by a day: how many were better the last time than the
    time before, good or better both times without a change, and worse; and how many there are."""
    known: Iterable[Any] = (
        Inspection.objects.placed()
        .under(*frameworks.IN_USE)
        .filter(authority__fictional=False)
        .known_by(day)
        .with_overall()
        .order_by("authority", "start")
    )
    grades: dict[int, list[str]] = {}
    for one in known:
        if one.overall_grade and one.authority_id:
            grades.setdefault(one.authority_id, []).append(one.overall_grade)
    last = [list(pairwise(given))[-1] for given in grades.values() if len(given) > 1]
    place = frameworks.SCALE_2013.index
    return (
        sum(place(after) < place(before) for before, after in last),
        sum(before == after and after in GOOD_OR_BETTER for before, after in last),
        sum(place(after) > place(before) for before, after in last),
        len(last),
    )
