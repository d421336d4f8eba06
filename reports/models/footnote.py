"""What stands at the foot of a page."""

from django.db import models


class Footnote(models.Model):
    """One footnote with its mark, as printed ("² The local authority was given ..."), and its page."""

    inspection = models.ForeignKey("reports.Inspection", on_delete=models.CASCADE, related_name="footnotes")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    page = models.PositiveIntegerField()

    class Meta:
        ordering = ["inspection", "order"]
        constraints = [models.UniqueConstraint(fields=["inspection", "order"], name="one_footnote_per_place")]

    def __str__(self) -> str:
        return self.text[:80]
