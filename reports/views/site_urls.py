"""URLs that a view works out from its request or its rows."""

from django.http import HttpRequest
from django.urls import reverse

from reports.archive.source_files import extension_of
from reports.models import Inspection, Source


def root_of(request: HttpRequest) -> str:
    """The site's URL without its last slash."""
    return request.build_absolute_uri("/").rstrip("/")


def source_url(source: Source) -> str:
    """Where the stored file of a source is served."""
    return reverse("source-file", args=[source.sha256, extension_of(source.media_type)])


def compare_url(one: Inspection, other: Inspection) -> str:
    """The comparison of two inspections, the older first."""
    first, second = sorted((one, other), key=lambda inspection: (str(inspection.start), inspection.slug))
    return reverse("compare", args=[first.slug, second.slug])
