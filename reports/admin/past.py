"""The past of a row on its page in the admin, and the way back to one of its versions."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from reports.reading.changes import Change, changes_of


class PastAdmin(admin.ModelAdmin[Model]):
    """A page with the history below its form. `?version=` fills the form with what the row said then."""

    change_form_template = "admin/reports/history_form.html"
    can_go_back = True

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        thing: Any = (
            self.model._default_manager.filter(pk=object_id).first() if object_id.isdecimal() else None
        )
        changes = changes_of(thing) if thing else []
        request.__dict__["version"] = version = asked_version(request, changes)
        context = {
            "changes": changes,
            "version": version,
            "can_go_back": self.can_go_back and self.has_change_permission(request, thing),
        }
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        version: Change | None = getattr(request, "version", None)
        form.version_values = dict(version.values) if version else {}  # type: ignore[attr-defined] # of this request's own class
        return form


def asked_version(request: HttpRequest, changes: list[Change]) -> Change | None:
    """The version that the URL asks for, where the row has it."""
    asked = request.GET.get("version", "")
    return next((one for one in changes if str(one.version) == asked), None)
