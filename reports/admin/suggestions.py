"""What the archive suggests became of recommendations and nobody has confirmed yet: the least sure first."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.admin.reading import ReadOnlyAdmin
from reports.models import StatusSuggestion


@admin.register(StatusSuggestion)
class StatusSuggestionAdmin(ReadOnlyAdmin):
    """Each leads to the form that confirms a status, with the recommendation and the suggestion filled in."""

    list_display = ("confirm", "comparison", "status", "sureness", "stated")
    list_display_links = None
    list_filter = ("stated", "status")
    list_select_related = ("earlier", "later")
    search_fields = ("earlier__slug", "later__slug", "lead")
    ordering = ("confidence", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[StatusSuggestion]:
        return StatusSuggestion.objects.unconfirmed().least_sure_first()

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may see what was confirmed may see what was not."""
        return request.user.has_perm("reports.view_outcome")

    @admin.display(description="Recommendation")
    def confirm(self, suggestion: StatusSuggestion) -> SafeString:
        given = {
            "earlier": suggestion.earlier_id,
            "position": suggestion.position,
            "later": suggestion.later_id,
        }
        url = f"{reverse('admin:reports_outcome_add')}?{urlencode(given)}"
        return format_html('<a href="{}">Confirm a status of recommendation {}</a>', url, suggestion.position)

    @admin.display(description="Comparison")
    def comparison(self, suggestion: StatusSuggestion) -> SafeString:
        earlier, later = suggestion.earlier, suggestion.later
        url = reverse("compare", args=[earlier.slug, later.slug])
        return format_html(
            '<a href="{}#fate-{}">{} and {}</a>', url, suggestion.position, earlier.slug, later.slug
        )

    @admin.display(description="How sure", ordering="confidence")
    def sureness(self, suggestion: StatusSuggestion) -> str:
        return f"{100 * suggestion.confidence:.0f} %"
