"""What the harvest knows of the inspectorate's site: its runs, the providers it lists, their files and versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Count, Q, QuerySet

if TYPE_CHECKING:
    from datetime import datetime

    from reports.models.authority import Authority


class HarvestRun(models.Model):
    """One pass over the site. A run that was killed has not ended, and the next one goes on with it."""

    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    next_row = models.PositiveIntegerField(
        default=0, null=True, help_text="The row of the listing to go on with; null once the listing is read."
    )
    listed = models.PositiveIntegerField(default=0, help_text="Providers that the listing shows.")
    requests = models.PositiveIntegerField(default=0)
    bytes = models.PositiveBigIntegerField(default=0)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"Harvest of {self.started_at:%Y-%m-%d %H:%M}"


class HarvestedProvider(models.Model):
    """A provider of the listing. `latest` is the day of its latest report there, `latest_read` as its page was read."""

    number = models.CharField(max_length=20, unique=True)
    url = models.URLField(max_length=300)
    name = models.CharField(max_length=200)
    authority: models.ForeignKey[Authority | None, Authority | None] = models.ForeignKey(
        "reports.Authority", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    latest = models.DateField(null=True)
    latest_read = models.DateField(null=True)
    read_at = models.DateTimeField(null=True)
    listed_in: models.ForeignKey[HarvestRun | None, HarvestRun | None] = models.ForeignKey(
        HarvestRun, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.name


class HarvestedFileQuerySet(QuerySet["HarvestedFile"]):
    """`HarvestedFile.objects.due(now)`"""

    def due(self, now: datetime) -> Self:
        """Those to ask for: listed, and never kept or not looked at for long, by what each row says."""
        return self.filter(Q(next_at=None) | Q(next_at__lte=now), delisted_at=None)

    def unknown_labels(self) -> list[tuple[str, int]]:
        """Labels that nobody knows, with how many files carry each; the most frequent first."""
        rows = self.filter(kind="unknown").values_list("label").annotate(count=Count("pk"))
        return list(rows.order_by("-count", "label"))


class HarvestedFile(models.Model):
    """A file of a provider's page, by its URL. `sha256` is what it held when it was last taken in.

    `waiting` is the name of a file that was fetched and is not ingested yet.
    """

    provider: models.ForeignKey[HarvestedProvider, HarvestedProvider] = models.ForeignKey(
        HarvestedProvider, on_delete=models.CASCADE, related_name="files"
    )
    url = models.URLField(max_length=1000, unique=True)
    label = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=20)
    event = models.DateField(null=True)
    published = models.DateField(null=True)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    delisted_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True, help_text="Not asked for before then; null: as soon as can be.")
    tries = models.PositiveSmallIntegerField(default=0, help_text="Runs in a row that could not have it.")
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    waiting = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)

    objects = HarvestedFileQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["next_at"], name="harvested_file_next")]

    def __str__(self) -> str:
        return self.url


class HarvestedVersion(models.Model):
    """The bytes that one URL held from a day on. The newest is the file's; older ones stay in the archive's store."""

    file: models.ForeignKey[HarvestedFile, HarvestedFile] = models.ForeignKey(
        HarvestedFile, on_delete=models.CASCADE, related_name="versions"
    )
    sha256 = models.CharField(max_length=64)
    fetched_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "sha256"], name="one_version_per_bytes_and_url")
        ]

    def __str__(self) -> str:
        return f"{self.file}: {self.sha256[:12]}"
