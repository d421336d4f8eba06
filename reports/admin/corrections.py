"""Corrections in the admin: what was corrected, by whom and why, and the way to take one back."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString

from reports.admin.correction_form import filled_from
from reports.admin.jobs import lead_to
from reports.admin.reading import ReadOnlyAdmin
from reports.admin.unseen_changes import digest
from reports.archive.curation import require_file
from reports.jobs.queue import defer
from reports.models import Correction, Job


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    list_display = ("inspection", "field", "strand", "printed", "value", "made_by", "made_at")
    list_filter = ("field", "made_by")
    search_fields = ("inspection__slug", "reason")
    list_select_related = ("inspection", "made_by")

    def get_urls(self) -> list[URLPattern]:
        take_back = self.admin_site.admin_view(self.withdraw_view)
        return [
            path("<int:pk>/withdraw/", take_back, name="reports_correction_withdraw"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A correction is shown among the facts of its report."""
        correction = self.get_object(request, SafeString(object_id))
        if not self.has_view_permission(request, correction):
            raise PermissionDenied
        if not isinstance(correction, Correction):
            raise Http404("There is no such correction.")
        return redirect("admin:reports_inspection_change", correction.inspection_id)

    @transaction.atomic
    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then take a correction back: the report says again what the parser reads in it."""
        if not request.user.has_perm("reports.delete_correction"):
            raise PermissionDenied
        held = Correction.objects.select_related("inspection").select_for_update(of=("self",))
        correction = held.filter(pk=pk).first()
        if correction is None:
            messages.error(request, "There is no such correction; another curator may have taken it back.")
            return redirect("admin:reports_correction_changelist")
        seen = digest([correction.value, correction.reason])
        unseen = request.method == "POST" and request.POST.get("seen", seen) != seen
        if unseen:
            messages.error(
                request, "This correction was changed after you opened the page. See what it says now."
            )
        if request.method == "POST" and not unseen:
            return self.take_back(request, correction)
        context = self.page(request, "Take a correction back", correction=correction, seen=seen)
        return TemplateResponse(request, "admin/reports/correction/withdraw.html", context)

    def take_back(self, request: HttpRequest, correction: Correction) -> HttpResponse:
        """Ask for a correction to be taken back, where its report can be read again."""
        back = reverse("admin:reports_inspection_change", args=[correction.inspection_id])
        try:
            require_file(correction)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(back)
        given = {"correction": correction.pk, "seen": filled_from(correction)}
        subject = f"taking back {correction.pk}"
        return lead_to(defer(Job.Kind.TAKE_BACK, subject=subject, back=back, asked_by=request.user, **given))
