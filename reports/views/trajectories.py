"""`/trajectories/`: how a grade moved, from each inspection to the next or from the first to the last."""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from reports.exports import JsonList, as_objects, csv_response, list_response
from reports.exports.trajectories import COLUMNS, csv_rows
from reports.language import dates
from reports.overview.national import coverage
from reports.overview.trajectories import (
    MOVES,
    VIEWS,
    Asked,
    Trajectory,
    crossing,
    every_strand,
    narrowed,
    strand_choices,
    trajectories,
)
from reports.views.refusals import refusal
from reports.views.trajectory_parameters import (
    FRAMEWORKS,
    REGION_OF,
    asked_for,
    counted,
    page_of,
    query,
    tags_of,
    ways_out,
)

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Row:
    """One pair of inspections: what its two dates are called, and the comparisons to open, each with its dates."""

    way: Trajectory
    first: str
    last: str
    comparisons: tuple[tuple[str, str, str], ...]


def trajectory_list(request: HttpRequest) -> HttpResponse:
    """`/trajectories/?view=&strand=&region=&from=&to=&framework=&then=&grade=&later=&moved=&page=`"""
    asked, problems = asked_for(request.GET)
    everything = trajectories(asked)
    found = narrowed(everything, asked)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    # The table's numbers are those of the list: every filter but the two grades, which a number adds.
    table = crossing(narrowed(everything, replace(asked, grade_a="", grade_b="")))
    context = {
        "asked": asked,
        "problems": problems,
        "page": page,
        "rows": [row_of(way) for way in page.object_list],
        "counted": counted(len(found), asked),
        "coverage": coverage(),
        "views": [
            (text, page_of(replace(asked, view=view)), view == asked.view) for view, text in VIEWS.items()
        ],
        "every_strand": [
            (name, key == asked.strand, page_of(replace(asked, strand=key)), moves_of(asked, key, counts))
            for key, name, counts in every_strand(asked)
        ],
        "crossing": [
            (start, [(end, count, link_to(asked, start, end)) for end, count in cells])
            for start, cells in table.rows
        ],
        "columns": table.columns,
        "strands": strand_choices(),
        "regions": REGION_OF.items(),
        "frameworks": FRAMEWORKS,
        "moves": list(MOVES.items()),
        "tags": list(tags_of(asked)),
        "clear": page_of(Asked(view=asked.view, strand=asked.strand)),
        "csv": data_url(asked, "csv"),
        "json": data_url(asked, "json"),
        "strand_name": dict(strand_choices())[asked.strand],
        "ways_out": [] if found else list(ways_out(asked)),
    }
    return render(request, "trajectories/list.html", context, status=400 if problems else 200)


def trajectory_csv(request: HttpRequest) -> HttpResponseBase:
    """`/trajectories.csv?...`: the whole list, one row each pair; a sentence where a value cannot be."""
    asked, problems = asked_for(request.GET)
    if problems:
        return refusal(problems)
    found = narrowed(trajectories(asked), asked)
    return csv_response(csv_rows(found), columns=COLUMNS, filename="trajectories.csv")


def trajectory_json(request: HttpRequest) -> HttpResponse:
    """`/trajectories.json?...&page=&per_page=`: the same rows as objects, a page at a time."""
    asked, problems = asked_for(request.GET)
    if problems:
        return refusal(problems)
    found = narrowed(trajectories(asked), asked)
    rows = JsonList(len(found), lambda first, end: as_objects(COLUMNS, csv_rows(found[first:end])))
    return list_response(request, rows)


def moves_of(asked: Asked, strand: str, counts: Counter[str]) -> list[tuple[str, int, str]]:
    """One strand's row of the table of all strands: each direction, how many moved so, and the list of those."""
    wider = replace(asked, strand=strand, grade_a="", grade_b="")
    return [(text, counts[key], f"{page_of(replace(wider, moved=key))}#list") for key, text in MOVES.items()]


def data_url(asked: Asked, kind: str) -> str:
    """The URL of the same list as CSV or as JSON."""
    parameters, path = query(asked), reverse(f"trajectories-{kind}")
    return f"{path}?{parameters}" if parameters else path


def link_to(asked: Asked, start: str, end: str) -> str:
    """The list narrowed to those that went from one grade to another."""
    return f"{page_of(replace(asked, grade_a=start, grade_b=end))}#list"


def row_of(way: Trajectory) -> Row:
    """A row of the list: comparisons of neighbours on the way, and of the whole way."""
    stops = way.stops
    pairs = list(pairwise(stops))
    if len(stops) > 2:
        pairs.append((stops[0], stops[-1]))
    comparisons = tuple(
        (reverse("compare", args=[a.slug, b.slug]), *dates.distinguishing_dates(a.start, b.start))
        for a, b in pairs
    )
    return Row(way, *dates.distinguishing_dates(way.first.start, way.last.start), comparisons)
