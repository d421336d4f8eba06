"""Work that takes longer than a page may: who asked for it, how far it is, and how it ended."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# A process that works says so every two seconds; one that has been silent for this long was killed.
SILENT_FOR = timedelta(seconds=20)
# Starting a process takes seconds on a busy machine.
STARTS_WITHIN = timedelta(seconds=60)
KEPT_FOR = timedelta(days=7)


class JobQuerySet(QuerySet["Job"]):
    """`Job.objects.about("theme 3").first()` is the latest."""

    def about(self, subject: str) -> Self:
        """Those about one thing, the latest first."""
        return self.filter(subject=subject).order_by("-pk")

    def over(self) -> Self:
        """Those that nobody will ask about any more."""
        return self.filter(asked_at__lt=timezone.now() - KEPT_FOR)


class Job(models.Model):
    """One piece of work. `subject` says what it is about, `back` is the page that asked for it.

    `result` is what the work returned; `error` one sentence, where it failed.
    """

    class Kind(models.TextChoices):
        TAG_THEME = "tag_theme", "Tagging the reports with a theme"
        READ_UPLOAD = "read_upload", "Reading an upload"
        SAVE_UPLOAD = "save_upload", "Saving an upload"
        SHOW_FILE = "show_file", "Reading a file that was replaced"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    kind = models.CharField(max_length=20, choices=Kind.choices)
    subject = models.CharField(max_length=80, db_index=True)
    arguments: models.JSONField[Any, Any] = models.JSONField(default=dict)
    back = models.CharField(max_length=200)
    asked_by: models.ForeignKey[User | None, User | None] = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    step = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)
    result: models.JSONField[Any, Any] = models.JSONField(default=dict)
    asked_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running", "done", "failed"]), name="job_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.state}"

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def is_lost(self) -> bool:
        """Whether the process that had it was killed, or never started."""
        if self.ended_at:
            return False
        since, limit = (self.seen_at, SILENT_FOR) if self.seen_at else (self.asked_at, STARTS_WITHIN)
        return timezone.now() - since > limit

    @property
    def can_be_tried_again(self) -> bool:
        return self.state == self.State.FAILED or self.is_lost

    @property
    def seconds(self) -> int:
        """How long ago it was asked for."""
        return int(((self.ended_at or timezone.now()) - self.asked_at).total_seconds())
