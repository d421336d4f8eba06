"""An inspection as the inspectorate's own published statistics list it: set beside the archive, never in its place."""

from django.db import models


class OfficialInspection(models.Model):
    """One inspection in one sheet of a published spreadsheet, and what comparing it with the archive gave.

    `grades` are by strand, a word of the archive's scales or empty. `differences` and `recoded` are lists of
    mappings of `what` (a strand, "start" or "published"), `official` and `ours`. `counts` marks the first of the
    rows that are about one inspection: several sheets list the same.
    """

    class Result(models.TextChoices):
        EQUAL = "equal", "Equal"
        DIFFERENT = "different", "Different"
        RECODED = "recoded", "Recoded by Ofsted"
        NOT_HELD = "not-held", "Not in the archive"
        NO_AUTHORITY = "no-authority", "Authority not in the list"

    file = models.CharField(max_length=255)
    sheet = models.CharField(max_length=100)
    row = models.PositiveIntegerField(help_text="Its row in the sheet, from 1.")
    column = models.PositiveIntegerField(
        default=1, help_text="Where a row lists several: the column, from 1."
    )
    authority = models.ForeignKey(
        "reports.Authority",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="official_inspections",
    )
    authority_printed = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, blank=True, help_text="A framework's key, or another kind's.")
    kind_printed = models.CharField(max_length=200, blank=True)
    start = models.DateField(null=True, blank=True)
    published = models.DateField(null=True, blank=True)
    theme = models.CharField(max_length=300, blank=True)
    grades = models.JSONField(default=dict, blank=True)
    inspection = models.ForeignKey(
        "reports.Inspection",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="official_rows",
    )
    result = models.CharField(max_length=20, choices=Result)
    differences = models.JSONField(default=list, blank=True)
    recoded = models.JSONField(default=list, blank=True)
    counts = models.BooleanField(default=True)

    class Meta:
        ordering = ["file", "sheet", "row", "column"]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "sheet", "row", "column"], name="one_official_inspection_per_place"
            ),
            models.CheckConstraint(
                condition=models.Q(result__in=["equal", "different", "recoded", "not-held", "no-authority"]),
                name="official_result_known",
            ),
        ]
        indexes = [models.Index(fields=["authority", "counts", "result"], name="official_known")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}: {self.authority_printed}"
