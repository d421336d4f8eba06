"""The page's button that lets a file that was replaced be the report again."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from reports.admin.jobs import lead_to
from reports.jobs.queue import defer
from reports.models import Job, Source


def show_again_view(request: HttpRequest, pk: int) -> HttpResponse:
    """A POST of whoever may upload: the file is the report again."""
    if not request.user.has_perm("reports.add_source"):
        raise PermissionDenied
    source = get_object_or_404(Source, pk=pk)
    if request.method == "POST":
        back = reverse("admin:reports_source_change", args=[pk])
        job = defer(
            Job.Kind.SHOW_FILE, subject=f"source {pk}", back=back, asked_by=request.user, source=source.pk
        )
        return lead_to(job)
    return redirect("admin:reports_source_change", pk)
