"""What changed in the archive, a row for each report and change, in the order of the archive's versions.

The database writes the rows itself, at the commit of whatever changed a report: triggers on the tables of reports,
judgements and corrections leave a mark, and one that waits for the commit compares the report with its last row. No
writer can forget it. The triggers are in the migrations (0031).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import QuerySet


class ArchiveChangeQuerySet(QuerySet["ArchiveChange"]):
    """`ArchiveChange.objects.since(moment).oldest_first()`"""

    def since(self, since: datetime | int | None) -> Self:
        """Those after a moment or a version of the archive; all of them where nothing is given."""
        if since is None:
            return self.all()
        return self.filter(version__gt=since) if isinstance(since, int) else self.filter(at__gt=since)

    def oldest_first(self) -> Self:
        return self.order_by("pk")

    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def of_grades(self) -> Self:
        """Those by which a grade is another one than it was."""
        return self.filter(grades_before__isnull=False)


class ArchiveChange(models.Model):
    """One change of one report. `state` is what the report says since, as facts: no text of it; empty once withdrawn.

    `inspection` is a key and no foreign key: the row outlives the report's. `grades_before` are the grades that the
    report gave until then, where they are others now.
    """

    class Reason(models.TextChoices):
        NEW = "new", "New"
        REREAD = "re-read", "Read again"
        CORRECTED = "corrected", "Corrected"
        REPLACED = "replaced", "Replaced"
        DATED = "dated", "Dated"
        WITHDRAWN = "withdrawn", "Withdrawn"
        RESTORED = "restored", "Restored"

    at = models.DateTimeField(db_index=True)
    version = models.PositiveBigIntegerField(db_index=True)
    reason = models.CharField(max_length=10, choices=Reason)
    inspection = models.BigIntegerField(db_index=True)
    slug = models.CharField(max_length=200)
    state: models.JSONField[Any, Any] = models.JSONField(default=dict)
    grades_before: models.JSONField[Any, Any] = models.JSONField(null=True)

    objects = ArchiveChangeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(
                    reason__in=["new", "re-read", "corrected", "replaced", "dated", "withdrawn", "restored"]
                ),
                name="change_reason_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.slug}: {self.reason}"

    @property
    def grade_moves(self) -> list[tuple[str, str, str]]:
        """Each strand whose grade is another one: its key, the grade before and the grade since; empty for none."""
        before, since = self.grades_before or {}, self.state.get("grades", {})
        if self.grades_before is None:
            return []
        keys = dict.fromkeys([*since, *before])
        return [
            (key, before.get(key, ""), since.get(key, ""))
            for key in keys
            if before.get(key) != since.get(key)
        ]


class ChangeMark(models.Model):
    """That a transaction under way has changed a report; gone again at its commit."""

    transaction = models.CharField(max_length=20)
    inspection = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["transaction", "inspection"], name="one_mark_per_change")
        ]

    def __str__(self) -> str:
        return f"{self.transaction}: {self.inspection}"
