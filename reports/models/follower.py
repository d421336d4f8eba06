"""Who follows what by mail: an address, what it follows, and when it was sent mail. Nothing else is kept."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q, QuerySet


class FollowerQuerySet(QuerySet["Follower"]):
    """`Follower.objects.reached()`"""

    def reached(self) -> Self:
        """Those who are sent mail: somebody has confirmed that they follow something, and no mail came back."""
        return self.filter(off_for="", follows__confirmed_at__isnull=False).distinct()


class Follower(models.Model):
    """One address. `seen_change` is the last change of the archive that its digests have told of."""

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly", "Once a week"
        DAILY = "daily", "Once a day"

    class Off(models.TextChoices):
        BOUNCE = "bounce", "Mail to it came back"
        COMPLAINT = "complaint", "It was reported as unwanted"

    address = models.EmailField(unique=True)
    rhythm = models.CharField(max_length=10, choices=Rhythm, default=Rhythm.WEEKLY)
    seen_change = models.BigIntegerField(default=0)
    last_digest = models.DateField(null=True)
    off_for = models.CharField(max_length=10, choices=Off, blank=True)

    objects = FollowerQuerySet.as_manager()

    def __str__(self) -> str:
        return self.address


class Follow(models.Model):
    """One thing that an address follows: an authority by its slug, or the query of a list of inspections or a search.

    `client` is a digest of who asked, for a day; it limits how often anybody can ask.
    """

    class Kind(models.TextChoices):
        AUTHORITY = "authority", "An authority"
        LIST = "list", "Inspections"
        SEARCH = "search", "A search"

    follower: models.ForeignKey[Follower, Follower] = models.ForeignKey(
        Follower, on_delete=models.CASCADE, related_name="follows"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    value = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)
    client = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["follower", "kind", "value"], name="followed_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["authority", "list", "search"]), name="follow_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


class Digest(models.Model):
    """One mail to one address on one day: written before it is sent, so that none is ever sent twice.

    A row that stays "sending" is of a worker that was killed with the mail in its hand: nobody knows whether it went.
    """

    class State(models.TextChoices):
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        DOUBT = "doubt", "In doubt"
        REFUSED = "refused", "Refused by the mail server"

    follower: models.ForeignKey[Follower, Follower] = models.ForeignKey(
        Follower, on_delete=models.CASCADE, related_name="digests"
    )
    day = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.SENDING)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["follower", "day"], name="one_digest_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.state}"
