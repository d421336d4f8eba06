"""The first page: a search box, what the archive holds, the newest inspections, and ways in."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports import frameworks
from reports.frameworks.other_kinds import name_of_kind
from reports.models import Inspection, Recommendation
from reports.overview.current_grades import grades_by_region
from reports.overview.latest_changes import latest_changes
from reports.overview.national import coverage
from reports.overview.strand_states import StrandState, strand_state
from reports.overview.worked_example import example_of

NEWEST = 8
CHANGES = 6
NAMES = {strand.key: strand.name for strand in frameworks.STRANDS}


@dataclass(frozen=True, slots=True)
class Latest:
    """One inspection, and what its report says of the strands that are judged today, each with its name; of any others
    where it judges none of those."""

    inspection: Inspection
    strands: tuple[tuple[str, StrandState], ...]


def home(request: HttpRequest) -> HttpResponse:
    """`/`: the archive at a glance."""
    placed = Inspection.objects.placed().for_reading()
    context = {
        "figures": (figures := Inspection.objects.placed().figures()),
        "paragraphs": figures["paragraphs"],
        "recommendations": Recommendation.objects.placed().count(),
        "newest": [
            latest(found) for found in placed.latest_published_first().prefetch_related("judgements")[:NEWEST]
        ],
        "changes": (changes := latest_changes(limit=CHANGES)),
        "kinds": kinds_held(),
        "others": Inspection.objects.unplaced().count(),
        "example": example_of(changes),
        "coverage": coverage(),
        "regions": grades_by_region(),
        "strands": [NAMES[strand] for strand in frameworks.judged_now()],
    }
    return render(request, "home/home.html", context)


def kinds_held() -> list[tuple[str, str, int]]:
    """Each kind without grades that the archive holds: its key, what it is called, and how many there are."""
    counts = Inspection.objects.ungraded().kind_counts()
    return [(key, name_of_kind(key, count), count) for key, count in counts.items()]


def latest(inspection: Inspection) -> Latest:
    """An inspection with the judgements of its report, those of whole strands first."""
    judgements = list(inspection.judgements.all())
    states = [
        strand_state(judgements, framework=inspection.framework, strand=key)
        for key in dict.fromkeys((*frameworks.judged_now(), *NAMES))
    ]
    judged = [state for state in states if state.judgement and state.strand not in ("overall", "other")]
    return Latest(inspection, tuple((NAMES[state.strand], state) for state in judged))
