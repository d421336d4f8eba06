"""One inspection and what its report says of itself."""

from __future__ import annotations

from pathlib import PurePath
from typing import cast

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from reports import frameworks
from reports.frameworks import other_kinds
from reports.models.history import KEPT_INSPECTION, keep_history
from reports.models.inspection_queryset import InspectionQuerySet
from reports.models.text_tags import tags_follow_inspections

InspectionManager = models.Manager.from_queryset(InspectionQuerySet)


class ShownInspections(InspectionManager["Inspection"]):
    """All but the withdrawn ones: what readers, searches, counts and exports are made of."""

    def get_queryset(self) -> InspectionQuerySet:
        return cast("InspectionQuerySet", super().get_queryset().filter(withdrawn_at=None))


@keep_history("InspectionHistory", KEPT_INSPECTION)
class Inspection(models.Model):
    """A report in the archive.

    It has a `framework` where it gives grades, and a `kind` where it is a visit or an area inspection, which gives
    none. `authority`, `start` and both of these are empty only for a document that the parser could not place; such
    a document is kept, searched and flagged, and left out of every list of inspections.
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
        help_text="Names that its URL had before, still answered.",
    )
    authority = models.ForeignKey(
        "reports.Authority", on_delete=models.PROTECT, null=True, blank=True, related_name="inspections"
    )
    authority_printed = models.CharField(max_length=300, blank=True)
    framework = models.CharField(
        max_length=10, null=True, blank=True, choices=[(f.key, f.short) for f in frameworks.FRAMEWORKS]
    )
    kind = models.CharField(
        max_length=10,
        blank=True,
        default="",
        db_default="",
        choices=[(key, kind.name) for key, kind in other_kinds.BY_KEY.items()],
        help_text="Of a visit or an area inspection, which has no grades; empty for all others.",
    )
    theme = models.TextField(
        blank=True, default="", db_default="", help_text="The matter that a visit looked at, as printed."
    )
    outcome = models.CharField(
        max_length=40,
        blank=True,
        default="",
        db_default="",
        choices=[(outcome, outcome.capitalize()) for outcome in other_kinds.OUTCOME_KEYS],
        help_text="The outcome of an area inspection, which is not a grade.",
    )
    outcome_printed = models.TextField(blank=True, default="", db_default="")
    outcome_page = models.PositiveIntegerField(null=True, blank=True)
    partners = ArrayField(
        models.TextField(),
        default=list,
        db_default=[],
        blank=True,
        help_text="The bodies that are inspected beside the authority.",
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
            models.UniqueConstraint(
                fields=["authority", "kind", "start"],
                condition=~models.Q(kind=""),
                name="one_inspection_per_authority_kind_start",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="") | models.Q(framework=None, kind__in=list(other_kinds.BY_KEY)),
                name="inspection_kind_has_no_grades",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="")
                | models.Q(
                    kind__in=list(other_kinds.WITH_OUTCOME), outcome__in=list(other_kinds.OUTCOME_KEYS)
                ),
                name="inspection_outcome_known",
            ),
            models.CheckConstraint(
                condition=models.Q(framework__isnull=True) | models.Q(framework__in=list(frameworks.BY_KEY)),
                name="inspection_framework_known",
            ),
            models.CheckConstraint(
                condition=models.Q(end__isnull=True) | models.Q(end__gte=models.F("start")),
                name="inspection_ends_after_it_starts",
            ),
            tags_follow_inspections(),
        ]
        indexes = [
            models.Index(fields=["-start", "slug"], name="inspection_newest"),
            models.Index(fields=["authority", "start"], name="inspection_history"),
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("inspection", args=[self.slug])

    @property
    def document_title(self) -> str:
        """The printed title or heading of a document, else the name of its file without its ending."""
        return self.title or PurePath(self.source.name).stem or self.slug

    @property
    def name(self) -> str:
        """The authority's name, or the name as printed; of a document without either its title."""
        return self.authority.name if self.authority else self.authority_printed or self.document_title

    @property
    def code(self) -> str:
        """The key of its framework, or of its kind where that has no grades; empty where neither is known."""
        return self.framework or self.kind

    @property
    def kind_key(self) -> str:
        """Its kind as lists and exports call it: "inspection" where it gives grades; empty where it is not known."""
        return self.kind or (other_kinds.GRADED if self.framework else "")

    @property
    def signed_by_all(self) -> bool:
        """Whether `lead_inspector` names all who sign a joint letter."""
        return bool(self.kind) and other_kinds.BY_KEY[self.kind].signed_by_all

    @property
    def kind_name(self) -> str:
        """What kind of inspection it is, as people call it: its framework's name, or that of its kind."""
        framework = frameworks.BY_KEY.get(self.framework or "")
        return framework.short if framework else self.get_kind_display()
