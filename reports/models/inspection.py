"""One inspection and what its report says of itself."""

from typing import cast

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from reports import frameworks
from reports.querysets import InspectionQuerySet

InspectionManager = models.Manager.from_queryset(InspectionQuerySet)


class ShownInspections(InspectionManager["Inspection"]):
    """All but the withdrawn ones: what readers, searches, counts and exports are made of."""

    def get_queryset(self) -> InspectionQuerySet:
        return cast("InspectionQuerySet", super().get_queryset().filter(withdrawn_at=None))


class Inspection(models.Model):
    """A report in the archive.

    `authority`, `framework` and `start` are empty only for a document that the parser could not place;
    such a document is kept, searched and flagged, and left out of every list of inspections.
    """

    class Withdrawal(models.TextChoices):
        """Why a report may be withdrawn; the kind is public."""

        COURT_ORDER = "court-order", "Court order"
        REDACTION = "redaction", "Names or details that must not be public"
        NOT_A_REPORT = "not-a-report", "Not an inspection report"
        OTHER = "other", "Another reason"

    class PublishedFrom(models.TextChoices):
        PRINTED = "printed", "printed in the report"
        METADATA = "metadata", "from the list that came with the file"
        FILE_NAME = "file name", "from the file’s name"
        OFFICIAL = "official", "from Ofsted’s statistics"
        CORRECTION = "correction", "set by a curator"

    slug = models.SlugField(max_length=140, unique=True)
    former_slugs = ArrayField(
        models.CharField(max_length=140),
        default=list,
        blank=True,
        help_text="Older addresses, still answered.",
    )
    authority = models.ForeignKey(
        "reports.Authority", on_delete=models.PROTECT, null=True, blank=True, related_name="inspections"
    )
    authority_printed = models.CharField(max_length=300, blank=True)
    framework = models.CharField(
        max_length=10, null=True, blank=True, choices=[(f.key, f.short) for f in frameworks.FRAMEWORKS]
    )
    reinspection = models.BooleanField(default=False)
    title = models.CharField(max_length=500, blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    published = models.DateField(null=True, blank=True)
    published_from = models.CharField(
        max_length=12,
        blank=True,
        default="",
        db_default="",
        choices=PublishedFrom,
        help_text="How the archive knows when the report was published; empty where it does not.",
    )
    lead_inspector = models.CharField(max_length=100, blank=True)
    source = models.OneToOneField("reports.Source", on_delete=models.PROTECT, related_name="shown_as")
    paragraph_count = models.PositiveIntegerField(default=0)
    word_count = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_for = models.CharField(max_length=20, choices=Withdrawal, blank=True)
    withdrawn_reason = models.TextField(
        blank=True, help_text="For curators; readers see the kind of reason alone."
    )
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_place = models.JSONField(
        null=True,
        blank=True,
        help_text="Authority, framework and first day, so that the report is known again.",
    )

    objects = ShownInspections()
    everything = InspectionQuerySet.as_manager()

    class Meta:
        ordering = ["-start", "slug"]
        permissions = [("withdraw_inspection", "Can withdraw a report and restore it")]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "framework", "start"],
                name="one_inspection_per_authority_framework_start",
            ),
            models.CheckConstraint(
                condition=models.Q(framework__isnull=True) | models.Q(framework__in=list(frameworks.BY_KEY)),
                name="inspection_framework_known",
            ),
            models.CheckConstraint(
                condition=models.Q(end__isnull=True) | models.Q(end__gte=models.F("start")),
                name="inspection_ends_after_it_starts",
            ),
        ]
        indexes = [
            models.Index(fields=["-start", "slug"], name="inspection_newest"),
            models.Index(fields=["authority", "start"], name="inspection_history"),
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("inspection", args=[self.slug])
