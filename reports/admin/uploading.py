"""Handing a report in by hand: upload it, look at what was read, and only then put it into the archive."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from reports.admin.jobs import lead_to
from reports.archive import uploads
from reports.archive.reparse import Change
from reports.archive.source_files import MEDIA_TYPES
from reports.jobs.queue import defer
from reports.models import Inspection, Job, Source

if TYPE_CHECKING:
    from reports.admin.reading import ReadOnlyAdmin

View = Callable[..., HttpResponse]
SESSION_KEY = "uploads"


class SizeLimit(FileUploadHandler):
    """Stops an upload as soon as it is larger than a report may be, before it fills memory or disk."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.REPORT_MAX_BYTES:
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Another handler makes the file."""


class UploadForm(forms.Form):
    """One report file of a kind and a size that the archive takes."""

    file = forms.FileField(
        label="Report file",
        help_text="A PDF as the inspectorate published it, or a text or Markdown file made from one.",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(MEDIA_TYPES)}),
        error_messages={
            "required": "Choose a file; one larger than the archive takes does not arrive at all.",
            "empty": "The file is empty.",
        },
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if not (file.name or "").lower().endswith(tuple(MEDIA_TYPES)):
            raise forms.ValidationError("The archive takes files that end in .pdf, .txt or .md.")
        if (file.size or 0) > settings.REPORT_MAX_BYTES:
            largest = filesizeformat(settings.REPORT_MAX_BYTES)
            raise forms.ValidationError(f"The file is larger than {largest}, which is the most that is read.")
        return file


def upload_view(admin: "ReadOnlyAdmin") -> View:
    """The first step: a file goes aside, and nothing into the archive.

    Checking the request for forgery reads the whole upload; so the limit is put in its way before that check.
    """

    @csrf_protect
    def receive(request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        if request.method == "POST" and form.is_valid():
            token = uploads.hold(form.cleaned_data["file"])
            request.session[SESSION_KEY] = [*request.session.get(SESSION_KEY, []), token]
            ask(request, token, Job.Kind.READ_UPLOAD)
            return redirect("admin:reports_source_preview", token)
        context = admin.page(
            request, "Upload a report", form=form, largest=filesizeformat(settings.REPORT_MAX_BYTES)
        )
        return TemplateResponse(request, "admin/reports/source/upload.html", context)

    def upload(request: HttpRequest) -> HttpResponse:
        require_adding(request)
        request.upload_handlers.insert(0, SizeLimit(request))
        return receive(request)

    return csrf_exempt(admin.admin_site.admin_view(csrf_exempt(upload)))


def confirm_view(admin: "ReadOnlyAdmin") -> View:
    """The second step: what was read in the file, then into the archive with it, or away.

    Reading and saving are jobs: while one is under way, its own page is shown.
    """

    def confirm(request: HttpRequest, token: str) -> HttpResponse:
        require_adding(request)
        if token not in request.session.get(SESSION_KEY, []):
            raise Http404("This upload is not yours, or was never made.")
        path = uploads.held(token)
        job = Job.objects.about(subject_of(token)).first()
        if job and job.kind == Job.Kind.SAVE_UPLOAD and job.is_done:
            return saved(request, token, job.result)
        if path is None:
            forget(request, token)
            messages.error(
                request, "The upload was put aside for an hour, which is over; please hand it in again."
            )
            return redirect("admin:reports_source_upload")
        if request.method == "POST" and "discard" in request.POST:
            forget(request, token)
            messages.info(request, f"{path.name} was discarded; nothing of it was saved.")
            return redirect("admin:reports_source_changelist")
        if job is None or not job.is_done:
            return lead_to(job or ask(request, token, Job.Kind.READ_UPLOAD))
        if request.method == "POST" and job.result.get("report"):
            job = ask(request, token, Job.Kind.SAVE_UPLOAD)
            return saved(request, token, job.result) if job.is_done else lead_to(job)
        title = f"What was read in {path.name}"
        context = admin.page(request, title, **preview_context(job.result), token=token)
        return TemplateResponse(request, "admin/reports/source/preview.html", context)

    return confirm


def require_adding(request: HttpRequest) -> None:
    if not request.user.has_perm("reports.add_source"):
        raise PermissionDenied


def subject_of(token: str) -> str:
    return f"upload {token}"[:80]


def ask(request: HttpRequest, token: str, kind: Job.Kind) -> Job:
    """Ask for an upload to be read or saved."""
    back = reverse("admin:reports_source_preview", args=[token])
    return defer(kind, subject=subject_of(token), back=back, asked_by=request.user, token=token)


def preview_context(read: dict[str, Any]) -> dict[str, object]:
    """What the page of an upload shows of what was read; what is held is asked for as it is now."""
    return {
        "error": read["error"],
        "report": read.get("report"),
        "change": Change(**read["change"]) if read.get("change") else None,
        "held": Source.objects.holding(read["sha256"]).first(),
        "standing": Inspection.objects.filter(pk=read.get("standing") or 0).first(),
    }


def saved(request: HttpRequest, token: str, result: dict[str, Any]) -> HttpResponse:
    """To the file in the archive, or with the reason why it is not there."""
    forget(request, token)
    if reason := result.get("failed"):
        messages.error(request, reason)
        return redirect("admin:reports_source_changelist")
    messages.success(request, result["saved"])
    return redirect("admin:reports_source_change", result["source"])


def forget(request: HttpRequest, token: str) -> None:
    uploads.discard(token)
    request.session[SESSION_KEY] = [kept for kept in request.session.get(SESSION_KEY, []) if kept != token]
