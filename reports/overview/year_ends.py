"""What all authorities held at the end of each year: the newest grade of a strand in the reports known by then.

The grid of a day says the same of that day. Both rest on one rule: a grade is the present one until a later inspection
of the whole service no longer gives it, and no grade is made up for an authority that has none.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import ExtractYear

from reports import frameworks
from reports.models import Authority, Inspection, Judgement
from reports.models.grade_states import JUDGED_JOINTLY, NOT_IN_FRAMEWORK, NOT_JUDGED
from reports.models.inspection_queryset import KNOWN, KNOWN_OF_INSPECTION
from reports.models.kept_figures import kept_for_version
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
    """What one report says of the strand."""

    start: date
    slug: str
    word: str


@dataclass(frozen=True, slots=True)
class Graded:
    """An inspection that grades something; `rows` are those of its grades that several strands have together."""

    start: date
    slug: str
    framework: str
    rows: tuple[str, ...]

    def says_of(self, strand: str) -> str:
        """What it says of a strand that it gives no grade of its own."""
        if strand == "overall":
            return NO_OVERALL
        return frameworks.absence(self.framework, strand, self.rows)


Report = TypeVar("Report", Given, Graded)
# An authority, and the days on which it began and ended.
Life = tuple[int, date | None, date | None]
# The year of a report that is not known yet.
LATER = 10_000
# How many pictures are kept: of every strand in the whole country, or of a few strands in every region.
PICTURES = 24


@kept_for_version(most=PICTURES)
def year_ends(strand: str, today: date, region: str | None = None) -> tuple[YearEnd, ...]:
    """Each year from the first report to today: three queries, whatever there is."""
    lives = lives_of(region)
    here = {pk for pk, _, _ in lives}
    given, graded = given_by_year(strand, today), graded_by_year(today)
    years = [year for known in (given, graded) for year, reports in known.items() if here & reports.keys()]
    if not years:
        return ()
    newest = Newest(strand)
    ends = []
    for year in range(min(*years, today.year), today.year + 1):
        newest.learn(given.get(year, {}), graded.get(year, {}))
        running = year == today.year
        day = today if running else date(year, 12, 31)
        ends.append(YearEnd(day, newest.held_on(day, lives), running=running))
    return tuple(ends)


def held_today(strands: Sequence[str], *, today: date, region: str | None = None) -> dict[str, Counter[str]]:
    """What all authorities hold today in each of several strands: three queries."""
    lives, given, graded = lives_of(region), given_by_today(tuple(strands), today), graded_by_year(today)
    found = {}
    for strand in strands:
        newest = Newest(strand)
        newest.learn(given[strand], {})
        for year in graded.keys() - {LATER}:
            newest.learn({}, graded[year])
        found[strand] = newest.held_on(today, lives)
    return found


@dataclass(slots=True)
class Newest:
    """The newest report of each authority that says something of a strand, that grades anything, and that grades
    anything of the whole service: of those that have become known so far."""

    strand: str
    given: dict[int, Given] = field(default_factory=dict)
    graded: dict[int, Graded] = field(default_factory=dict)
    whole: dict[int, Graded] = field(default_factory=dict)

    def learn(self, given: Mapping[int, Given], graded: Mapping[int, Iterable[Graded]]) -> None:
        """More reports have become known, by authority."""
        for pk, report in given.items():
            self.given[pk] = newer(self.given.get(pk), report)
        for pk, inspections in graded.items():
            for each in inspections:
                self.graded[pk] = newer(self.graded.get(pk), each)
                if each.framework in frameworks.WHOLE:
                    self.whole[pk] = newer(self.whole.get(pk), each)

    def held_on(self, day: date, lives: Iterable[Life]) -> Counter[str]:
        """How many of the authorities that existed on a day hold what."""
        return Counter(
            self.held(pk)
            for pk, established, abolished in lives
            if (established is None or established <= day) and (abolished is None or abolished > day)
        )

    def held(self, pk: int) -> str:
        """What one authority holds."""
        given = self.given.get(pk)
        # A targeted inspection, such as that of child protection alone, leaves the grades of other strands as they are.
        since = self.graded.get(pk) if given is None else self.whole.get(pk)
        if since and (given is None or since.start > given.start):
            return since.says_of(self.strand)
        return given.word if given else NO_REPORT


def newer(known: Report | None, other: Report) -> Report:
    """The newer of two reports by their first day; of one day, the first by its slug."""
    if known is None or (known.start, other.slug) < (other.start, known.slug):
        return other
    return known


def lives_of(region: str | None) -> list[Life]:
    """The authorities (of one region), each with the days on which it began and ended."""
    authorities = Authority.objects.known().with_established()
    rows: Iterable[Any] = (authorities.in_regions(region) if region else authorities).order_by()
    return [(each.pk, each.established, each.abolished) for each in rows]


def year_known(today: date) -> Case:
    """The year in which a report became known, or LATER. Needs `known`."""
    return Case(
        When(known__lte=today, then=ExtractYear("known")), default=Value(LATER), output_field=IntegerField()
    )


# Newest first, and the first printed of several judgements of one report.
NEWEST = ("-inspection__start", "inspection__slug", "order")
SAID = ("inspection__start", "inspection__slug", "grade", "status")


@kept_for_version(most=4)
def given_by_year(strand: str, today: date) -> dict[int, dict[int, Given]]:
    """What the reports say of a strand, by the year in which they became known and by authority.

    Of the reports of one authority that became known in one year the newest alone is fetched: no other was held at the
    end of that year or later.
    """
    rows = (
        Judgement.objects.placed()
        .given_to(strand)
        .annotate(known=KNOWN_OF_INSPECTION)
        .annotate(year=year_known(today))
        .order_by("inspection__authority", "year", *NEWEST)
        .distinct("inspection__authority", "year")
        .values_list("year", "inspection__authority", *SAID)
    )
    found: dict[int, dict[int, Given]] = {}
    for year, authority, start, slug, grade, status in rows:
        found.setdefault(year, {})[authority] = Given(start, slug, grade or status)
    return found


def given_by_today(strands: tuple[str, ...], today: date) -> dict[str, dict[int, Given]]:
    """What the newest report that is known today says of each strand, by authority."""
    rows = (
        Judgement.objects.placed()
        .given_to(*strands)
        .annotate(known=KNOWN_OF_INSPECTION)
        .filter(known__lte=today)
        .order_by("inspection__authority", "strand", *NEWEST)
        .distinct("inspection__authority", "strand")
        .values_list("strand", "inspection__authority", *SAID)
    )
    found: dict[str, dict[int, Given]] = {strand: {} for strand in strands}
    for strand, authority, start, slug, grade, status in rows:
        found[strand][authority] = Given(start, slug, grade or status)
    return found


@kept_for_version(most=1)
def graded_by_year(today: date) -> dict[int, dict[int, list[Graded]]]:
    """The inspections of a council's services that grade anything, by the year in which they became known and by
    authority: of each year the newest, and the newest that looked at the whole service."""
    rows = (
        Inspection.objects.placed()
        .under(*frameworks.BEYOND_BOARD)
        .graded()
        .annotate(known=KNOWN["published"])
        .annotate(year=year_known(today), whole=Q(framework__in=frameworks.WHOLE))
        .order_by("authority", "year", "whole", "-start", "slug")
        .distinct("authority", "year", "whole")
        .values_list("pk", "year", "authority", "start", "slug", "framework", "whole")
    )
    jointly = rows_in_one()
    found: dict[int, dict[int, list[Graded]]] = {}
    for pk, year, authority, start, slug, framework, _ in rows:
        if start is not None:  # for the type checker: a placed inspection has its first day
            graded = Graded(start, slug, framework or "", tuple(jointly.get(pk, ())))
            found.setdefault(year, {}).setdefault(authority, []).append(graded)
    return found


def rows_in_one() -> dict[int, list[str]]:
    """The rows by which inspections grade several strands together, by primary key."""
    judgements = Judgement.objects.given_to(*frameworks.JOINT).filter(grade__isnull=False)
    found: dict[int, list[str]] = {}
    for pk, row in judgements.order_by("order").values_list("inspection", "strand"):
        found.setdefault(pk, []).append(row)
    return found
