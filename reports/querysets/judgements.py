"""Queries of judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Count, QuerySet

if TYPE_CHECKING:
    from reports.models import Judgement  # noqa: F401 (names the class below)


class JudgementQuerySet(QuerySet["Judgement"]):
    """`Judgement.objects.placed().real().counted_by_year()`"""

    def placed(self) -> Self:
        """Those of reports whose authority, framework and first day are known."""
        return self.filter(
            inspection__authority__isnull=False,
            inspection__framework__isnull=False,
            inspection__start__isnull=False,
        )

    def in_regions(self, *regions: str) -> Self:
        """Those of authorities in any of these regions."""
        return self.filter(inspection__authority__region__in=regions)

    def given_to(self, *strands: str) -> Self:
        """Those of any of these strands."""
        return self.filter(strand__in=strands)

    def counted_by_year(self) -> list[tuple[str, str, int, str | None, str, int]]:
        """Strand, framework, year, grade, status, and how many inspections: one query for the whole archive."""
        rows = self.order_by().values_list(
            "strand", "inspection__framework", "inspection__start__year", "grade", "status"
        )
        return list(rows.annotate(count=Count("inspection", distinct=True)))
