"""The first page: a search box, what the archive holds, the newest inspections, and ways in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.models import Inspection


def home(request: HttpRequest) -> HttpResponse:
    newest = Inspection.objects.placed().for_reading().with_overall().newest_first()[:8]
    return render(request, "home/home.html", {"newest": newest})
