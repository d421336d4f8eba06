"""Long work in the admin: the list of jobs, the page that says how far one is, and the buttons that ask for one."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from reports.admin.reading import ReadOnlyAdmin
from reports.jobs.heartbeats import workers_alive
from reports.jobs.queue import defer, try_again
from reports.models import Job

# What whoever asks for the work must be allowed to do.
NEEDS = {
    Job.Kind.TAG_THEME: "reports.change_theme",
    Job.Kind.READ_UPLOAD: "reports.add_source",
    Job.Kind.SAVE_UPLOAD: "reports.add_source",
    Job.Kind.SHOW_FILE: "reports.add_source",
    Job.Kind.INGEST: "reports.add_source",
    Job.Kind.REPARSE: "reports.add_source",
    Job.Kind.TAG_ALL: "reports.change_theme",
    Job.Kind.HARVEST: "reports.add_source",
    Job.Kind.CORRECT: "reports.add_correction",
    Job.Kind.TAKE_BACK: "reports.delete_correction",
    Job.Kind.RESTORE: "reports.withdraw_inspection",
    Job.Kind.MAIL: "reports.add_source",
    Job.Kind.COUNT: "reports.add_source",
}
# What the buttons above the list of jobs say.
ASKED_FOR = {
    Job.Kind.INGEST: "Read the folder of new reports",
    Job.Kind.HARVEST: "Harvest new reports",
    Job.Kind.REPARSE: "Read all reports again",
    Job.Kind.TAG_ALL: "Tag the reports with every theme again",
    Job.Kind.COUNT: "Make the counts that are owed",
}


def may_see(request: HttpRequest) -> bool:
    """Whoever may ask for any long work sees the list of it."""
    return any(request.user.has_perm(one) for one in {"reports.view_job", *NEEDS.values()})


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """What is waiting, running and failed, with the sentence of each."""

    list_display = ("what", "state", "outcome", "asked_by", "asked_at", "ended_at")
    list_filter = ("state", "kind")
    list_select_related = ("asked_by",)
    ordering = ("-pk",)
    change_list_template = "admin/reports/job/change_list.html"

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may_see(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return may_see(request)

    @admin.display(description="Work", ordering="kind")
    def what(self, obj: Job) -> str:
        return obj.get_kind_display()

    @admin.display(description="How it ended")
    def outcome(self, obj: Job) -> str:
        if obj.is_lost:
            return "Its process was ended."
        return str(obj.error or obj.result.get("said") or obj.result.get("saved") or obj.step)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list, below what may be asked for and whether a worker is there to do it."""
        context = {"buttons": buttons_for(request), "workers": workers_alive(), **(extra_context or {})}
        return super().changelist_view(request, context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page of a job is the one that says how far it is."""
        if not may_see(request):
            raise PermissionDenied
        return redirect(f"{reverse('admin:job', args=[object_id])}?stay=1")


def buttons_for(request: HttpRequest) -> list[tuple[str, str]]:
    """The work that this person may ask for: its kind and what the button says."""
    set_up = {Job.Kind.INGEST: settings.INCOMING_DIR, Job.Kind.HARVEST: settings.HARVEST_CONTACT}
    return [
        (kind.value, label)
        for kind, label in ASKED_FOR.items()
        if request.user.has_perm(NEEDS[kind]) and set_up.get(kind, True)
    ]


def ask_view(site: AdminSite, request: HttpRequest, kind: str) -> HttpResponse:
    """A POST of whoever may: the work is put on the queue, and its page says how far it is."""
    return require_POST(ask)(request, kind)


def ask(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in [value for value, _label in buttons_for(request)]:
        if kind in {one.value for one in ASKED_FOR}:
            raise PermissionDenied
        raise Http404
    back = reverse("admin:reports_job_changelist")
    return lead_to(
        defer(Job.Kind(kind), subject=kind, back=back, asked_by=request.user, **arguments_of(kind))
    )


def arguments_of(kind: str) -> dict[str, Any]:
    return {"paths": [str(settings.INCOMING_DIR)]} if kind == Job.Kind.INGEST else {}


def job_view(site: AdminSite, request: HttpRequest, pk: int) -> HttpResponse:
    """While it runs the page loads itself again; once it is done it leads back to the page that asked for it."""
    job = get_object_or_404(Job, pk=pk)
    may_ask = request.user.has_perm(NEEDS[Job.Kind(job.kind)])
    if not may_ask and not request.user.has_perm("reports.view_job"):
        raise PermissionDenied
    if request.method == "POST" and job.can_be_tried_again:
        if not may_ask:
            raise PermissionDenied
        return redirect("admin:job", try_again(job).pk)
    if job.is_done and not request.GET.get("stay"):
        if said := job.result.get("said"):
            messages.success(request, said)
        return redirect(job.back)
    context = {
        **site.each_context(request),
        "title": job.get_kind_display(),
        "job": job,
        "may_ask": may_ask,
        "failures": failures if isinstance(failures := job.result.get("failed"), list) else [],
        "no_worker": job.waits and not workers_alive(),
    }
    return TemplateResponse(request, "admin/job.html", context)


def lead_to(job: Job) -> HttpResponse:
    """To the page that says how far a job is; that page leads back once it is done."""
    return redirect("admin:job", job.pk)
