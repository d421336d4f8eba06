"""What became of a recommendation, as a curator has confirmed it."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet

from reports.models.history import KEPT_OUTCOME, keep_history
from reports.models.recommendation_statuses import STATUSES


class OutcomeQuerySet(QuerySet["Outcome"]):
    """`Outcome.objects.shown()`"""

    def shown(self) -> Self:
        """Those of pairs of which neither report is withdrawn."""
        return self.filter(earlier__withdrawn_at=None, later__withdrawn_at=None)


@keep_history("OutcomeHistory", KEPT_OUTCOME)
class Outcome(models.Model):
    """A curator's word on one recommendation of an earlier report, read against a later one.

    It names the recommendation by its place and keeps its words, so that it outlives every re-reading of
    the report; where the words at that place have changed since, the page says that it wants checking.
    """

    earlier = models.ForeignKey(
        "reports.Inspection", on_delete=models.CASCADE, related_name="outcomes_of_its_own"
    )
    position = models.PositiveSmallIntegerField(
        help_text="The recommendation's place in the earlier report, from 1."
    )
    text = models.TextField(blank=True, help_text="Its words when this was confirmed; filled in when saved.")
    later = models.ForeignKey("reports.Inspection", on_delete=models.CASCADE, related_name="outcomes_told_of")
    status = models.CharField(max_length=24, choices=[(s.value, s.value.capitalize()) for s in STATUSES])
    evidence = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        help_text="Places in the later report, best first: para-12, rec-3. Empty keeps the suggested ones.",
    )
    note = models.TextField(blank=True, help_text="Why, for readers; shown beside the status.")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    confirmed_at = models.DateTimeField(auto_now=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["earlier", "later", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["earlier", "later", "position"], name="one_outcome_per_recommendation_and_later"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=[s.value for s in STATUSES]), name="outcome_status_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id} {self.position}: {self.status}"

    def clean(self) -> None:
        """Refuse a recommendation or a place that neither report has."""
        if not (self.earlier_id and self.later_id):
            return
        recommendation = self.earlier.recommendations.filter(order=self.position).first()
        if recommendation is None:
            raise ValidationError({"position": "The earlier report has no recommendation at this place."})
        self.text = recommendation.text
        places = set(self.later.paragraphs.values_list("anchor", flat=True))
        places |= {f"rec-{order}" for order in self.later.recommendations.values_list("order", flat=True)}
        unknown = [place for place in self.evidence if place not in places]
        if unknown:
            raise ValidationError({"evidence": f"The later report has no such place: {', '.join(unknown)}."})
