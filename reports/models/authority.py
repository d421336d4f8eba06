"""A council with responsibility for children's services, as the reference list names it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse

from reports import frameworks
from reports.models.inspection import Inspection
from reports.models.judgement import Judgement

PLACED = Q(inspections__framework__isnull=False, inspections__start__isnull=False)


def of_any_kind() -> QuerySet[Inspection]:
    """The inspections of an outer query's authority, with grades or without."""
    return Inspection.objects.filter(authority=OuterRef("pk")).listed().order_by()


class AuthorityQuerySet(QuerySet["Authority"]):
    """`Authority.objects.inspected().in_regions("North West").by_name()`"""

    def inspected(self) -> Self:
        """Those with at least one inspection in the archive."""
        return self.with_inspection_count().holding()

    def visited(self) -> Self:
        """Those with an inspection of any kind in the archive: with grades, or a visit or an area inspection."""
        return self.filter(Exists(of_any_kind()))

    def holding(self) -> Self:
        """The same of authorities that are counted already. Needs `with_inspection_count`."""
        return self.filter(Q(inspection_count__gt=0))

    def with_inspection_count(self) -> Self:
        """Annotated with `inspection_count`.

        Counted by itself and not by a join: joined, everything else that is asked of an authority would be worked out
        for each of its inspections, to group by it.
        """
        placed = Inspection.objects.filter(authority=OuterRef("pk")).placed().order_by()
        counted = placed.values("authority").annotate(count=Count("pk")).values("count")
        return self.annotate(inspection_count=Coalesce(Subquery(counted), 0))

    def with_other_count(self) -> Self:
        """Annotated with `other_count`: the visits and area inspections, which give no grades."""
        others = Inspection.objects.filter(authority=OuterRef("pk")).listed().exclude(kind="").order_by()
        counted = others.values("authority").annotate(count=Count("pk")).values("count")
        return self.annotate(other_count=Coalesce(Subquery(counted), 0))

    def in_regions(self, *regions: str) -> Self:
        """Those in any of these regions."""
        return self.filter(region__in=regions)

    def of_types(self, *types: str) -> Self:
        """Those of any of these types."""
        return self.filter(type__in=types)

    def present(self) -> Self:
        """Those that still exist."""
        return self.filter(abolished__isnull=True)

    def with_latest(self) -> Self:
        """Annotated with the newest inspection (`latest_slug`, `latest_start`, `latest_framework`) and with how
        the authority stands overall (`as_it_stood`)."""
        history = Inspection.objects.filter(authority=OuterRef("pk")).placed().newest_first()
        return self.annotate(
            latest_slug=Subquery(history.values("slug")[:1]),
            latest_start=Subquery(history.values("start")[:1]),
            latest_framework=Subquery(history.values("framework")[:1]),
        ).as_it_stood("overall")

    def known(self) -> Self:
        """Those of the reference list, and of the fictional ones only those with an inspection of any kind here."""
        return self.with_inspection_count().filter(Q(fictional=False) | Exists(of_any_kind()))

    def named(self, text: str, *, also: Iterable[int] = ()) -> Self:
        """Those whose name, or a former one, holds this text, whatever its case; and these, by primary key."""
        former = Func(F("former_names"), Value(" | "), function="array_to_string", output_field=TextField())
        return self.alias(former=former).filter(
            Q(name__icontains=text) | Q(former__icontains=text) | Q(pk__in=list(also))
        )

    def existing_on(self, day: date) -> Self:
        """Those that were not abolished by this day, nor came later: a successor begins where its predecessor ends."""
        predecessor = Authority.objects.filter(abolished__gt=day)
        return self.filter(Q(abolished__isnull=True) | Q(abolished__gt=day)).exclude(
            Exists(predecessor.filter(successors=OuterRef("pk")))
        )

    def with_established(self) -> Self:
        """Annotated with `established`: the day on which the last of its predecessors ended (None: it has none)."""
        predecessor = Authority.objects
        ended = predecessor.filter(successors=OuterRef("pk"), abolished__isnull=False).order_by("-abolished")
        return self.annotate(established=Subquery(ended.values("abolished")[:1]))

    def as_it_stood(self, strand: str, *, on: date | None = None, by: str = "published") -> Self:
        """Annotated with the strand's newest grade in the reports known by that day (None: by now).

        A report counts from its publication or, by "inspected", from its inspection's last day.

        `stood_grade` (None: not judged), `stood_status` (None: no such judgement), `stood_start`,
        `stood_framework` and `stood_slug` say which inspection it is from. `stood_overtaken`: a later inspection
        of the whole service grades other strands and not this one, so that the grade is no longer the present
        one; or no inspection gave one, and there is an inspection. `since_start`, `since_slug` and `since_framework`
        are that inspection's, `since_grades` what it gives: mappings of `strand` and `grade`, in printed order.
        """
        known = Inspection.objects.placed().known_by(on, by=by)
        newest = Judgement.objects.filter(
            inspection__authority=OuterRef("pk"), inspection__in=known.order_by(), strand=strand
        ).order_by("-inspection__start", "inspection__slug", "order")
        fields = {
            "stood_grade": "grade",
            "stood_status": "status",
            "stood_start": "inspection__start",
            "stood_framework": "inspection__framework",
            "stood_slug": "inspection__slug",
        }
        graded = known.filter(authority=OuterRef("pk")).graded().newest_first()
        since = Inspection.objects.filter(pk=OuterRef("since_id"))
        grades = Judgement.objects.filter(inspection=OuterRef("since_id"), grade__isnull=False).order_by(
            "order"
        )
        return self.annotate(
            **{name: Subquery(newest.values(field)[:1]) for name, field in fields.items()},
            since_id=Coalesce(
                Subquery(graded.under(*frameworks.WHOLE).values("pk")[:1]),
                Case(
                    When(
                        stood_start__isnull=True,
                        then=Subquery(graded.under(*frameworks.BEYOND_BOARD).values("pk")[:1]),
                    )
                ),
            ),
            since_slug=Subquery(since.values("slug")),
            since_start=Subquery(since.values("start")),
            since_framework=Subquery(since.values("framework")),
            since_grades=ArraySubquery(grades.values(given=JSONObject(strand="strand", grade="grade"))),
            stood_overtaken=Case(
                When(since_start__isnull=True, then=False),
                When(stood_start__isnull=True, then=True),
                When(since_start__gt=F("stood_start"), then=True),
                default=False,
                output_field=BooleanField(),
            ),
        )

    def coverage(self) -> list[tuple[str, int, int]]:
        """Each region, how many of its authorities have a report here, and how many there are: one query."""
        rows = self.order_by().values_list("region")
        held = Count("pk", filter=PLACED, distinct=True)
        return list(rows.annotate(held=held, total=Count("pk", distinct=True)).order_by("region"))

    def by_name(self) -> Self:
        """In the order of their names."""
        return self.order_by("name")


class Authority(models.Model):
    """Present and former authorities; a former one names those that took over its services."""

    name = models.CharField(max_length=100, unique=True)
    slug = models.SlugField(max_length=100, unique=True)
    gss_code = models.CharField("GSS code", max_length=9, unique=True)
    dfe_code = models.CharField("DfE code", max_length=3, blank=True)
    ofsted_urn = models.CharField("Ofsted URN", max_length=10, blank=True)
    region = models.CharField(max_length=40)
    type = models.CharField(max_length=40)
    former_names = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    statistical_neighbours = ArrayField(models.CharField(max_length=3), default=list, blank=True)
    successors = models.ManyToManyField("self", symmetrical=False, related_name="predecessors", blank=True)
    abolished = models.DateField(null=True, blank=True)
    fictional = models.BooleanField(default=False, help_text="Made up for the project's own sample reports.")

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "authorities"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("authority", args=[self.slug])
