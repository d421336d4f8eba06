"""Handing a report in by hand: upload it, look at what was read, and only then put it into the archive."""

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

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
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from reports.archive import uploads
from reports.archive.batch import limits_from_settings, pay_counts, save_outcome
from reports.archive.facts import facts_read
from reports.archive.identity import standing_inspection
from reports.archive.ingest import Result, SourceFile
from reports.archive.reparse import Change
from reports.archive.replacing import change_by
from reports.archive.source_files import MEDIA_TYPES
from reports.comparing.kept_suggestions import bring_up_to_date
from reports.models import Inspection, Source
from reports.parsing.pool import Outcome, parse_paths

if TYPE_CHECKING:
    from pathlib import Path

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
            return redirect("admin:reports_source_preview", token)
        context = admin.page(
            request, "Hand in a report", form=form, largest=filesizeformat(settings.REPORT_MAX_BYTES)
        )
        return TemplateResponse(request, "admin/reports/source/upload.html", context)

    def upload(request: HttpRequest) -> HttpResponse:
        require_adding(request)
        request.upload_handlers.insert(0, SizeLimit(request))
        return receive(request)

    return csrf_exempt(admin.admin_site.admin_view(csrf_exempt(upload)))


def confirm_view(admin: "ReadOnlyAdmin") -> View:
    """The second step: what was read in the file, then into the archive with it, or away."""

    def confirm(request: HttpRequest, token: str) -> HttpResponse:
        require_adding(request)
        if token not in request.session.get(SESSION_KEY, []):
            raise Http404("This upload is not yours, or was never made.")
        path = uploads.held(token)
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
        outcome = read(path)
        if request.method == "POST" and outcome.report:
            return save(request, token, outcome)
        context = admin.page(request, f"What was read in {path.name}", **preview_of(outcome), token=token)
        return TemplateResponse(request, "admin/reports/source/preview.html", context)

    return confirm


def require_adding(request: HttpRequest) -> None:
    if not request.user.has_perm("reports.add_source"):
        raise PermissionDenied


def read(path: "Path") -> Outcome:
    """What the parser makes of one file, in a worker with the limits of the settings."""
    [outcome] = parse_paths([path], limits=limits_from_settings())
    return outcome


def preview_of(outcome: Outcome) -> dict[str, object]:
    """What a curator decides by: the facts, the counts, the doubts, and what the archive holds already."""
    report = outcome.report
    held = Source.objects.holding(outcome.sha256 or "").first()
    if report is None:
        return {"outcome": outcome, "held": held}
    facts = facts_read(report)
    counts = {
        "Judgements": len(report.judgements),
        "Recommendations": len(report.recommendations),
        "Paragraphs": len(report.paragraphs),
        "Pages": report.pages,
        "Lines without a place": len(report.unaccounted),
    }
    texts = [paragraph.text for paragraph in report.paragraphs]
    standing = None if held else standing_inspection(facts, texts=texts)
    return {
        "outcome": outcome,
        "change": what_would_change(outcome, standing),
        "report": report,
        "facts": facts,
        "counts": counts,
        "held": held,
        "standing": standing,
    }


def what_would_change(outcome: Outcome, standing: Inspection | None) -> Change | None:
    """What readers would see change where a report stands already; None where none does."""
    if standing is None or outcome.report is None:
        return None
    file = SourceFile.of(outcome.path, sha256=outcome.sha256 or "", size=outcome.size)
    return change_by(outcome.report, file=file, standing=standing)


def save(request: HttpRequest, token: str, outcome: Outcome) -> HttpResponse:
    """Put the file into the archive by the way that every other report takes."""
    ingested = save_outcome(outcome)
    forget(request, token)
    if ingested.result is Result.FAILED:
        messages.error(request, ingested.reason)
        return redirect("admin:reports_source_changelist")
    pay_counts()
    reason = f": {ingested.reason}" if ingested.reason else ""
    messages.success(request, f"{outcome.path.name} is {ingested.result.value}{reason}.")
    source = Source.objects.holding(outcome.sha256 or "").get()
    if source.inspection and source.inspection.authority:
        deque(bring_up_to_date(authority=source.inspection.authority), maxlen=0)
    return redirect("admin:reports_source_change", source.pk)


def forget(request: HttpRequest, token: str) -> None:
    uploads.discard(token)
    request.session[SESSION_KEY] = [kept for kept in request.session.get(SESSION_KEY, []) if kept != token]
