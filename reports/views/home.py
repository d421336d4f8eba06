"""The first page: a search box, what the archive holds, the newest inspections, and ways in."""

from collections import Counter
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.frameworks import GRADES
from reports.models import Inspection, Paragraph, Recommendation
from reports.national import grid

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
        "newest": [latest(found) for found in placed.newest_first().prefetch_related("judgements")[:NEWEST]],
        "changes": placed.changed().newest_first()[:CHANGES],
        "regions": grid(strand="overall"),
    }
    return render(request, "home/home.html", context)


def latest(inspection: Inspection) -> Latest:
    """An inspection with its grades counted: what there is to say where no overall judgement is given."""
    counts = Counter(judgement.grade for judgement in inspection.judgements.all())
    return Latest(inspection, tuple((grade, counts[grade]) for grade in GRADES if counts[grade]))
