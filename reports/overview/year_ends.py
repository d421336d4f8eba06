"""What all authorities held at the end of each year: the newest grade of a strand in the reports known by then.

The grid of a day says the same of that day. Both rest on one rule: a grade is the present one until a later inspection
of the whole service no longer gives it, and no grade is made up for an authority that has none.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from reports import frameworks
from reports.models import Authority, Inspection, Judgement
from reports.models.grade_states import JUDGED_JOINTLY, NOT_IN_FRAMEWORK, NOT_JUDGED
from reports.models.inspection import KNOWN, KNOWN_OF_INSPECTION
from reports.overview.kept_figures import kept_for_version
from reports.overview.standings import NO_OVERALL

NO_REPORT = "no report"
# What an authority can hold, the grades first.
HELD = (*frameworks.GRADES, JUDGED_JOINTLY, NOT_JUDGED, NOT_IN_FRAMEWORK, "not read", NO_OVERALL, NO_REPORT)


@dataclass(frozen=True, slots=True)
class YearEnd:
    """How many authorities held what on the last day of a year, or today in the year that runs."""

    day: date
    counts: Mapping[str, int]
    running: bool = False

    @property
    def year(self) -> int:
        return self.day.year

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def reported(self) -> int:
        """How many had a report that says something of the strand."""
        return self.total - self.counts.get(NO_REPORT, 0)


@dataclass(frozen=True, slots=True)
class Given:
    """What one report says of the strand. `known` is the day from which it can be read."""

    start: date
    slug: str
    known: date
    word: str


@dataclass(frozen=True, slots=True)
class Graded:
    """An inspection that grades something; `rows` are those of its grades that several strands have together."""

    start: date
    slug: str
    known: date
    framework: str
    rows: tuple[str, ...]

    def says_of(self, strand: str) -> str:
        """What it says of a strand that it gives no grade of its own."""
        if strand == "overall":
            return NO_OVERALL
        return frameworks.absence(self.framework, strand, self.rows)


def year_ends(*, strand: str, today: date, region: str | None = None) -> tuple[YearEnd, ...]:
    """Each year from the first report to today: three queries, whatever there is."""
    lives = lives_of(region)
    given, graded = given_by_authority(strand)[strand], graded_by_authority()
    known = [each.known for pk, _, _ in lives for each in (*given.get(pk, ()), *graded.get(pk, ()))]
    if not known:
        return ()
    days = [date(year, 12, 31) for year in range(min(known).year, today.year)]
    return tuple(
        YearEnd(day, held_on(day, lives, given, graded, strand=strand), running=day == today)
        for day in [*days, today]
    )


def held_today(strands: Sequence[str], *, today: date, region: str | None = None) -> dict[str, Counter[str]]:
    """What all authorities hold today in each of several strands: three queries."""
    lives, given, graded = lives_of(region), given_by_authority(*strands), graded_by_authority()
    return {strand: held_on(today, lives, given[strand], graded, strand=strand) for strand in strands}


def lives_of(region: str | None) -> list[tuple[int, date | None, date | None]]:
    """The authorities (of one region), each with the days on which it began and ended."""
    authorities = Authority.objects.known().with_established()
    rows: Iterable[Any] = (authorities.in_regions(region) if region else authorities).order_by()
    return [(each.pk, each.established, each.abolished) for each in rows]


def held_on(
    day: date,
    lives: Iterable[tuple[int, date | None, date | None]],
    given: Mapping[int, Sequence[Given]],
    graded: Mapping[int, Sequence[Graded]],
    *,
    strand: str,
) -> Counter[str]:
    """How many of the authorities that existed on a day held what."""
    return Counter(
        held(
            (each for each in given.get(pk, ()) if each.known <= day),
            (each for each in graded.get(pk, ()) if each.known <= day),
            strand=strand,
        )
        for pk, established, abolished in lives
        if (established is None or established <= day) and (abolished is None or abolished > day)
    )


def held(given: Iterable[Given], graded: Iterable[Graded], *, strand: str) -> str:
    """What one authority holds, from what is known of it, the newest first; no more of it is looked at than is
    needed."""
    newest = next(iter(given), None)
    # A targeted inspection, such as that of child protection alone, leaves the grades of other strands as they are.
    since = next((each for each in graded if newest is None or each.framework in frameworks.WHOLE), None)
    if since and (newest is None or since.start > newest.start):
        return since.says_of(strand)
    return newest.word if newest else NO_REPORT


def given_by_authority(*strands: str) -> dict[str, dict[int, list[Given]]]:
    """What each report says of each strand, by authority, the newest first; the first printed of several counts."""
    rows = (
        Judgement.objects.placed()
        .given_to(*strands)
        .annotate(known=KNOWN_OF_INSPECTION)
        .order_by("-inspection__start", "inspection__slug", "order")
        .values_list(
            "strand",
            "inspection__authority",
            "inspection__start",
            "inspection__slug",
            "known",
            "grade",
            "status",
        )
    )
    found: dict[str, dict[int, list[Given]]] = {strand: {} for strand in strands}
    for strand, authority, start, slug, known, grade, status in rows:
        if start is not None:  # for the type checker: a placed inspection has its first day
            given = Given(start, slug, known, grade or status)
            found[strand].setdefault(authority, []).append(given)
    return found


@kept_for_version(most=1)
def graded_by_authority() -> dict[int, list[Graded]]:
    """The inspections of a council's services that grade anything, by authority, the newest first."""
    rows_in_one = Judgement.objects.filter(
        inspection=OuterRef("pk"), strand__in=list(frameworks.JOINT), grade__isnull=False
    )
    rows = (
        Inspection.objects.placed()
        .under(*frameworks.BEYOND_BOARD)
        .graded()
        .annotate(known=KNOWN["published"], rows=ArraySubquery(rows_in_one.values("strand")))
        .newest_first()
        .values_list("authority", "start", "slug", "known", "framework", "rows")
    )
    found: dict[int, list[Graded]] = {}
    for authority, start, slug, known, framework, judged in rows:
        if start is not None:  # as above
            found.setdefault(authority, []).append(Graded(start, slug, known, framework or "", tuple(judged)))
    return found
