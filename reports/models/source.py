"""A file that was handed to the archive."""

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from reports.querysets import SourceQuerySet


class Source(models.Model):
    """One file by its bytes (SHA-256). The bytes themselves lie in SOURCES_DIR, not in the table.

    Bytes that are a report stand once, whatever the name they come under. Files that could not be read stand
    once each: two reports may have been lost to the same web page.
    """

    class State(models.TextChoices):
        CLEAN = "clean", "Clean"
        WARNINGS = "warnings", "Warnings"
        UNKNOWN_AUTHORITY = "unknown-authority", "Unknown authority"
        UNKNOWN_KIND = "unknown-kind", "Unknown kind of report"
        FAILED = "failed", "Failed"
        WITHDRAWN = "withdrawn", "Withdrawn"

    sha256 = models.CharField("SHA-256", max_length=64)
    folder = models.CharField(max_length=255, blank=True, help_text="The name of the folder it came in.")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=60)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    pages = models.PositiveIntegerField(null=True, blank=True)
    parser_version = models.CharField(
        max_length=20,
        blank=True,
        help_text="Empty where reading came to no end, by a limit or an accident, and is worth another try.",
    )
    state = models.CharField(max_length=20, choices=State)
    error = models.TextField(blank=True)
    warnings = models.JSONField(
        default=list, blank=True, help_text="What the parser doubted: code, message, page."
    )
    line_roles = models.JSONField(
        default=dict, blank=True, help_text="How many source lines ended in each role."
    )
    printed_pages = models.JSONField(
        default=dict,
        db_default={},
        blank=True,
        help_text="The number printed on a page, by its place in the file.",
    )
    inspection = models.ForeignKey(
        "reports.Inspection",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="sources",
        help_text="The inspection whose report this file is; of several, the inspection names its present one.",
    )
    url = models.URLField(
        "URL",
        max_length=1000,
        blank=True,
        default="",
        db_default="",
        help_text="Where the file was published.",
    )
    published = models.DateField(
        null=True, blank=True, help_text="When it was published, by the list that came with the files."
    )
    last_seen_at = models.DateTimeField(
        "last handed in",
        default=timezone.now,
        db_default=Now(),
        help_text="When it was last among files to read.",
    )
    ingested_at = models.DateTimeField("handed in", auto_now_add=True)
    read_at = models.DateTimeField("last read", default=timezone.now)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["folder", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=~models.Q(state="failed"), name="one_read_source_per_bytes"
            ),
            models.UniqueConstraint(fields=["sha256", "folder", "name"], name="one_source_per_file"),
            models.CheckConstraint(
                condition=models.Q(
                    state__in=[
                        "clean",
                        "warnings",
                        "unknown-authority",
                        "unknown-kind",
                        "failed",
                        "withdrawn",
                    ]
                ),
                name="source_state_known",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="source_state")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The file's name with its parent folder, as people know it."""
        return f"{self.folder}/{self.name}" if self.folder else self.name

    def printed_page(self, page: int) -> int | None:
        """The number that is printed on a page of the file, None where none is or the file has no pages."""
        return self.printed_pages.get(str(page)) if self.tells_pages else None

    @property
    def tells_pages(self) -> bool:
        """Whether a place in it has a page. A text without page breaks is one page only because it is one file."""
        return (self.pages or 0) > 1
