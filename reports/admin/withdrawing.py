"""Withdrawing a report in the admin, with a reason, and restoring it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from reports.admin.jobs import lead_to
from reports.admin.unseen_changes import SeenForm, digest
from reports.archive.withdrawal import withdraw_report
from reports.jobs.queue import defer
from reports.models import Inspection, Job

if TYPE_CHECKING:
    from reports.admin.reading import ReadOnlyAdmin

View = Callable[..., HttpResponse]
PERMISSION = "reports.withdraw_inspection"


class WithdrawalForm(SeenForm):
    """Why a report is withdrawn, and whether its file goes too."""

    kind = forms.ChoiceField(
        label="Kind of reason", choices=Inspection.Withdrawal.choices, help_text="Readers see this."
    )
    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What was asked for, by whom, and when. Only curators see this.",
    )
    destroy = forms.BooleanField(
        label="Delete the file too",
        required=False,
        help_text="Then the report can be restored only from the published file. Backups still hold it.",
    )


def stands(inspection: Inspection) -> dict[str, object]:
    """What a curator sees of a report before it is withdrawn: which it is, and by which file."""
    return {
        "file": inspection.source.sha256,
        "facts": [str(inspection), inspection.authority_id, inspection.code],
    }


def withdraw_view(admin: "ReadOnlyAdmin") -> View:
    """A form with the reason; then the report is gone from everything but the admin."""

    @transaction.atomic
    def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        held = Inspection.everything.select_for_update(of=("self",))
        inspection = get_object_or_404(held.select_related("source", "withdrawn_by"), pk=pk)
        if inspection.withdrawn_at:
            messages.error(
                request, f"This report was withdrawn already, by {inspection.withdrawn_by or 'a command'}."
            )
            return redirect("admin:reports_inspection_change", pk)
        form = WithdrawalForm(request.POST or None, initial={"seen": digest(stands(inspection))})
        if request.method == "POST" and form.is_valid():
            form.check_seen(stands(inspection))
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            withdraw_report(
                inspection,
                kind=given["kind"],
                reason=given["reason"],
                by=request.user,
                destroy=given["destroy"],
            )
            back = reverse("admin:reports_inspection_change", args=[pk])
            defer(Job.Kind.COUNT, subject="count", back=back, asked_by=request.user)
            log(
                request,
                inspection,
                f"Withdrawn ({inspection.get_withdrawn_for_display()}): {given['reason']}",
            )
            messages.success(request, f"{inspection} is withdrawn. Its pages now say so.")
            return redirect("admin:reports_inspection_change", pk)
        context = admin.page(
            request,
            f"Withdraw {inspection}",
            inspection=inspection,
            form=form,
            back=reverse("admin:reports_inspection_change", args=[pk]),
        )
        return TemplateResponse(request, "admin/reports/inspection/withdraw.html", context)

    return withdraw


def restore_view(admin: "ReadOnlyAdmin") -> View:
    """A POST that puts a withdrawn report back from its stored file."""

    def restore(request: HttpRequest, pk: int) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        inspection = get_object_or_404(Inspection.everything, pk=pk)
        back = reverse("admin:reports_inspection_change", args=[pk])
        if request.method != "POST":
            return redirect(back)
        given = {"inspection": inspection.pk, "by": request.user.pk}
        job = defer(Job.Kind.RESTORE, subject=f"restoring {pk}", back=back, asked_by=request.user, **given)
        return lead_to(job)

    return restore


def log(request: HttpRequest, inspection: Inspection, message: str) -> None:
    """Keep who did what and when, in the history that the admin shows of the report."""
    LogEntry.objects.log_actions(int(request.user.pk or 0), [inspection], CHANGE, message, single_object=True)
