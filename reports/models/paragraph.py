"""The text of a report, paragraph by paragraph: what search finds and readers cite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import GeneratedField, Q, QuerySet

from reports import frameworks
from reports.models.search import stems_tags_and_letters
from reports.models.text_tags import OF_PARAGRAPH, tags_of_texts

if TYPE_CHECKING:
    from reports.models.inspection import Inspection


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


class Paragraph(models.Model):
    """One paragraph at its place; `strand` and `grade` are those of the judgement it is under, if any."""

    class Kind(models.TextChoices):
        NUMBERED = "numbered", "Numbered paragraph"
        BULLET = "bullet", "Bullet"
        TEXT = "text", "Unnumbered text"

    inspection = models.ForeignKey("reports.Inspection", on_delete=models.CASCADE, related_name="paragraphs")
    order = models.PositiveIntegerField()
    anchor = models.CharField(max_length=20, help_text="Its id on the report's page: para-12, or text-7.")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    section = ArrayField(models.TextField(), default=list, blank=True)
    text = models.TextField()
    page = models.PositiveIntegerField()
    strand = models.CharField(max_length=30, blank=True)
    grade = models.CharField(max_length=20, blank=True)
    words = models.PositiveIntegerField(default=0)
    level = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="How deep a bullet is in its list; the outermost have 0."
    )
    under = models.CharField(
        max_length=20,
        blank=True,
        default="",
        db_default="",
        help_text="The anchor of what leads a bullet in.",
    )
    lead_in = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="The text of what leads a bullet in, the outermost first.",
    )
    former_anchors = ArrayField(
        models.CharField(max_length=20),
        default=list,
        db_default=[],
        blank=True,
        help_text="Ids that its text had in an earlier reading, still answered.",
    )
    # Kept by a trigger of the database (`text_tags`), never written here.
    known_from = models.DateField(
        null=True,
        editable=False,
        help_text="When the report was published, as far as is known; else the inspection's last day.",
    )
    tags = ArrayField(models.TextField(), default=list, editable=False, help_text="What search filters by.")
    search_vector = GeneratedField(
        expression=stems_tags_and_letters("lead_in"), output_field=SearchVectorField(), db_persist=True
    )

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "order"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "order"], name="one_paragraph_per_place"),
            models.UniqueConstraint(fields=["inspection", "anchor"], name="one_paragraph_per_anchor"),
            models.CheckConstraint(
                condition=models.Q(grade="") | models.Q(grade__in=frameworks.GRADES),
                name="paragraph_grade_on_a_scale",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["numbered", "bullet", "text"]), name="paragraph_kind_known"
            ),
            tags_of_texts("paragraph", OF_PARAGRAPH),
        ]
        indexes = [GinIndex(fields=["search_vector"], name="paragraph_search")]

    def __str__(self) -> str:
        return f"{self.inspection_id} {self.anchor}"
