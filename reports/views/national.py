"""The national picture: shares of grades through the years, and the grid of all authorities."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from reports.browse.query_strings import canonical, url_with
from reports.browse.url_parameters import Option, Options, Parameter, UrlQuery, read_parameters
from reports.exports import JsonList, csv_response, list_response
from reports.exports import national as exported
from reports.exports.csv import Cell
from reports.language.dates import day
from reports.models import Inspection
from reports.overview.national import REGIONS, STRANDS, coverage, held_picture, picture, strands_today
from reports.overview.national_grid import grid
from reports.overview.year_ends import HELD
from reports.views.refusals import refusal
from reports.views.site_urls import root_of

PICTURE_PARAMETERS = ("view", "strand", "region")
GRID_PARAMETERS = ("strand", "on", "by", "held", "region")
VIEWS = {"held": "Held at the end of each year", "given": "Given in each year"}
WORD_OF = {slugify(word): word for word in HELD}
REGION_OF = {slugify(name): name for name in REGIONS}
# From when a report counts in "as it stood on".
COUNTED_BY = {"published": "publication", "inspected": "inspection"}
NAME_OF = {strand.key: strand.name for strand in STRANDS}


def options(values: Mapping[str, str]) -> Options:
    """Choices by their form in a URL; their labels are what the archive calls them."""
    return lambda known: (Option.of(value, label) for value, label in values.items())


PARAMETERS = {
    parameter.name: parameter
    for parameter in (
        Parameter("view", options=options(VIEWS), default="held"),
        Parameter("strand", options=options(NAME_OF), default="overall"),
        Parameter("on", reads="day"),
        Parameter("by", options=options(COUNTED_BY), default="published"),
        Parameter(
            "held", options=lambda known: (Option.of(key, word, word) for key, word in WORD_OF.items())
        ),
        Parameter(
            "region", options=lambda known: (Option.of(key, name, name) for key, name in REGION_OF.items())
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a picture is asked for. A page leaves out a value that is none of the choices, and says so."""

    query: UrlQuery

    @classmethod
    def of(cls, request: HttpRequest, names: Iterable[str]) -> "Asked":
        """What a request asks for by these parameters."""
        return cls(read_parameters(request.GET, [PARAMETERS[name] for name in names]))

    def value(self, name: str) -> Any:
        """The archive's value of a parameter, or what a page shows without it."""
        return self.query.one(name, PARAMETERS[name].default or None)

    @property
    def problems(self) -> list[str]:
        """A sentence for each value that there is not; that of a day is shown beside its field."""
        return [said for name, said in self.query.wrong.items() if name != "on"]


def national(request: HttpRequest) -> HttpResponse:
    """`/national/?view=&strand=&region=`: what all held at the end of each year, or what was given in each."""
    asked = Asked.of(request, PICTURE_PARAMETERS)
    strand, region, view = asked.value("strand"), asked.value("region"), asked.value("view")
    shown = picture(strand=strand, region=region)
    held = held_picture(strand=strand, region=region) if view == "held" else None
    context: dict[str, Any] = {
        "picture": shown,
        "held": held,
        "today": strands_today(region) if held and held.years else (),
        "view": view,
        "views": [(text, view_url(key, strand, region), key == view) for key, text in VIEWS.items()],
        "problems": asked.problems,
        "coverage": coverage(),
        "strand": strand,
        "strand_name": NAME_OF[strand],
        "region": region,
        "strands": STRANDS,
        "regions": REGION_OF.items(),
        "ways_out": [] if shown.years else list(ways_out(strand, region)),
        "csv": url_with(reverse("national-csv"), canonical(request.GET, names=PICTURE_PARAMETERS)),
        "json": url_with(reverse("national-json"), canonical(request.GET, names=PICTURE_PARAMETERS)),
    }
    return render(request, "national/national.html", context)


def view_url(view: str, strand: str, region: str | None) -> str:
    """The page in one of its views."""
    asked = {
        "view": "" if view == "held" else view,
        "strand": "" if strand == "overall" else strand,
        "region": slugify(region or ""),
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('national')}?{query}" if query else reverse("national")


def national_csv(request: HttpRequest) -> HttpResponseBase:
    """`/national.csv?view=&strand=&region=`: a row for each grade of each year, as the page shows them."""
    asked = Asked.of(request, PICTURE_PARAMETERS)
    if asked.query.problems:
        return refusal(asked.query.problems)
    columns, rows = picture_table(asked)
    name = "national-given.csv" if asked.value("view") == "given" else "national.csv"
    return csv_response(rows, columns=columns, filename=name)


def national_json(request: HttpRequest) -> HttpResponse:
    """`/national.json?view=&strand=&region=`: the same rows as objects."""
    asked = Asked.of(request, PICTURE_PARAMETERS)
    if asked.query.problems:
        return refusal(asked.query.problems)
    return list_response(request, JsonList.of_table(*picture_table(asked)))


def picture_table(asked: "Asked") -> tuple[Sequence[str], Iterator[list[Cell]]]:
    """The columns and rows of the national picture in the view that is asked for."""
    strand, region = asked.value("strand"), asked.value("region")
    if asked.value("view") == "given":
        found = picture(strand=strand, region=region)
        return exported.YEAR_COLUMNS, exported.year_rows(found, strand=strand, region=region)
    return exported.HELD_COLUMNS, exported.held_rows(held_picture(strand=strand, region=region))


def tiles(request: HttpRequest) -> HttpResponse:
    """`/national/grid/?strand=&on=&held=&region=`: every authority with its newest grade, as it stood on a day."""
    asked = Asked.of(request, GRID_PARAMETERS)
    strand, region = asked.value("strand"), asked.value("region")
    on: date | None = asked.value("on")
    by, held = asked.value("by"), asked.value("held")
    first = Inspection.objects.placed().first_known(by=by) if on else None
    too_early = bool(on and first and on < first)
    context: dict[str, Any] = {
        "regions": () if too_early else grid(strand=strand, on=on, by=by, held=held, region=region),
        "held": held,
        "region": region,
        "problems": asked.problems,
        "coverage": coverage(),
        "strand": strand,
        "strand_name": NAME_OF[strand],
        "strands": STRANDS,
        "on": on,
        "by": by,
        "counted_by": COUNTED_BY.items(),
        "first": first if too_early else None,
        "no_reports": f"No reports before {day(first)}" if first else "",
        "ways_out": too_early_for(strand, first) if first and too_early else [],
        "errors": [said] if (said := asked.query.wrong.get("on")) else [],
        "given": request.GET.get("on", ""),
        "csv": url_with(reverse("national-grid-csv"), canonical(request.GET, names=GRID_PARAMETERS)),
        "json": url_with(reverse("national-grid-json"), canonical(request.GET, names=GRID_PARAMETERS)),
    }
    return render(request, "national/grid.html", context)


def tiles_csv(request: HttpRequest) -> HttpResponseBase:
    """`/national/grid.csv?strand=&on=&held=&region=`: a row each authority."""
    asked = Asked.of(request, GRID_PARAMETERS)
    if asked.query.problems:
        return refusal(asked.query.problems)
    rows = grid_table(asked, root=root_of(request))
    return csv_response(rows, columns=exported.GRID_COLUMNS, filename="national-grid.csv")


def tiles_json(request: HttpRequest) -> HttpResponse:
    """`/national/grid.json?strand=&on=&held=&region=&page=&per_page=`: the same rows as objects."""
    asked = Asked.of(request, GRID_PARAMETERS)
    if asked.query.problems:
        return refusal(asked.query.problems)
    rows = grid_table(asked, root=root_of(request))
    return list_response(request, JsonList.of_table(exported.GRID_COLUMNS, rows))


def grid_table(asked: "Asked", *, root: str) -> Iterator[list[Cell]]:
    """A row for each authority, as it stood on the day that is asked for."""
    strand, on = asked.value("strand"), asked.value("on")
    by, held, region = asked.value("by"), asked.value("held"), asked.value("region")
    found = grid(strand=strand, on=on, by=by, held=held, region=region)
    return exported.grid_rows(found, strand=strand, on=on, root=root)


def too_early_for(strand: str, first: date) -> list[tuple[str, str]]:
    """Days on which there is something to see, as texts and URLs."""
    path = reverse("national-grid")
    asked = {"strand": strand} if strand != "overall" else {}
    return [
        (
            f"The grades on {day(first)}, with the first report",
            f"{path}?{urlencode({**asked, 'on': first})}",
        ),
        ("The grades today", f"{path}?{urlencode(asked)}" if asked else path),
    ]


def ways_out(strand: str, region: str | None) -> Iterator[tuple[str, str]]:
    """Where nothing is judged: the same strand elsewhere, or the region's overall grades."""
    path = reverse("national")
    if region and picture(strand=strand).years:
        yield f"{NAME_OF[strand]} in every region", f"{path}?strand={strand}"
    if strand != "overall" and picture(strand="overall", region=region).years:
        asked = {"region": slugify(region)} if region else {}
        where = f" in the {region}" if region and region != "London" else f" in {region}" if region else ""
        yield f"{NAME_OF['overall']}{where}", f"{path}?{urlencode(asked)}" if asked else path
    yield "All inspections", reverse("inspections")
