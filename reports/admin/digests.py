"""Digests that were sent, refused, or are in doubt because a worker was killed with the mail in its hand."""

from django.contrib import admin

from reports.admin.reading import ReadOnlyAdmin
from reports.models import Digest


@admin.register(Digest)
class DigestAdmin(ReadOnlyAdmin):
    """Whoever may see addresses may see this: an operator, no curator."""

    list_display = ("day", "state", "follower")
    list_filter = ("state", "day")
    list_select_related = ("follower",)
    ordering = ("-day", "pk")
    fields = readonly_fields = ("day", "state", "follower")
