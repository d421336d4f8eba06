"""Queries of authorities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

if TYPE_CHECKING:
    from reports.models import Authority  # noqa: F401 (names the class below)

PLACED = Q(inspections__framework__isnull=False, inspections__start__isnull=False)


class AuthorityQuerySet(QuerySet["Authority"]):
    """`Authority.objects.inspected().in_regions("North West").by_name()`"""

    def inspected(self) -> Self:
        """Those with at least one inspection in the archive."""
        return self.with_inspection_count().filter(inspection_count__gt=0)

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

    def by_name(self) -> Self:
        """In the order of their names."""
        return self.order_by("name")
