"""A grade that a report gives."""

from django.db import models

from reports import frameworks
from reports.models.scales import GradeOnScale
from reports.querysets import JudgementQuerySet


class Judgement(models.Model):
    """One judgement as printed, and the grade on the framework's scale (None where none was given)."""

    class Status(models.TextChoices):
        GRADED = "graded", "Graded"
        NOT_JUDGED = "not judged", "Not judged"
        NOT_READ = "not read", "Printed, but not understood"

    inspection = models.ForeignKey("reports.Inspection", on_delete=models.CASCADE, related_name="judgements")
    order = models.PositiveSmallIntegerField()
    strand = models.CharField(max_length=30, choices=[(s.key, s.name) for s in frameworks.STRANDS])
    label = models.CharField(max_length=300)
    printed_grade = models.CharField(max_length=100)
    grade = models.CharField(
        max_length=20, null=True, blank=True, choices=[(g, g) for g in frameworks.GRADES]
    )
    status = models.CharField(max_length=10, choices=Status)
    page = models.PositiveIntegerField()

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ["inspection", "order"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "order"], name="one_judgement_per_place"),
            models.CheckConstraint(
                condition=models.Q(grade__isnull=True) | models.Q(grade__in=frameworks.GRADES),
                name="judgement_grade_on_a_scale",
            ),
            models.CheckConstraint(
                condition=models.Q(status="graded", grade__isnull=False)
                | (~models.Q(status="graded") & models.Q(grade__isnull=True)),
                name="judgement_status_agrees_with_grade",
            ),
            models.CheckConstraint(
                condition=models.Q(strand__in=[s.key for s in frameworks.STRANDS]),
                name="judgement_strand_known",
            ),
            GradeOnScale(
                scales={framework.key: framework.scale for framework in frameworks.FRAMEWORKS},
                name="judgement_grade_on_its_scale",
            ),
        ]
        indexes = [models.Index(fields=["strand", "grade"], name="judgement_strand_grade")]

    def __str__(self) -> str:
        return f"{self.label}: {self.printed_grade}"
