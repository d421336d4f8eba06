"""Queries of authorities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Count, F, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value

if TYPE_CHECKING:
    from reports.models import Authority  # noqa: F401 (names the class below)

PLACED = Q(inspections__framework__isnull=False, inspections__start__isnull=False)


class AuthorityQuerySet(QuerySet["Authority"]):
    """`Authority.objects.inspected().in_regions("North West").by_name()`"""

    def inspected(self) -> Self:
        """Those with at least one inspection in the archive."""
        return self.with_inspection_count().holding()

    def holding(self) -> Self:
        """The same of authorities that are counted already. Needs `with_inspection_count`."""
        return self.filter(Q(inspection_count__gt=0))

    def with_inspection_count(self) -> Self:
        """Annotated with `inspection_count`."""
        return self.annotate(inspection_count=Count("inspections", filter=PLACED, distinct=True))

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
        """Annotated with the newest inspection: `latest_slug`, `latest_start`, `latest_framework`.

        `latest_overall` is the newest overall grade, which a later report without an overall judgement leaves
        standing; `latest_overall_start` and `latest_overall_framework` say when and on which scale it was given.
        """
        inspection = apps.get_model("reports", "Inspection")._default_manager
        history = inspection.filter(
            authority=OuterRef("pk"), framework__isnull=False, start__isnull=False
        ).order_by("-start", "slug")
        graded = history.filter(judgements__strand="overall", judgements__grade__isnull=False).annotate(
            overall=F("judgements__grade")
        )
        return self.annotate(
            latest_slug=Subquery(history.values("slug")[:1]),
            latest_start=Subquery(history.values("start")[:1]),
            latest_framework=Subquery(history.values("framework")[:1]),
            latest_overall=Subquery(graded.values("overall")[:1]),
            latest_overall_start=Subquery(graded.values("start")[:1]),
            latest_overall_framework=Subquery(graded.values("framework")[:1]),
        )

    def known(self) -> Self:
        """Those of the reference list, and of the fictional ones only those whose reports are here."""
        return self.with_inspection_count().filter(Q(fictional=False) | Q(inspection_count__gt=0))

    def named(self, text: str) -> Self:
        """Those whose name, or a former one, holds this text, whatever its case."""
        former = Func(F("former_names"), Value(" | "), function="array_to_string", output_field=TextField())
        return self.alias(former=former).filter(Q(name__icontains=text) | Q(former__icontains=text))

    def existing_on(self, day: date) -> Self:
        """Those that were not abolished by this day."""
        return self.filter(Q(abolished__isnull=True) | Q(abolished__gt=day))

    def as_it_stood(self, strand: str, *, on: date | None = None) -> Self:
        """Annotated with the strand's newest grade among inspections begun by that day (None: by now).

        `stood_grade` (None: not judged), `stood_status` (None: no such judgement), `stood_start`,
        `stood_framework` and `stood_slug` say which inspection it is from.
        """
        judgement = apps.get_model("reports", "Judgement")._default_manager
        newest = judgement.filter(
            inspection__authority=OuterRef("pk"),
            inspection__framework__isnull=False,
            inspection__start__isnull=False,
            strand=strand,
        )
        if on is not None:
            newest = newest.filter(inspection__start__lte=on)
        newest = newest.order_by("-inspection__start", "inspection__slug", "order")
        fields = {
            "stood_grade": "grade",
            "stood_status": "status",
            "stood_start": "inspection__start",
            "stood_framework": "inspection__framework",
            "stood_slug": "inspection__slug",
        }
        return self.annotate(**{name: Subquery(newest.values(field)[:1]) for name, field in fields.items()})

    def by_name(self) -> Self:
        """In the order of their names."""
        return self.order_by("name")
