"""A grade that a report gives."""

from __future__ import annotations

from typing import Self

from django.db import connection, models
from django.db.models import OuterRef, QuerySet

from reports import frameworks
from reports.models.grade_states import NOT_JUDGED
from reports.models.scales import GradeOnScale

COUNTED_ONCE = """
    SELECT strand, framework, year, grade, status, count(*)
    FROM ({once}) AS once (inspection, strand, framework, year, grade, status)
    GROUP BY strand, framework, year, grade, status
"""


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
        """Strand, framework, year, grade, status, and how many inspections: one query for the whole archive.

        Each inspection is told apart first and counted then: to count distinct inspections the database would sort all
        judgements (120,000 of them: 390 ms, and 90 ms so).
        """
        columns = ("strand", "inspection__framework", "inspection__start__year", "grade", "status")
        once = self.order_by().values_list("inspection", *columns).distinct()
        statement, params = once.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(COUNTED_ONCE.format(once=statement), params)
            return [
                (strand, framework, int(year), grade, status, count)
                for strand, framework, year, grade, status, count in cursor.fetchall()
            ]


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


def judgements_of(strand: str) -> JudgementQuerySet:
    """The judgements of one strand, for a subquery inside a query of inspections; the first printed comes first."""
    return Judgement.objects.filter(inspection=OuterRef("pk"), strand=strand).order_by("order")


def joint_judgements_of(strand: str) -> JudgementQuerySet:
    """The judgements that a strand has in one row with others, for a subquery inside a query of inspections."""
    return Judgement.objects.filter(
        inspection=OuterRef("pk"), strand__in=frameworks.joint_rows(strand)
    ).exclude(status=NOT_JUDGED)
