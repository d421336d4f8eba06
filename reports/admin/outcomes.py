"""What became of recommendations, as curators confirm it."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from reports.models import Outcome

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Outcome]
else:
    Base = admin.ModelAdmin


@admin.register(Outcome)
class OutcomeAdmin(Base):
    """One word of a curator on one recommendation. Its place and its evidence are checked by the model."""

    fields = ("earlier", "position", "text", "later", "status", "evidence", "note")
    readonly_fields = ("text",)
    autocomplete_fields = ("earlier", "later")
    list_display = ("earlier", "position", "later", "status", "confirmed_by", "confirmed_at")
    list_filter = ("status",)
    list_select_related = ("earlier", "later", "confirmed_by")
    search_fields = ("earlier__slug", "later__slug", "text", "note")
    list_per_page = 50

    def save_model(self, request: HttpRequest, obj: Outcome, form: Any, change: bool) -> None:
        """Whoever saves it has confirmed it."""
        obj.confirmed_by_id = request.user.pk
        super().save_model(request, obj, form, change)
