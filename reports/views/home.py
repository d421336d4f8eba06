"""The first page: a search box, what the archive holds, the newest inspections, and ways in."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.models import Inspection, Paragraph, Recommendation
from reports.national import coverage
from reports.national_grid import grid
from reports.standing import counted
from reports.worked_example import example_of

NEWEST = 8
CHANGES = 6


@dataclass(frozen=True, slots=True)
class Latest:
    """One inspection, and how often its report gives each grade, the best first."""

    inspection: Inspection
    grades: tuple[tuple[str, int], ...]


def home(request: HttpRequest) -> HttpResponse:
    """`/`: the archive at a glance."""
    placed = Inspection.objects.placed().for_reading().with_overall()
    context = {
        "figures": Inspection.objects.placed().figures(),
        "paragraphs": Paragraph.objects.placed().count(),
        "recommendations": Recommendation.objects.placed().count(),
        "newest": [
            latest(found) for found in placed.latest_published_first().prefetch_related("judgements")[:NEWEST]
        ],
        "changes": (changes := list(placed.changed().newest_first()[:CHANGES])),
        "example": example_of(changes),
        "coverage": coverage(),
        "regions": grid(strand="overall"),
    }
    return render(request, "home/home.html", context)


def latest(inspection: Inspection) -> Latest:
    """An inspection with its grades counted: what there is to say where no overall judgement is given."""
    return Latest(inspection, counted({"grade": each.grade} for each in inspection.judgements.all()))
