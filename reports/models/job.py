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
KEPT_FOR = timedelta(days=7)


class JobQuerySet(QuerySet["Job"]):
    """`Job.objects.about("theme 3").first()` is the latest."""

    def about(self, subject: str) -> Self:
        """Those about one thing, the latest first."""
        return self.filter(subject=subject).order_by("-pk")

    def under_way(self) -> Self:
        """Those that have not ended."""
        return self.filter(state__in=["waiting", "running"])

    def failed_last(self) -> Job | None:
        """The latest of these, where it has failed or was ended."""
        latest = self.first()
        return latest if latest and latest.can_be_tried_again else None

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
        INGEST = "ingest", "Reading new files"
        REPARSE = "reparse", "Reading all reports again"
        TAG_ALL = "tag_all", "Tagging the reports with every theme"
        HARVEST = "harvest", "Harvesting new reports"
        CORRECT = "correct", "Correcting a report and reading it again"
        TAKE_BACK = "take_back", "Taking a correction back and reading the report again"
        RESTORE = "restore", "Restoring a withdrawn report"
        MAIL = "mail", "Sending digests by mail"
        COUNT = "count", "Counting words, and what became of recommendations"

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
    kills = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="How often its process was ended before the work was done."
    )
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
    def waits(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_done(self) -> bool:
        return self.state == self.State.DONE

    @property
    def is_lost(self) -> bool:
        """Whether the process that had it was killed. One that waits is not lost, however long it waits."""
        if self.ended_at or self.state != self.State.RUNNING or self.seen_at is None:
            return False
        return timezone.now() - self.seen_at > SILENT_FOR

    @property
    def can_be_tried_again(self) -> bool:
        return self.state == self.State.FAILED or self.is_lost

    @property
    def seconds(self) -> int:
        """How long ago it was asked for."""
        return int(((self.ended_at or timezone.now()) - self.asked_at).total_seconds())
