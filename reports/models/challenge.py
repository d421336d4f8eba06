"""A reader's word that a status is wrong: seen by curators, and by nobody else."""

from django.conf import settings
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.db import models

from reports.models.recommendation_statuses import STATUSES

LONGEST = 1000  # characters


class StatusChallenge(models.Model):
    """What a reader without an account says of the status of one recommendation.

    Nothing is kept of who said it: `client` is a digest with a key that changes every day, for the daily limit, and is
    emptied the day after.
    """

    earlier = models.ForeignKey("reports.Inspection", on_delete=models.CASCADE, related_name="+")
    later = models.ForeignKey("reports.Inspection", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(
        help_text="The recommendation’s place in the earlier report, from 1."
    )
    shown = models.CharField(max_length=24, blank=True, help_text="The status that the reader saw.")
    proposed = models.CharField(
        max_length=24, blank=True, choices=[(s.value, s.value.capitalize()) for s in STATUSES]
    )
    message = models.TextField(validators=[MinLengthValidator(10), MaxLengthValidator(LONGEST)])
    client = models.CharField(max_length=32, blank=True, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        ordering = [models.F("answered_at").asc(nulls_first=True), "-made_at"]
        verbose_name = "challenge of a status"
        verbose_name_plural = "challenges of statuses"

    def __str__(self) -> str:
        return f"{self.earlier_id} {self.position}: {self.message[:60]}"
