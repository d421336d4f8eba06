"""The page of one piece of long work: how far it is, what failed and the button to try it again."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from reports.jobs.queue import try_again
from reports.models import Job

# Whoever may ask for the work may see how far it is.
NEEDS = {
    Job.Kind.TAG_THEME: "reports.change_theme",
    Job.Kind.READ_UPLOAD: "reports.add_source",
    Job.Kind.SAVE_UPLOAD: "reports.add_source",
    Job.Kind.SHOW_FILE: "reports.add_source",
}


def job_view(site: AdminSite, request: HttpRequest, pk: int) -> HttpResponse:
    """While it runs the page loads itself again; once it is done it leads back to the page that asked for it."""
    job = get_object_or_404(Job, pk=pk)
    if not request.user.has_perm(NEEDS[Job.Kind(job.kind)]):
        raise PermissionDenied
    if request.method == "POST" and job.can_be_tried_again:
        return redirect("admin:job", try_again(job).pk)
    if job.is_done:
        if said := job.result.get("said"):
            messages.success(request, said)
        return redirect(job.back)
    context = {**site.each_context(request), "title": job.get_kind_display(), "job": job}
    return TemplateResponse(request, "admin/job.html", context)


def lead_to(job: Job) -> HttpResponse:
    """To the page that says how far a job is; that page leads back once it is done."""
    return redirect("admin:job", job.pk)
