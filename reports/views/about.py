"""What the archive is, and what its pages are made of."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports import frameworks
from reports.models import Authority, Inspection, Source
from reports.official.known import known_reports
from reports.overview.national import coverage
from reports.views.home import kinds_held


def about(request: HttpRequest) -> HttpResponse:
    """`/about/`: what is here, where it comes from, the licence, and how the frameworks relate."""
    context = {
        "figures": Inspection.objects.placed().figures(),
        "kinds": kinds_held(),
        "coverage": coverage(),
        "known": known_reports(),
        "fictional": Authority.objects.filter(fictional=True).inspected().exists(),
        "sources": Source.objects.shown().count(),
        "frameworks": frameworks.FRAMEWORKS,
        "strands": [
            (strand, [(framework, strand.key in framework.strands) for framework in frameworks.FRAMEWORKS])
            for strand in frameworks.STRANDS
            if strand.key != "other"
        ],
    }
    return render(request, "about/about.html", context)


def design(request: HttpRequest) -> HttpResponse:
    """`/about/design/`: every component once, on made-up data, which the Docker image does not hold."""
    from reports.design import specimens

    return render(request, "about/design.html", specimens.specimens(today=date(2024, 1, 1)))
