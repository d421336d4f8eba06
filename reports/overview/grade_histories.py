"""What every inspection gave the strands that can be followed, by authority, the oldest first.

An archive gives few different grades, and each of them thousands of times. What is said of a grade, or of two, is
worked out once for each different one: values of one wording are one object, and are told apart as objects.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, OuterRef

from reports import frameworks
from reports.comparing.judgements import NAMES, Given
from reports.models import Authority, Inspection, Judgement
from reports.models.judgement import JudgementQuerySet
from reports.models.kept_figures import kept_for_version
from reports.overview.standings import NO_OVERALL

# The strands that can be followed; the strands of other frameworks that stand for one come from the crosswalk.
FOLLOWED = ("overall", "help-and-protection", "care", "care-leavers", "leadership")
LOOKED_AT = {*FOLLOWED, *(row for strand in FOLLOWED for row in frameworks.joint_rows(strand))}
GradeCounts = tuple[tuple[str, int], ...]
# More different values than an archive has; each is small.
MOST_DIFFERENT = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What reports of a framework say of a strand; equal ones are the same object (`said_of`).

    `strands` is what a report without an overall grade gives instead, counted. `together`: of a strand that was judged
    in one row with another, with which ("with care leavers").
    """

    framework: str
    given: Given
    strands: GradeCounts = ()
    together: str = ""

    @property
    def state(self) -> str:
        """The grade, or that there was none."""
        return self.given.grade or self.given.status


@lru_cache(maxsize=MOST_DIFFERENT)
def said_of(framework: str, given: Given, strands: GradeCounts = (), together: str = "") -> Said:
    """The one object for this wording."""
    return Said(framework, given, strands, together)


@lru_cache(maxsize=MOST_DIFFERENT)
def said_jointly(said: Said, strand: str) -> Said:
    """What a row of several strands says of one of them."""
    return said_of(said.framework, said.given, together=frameworks.judged_with(strand))


@dataclass(frozen=True, slots=True)
class Judged:
    """One inspection, and what it says of each strand: the first printed of several judgements counts."""

    slug: str
    start: date
    by_strand: Mapping[str, Said]


@dataclass(frozen=True, slots=True)
class Stop:
    """What one inspection says of the strand that is followed."""

    inspection: Judged
    said: Said

    @property
    def slug(self) -> str:
        return self.inspection.slug

    @property
    def start(self) -> date:
        return self.inspection.start

    @property
    def year(self) -> int:
        return self.inspection.start.year

    @property
    def framework(self) -> str:
        return self.said.framework

    @property
    def given(self) -> Given:
        return self.said.given

    @property
    def strands(self) -> GradeCounts:
        return self.said.strands

    @property
    def together(self) -> str:
        return self.said.together

    @property
    def status(self) -> str:
        """How the grade was given, as the exports write it."""
        return "judged jointly" if self.together and self.given.grade else self.given.status


History = tuple[Authority, Sequence[Judged]]


@kept_for_version(most=2)
def histories(region: str = "") -> Sequence[History]:
    """Each authority (of one region) with all its graded inspections, the oldest first: four queries."""
    judgements, inspections = Judgement.objects.placed(), Inspection.objects.placed()
    if region:
        judgements, inspections = judgements.in_regions(region), inspections.in_regions(region)
    rows = list(
        inspections.order_by("authority__name", "start", "slug").values_list(
            "pk", "authority_id", "slug", "start", "framework"
        )
    )
    said = said_by_inspection(judgements, {row[0]: row[4] or "" for row in rows})
    authorities = Authority.objects.in_bulk()
    found: dict[int, list[Judged]] = {}
    for pk, authority, slug, start, _ in rows:
        if authority is not None and start is not None and pk in said:
            found.setdefault(authority, []).append(Judged(slug, start, said[pk]))
    return [(authorities[pk], of_one) for pk, of_one in found.items()]


def said_by_inspection(
    judgements: JudgementQuerySet, framework_of: Mapping[int, str]
) -> dict[int, dict[str, Said]]:
    """What each inspection says of each strand, by primary key: two queries."""
    first: dict[int, dict[str, tuple[int, Said]]] = {}
    for given, pks, orders in wordings(judgements.given_to(*LOOKED_AT)):
        said_under: dict[str, Said] = {}
        for pk, order in zip(pks, orders, strict=True):
            framework = framework_of[pk]
            said = said_under.get(framework)
            if said is None:
                said = said_under[framework] = said_of(framework, given)
            of_one = first.setdefault(pk, {})
            if given.strand not in of_one or order < of_one[given.strand][0]:
                of_one[given.strand] = (order, said)
    found = {pk: {strand: said for strand, (_, said) in of_one.items()} for pk, of_one in first.items()}
    for pk, counts in grades_instead(judgements).items():
        given = Given("overall", NAMES["overall"], None, NO_OVERALL)
        found.setdefault(pk, {})["overall"] = said_of(framework_of[pk], given, counts)
    return found


def wordings(judgements: JudgementQuerySet) -> Iterator[tuple[Given, list[int], list[int]]]:
    """Each different judgement once, with the inspections that gave it and its place in each."""
    rows = judgements.order_by().values_list("strand", "label", "grade", "status", "printed_grade")
    for *said, pks, orders in rows.annotate(pks=ArrayAgg("inspection"), orders=ArrayAgg("order")):
        yield Given(*said), pks, orders


def grades_instead(judgements: JudgementQuerySet) -> dict[int, GradeCounts]:
    """The grades of each inspection without an overall judgement, by primary key, the best first, with how often."""
    overall = Judgement.objects.filter(inspection=OuterRef("inspection"), strand="overall")
    rows = (
        judgements.filter(~Exists(overall), grade__isnull=False)
        .order_by()
        .values_list("inspection", "grade")
        .annotate(times=Count("pk"))
    )
    found: dict[int, dict[str, int]] = {}
    for pk, grade, times in rows:
        found.setdefault(pk, {})[grade or ""] = times
    return {
        pk: tuple((grade, given[grade]) for grade in frameworks.GRADES if grade in given)
        for pk, given in found.items()
    }
