"""`/trajectories/`: authorities by how a grade of theirs moved."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from reports import dates, frameworks
from reports.exports import csv_response
from reports.exports.csv import Cell
from reports.facets import Tag
from reports.national import coverage
from reports.trajectories import (
    FOLLOWED,
    MOVES,
    UNGRADED,
    Asked,
    Trajectory,
    crossing,
    narrowed,
    state,
    strand_choices,
    trajectories,
)

# The parameters of the address, and what they are in Asked.
NAMES = {
    "strand": "strand",
    "from": "from_year",
    "to": "to_year",
    "framework": "framework_a",
    "then": "framework_b",
    "grade": "grade_a",
    "later": "grade_b",
    "moved": "moved",
}
COLUMNS = (
    "authority",
    "gss_code",
    "strand",
    "earlier_inspection",
    "earlier_framework",
    "earlier_grade",
    "later_inspection",
    "later_framework",
    "later_grade",
    "relation",
    "direction",
    "movement",
)
YEARS = range(2000, 2101)


def trajectory_list(request: HttpRequest) -> HttpResponse:
    """The table of moves, and the authorities that made the one asked for."""
    asked, problems = asked_for(request)
    everything = trajectories(asked)
    found = narrowed(everything, asked)
    table = crossing(everything)
    context = {
        "asked": asked,
        "problems": problems,
        "found": [(way, between(way)) for way in found],
        "total": len(everything),
        "coverage": coverage(),
        "crossing": [
            (start, [(end, count, link_to(asked, start, end)) for end, count in cells])
            for start, cells in table.rows
        ],
        "columns": table.columns,
        "strands": strand_choices(),
        "frameworks": [(f.key, f.short) for f in frameworks.FRAMEWORKS if f.key != "lscb"],
        "moves": list(MOVES.items()),
        "tags": list(tags_of(asked)),
        "clear": f"{reverse('trajectories')}?{query(Asked(strand=asked.strand))}",
        "csv": f"{reverse('trajectories-csv')}?{query(asked)}",
        "strand_name": dict(strand_choices())[asked.strand],
        "ways_out": [] if found else list(ways_out(asked)),
    }
    return render(request, "trajectories/list.html", context, status=400 if problems else 200)


def trajectory_csv(request: HttpRequest) -> HttpResponseBase:
    """The same list as CSV."""
    asked, _ = asked_for(request)
    rows = narrowed(trajectories(asked), asked)
    return csv_response(csv_rows(rows), columns=COLUMNS, filename="trajectories.csv")


def csv_rows(found: list[Trajectory]) -> Iterator[list[Cell]]:
    for way in found:
        yield [
            way.authority.name,
            way.authority.gss_code,
            way.last.given.strand,
            way.first.slug,
            way.first.framework,
            state(way.first),
            way.last.slug,
            way.last.framework,
            state(way.last),
            way.relation,
            None if way.direction == "none" else way.direction,
            way.said,
        ]


def asked_for(request: HttpRequest) -> tuple[Asked, list[str]]:
    """What the address asks for; a value that cannot be is left out and told."""
    given = {field: request.GET.get(name, "").strip() for name, field in NAMES.items()}
    problems = []
    allowed: dict[str, set[str]] = {
        "strand": {*FOLLOWED, ""},
        "framework_a": {*frameworks.BY_KEY, ""},
        "framework_b": {*frameworks.BY_KEY, ""},
        "grade_a": {*frameworks.GRADES, *UNGRADED, ""},
        "grade_b": {*frameworks.GRADES, *UNGRADED, ""},
        "moved": {*MOVES, ""},
    }
    for name, field in NAMES.items():
        if field in allowed and given[field] not in allowed[field]:
            problems.append(f"“{given[field][:40]}” is no value of “{name}”.")
            given[field] = ""
    years: dict[str, int | None] = {}
    for field in ("from_year", "to_year"):
        value = given.pop(field)
        year = int(value) if value.isascii() and value.isdigit() and len(value) == 4 else None
        if value and (year is None or year not in YEARS):
            problems.append(f"“{value[:40]}” is no year.")
            year = None
        years[field] = year
    asked = Asked(
        strand=given["strand"] or "overall",
        from_year=years["from_year"],
        to_year=years["to_year"],
        framework_a=given["framework_a"],
        framework_b=given["framework_b"],
        grade_a=given["grade_a"],
        grade_b=given["grade_b"],
        moved=given["moved"],
    )
    return asked, problems


# What the list can be asked for less of, where it finds nothing, and the words for that.
LESS: dict[str, dict[str, Any]] = {
    "From any year": {"from_year": None},
    "To any year": {"to_year": None},
    "First under any framework": {"framework_a": ""},
    "Last under any framework": {"framework_b": ""},
    "From any grade": {"grade_a": ""},
    "To any grade": {"grade_b": ""},
    "Moved any way": {"moved": ""},
    "Between any years": {"from_year": None, "to_year": None},
    "Any grades": {"grade_a": "", "grade_b": "", "moved": ""},
    "Overall effectiveness": {"strand": "overall"},
}


def ways_out(asked: Asked) -> Iterator[tuple[str, str]]:
    """Where nobody went that way: what asking for less would show, as texts and addresses."""
    for text, less in LESS.items():
        other = replace(asked, **less)
        if other != asked and (count := len(narrowed(trajectories(other), other))):
            path = f"{reverse('trajectories')}?{query(other)}"
            yield f"{text} – {count} authorit{'y' if count == 1 else 'ies'}", path


# What narrows the list, by its field in Asked: the label of its tag.
TAGS = {
    "from_year": "From year",
    "to_year": "To year",
    "framework_a": "First under",
    "framework_b": "Last under",
    "grade_a": "From",
    "grade_b": "To",
    "moved": "Moved",
}


def tags_of(asked: Asked) -> Iterator[Tag]:
    """What narrows the list, each with the address of the list without it."""
    for field, label in TAGS.items():
        if value := getattr(asked, field):
            nothing: dict[str, Any] = {field: None if field.endswith("year") else ""}
            less = replace(asked, **nothing)
            said = frameworks.BY_KEY[value].short if field.startswith("framework") else str(value)
            path = f"{reverse('trajectories')}?{query(less)}"
            yield Tag(label, MOVES[value] if field == "moved" else said, path, field)


def link_to(asked: Asked, start: str, end: str) -> str:
    """The list narrowed to those that went from one grade to another."""
    return f"{reverse('trajectories')}?{query(replace(asked, grade_a=start, grade_b=end, moved=''))}"


def query(asked: Asked) -> str:
    """The address's parameters, without those that are empty."""
    values = asdict(asked)
    return urlencode({name: values[field] for name, field in NAMES.items() if values[field]})


def between(way: Trajectory) -> list[tuple[str, str, str]]:
    """The address and the years (or months) of each comparison of neighbours on the way, and of the whole way."""
    stops = way.stops
    pairs = list(pairwise(stops))
    if len(stops) > 2:
        pairs.append((stops[0], stops[-1]))
    return [
        (reverse("compare", args=[a.slug, b.slug]), *dates.told_apart(a.start, b.start)) for a, b in pairs
    ]
