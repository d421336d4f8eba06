"""An admin whose rows are read and never typed over: reports come from files, and facts are corrected beside them."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest


class ReadOnlyAdmin(admin.ModelAdmin[Model]):
    """Lists and pages for those who may view; nothing is added, changed or deleted here."""

    list_per_page = 50
    show_facets = admin.ShowFacets.ALWAYS

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def page(self, request: HttpRequest, title: str, **context: object) -> dict[str, object]:
        """The context that every admin page needs, with this one's own."""
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context}
