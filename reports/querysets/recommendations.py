"""Queries of recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import F, QuerySet

if TYPE_CHECKING:
    from reports.models import Inspection, Recommendation  # noqa: F401 (names the class below)


class RecommendationQuerySet(QuerySet["Recommendation"]):
    """`Recommendation.objects.of(inspection).in_printed_order()`"""

    def of(self, inspection: Inspection) -> Self:
        """Those of one report."""
        return self.filter(inspection=inspection)

    def placed(self) -> Self:
        """Those of reports whose authority, framework and first day are known."""
        return self.filter(
            inspection__authority__isnull=False,
            inspection__framework__isnull=False,
            inspection__start__isnull=False,
        )

    def for_reading(self) -> Self:
        """With the inspection and its authority, in the same query."""
        return self.select_related("inspection__authority")

    def newest_first(self) -> Self:
        """The newest report first, each report's in printed order."""
        return self.order_by(F("inspection__start").desc(nulls_last=True), "inspection__slug", "order")

    def in_printed_order(self) -> Self:
        """As the report prints them."""
        return self.order_by("inspection_id", "order")
