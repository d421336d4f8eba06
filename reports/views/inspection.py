"""One inspection: its report to read, and as data."""

from typing import Any
from urllib.parse import urlencode

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404, render

from reports.exports import csv_response
from reports.exports.citations import citation_of
from reports.exports.report import (
    JUDGEMENT_COLUMNS,
    PARAGRAPH_COLUMNS,
    RECOMMENDATION_COLUMNS,
    judgement_rows,
    paragraph_rows,
    recommendation_rows,
    whole_report,
)
from reports.frameworks.other_kinds import FOLLOWED
from reports.models import Inspection
from reports.reading import read
from reports.reading.words import Words
from reports.views.site_urls import compare_url, root_of, source_url


def inspection_page(request: HttpRequest, slug: str) -> HttpResponse:
    """`/inspections/<slug>/`: the report. `?q=` marks the words that a search asked for."""
    inspection = Inspection.objects.for_reading().filter(slug=slug).first()
    if inspection is None:
        return moved(request, slug)
    reading = read(inspection, words=Words.of(request.GET.get("q", "")))
    history = list(Inspection.objects.history_of(inspection).with_overall())
    context = {
        "inspection": inspection,
        "authority": inspection.authority,
        "source": inspection.source,
        "source_url": source_url(inspection.source),
        "sources": [(source, source_url(source)) for source in reading.sources],
        "reading": reading,
        "citation": citation_of(inspection, root=root_of(request)),
        "history": history,
        **neighbours(inspection, history),
    }
    return render(request, "inspection/report.html", context)


def find(request: HttpRequest, slug: str) -> HttpResponseRedirect:
    """`/inspections/<slug>/find/?q=`: on to the report with the words marked, at the first passage that has them, or
    where it is said that none has."""
    inspection = get_object_or_404(Inspection.objects.for_reading(), slug=slug)
    words = Words.of(request.GET.get("q", ""))
    url = inspection.get_absolute_url()
    if not words:
        return HttpResponseRedirect(url)
    matches = read(inspection, words=words).matches
    place = matches[0].anchor if matches else "found"
    return HttpResponseRedirect(f"{url}?{urlencode({'q': words.text})}#{place}")


def inspection_json(request: HttpRequest, slug: str) -> HttpResponse:
    """`/inspections/<slug>.json`: the whole report."""
    inspection = get_object_or_404(Inspection.objects.for_reading(), slug=slug)
    report = whole_report(inspection, root=root_of(request))
    return JsonResponse(report, json_dumps_params={"ensure_ascii": False, "indent": 1})


def inspection_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """`/inspections/<slug>.csv`: the report's judgements, and the strands that it does not judge."""
    inspection = get_object_or_404(Inspection.objects.for_reading(), slug=slug)
    return csv_response(judgement_rows(inspection), columns=JUDGEMENT_COLUMNS, filename=f"{slug}.csv")


def paragraphs_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """`/inspections/<slug>/paragraphs.csv`: the report's paragraphs, each bullet with what leads it in."""
    inspection = get_object_or_404(Inspection.objects.for_reading(), slug=slug)
    rows = paragraph_rows(inspection)
    return csv_response(rows, columns=PARAGRAPH_COLUMNS, filename=f"{slug}-paragraphs.csv")


def recommendations_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """`/inspections/<slug>/recommendations.csv`: the report's recommendations with their class and points."""
    inspection = get_object_or_404(Inspection.objects.for_reading(), slug=slug)
    rows = recommendation_rows(inspection)
    return csv_response(rows, columns=RECOMMENDATION_COLUMNS, filename=f"{slug}-recommendations.csv")


def source_of(request: HttpRequest, slug: str) -> HttpResponseRedirect:
    """`/inspections/<slug>/source/`: on to the file; a browser takes `#page=7` along."""
    inspection = get_object_or_404(Inspection.objects.for_reading(), slug=slug)
    return HttpResponseRedirect(source_url(inspection.source))


def moved(request: HttpRequest, slug: str) -> HttpResponseRedirect:
    """On to the report that once had this URL. Raises Http404 where none had."""
    inspection = Inspection.objects.filter(former_slugs__contains=[slug]).first()
    if inspection is None:
        raise Http404(f"No report has the URL {slug}.")
    url = inspection.get_absolute_url()
    query = request.META.get("QUERY_STRING")
    return HttpResponseRedirect(f"{url}?{query}" if query else url)


def neighbours(inspection: Inspection, history: list[Inspection]) -> dict[str, Any]:
    """The inspections before and after this one, of whatever kind, and those that it is compared with by a link."""
    place = next((n for n, each in enumerate(history) if each.pk == inspection.pk), None)
    if place is None:
        return {}
    compared = compared_with(inspection, history[:place], history[place + 1 :])
    return {
        "before": history[place - 1] if place else None,
        "after": history[place + 1] if place + 1 < len(history) else None,
        "is_followed": inspection.kind in ("", *FOLLOWED)
        and any(other in compared for other in history[place:]),
        "comparisons": [(other, compare_url(inspection, other)) for other in compared],
    }


def compared_with(
    inspection: Inspection, before: list[Inspection], after: list[Inspection]
) -> list[Inspection]:
    """The graded inspections nearest before and after; of a graded one also the visits until the next."""
    previous = [other for other in before if not other.kind][-1:]
    following = next((n for n, other in enumerate(after) if not other.kind), len(after))
    visits = [] if inspection.kind else [other for other in after[:following] if other.kind in FOLLOWED]
    return [*previous, *visits, *after[following : following + 1]]
