"""What a report asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, GeneratedField, QuerySet

from reports.models.search import stems_tags_and_letters
from reports.models.text_tags import OF_RECOMMENDATION, tags_of_texts

if TYPE_CHECKING:
    from reports.models.inspection import Inspection


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


class Recommendation(models.Model):
    """One recommendation, with the headings or the timescale it is under and whom it is addressed to."""

    class Category(models.TextChoices):
        RECOMMENDATION = "recommendation", "Recommendation"
        PRIORITY_ACTION = "priority action", "Priority action"
        IMPROVEMENT = "improvement", "Area for improvement"

    inspection = models.ForeignKey(
        "reports.Inspection", on_delete=models.CASCADE, related_name="recommendations"
    )
    order = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField()
    headings = ArrayField(models.TextField(), default=list, blank=True)
    timescale = models.CharField(max_length=60, blank=True)
    addressee = models.CharField(
        max_length=300, blank=True, help_text="Who is asked; empty where the document does not say."
    )
    page = models.PositiveIntegerField()
    category = models.CharField(max_length=20, choices=Category, default=Category.RECOMMENDATION)
    parts = ArrayField(
        models.TextField(), default=list, blank=True, help_text="Its own points, which its text holds too."
    )
    # Kept by a trigger of the database (`text_tags`), never written here.
    known_from = models.DateField(
        null=True,
        editable=False,
        help_text="When the report was published, as far as is known; else the inspection's last day.",
    )
    tags = ArrayField(models.TextField(), default=list, editable=False, help_text="What search filters by.")
    search_vector = GeneratedField(
        expression=stems_tags_and_letters(), output_field=SearchVectorField(), db_persist=True
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "order"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "order"], name="one_recommendation_per_place"),
            models.CheckConstraint(
                condition=models.Q(category__in=["recommendation", "priority action", "improvement"]),
                name="recommendation_category_known",
            ),
            tags_of_texts("recommendation", OF_RECOMMENDATION),
        ]
        indexes = [GinIndex(fields=["search_vector"], name="recommendation_search")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def lead(self) -> str:
        """Its text without its own points: all of it where it has none."""
        return self.text.removesuffix(" ".join(["", *self.parts])) if self.parts else self.text

    @property
    def anchor(self) -> str:
        """Its id on the report's page."""
        return f"rec-{self.order}"
