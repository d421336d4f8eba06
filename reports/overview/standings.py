"""How an authority stands in a strand: its newest grade, and whether a later inspection came since that gives none.

Since April 2026 reports give no overall grade. An older one is not the present one then: what the newest report
says of the strands is, and is said in its place.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports import frameworks
from reports.models.grade_states import JUDGED_JOINTLY, NOT_JUDGED

NO_OVERALL = "no overall grade"


@dataclass(frozen=True, slots=True)
class Since:
    """A later inspection that does not grade the strand by itself: what can be said of it instead.

    `said` has the words ("No overall grade since April 2026"), `grades` what it gives its strands, best first,
    with how often. `absent` is the same in a word: "judged jointly", "not judged", "not in framework" or "no overall
    grade".
    """

    start: date
    slug: str
    said: str
    grades: tuple[tuple[str, int], ...]
    absent: str = NOT_JUDGED

    @property
    def jointly(self) -> bool:
        """Whether it judges the strand in one row with another."""
        return self.absent == JUDGED_JOINTLY

    @property
    def clause(self) -> str:
        """The words within a sentence."""
        return self.said[0].lower() + self.said[1:]


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest grade of a strand or "not judged" (empty: none), when it was given and under which framework.

    With `since` it is no longer the present one.
    """

    word: str
    start: date | None
    framework: str
    since: Since | None = None

    @property
    def present(self) -> str:
        """The word that stands today; empty where none does."""
        return "" if self.since else self.word


def standing_of(authority: Any, *, strand: str = "overall") -> Standing:
    """The standing of an authority that is annotated by `as_it_stood` (`with_latest` does so for overall)."""
    return Standing(
        word=authority.stood_grade or authority.stood_status or "",
        start=authority.stood_start,
        framework=authority.stood_framework or "",
        since=since_of(authority, strand) if authority.stood_overtaken else None,
    )


def since_of(authority: Any, strand: str) -> Since:
    """The later inspection, in words."""
    given = {each["strand"]: each["grade"] for each in reversed(authority.since_grades)}
    start = authority.since_start
    together = next((given[row] for row in frameworks.joint_rows(strand) if row in given), None)
    if strand == "overall":
        said = without_overall(start)
        return Since(start, authority.since_slug, said, counted(authority.since_grades), NO_OVERALL)
    if together:
        said = f"Judged {frameworks.judged_with(strand)}"
        return Since(start, authority.since_slug, said, ((together, 1),), JUDGED_JOINTLY)
    absent = frameworks.absence(authority.since_framework, strand)
    if authority.stood_start:
        return Since(start, authority.since_slug, "Not judged by itself since", (), absent)
    said = (
        "Not judged in its newest report"
        if absent == NOT_JUDGED
        else "Not in the framework of its newest report"
    )
    return Since(start, authority.since_slug, said, (), absent)


def without_overall(start: date) -> str:
    """What is said of a report that gives no overall grade."""
    if start < frameworks.NO_OVERALL_FROM:
        return "No overall grade"
    return f"No overall grade since {frameworks.NO_OVERALL_FROM:%B %Y}"


def counted(given: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, int], ...]:
    """Each grade with how often it is given, the best first."""
    counts = Counter(each["grade"] for each in given)
    return tuple((grade, counts[grade]) for grade in frameworks.GRADES if counts[grade])


def in_words(grades: Iterable[tuple[str, int]]) -> str:
    """ "Outstanding × 3, Good"."""
    return ", ".join(
        f"{grade.capitalize()} × {count}" if count > 1 else grade.capitalize() for grade, count in grades
    )
