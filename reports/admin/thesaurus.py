"""The thesaurus in the admin: what readers type, and what the reports call it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.postgres.search import SearchQuery
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from reports.admin.past import PastAdmin
from reports.admin.unseen_changes import SeenModelForm
from reports.models import Paragraph, ThesaurusEntry


class ThesaurusForm(SeenModelForm, forms.ModelForm[ThesaurusEntry]):
    """An entry; an expansion that no report says is pointed out before it is saved."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        silent = [one for one in self.cleaned_data.get("expansions") or () if not is_said(one)]
        self.warn("expansions", [f"“{one}” finds nothing in the archive’s reports." for one in silent])
        return cleaned


def is_said(expansion: str) -> bool:
    """Whether any paragraph says it; while the archive holds none, nothing can be said."""
    query = SearchQuery(expansion, config="english", search_type="phrase")
    return Paragraph.objects.filter(search_vector=query).exists() or not Paragraph.objects.exists()


@admin.register(ThesaurusEntry)
class ThesaurusEntryAdmin(PastAdmin):
    form: Any = ThesaurusForm
    list_display = ("term", "said", "kind", "both_ways", "enabled", "edited")
    list_filter = ("kind", "enabled", "both_ways", "edited")
    search_fields = ("term", "expansions")
    fields = ("term", "expansions", "kind", "both_ways", "enabled")
    actions = ("switch_on", "switch_off")

    @admin.display(description="also searched")
    def said(self, entry: ThesaurusEntry) -> str:
        return ", ".join(entry.expansions)

    # Each row is switched by a word on its own: a list of boxes would put back what another curator has switched.
    @admin.action(description="Switch on", permissions=["change"])
    def switch_on(self, request: HttpRequest, queryset: QuerySet[ThesaurusEntry]) -> None:
        queryset.update(enabled=True, edited=True, changed_at=timezone.now())

    @admin.action(description="Switch off", permissions=["change"])
    def switch_off(self, request: HttpRequest, queryset: QuerySet[ThesaurusEntry]) -> None:
        queryset.update(enabled=False, edited=True, changed_at=timezone.now())

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The list of the code would bring it back; an entry that does harm is switched off."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Remember that a person wrote it, so that the list of the code leaves it alone."""
        obj.edited = True
        super().save_model(request, obj, form, change)
