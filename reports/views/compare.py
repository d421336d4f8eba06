"""Two inspections compared: the page, the same as data, and what is behind it."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from reports.charts import movements
from reports.comparing import citing, wording
from reports.comparing.comparison import Comparison
from reports.comparing.labels import Labels, counts, key, labels, steps
from reports.comparing.notices import notices
from reports.comparing.sections import side_by_side
from reports.comparing.service import compare, read
from reports.exports import csv_response
from reports.exports.comparison import as_json, columns, csv_rows
from reports.models import Inspection, Theme
from reports.models.recommendation_statuses import Status
from reports.views.compare_pairs import no_comparison, of_a_pair


@of_a_pair("compare")
def pair(request: HttpRequest, a: Inspection, b: Inspection) -> HttpResponse:
    """`/compare/<a>/<b>/`: what moved, what became of each recommendation, what each report writes about."""
    comparison = compare(a, b)
    named = labels(comparison)
    url = request.build_absolute_uri(request.path)
    history = list(Inspection.objects.history_of(a).with_overall())
    other_history = [] if comparison.over_time else list(Inspection.objects.history_of(b).with_overall())
    context = {
        "comparison": comparison,
        "title": citing.title(comparison),
        "labels": named,
        "opening": wording.opening(comparison),
        "notices": notices(comparison),
        "chart": chart(comparison),
        "sources": list(dict.fromkeys(row.source for row in comparison.judgements)),
        "counts": counts(comparison, named),
        "steps": steps(comparison),
        "became": [
            *(
                (
                    key(status, over_time=comparison.over_time),
                    named.statuses[status],
                    comparison.with_status(status),
                )
                for status in Status
            ),
            ("unclear", named.unclear, comparison.unclear),
        ],
        "most": max((max(row.a_per_1000, row.b_per_1000) for row in comparison.themes), default=0) or 1,
        "alone": alone(comparison, named),
        "histories": [each for each in (history, other_history) if each],
        "pairs": neighbouring_pairs(comparison, history),
        "url": url,
        "reference": citing.reference(comparison, url=url, accessed=timezone.localdate()),
    }
    return render(request, "compare/compare.html", context)


@of_a_pair("compare-json")
def pair_json(request: HttpRequest, a: Inspection, b: Inspection) -> HttpResponse:
    """`/compare/<a>/<b>.json`."""
    said = {
        "page": request.build_absolute_uri(reverse("compare", args=[a.slug, b.slug])),
        **as_json(compare(a, b)),
    }
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})


@of_a_pair("compare-csv")
def pair_csv(request: HttpRequest, a: Inspection, b: Inspection) -> HttpResponseBase:
    """`/compare/<a>/<b>.csv`."""
    comparison = compare(a, b)
    filename = f"{a.slug}-and-{b.slug}.csv"
    return csv_response(csv_rows(comparison), columns=columns(comparison), filename=filename)


@of_a_pair("compare-sections")
def sections(request: HttpRequest, a: Inspection, b: Inspection) -> HttpResponse:
    """`/compare/<a>/<b>/sections/`: each paragraph beside the most similar one of the other report.

    With `?all=1` boilerplate too.
    """
    reading = read(a, b)
    everything = request.GET.get("all") == "1"
    context = {
        "a": a,
        "b": b,
        "names": citing.short_names(a, b),
        "everything": everything,
        "beside": side_by_side(
            reading.earlier.body,
            reading.later.body,
            reading.weights,
            names=reading.names,
            theme_rarity=reading.theme_rarity,
            everything=everything,
        ),
    }
    return render(request, "compare/sections.html", context)


@of_a_pair("compare-theme")
def theme(request: HttpRequest, a: Inspection, b: Inspection, *, slug: str) -> HttpResponse:
    """`/compare/<a>/<b>/themes/<theme>/`: what both reports say on one theme."""
    found = Theme.objects.filter(slug=slug).first()
    if found is None:
        return no_comparison(request, f"There is no theme “{slug}”.", status=404, inspection=a)
    reading = read(a, b)
    sides = [
        (
            inspection,
            [reading.piece for reading in report.recommendations if slug in reading.piece.themes],
            [piece for piece in report.said if slug in piece.themes],
        )
        for inspection, report in ((a, reading.earlier), (b, reading.later))
    ]
    context = {"a": a, "b": b, "names": citing.short_names(a, b), "theme": found, "sides": sides}
    return render(request, "compare/theme.html", context)


def chart(comparison: Comparison) -> movements.Movements | None:
    """The picture of what moved; none where a framework is unknown or nothing was judged."""
    a, b = comparison.a, comparison.b
    if not (a.framework and b.framework and comparison.judgements):
        return None
    drawn = [
        movements.Movement(
            strand=row.strand,
            earlier=row.earlier.grade or row.earlier.status if row.earlier else row.absent,
            later=row.later.grade or row.later.status if row.later else row.absent,
            likeness=row.relation,
            said=row.reason,
        )
        for row in comparison.judgements
    ]
    titles = (f"{a.name}, {citing.month(a)}", f"{b.name}, {citing.month(b)}")
    return movements.draw(drawn, frameworks_of=(a.framework, b.framework), titles=titles)


def alone(comparison: Comparison, named: Labels) -> list[tuple[str, list[Theme]]]:
    """The themes that are in one report only, under the names for that."""
    sides = zip(named.alone, ("earlier", "later"), strict=True)
    return [(name, [row.theme for row in comparison.themes if row.alone == which]) for name, which in sides]


def neighbouring_pairs(
    comparison: Comparison, history: list[Inspection]
) -> dict[str, tuple[Inspection, Inspection]]:
    """The pair before and the pair after this one in the authority's history."""
    if not comparison.over_time:
        return {}
    places = {inspection.pk: place for place, inspection in enumerate(history)}
    first, last = places.get(comparison.a.pk), places.get(comparison.b.pk)
    found = {}
    if first:
        found["previous"] = (history[first - 1], history[first])
    if last is not None and last + 1 < len(history):
        found["next"] = (history[last], history[last + 1])
    return found
