"""What a reader gets where there is no page: another URL, or that the report was withdrawn."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import Resolver404, resolve

from reports.models import Inspection
from reports.views.near_urls import near_pages


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """410 with the kind of reason, where the URL is one of a report that was withdrawn; else 404, with the pages that
    may have been meant."""
    withdrawn = withdrawn_report(request.path_info)
    if withdrawn is None:
        return render(request, "404.html", {"near": near_pages(request.path_info)}, status=404)
    if request.path_info.endswith((".csv", ".json", ".atom", ".bib", ".ris")):
        sentence = f"This report has been withdrawn ({withdrawn.get_withdrawn_for_display().lower()}).\n"
        return HttpResponse(sentence, status=410, content_type="text/plain; charset=utf-8")
    return render(request, "410.html", {"withdrawn": withdrawn}, status=410)


def withdrawn_report(path: str) -> Inspection | None:
    """The withdrawn report that the URL is about: its page, its data, its file, or a comparison with it."""
    try:
        given = resolve(path).kwargs
    except Resolver404:
        return None
    slugs = [given[name] for name in ("slug", "a", "b") if name in given]
    found = Inspection.everything.exclude(withdrawn_at=None)
    if "sha256" in given:
        return found.filter(sources__sha256=given["sha256"]).first()
    if not slugs:
        return None
    return (found.filter(slug__in=slugs) | found.filter(former_slugs__overlap=slugs)).first()
