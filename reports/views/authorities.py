"""Authorities: the list, and each one's page; both as CSV and JSON too."""

from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from reports import frameworks
from reports.browse.authority_filter import SORTS, AuthorityFilter
from reports.browse.query_strings import url_with, without
from reports.exports import JsonList, csv_response, list_response
from reports.exports import authorities as exported
from reports.exports.chunks import in_chunks
from reports.exports.csv import Cell
from reports.models import Authority, Inspection
from reports.models.inspection_queryset import InspectionQuerySet
from reports.official.known import known_elsewhere
from reports.overview.current_grades import STRANDS, CurrentGrade, grades_of
from reports.overview.histories import history_of
from reports.overview.national import coverage
from reports.overview.standings import standing_of
from reports.views.refusals import refusal
from reports.views.site_urls import root_of

PER_PAGE = 50
PER_PAGE_OF_ONE = 25
STRAND_NAMES = {strand.key: strand.name for strand in frameworks.STRANDS}


def authority_list(request: HttpRequest) -> HttpResponse:
    """`/authorities/`: a page of what the filters leave. A form's empty fields leave the URL."""
    path = reverse("authorities")
    filtered = AuthorityFilter.of(request.GET)
    blank = any(not value.strip() for values in request.GET.lists() for value in values[1])
    # The shorter URL would no longer say which value there is not.
    if blank and not filtered.problems and not getattr(request, "htmx", False):
        return redirect(url_with(path, filtered.data))
    page = Paginator(filtered.shown(), PER_PAGE).get_page(request.GET.get("page"))
    tags = filtered.tags(path)
    context: dict[str, Any] = {
        "page": page,
        "problems": filtered.problems,
        "rows": [
            (authority, standing_of(authority), held_by(filtered, authority.pk))
            for authority in page.object_list
        ],
        "columns": [STRAND_NAMES[strand] for strand in columns_of(filtered)],
        "overall_ended": frameworks.OVERALL_ENDED,
        "coverage": coverage(),
        "facets": (facets := filtered.facets()),
        "strands": [facets[strand] for strand in by_use()],
        "others": Inspection.objects.unplaced().count(),
        "name": filtered.data.get("name", ""),
        "spelt_like": bool(filtered.spelt_like),
        "everyone": bool(filtered.data.get("all")),
        "sorts": SORTS.items(),
        "sort": filtered.data.get("sort") or "name",
        "tags": tags,
        "clear": path if tags else "",
        "ways_out": [] if page.paginator.count else filtered.ways_out(path),
        "csv": url_with(reverse("authorities-csv"), without(filtered.data, "page")),
        "json": url_with(reverse("authorities-json"), without(filtered.data, "page")),
    }
    return render(request, "authorities/list.html", context)


def by_use() -> list[str]:
    """The strands that are judged today first, then the others."""
    now = frameworks.judged_now()
    return [*now, *(strand for strand in STRANDS if strand not in now)]


def columns_of(filtered: AuthorityFilter) -> list[str]:
    """The strands that are judged today, and those that are asked for."""
    now = frameworks.judged_now()
    return [strand for strand in by_use() if strand in now or filtered.data.getlist(strand)]


def held_by(filtered: AuthorityFilter, authority: int) -> list[tuple[str, CurrentGrade]]:
    """The latest grades of an authority under the columns shown, with the strands' names."""
    return [
        (STRAND_NAMES[strand], grades_of(filtered.held, authority, strand)) for strand in columns_of(filtered)
    ]


def authorities_csv(request: HttpRequest) -> HttpResponseBase:
    """`/authorities.csv?...`: every authority that the filters leave, one row each."""
    filtered = AuthorityFilter.of(request.GET)
    if filtered.problems:
        return refusal(filtered.problems)
    found = in_chunks(filtered.shown(), Authority.objects.with_inspection_count().with_latest())
    rows = exported.rows(found, held=filtered.held, root=root_of(request))
    return csv_response(rows, columns=exported.COLUMNS, filename="authorities.csv")


def authorities_json(request: HttpRequest) -> HttpResponse:
    """`/authorities.json?...&page=&per_page=`: the same rows as objects, a page at a time."""
    filtered = AuthorityFilter.of(request.GET)
    if filtered.problems:
        return refusal(filtered.problems)
    found, root = filtered.shown(), root_of(request)
    with_counts = Authority.objects.with_inspection_count().with_latest()

    def rows(first: int, end: int) -> list[dict[str, Cell]]:
        chunk = in_chunks(found[first:end], with_counts)
        return [exported.facts(authority, held=filtered.held, root=root) for authority in chunk]

    return list_response(request, JsonList(found.count(), rows))


def authority(request: HttpRequest, slug: str) -> HttpResponse:
    """One authority: its grades through time, its inspections, its neighbours."""
    known = Authority.objects.as_it_stood("overall").prefetch_related("predecessors", "successors")
    found = get_object_or_404(known, slug=slug)
    history = history_of(found, today=timezone.localdate())
    near: list[Any] = list(Authority.objects.filter(dfe_code__in=found.statistical_neighbours).with_latest())
    near.sort(key=lambda neighbour: found.statistical_neighbours.index(neighbour.dfe_code))
    context = {
        "authority": found,
        "standing": standing_of(found),
        "history": history,
        "others": list(
            Inspection.objects.of(found).unplaced().select_related("source").order_by("-start", "slug")
        ),
        "page": Paginator(history.all_kinds, PER_PAGE_OF_ONE).get_page(request.GET.get("page")),
        "latest": history.entries[0] if history.entries else None,
        "paragraphs": sum(entry.inspection.paragraph_count for entry in history.all_kinds),
        "known_elsewhere": known_elsewhere(found),
        "neighbours": [(other, standing_of(other)) for other in near if other.latest_slug],
        "neighbours_without": [other for other in near if not other.latest_slug],
    }
    return render(request, "authorities/authority.html", context)


def authority_csv(request: HttpRequest, slug: str) -> HttpResponseBase:
    """`/authorities/<slug>.csv`: one row a judgement, the oldest inspection first."""
    found = get_object_or_404(Authority, slug=slug)
    rows = exported.history_rows(inspections_of(found))
    return csv_response(rows, columns=exported.HISTORY_COLUMNS, filename=f"{found.slug}.csv")


def authority_json(request: HttpRequest, slug: str) -> HttpResponse:
    """`/authorities/<slug>.json`: what the list says of it, and under `results` the judgements as in its CSV."""
    known = Authority.objects.with_inspection_count().with_latest()
    found = get_object_or_404(known, slug=slug)
    facts = exported.facts(found, held=AuthorityFilter.of(QueryDict()).held, root=root_of(request))
    rows = JsonList.of_table(exported.HISTORY_COLUMNS, exported.history_rows(inspections_of(found)))
    return list_response(request, replace(rows, head=facts))


def inspections_of(authority: Authority) -> InspectionQuerySet:
    """The graded inspections of an authority with their judgements, the oldest first."""
    held = Inspection.objects.of(authority).placed().for_reading()
    return held.prefetch_related("judgements").oldest_first()
