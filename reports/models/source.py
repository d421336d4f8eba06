"""A file that was handed to the archive."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Self

from django.db import models
from django.db.models import Count, F, FloatField, Func, IntegerField, Q, QuerySet, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Now, NullIf
from django.utils import timezone

from reports.models.history import KEPT_SOURCE, keep_history


@dataclass(frozen=True, slots=True)
class WarningCount:
    """How often a warning was given, and in how many reports."""

    code: str
    warnings: int
    reports: int

    @property
    def name(self) -> str:
        """The code as people say it: "unknown-heading" is "Unknown heading"."""
        return self.code.replace("-", " ").replace("_", " ").capitalize()


class TotalLines(Func):
    """The sum of the numbers in a JSON object: how many lines of a file have a role."""

    template = "(SELECT coalesce(sum(value::int), 0) FROM jsonb_each_text(%(expressions)s))"
    output_field = IntegerField()


class SourceQuerySet(QuerySet["Source"]):
    """`Source.objects.shown().with_warning("unknown-heading").by_label()`"""

    def shown(self) -> Self:
        """Those that readers see: the present source of each report, not the texts that are kept beside it."""
        return self.filter(shown_as__isnull=False).exclude(state="withdrawn")

    def standing(self) -> Self:
        """Those to read again: what readers see, and files that have no report. Older versions stay replaced."""
        return self.filter(Q(shown_as__isnull=False) | Q(inspection__isnull=True)).exclude(state="withdrawn")

    def holding(self, sha256: str) -> Self:
        """The one file of these bytes that was read, if any was."""
        return self.filter(sha256=sha256).exclude(state="failed")

    def failed(self, sha256: str, media_type: str) -> Self:
        """Files of these bytes, by an ending that promises this media type, that could not be read."""
        return self.filter(sha256=sha256, media_type=media_type, state="failed")

    def in_state(self, state: str) -> Self:
        """Those in this state."""
        return self.filter(state=state)

    def with_warning(self, code: str) -> Self:
        """Those in which the parser gave this warning."""
        return self.filter(warnings__contains=[{"code": code}])

    def with_share_of(self, role: str) -> Self:
        """Annotated with `lines_in_role` and `share`, a part of 1, the largest first; those without any left out."""
        lines = lines_in(role)
        total = NullIf(TotalLines(F("line_roles")), 0)
        share = Cast(lines, FloatField()) / Cast(total, FloatField())
        found = self.annotate(lines_in_role=lines, share=share).filter(lines_in_role__gt=0)
        return found.order_by("-share", "folder", "name")

    def for_reading(self) -> Self:
        """With the report and its authority, in the same query."""
        return self.select_related("inspection__authority")

    def by_label(self) -> Self:
        """By folder and name."""
        return self.order_by("folder", "name", "pk")

    def state_counts(self) -> dict[str, int]:
        """How many there are in each state; states without any are left out."""
        counted = self.order_by().values("state").annotate(count=Count("pk"))
        return dict(counted.values_list("state", "count"))

    def warning_counts(self) -> list[WarningCount]:
        """Every kind of warning with its counts, the most frequent first.

        Only reports with warnings are fetched, and of them only the warnings.
        """
        warnings: Counter[str] = Counter()
        reports: Counter[str] = Counter()
        for given in self.exclude(warnings=[]).values_list("warnings", flat=True):
            codes = [str(warning.get("code", "")) for warning in given]
            warnings.update(codes)
            reports.update(set(codes))
        return [
            WarningCount(code, count, reports[code])
            for code, count in sorted(warnings.items(), key=lambda item: (-item[1], item[0]))
        ]

    def lines_by_role(self, *roles: str) -> dict[str, int]:
        """How many source lines ended in each of these roles, over all files."""
        sums = {role: Coalesce(Sum(lines_in(role)), 0) for role in roles}
        found: dict[str, int] = self.aggregate(**sums)
        return found


def lines_in(role: str) -> Cast:
    """The number of a file's lines that ended in a role."""
    return Cast(KeyTextTransform(role, "line_roles"), IntegerField())


@keep_history("SourceHistory", KEPT_SOURCE)
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
        default=list, blank=True, help_text="The parser's warnings: code, message, page."
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
    delisted_at = models.DateTimeField(
        "no longer listed since",
        null=True,
        blank=True,
        help_text="When the inspectorate’s site was first seen without it.",
    )
    last_seen_at = models.DateTimeField(
        "last seen",
        default=timezone.now,
        db_default=Now(),
        help_text="When it was last among files to read.",
    )
    ingested_at = models.DateTimeField("added", auto_now_add=True)
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
