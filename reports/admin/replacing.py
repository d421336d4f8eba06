"""The page's button that lets a file that was replaced be the report again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from reports.archive.batch import pay_counts
from reports.archive.replacing import show_again
from reports.models import Source


def show_again_view(request: HttpRequest, pk: int) -> HttpResponse:
    """A POST of whoever may upload: the file is the report again."""
    if not request.user.has_perm("reports.add_source"):
        raise PermissionDenied
    source = get_object_or_404(Source, pk=pk)
    if request.method == "POST":
        try:
            inspection = show_again(source)
        except ValidationError as error:
            messages.error(request, error.messages[0])
        else:
            pay_counts()
            messages.success(request, f"{source} is the file of {inspection} again.")
    return redirect("admin:reports_source_change", pk)
