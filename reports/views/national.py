"""The national picture: shares of grades through the years, and the grid of all authorities."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from reports import frameworks
from reports.national import REGIONS, STRANDS, grid, picture

REGION_OF = {slugify(name): name for name in REGIONS}
NAME_OF = {strand.key: strand.name for strand in STRANDS}


class Asked(forms.Form):
    """What the pictures can be asked for; a value that is none of the choices counts as not given."""

    strand = forms.ChoiceField(choices=list(NAME_OF.items()), required=False)
    region = forms.ChoiceField(choices=list(REGION_OF.items()), required=False)
    on = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": "Write the day as year, month, day, such as 2014-09-30."},
    )


def national(request: HttpRequest) -> HttpResponse:
    """`/national/?strand=&region=`: shares of grades by year and framework."""
    asked = bound(request)
    strand = asked.cleaned_data.get("strand") or "overall"
    region = REGION_OF.get(asked.cleaned_data.get("region") or "")
    context: dict[str, Any] = {
        "picture": picture(strand=strand, region=region),
        "strand": strand,
        "strand_name": NAME_OF[strand],
        "region": region,
        "strands": STRANDS,
        "regions": REGION_OF.items(),
    }
    return render(request, "national/national.html", context)


def tiles(request: HttpRequest) -> HttpResponse:
    """`/national/grid/?strand=&on=`: every authority with its newest grade, as it stood on a day."""
    asked = bound(request)
    strand = asked.cleaned_data.get("strand") or "overall"
    on: date | None = asked.cleaned_data.get("on")
    context: dict[str, Any] = {
        "regions": grid(strand=strand, on=on),
        "strand": strand,
        "strand_name": NAME_OF[strand],
        "strands": STRANDS,
        "on": on,
        "errors": asked.errors.get("on", []),
        "given": request.GET.get("on", ""),
        "scales": {framework.key: framework.short for framework in frameworks.FRAMEWORKS},
    }
    return render(request, "national/grid.html", context)


def bound(request: HttpRequest) -> Asked:
    """The form of a request, checked."""
    asked = Asked(request.GET)
    asked.is_valid()
    return asked
