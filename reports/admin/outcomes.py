"""What became of recommendations, as curators confirm it."""

from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from reports.admin.outcome_form import OutcomeForm
from reports.admin.past import PastAdmin
from reports.admin.unseen_changes import digest
from reports.models import Outcome
from reports.reading.changes import changes_of

# What a curator decides by whether an outcome may go.
SHOWN = ("earlier_id", "later_id", "position", "status", "evidence", "note")


@admin.register(Outcome)
class OutcomeAdmin(PastAdmin):
    """One word of a curator on one recommendation. Its place and its evidence are checked by the model.

    The page shows the recommendation's words and what the archive suggests with its evidence. Who confirmed what and
    when is kept in the history of each outcome.
    """

    form: Any = OutcomeForm
    can_go_back = False
    autocomplete_fields = ("earlier", "later")
    list_display = ("earlier", "position", "later", "status", "confirmed_by", "confirmed_at")
    list_filter = ("status",)
    list_select_related = ("earlier", "later", "confirmed_by")
    search_fields = ("earlier__slug", "later__slug", "text", "note")
    list_per_page = 50
    change_form_template = "admin/reports/outcome/change_form.html"

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Whoever saves it has confirmed it."""
        obj.confirmed_by_id = request.user.pk
        super().save_model(request, obj, form, change)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Each is deleted on its own page, which says what it holds by then."""
        return {
            name: action for name, action in super().get_actions(request).items() if name != "delete_selected"
        }

    @transaction.atomic
    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What was changed after the page was opened is not deleted unseen."""
        held = (
            Outcome.objects.select_for_update(of=("self",)).filter(pk=object_id).first()
            if object_id.isdecimal()
            else None
        )
        now = digest({name: getattr(held, name) for name in SHOWN}) if held else ""
        opened = request.POST.get("seen", now)
        if held and opened != now and self.has_delete_permission(request, held):
            changes = changes_of(held)
            who = f" by {changes[0].who}" if changes else ""
            messages.error(
                request,
                f"This was changed{who} after you opened the page, and nothing was deleted. It now says "
                f"“{held.status}”. Delete it again if it may go all the same.",
            )
            return redirect("admin:reports_outcome_delete", held.pk)
        return super().delete_view(request, object_id, {"seen": now, **(extra_context or {})})

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """The history says what was confirmed, not only which fields changed."""
        status, evidence = form.cleaned_data["status"], ", ".join(form.cleaned_data["evidence"])
        return f"Confirmed “{status}”" + (f" by {evidence}" if evidence else "")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The suggestion, and the recommendation that it is about, are above the form."""
        form = context["adminform"].form
        context["suggestion"] = form.suggestion
        context["kept_text"] = form.instance.text
        return super().render_change_form(request, context, *args, **kwargs)
