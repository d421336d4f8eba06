"""The thesaurus in the admin: what readers type, and what the reports call it."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from reports.models import ThesaurusEntry

if TYPE_CHECKING:
    Base = admin.ModelAdmin[ThesaurusEntry]
else:
    Base = admin.ModelAdmin


@admin.register(ThesaurusEntry)
class ThesaurusEntryAdmin(Base):
    list_display = ("term", "said", "kind", "both_ways", "enabled", "edited")
    list_filter = ("kind", "enabled", "both_ways", "edited")
    list_editable = ("enabled",)
    search_fields = ("term", "expansions")
    fields = ("term", "expansions", "kind", "both_ways", "enabled")

    @admin.display(description="also searched")
    def said(self, entry: ThesaurusEntry) -> str:
        return ", ".join(entry.expansions)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The list of the code would bring it back; an entry that does harm is switched off."""
        return False

    def save_model(self, request: HttpRequest, obj: ThesaurusEntry, form: Any, change: bool) -> None:
        """Remember that a person wrote it, so that the list of the code leaves it alone."""
        obj.edited = True
        super().save_model(request, obj, form, change)
