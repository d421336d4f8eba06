"""A curator's correction: it outlives every re-reading of the report and is shown beside what was printed."""

from django.conf import settings
from django.db import models

from reports.models.history import KEPT_CORRECTION, keep_history


@keep_history("CorrectionHistory", KEPT_CORRECTION)
class Correction(models.Model):
    """One fact of one report, set by a curator, with the reason.

    Values are texts: a grade, an ISO date, a GSS code. An empty one says that the report prints none.
    """

    class Field(models.TextChoices):
        AUTHORITY = "authority", "Authority"
        FRAMEWORK = "framework", "Framework or kind"
        GRADE = "grade", "Grade"
        START = "start", "First day of the inspection"
        END = "end", "Last day of the inspection"
        PUBLISHED = "published", "Publication date"
        LEAD_INSPECTOR = "lead_inspector", "Lead inspector"

    inspection = models.ForeignKey("reports.Inspection", on_delete=models.CASCADE, related_name="corrections")
    field = models.CharField(max_length=20, choices=Field)
    strand = models.CharField(
        max_length=30, blank=True, help_text="Which judgement, where a grade is corrected."
    )
    order = models.PositiveSmallIntegerField(
        default=1, help_text="Of several judgements of that strand, which: 1 is the first printed."
    )
    printed = models.CharField(
        max_length=300, blank=True, help_text="What the report prints, or the parser read."
    )
    value = models.CharField(max_length=300, blank=True)
    reason = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["inspection", "field", "strand", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "field", "strand", "order"], name="one_correction_per_fact"
            ),
            models.CheckConstraint(condition=models.Q(order__gte=1), name="correction_order_from_1"),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}: {self.value or 'none printed'}"
