"""What a report asks for."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import GeneratedField

from reports.models.search import stems_tags_and_letters
from reports.querysets import RecommendationQuerySet


class Recommendation(models.Model):
    """One recommendation, with the headings or the timescale it stands under and whom it is addressed to."""

    class Category(models.TextChoices):
        RECOMMENDATION = "recommendation", "Recommendation"
        PRIORITY_ACTION = "priority action", "Priority action"

    inspection = models.ForeignKey(
        "reports.Inspection", on_delete=models.CASCADE, related_name="recommendations"
    )
    order = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField()
    headings = ArrayField(models.TextField(), default=list, blank=True)
    timescale = models.CharField(max_length=60, blank=True)
    addressee = models.CharField(max_length=40)
    page = models.PositiveIntegerField()
    category = models.CharField(max_length=20, choices=Category, default=Category.RECOMMENDATION)
    parts = ArrayField(
        models.TextField(), default=list, blank=True, help_text="Its own points, which its text holds too."
    )
    # Kept by a trigger of the database (migration "search"), never written here.
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
                condition=models.Q(category__in=["recommendation", "priority action"]),
                name="recommendation_category_known",
            ),
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
