"""The list of inspections: filtered, sorted, paged, and as CSV and JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django_htmx.http import push_url

from reports import frameworks
from reports.browse.facets import Facets
from reports.browse.inspection_filter import NAMES, SORTS, InspectionFilter
from reports.browse.query_strings import url_with, without
from reports.exports import JsonList, csv_response, inspections, list_response
from reports.exports.chunks import in_chunks
from reports.frameworks import other_kinds
from reports.models import Inspection
from reports.models.inspection_queryset import InspectionQuerySet
from reports.overview.strand_states import StrandState, strand_states
from reports.views.htmx import HtmxRequest
from reports.views.site_urls import root_of

PER_PAGE = 25
MOST_WORDS = 120  # characters of what somebody meant to search for, shown back to them
STRAND_NAMES = {strand.key: strand.name for strand in frameworks.STRANDS}


@dataclass(frozen=True, slots=True)
class Row:
    """One inspection of the list, and what its report says of the strands whose columns are shown, with their names."""

    inspection: Inspection
    cells: tuple[tuple[str, StrandState], ...]


def inspection_list(request: HtmxRequest) -> HttpResponse:
    """`/inspections/`: a page of what the filters leave, or what is wrong with the filters."""
    path = reverse("inspections")
    filtered = InspectionFilter.of(request.GET)
    canonical = url_with(path, filtered.data)
    if not request.htmx and has_blanks(request):
        return HttpResponseRedirect(canonical)
    if problems := filtered.problems:
        # htmx shows no answer that is an error; it shows this one, since the reader can put it right.
        status = 200 if request.htmx else 400
        wrong = {"problems": problems, "clear": path}
        return render(request, "inspections/wrong_filter.html", wrong, status=status)
    facets = Facets(filtered)
    others = facets.of_other_kinds()
    page = Paginator(shown(filtered).with_counts(), PER_PAGE).get_page(request.GET.get("page"))
    strands = columns_of(filtered)
    tags = facets.tags(path)
    context: dict[str, Any] = {
        "page": page,
        "rows": [row(inspection, strands) for inspection in page.object_list],
        "of_other_kinds": others,
        "with_all_kinds": facets.with_all_kinds(path) if others else "",
        "joint_offers": facets.joint_offers(path),
        "words": request.GET.get("q", "").replace("\x00", "").strip()[:MOST_WORDS],
        "columns": [(key, STRAND_NAMES[key]) for key in strands],
        "facets": facets.panel(),
        "tags": tags,
        "clear": path if tags else "",
        "ways_out": [] if page.paginator.count else facets.ways_out(path),
        "sorts": SORTS.items(),
        "sort": filtered.data.get("sort") or "newest",
        "others": Inspection.objects.unplaced().count(),
        "overall_ended": frameworks.OVERALL_ENDED,
        "newest": bool(filtered.data.get("newest")),
        "years": {name: filtered.data.get(name, "") for name in ("from", "to")},
        "csv": url_with(reverse("inspections-csv"), without(filtered.data, "page")),
        "followed": without(without(filtered.data, "page"), "sort").urlencode(),
        "feed": url_with(reverse("inspections-feed"), without(without(filtered.data, "page"), "sort")),
        "json": url_with(reverse("inspections-json"), without(filtered.data, "page")),
    }
    response = render(request, "inspections/list.html", context)
    # The URL without a script may redirect, so a cache has to keep the two apart.
    patch_vary_headers(response, ["HX-Request"])
    return push_url(response, canonical) if request.htmx else response


def inspections_csv(request: HttpRequest) -> HttpResponseBase:
    """`/inspections.csv?...`: every inspection that the filters leave, one row each."""
    filtered = InspectionFilter.of(request.GET)
    if problems := filtered.problems:
        return HttpResponse("\n".join(problems), status=400, content_type="text/plain; charset=utf-8")
    rows = inspections.csv_rows(streamed(filtered), root=root_of(request))
    return csv_response(rows, columns=inspections.COLUMNS, filename="inspections.csv")


def inspections_json(request: HttpRequest) -> HttpResponse:
    """`/inspections.json?...&page=&per_page=`: the same rows as objects, a page at a time."""
    filtered = InspectionFilter.of(request.GET)
    if problems := filtered.problems:
        return HttpResponse("\n".join(problems), status=400, content_type="text/plain; charset=utf-8")
    found, root = shown(filtered), root_of(request)
    rows = JsonList(
        found.count(),
        lambda first, end: inspections.json_rows(found.with_counts()[first:end], root=root),
    )
    return list_response(request, rows)


def shown(filtered: InspectionFilter) -> InspectionQuerySet:
    """What the filters leave, sorted, with what a row needs."""
    return filtered.sorted(filtered.narrowed().for_reading().with_overall().prefetch_related("judgements"))


def streamed(filtered: InspectionFilter) -> Iterator[Inspection]:
    """What the filters leave, in their order, each with what a row of data needs."""
    rows = Inspection.objects.for_reading().with_counts().prefetch_related("judgements")
    return in_chunks(shown(filtered), rows)


def columns_of(filtered: InspectionFilter) -> list[str]:
    """The strands that are judged today, those that are asked for, and the overall grade, which has ended; none where
    the list has no graded inspections."""
    if other_kinds.GRADED not in filtered.values("kind"):
        return []
    now = frameworks.judged_now()
    asked = (key for key in STRAND_NAMES if filtered.data.getlist(key) and key not in (*now, "overall"))
    return [*now, *asked, "overall"]


def row(inspection: Inspection, strands: list[str]) -> Row:
    """A row of the list. Of several judgements of one strand the first printed is shown; a visit has none."""
    if inspection.kind:
        return Row(inspection, ())
    judgements = inspection.judgements.all()
    states = strand_states(judgements, framework=inspection.framework, strands=strands)
    return Row(inspection, tuple((STRAND_NAMES[state.strand], state) for state in states))


def has_blanks(request: HttpRequest) -> bool:
    """Whether a form without a script sent the fields that nobody filled."""
    return any(not value.strip() for name in NAMES for value in request.GET.getlist(name))
