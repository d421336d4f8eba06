"""What the archive suggests became of a recommendation, kept so that it need not be worked out for each reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet

from reports.models.outcome import Outcome
from reports.models.recommendation_statuses import STATUSES

if TYPE_CHECKING:
    from reports.models.inspection import Inspection


class StatusSuggestionQuerySet(QuerySet["StatusSuggestion"]):
    """`StatusSuggestion.objects.unconfirmed().least_sure_first()`"""

    def of_pair(self, earlier: Inspection, later: Inspection) -> Self:
        """Those of one pair of reports."""
        return self.filter(earlier=earlier, later=later)

    def unconfirmed(self) -> Self:
        """Those of recommendations that no curator has confirmed a status of."""
        confirmed = Outcome.objects.filter(
            earlier=OuterRef("earlier"), later=OuterRef("later"), position=OuterRef("position")
        )
        return self.exclude(Exists(confirmed))

    def least_sure_first(self) -> Self:
        return self.order_by("confidence", "pk")


class StatusSuggestion(models.Model):
    """One recommendation of an earlier report, read against a later one.

    `confidence`: the probability that a careful reader accepts the status; `stated`: whether that is enough to state
    it. `evidence`: places in the later report, best first. `digest` says what it was worked out from: the texts of
    both reports, the weights and the code. Whatever curators confirm is kept apart from it, as outcomes.
    """

    earlier = models.ForeignKey("reports.Inspection", on_delete=models.CASCADE, related_name="+")
    later = models.ForeignKey("reports.Inspection", on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=24, choices=[(s.value, s.value.capitalize()) for s in STATUSES])
    confidence = models.FloatField()
    stated = models.BooleanField()
    lead = models.TextField(blank=True)
    evidence = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    digest = models.CharField(max_length=64)

    objects = StatusSuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = "suggested status"
        verbose_name_plural = "suggested statuses"
        constraints = [
            models.UniqueConstraint(
                fields=["earlier", "later", "position"], name="one_suggestion_per_recommendation_and_later"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[s.value for s in STATUSES]), name="suggested_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0, confidence__lte=1),
                name="suggestion_confidence_is_a_share",
            ),
        ]
        indexes = [models.Index(fields=["confidence", "id"], name="suggestion_by_confidence")]

    def __str__(self) -> str:
        return f"{self.earlier_id} {self.position}: {self.status}?"
