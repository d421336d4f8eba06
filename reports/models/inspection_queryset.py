"""What inspections are asked for: their queryset, beside the model."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from reports import frameworks
from reports.frameworks import other_kinds
from reports.models.grade_states import (
    JOINT_GRADES,
    JUDGED_JOINTLY,
    NOT_IN_FRAMEWORK,
    NOT_JUDGED,
    in_natural_order,
)
from reports.models.judgement import Judgement, joint_judgements_of, judgements_of
from reports.models.recommendation import Recommendation

if TYPE_CHECKING:
    from reports.models.authority import Authority
    from reports.models.inspection import Inspection


# From when a report counts: it is read once it is published; or, for who asks so, from its inspection on.
KNOWN = {"published": Coalesce("published", "end", "start"), "inspected": Coalesce("end", "start")}
# The same in a query of what belongs to an inspection.
KNOWN_OF_INSPECTION = Coalesce("inspection__published", "inspection__end", "inspection__start")


class InspectionQuerySet(QuerySet["Inspection"]):
    """`Inspection.objects.of(authority).judged("care-leavers", "inadequate").newest_first()`"""

    def placed(self) -> Self:
        """Graded inspections: those whose authority, framework and first day are known."""
        return self.filter(authority__isnull=False, framework__isnull=False, start__isnull=False)

    def listed(self) -> Self:
        """Those, and the visits and area inspections whose authority and first day are known."""
        return self.filter(
            ~Q(kind="") | Q(framework__isnull=False), authority__isnull=False, start__isnull=False
        )

    def ungraded(self) -> Self:
        """Visits and area inspections whose authority and first day are known: they give no grades."""
        return self.listed().exclude(kind="")

    def of_kinds(self, *kinds: str) -> Self:
        """Those of any of these kinds; "inspection" are those under a framework, which give grades."""
        wanted = Q(kind__in=[kind for kind in kinds if kind != other_kinds.GRADED])
        return self.filter(wanted | Q(framework__isnull=False) if other_kinds.GRADED in kinds else wanted)

    def kind_counts(self) -> dict[str, int]:
        """How many of those listed are of each kind, by its key, in the order of facets; not of kinds without any."""
        rows = dict(self.listed().order_by().values_list("kind").annotate(count=Count("pk")))
        counted = {
            key: rows.get("" if key == other_kinds.GRADED else key, 0) for key in other_kinds.KIND_NAMES
        }
        return {key: count for key, count in counted.items() if count}

    def unplaced(self) -> Self:
        """All others: documents of another kind, or of no known authority or day."""
        return self.exclude(pk__in=self.model.objects.listed().order_by().values("pk"))

    def of(self, *authorities: Authority) -> Self:
        """Those of any of these authorities."""
        return self.filter(authority__in=authorities)

    def newest_of_each_authority(self) -> Self:
        """The newest report of each authority, whatever else narrows the list: it is chosen among all that have a
        place."""
        newest = (
            self.model.objects.placed().order_by("authority_id", "-start", "slug").distinct("authority_id")
        )
        return self.filter(pk__in=newest.values("pk"))

    def under(self, *keys: str) -> Self:
        """Those under any of these frameworks."""
        return self.filter(framework__in=keys)

    def in_regions(self, *regions: str) -> Self:
        """Those of authorities in any of these regions."""
        return self.filter(authority__region__in=regions)

    def since_year(self, year: int) -> Self:
        """Those that began in this year or later."""
        return self.filter(start__year__gte=year)

    def until_year(self, year: int) -> Self:
        """Those that began in this year or earlier."""
        return self.filter(start__year__lte=year)

    def known_by(self, day: date | None, *, by: str = "published") -> Self:
        """Those whose report was out by this day (None: by now): from its publication, or, where the day of that
        is not known, from the last day of the inspection; by "inspected", always from that."""
        return self if day is None else self.alias(known=KNOWN[by]).filter(known__lte=day)

    def first_known(self, *, by: str = "published") -> date | None:
        """The day from which there is a report at all; None where there is none."""
        first: date | None = self.aggregate(first=Min(KNOWN[by]))["first"]
        return first

    def graded(self) -> Self:
        """Those whose report gives any strand a grade."""
        return self.filter(Exists(Judgement.objects.filter(inspection=OuterRef("pk"), grade__isnull=False)))

    def grading(self, strand: str) -> Exists:
        """Whether a report gives the strand a grade, to annotate a query of inspections with."""
        return Exists(judgements_of(strand).filter(grade__isnull=False))

    def counted_without(self, strand: str) -> list[tuple[str, int, int]]:
        """Framework, year, and how many inspections of the whole service grade others and not this strand."""
        ungraded = self.under(*frameworks.BEYOND_BOARD).graded().judged(strand, NOT_IN_FRAMEWORK).order_by()
        return list(ungraded.values_list("framework", "start__year").annotate(count=Count("pk")))

    def judged(self, strand: str, *states: str) -> Self:
        """Those where the strand has any of these states: a grade, "judged jointly" with another strand ("inadequate
        jointly": with that grade), "not judged", or "not in framework"; never a visit, which gives no grades."""
        own, joint = judgements_of(strand), joint_judgements_of(strand)
        by_itself, jointly = Q(Exists(own)), Q(~Exists(own)) & Q(Exists(joint))
        wanted = Q()
        if grades := [state for state in states if state in frameworks.GRADES]:
            wanted |= Q(Exists(own.filter(grade__in=grades)))
        if JUDGED_JOINTLY in states:
            wanted |= jointly
        if grades := [grade for state, grade in JOINT_GRADES.items() if state in states]:
            wanted |= ~by_itself & Q(Exists(joint.filter(grade__in=grades)))
        absent = ~by_itself & ~Q(Exists(joint))
        expected = Q(framework__in=frameworks.judging(strand))
        if NOT_JUDGED in states:
            wanted |= Q(Exists(own.filter(status=NOT_JUDGED))) | (absent & expected)
        if NOT_IN_FRAMEWORK in states:
            # In so many words, since NULL, an unknown framework, is not among any.
            wanted |= absent & (~expected | Q(framework__isnull=True))
        return self.filter(wanted, kind="") if wanted else self.none()

    def with_overall(self) -> Self:
        """Annotated with `overall_grade` (None without one), `overall_printed` and `overall_status`."""
        overall = judgements_of("overall")
        return self.annotate(
            overall_grade=Subquery(overall.values("grade")[:1]),
            overall_printed=Coalesce(Subquery(overall.values("printed_grade")[:1]), Value("")),
            overall_status=Coalesce(Subquery(overall.values("status")[:1]), Value(NOT_IN_FRAMEWORK)),
        )

    def with_counts(self) -> Self:
        """Annotated with `recommendation_count`."""
        counted = (
            Recommendation.objects.filter(inspection=OuterRef("pk"))
            .order_by()
            .values("inspection")
            .annotate(count=Count("pk"))
            .values("count")
        )
        return self.annotate(recommendation_count=Coalesce(Subquery(counted), Value(0)))

    def figures(self) -> dict[str, Any]:
        """How many inspections, paragraphs and authorities, and the first and the last day: `inspections`,
        `paragraphs`, `authorities`, `first`, `last`."""
        return self.aggregate(
            inspections=Count("pk"),
            paragraphs=Coalesce(Sum("paragraph_count"), 0),
            authorities=Count("authority", distinct=True),
            first=Min("start"),
            last=Max("start"),
        )

    def for_reading(self) -> Self:
        """With what every page about inspections says of them: authority and source, in the same query."""
        return self.select_related("authority", "source")

    def latest_published_first(self) -> Self:
        """By the day from which a report counts, the last first: of publication, where that is known."""
        return self.order_by(KNOWN["published"].desc(nulls_last=True), "-start", "slug")

    def newest_first(self) -> Self:
        """By first day, the last first; a stable order."""
        return self.order_by("-start", "slug")

    def oldest_first(self) -> Self:
        """By first day; a stable order."""
        return self.order_by("start", "slug")

    def by_authority(self) -> Self:
        """By the authority's name, the newest first within each."""
        return self.order_by("authority__name", "-start", "slug")

    def best_first(self) -> Self:
        """By overall grade from outstanding to inadequate; those without one last. Needs `with_overall`."""
        place = in_natural_order("overall_grade")
        return self.order_by(place.asc(nulls_last=True), "-start", "slug")

    def worst_first(self) -> Self:
        """By overall grade from inadequate to outstanding; those without one last. Needs `with_overall`."""
        place = in_natural_order("overall_grade")
        return self.order_by(place.desc(nulls_last=True), "-start", "slug")

    def history_of(self, inspection: Inspection) -> Self:
        """Every inspection of the same authority, of whatever kind, this one too, the oldest first; none where it has
        no place."""
        if inspection.authority_id is None or inspection.start is None:
            return self.none()
        return self.listed().filter(authority=inspection.authority_id).oldest_first()

    def at(self, slugs: Iterable[str]) -> Self:
        """Those with these names in their URLs."""
        return self.filter(slug__in=slugs)
