"""Queries of paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from reports.models import Inspection, Paragraph  # noqa: F401 (names the class below)


class ParagraphQuerySet(QuerySet["Paragraph"]):
    """`Paragraph.objects.of(inspection).in_printed_order()`"""

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

    def at(self, anchor: str) -> Self:
        """The one with this anchor, or that has its text from an earlier reading."""
        return self.filter(Q(anchor=anchor) | Q(former_anchors__contains=[anchor]))

    def for_anchors(self) -> Self:
        """In printed order, with no more than what a new reading needs to keep their anchors."""
        return self.order_by("order").only("anchor", "former_anchors", "number", "text")

    def in_printed_order(self) -> Self:
        """As the report prints them."""
        return self.order_by("inspection_id", "order")
