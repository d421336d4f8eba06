"""What is at the foot of a page."""

import unicodedata

from django.db import models

RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"


class Footnote(models.Model):
    """One footnote with its mark, as printed ("² The local authority was given ..."), and its page.

    `anchor` is that of the paragraph or recommendation whose text carries the mark, and `place` how many of its
    characters are before it: neither where the mark is in a heading or on the front page.
    """

    inspection = models.ForeignKey("reports.Inspection", on_delete=models.CASCADE, related_name="footnotes")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    page = models.PositiveIntegerField()
    anchor = models.CharField(max_length=20, blank=True)
    place = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["inspection", "order"]
        constraints = [models.UniqueConstraint(fields=["inspection", "order"], name="one_footnote_per_place")]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def sign(self) -> str:
        """Its mark as printed, "²"; empty where it has none."""
        return self.text[: len(self.text) - len(self.text.lstrip(RAISED))]

    @property
    def figure(self) -> str:
        """Its mark as a plain number, "2"."""
        return unicodedata.normalize("NFKC", self.sign)
