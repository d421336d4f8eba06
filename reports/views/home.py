"""The first page: a search box, what the archive holds, the newest inspections, and ways in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.models import Inspection, Paragraph, Recommendation
from reports.national import grid

NEWEST = 8
CHANGES = 6


def home(request: HttpRequest) -> HttpResponse:
    """`/`: the archive at a glance."""
    placed = Inspection.objects.placed().for_reading().with_overall()
    context = {
        "figures": Inspection.objects.placed().figures(),
        "paragraphs": Paragraph.objects.placed().count(),
        "recommendations": Recommendation.objects.placed().count(),
        "newest": placed.newest_first()[:NEWEST],
        "changes": placed.changed().newest_first()[:CHANGES],
        "regions": grid(strand="overall"),
    }
    return render(request, "home/home.html", context)
