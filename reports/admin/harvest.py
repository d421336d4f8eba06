"""What the harvest knows of each file of the inspectorate's site: its label, when it was seen, what went wrong."""

from django.contrib import admin

from reports.admin.reading import ReadOnlyAdmin
from reports.models import HarvestedFile


@admin.register(HarvestedFile)
class HarvestedFileAdmin(ReadOnlyAdmin):
    """Files by kind and label; those that could not be had have a sentence."""

    list_display = (
        "provider",
        "label",
        "kind",
        "published",
        "first_seen_at",
        "last_seen_at",
        "delisted_at",
        "error",
    )
    list_filter = ("kind", ("delisted_at", admin.EmptyFieldListFilter), ("error", admin.EmptyFieldListFilter))
    list_select_related = ("provider",)
    search_fields = ("provider__name", "url", "label")
    ordering = ("-first_seen_at", "pk")
    fields = readonly_fields = (
        *("provider", "url", "label", "kind", "event", "published", "first_seen_at", "last_seen_at"),
        *("delisted_at", "next_at", "tries", "sha256", "error"),
    )
