"""`/authorities/<slug>/recommendations/`: everything a council was asked to do, and what later reports say of it."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from reports.comparing.recommendation_lines import history_of_recommendations
from reports.comparing.statuses.quality import measured
from reports.exports import JsonList, csv_response, list_response
from reports.exports.recommendation_lines import COLUMNS, line_rows, lines_json
from reports.models import Authority
from reports.views.site_urls import root_of


def recommendation_history(request: HttpRequest, slug: str) -> HttpResponse:
    """The page: what keeps coming back first, then each inspection's recommendations with their steps."""
    authority = get_object_or_404(Authority, slug=slug)
    history = history_of_recommendations(authority)
    context = {"authority": authority, "history": history, "measured": measured()}
    return render(request, "authorities/recommendations.html", context)


def recommendation_history_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A row for each step of each recommendation."""
    authority = get_object_or_404(Authority, slug=slug)
    rows = line_rows(history_of_recommendations(authority), root=root_of(request))
    return csv_response(rows, columns=COLUMNS, filename=f"{slug}-recommendations.csv")


def recommendation_history_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Each recommendation with its steps, a page at a time."""
    authority = get_object_or_404(Authority, slug=slug)
    history = history_of_recommendations(authority)
    head = {"authority": authority.name, "inspections": [one.slug for one in history.inspections]}
    rows = list(lines_json(history, root=root_of(request)))
    return list_response(request, JsonList(len(rows), lambda first, end: rows[first:end], head=head))
