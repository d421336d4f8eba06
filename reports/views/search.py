"""Search: the page of results, and the same as CSV, JSON and a feed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from typing import Any

from django.core.paginator import Page
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django_htmx.http import push_url

from reports.browse.facets import Tag
from reports.browse.known_values import KnownValues
from reports.browse.query_strings import url_with, without
from reports.exports import JsonList, csv_response, list_response
from reports.exports import search as export
from reports.search.page.council_cards import council_cards
from reports.search.page.facets import facets_of
from reports.search.page.named import reports_named
from reports.search.page.narrower import narrower, wider
from reports.search.page.parameters import LABELS, ORDERS, SearchUrl, read_search_url
from reports.search.page.results import Report, Row, all_texts, page_of, reports_of, texts_between
from reports.search.page.through_time import through_time
from reports.search.query.filters import Filters
from reports.search.query.understanding import Understood
from reports.search.service import TOO_LONG, Results, search, stopped
from reports.views.htmx import HtmxRequest
from reports.views.site_urls import root_of

NOTHING_ASKED = (
    "Nothing is asked for: add words (q), a filter such as region, or in=recommendations for all of them."
)
View = Callable[..., HttpResponseBase]


def in_time(view: View) -> View:
    """A search that the database stops for taking too long ends in a page that offers a narrower one."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except OperationalError as error:
            if not stopped(error):
                raise
            asked = read_search_url(request.GET, known=KnownValues())
            if is_data(request):
                return sentence(TOO_LONG)
            return render(request, "search/too_long.html", {"q": asked.request.text, "ways": narrower(asked)})

    return guarded


@in_time
def search_page(request: HtmxRequest) -> HttpResponse:
    """`/search/?q=...`: results, with what else could be asked; without a question, how to ask."""
    known = KnownValues()
    asked = read_search_url(request.GET, known=known)
    path = reverse("search")
    if asked.problems:
        status = 200 if request.htmx else 400
        wrong = {
            "problems": asked.problems,
            "q": asked.request.text,
            "clear": url_with(path, only(asked, "q")),
        }
        return render(request, "search/wrong.html", wrong, status=status)
    if not asked.request:
        return render(request, "search/start.html", {"asked": asked})
    results = search(asked.request)
    context = {
        "q": asked.request.text,
        "asked": asked,
        "results": results,
        "tags": list(tags_of(asked, results, known, path)),
        "clear": url_with(path, only(asked, "q", "in")),
        "facets": facets_of(results, known=known),
        "ways": [] if results.found.ids else wider(asked, results.understood, known=known),
        **listed(asked, results, request.GET.get("page")),
        **understood_in(asked, results, path),
        **elsewhere(asked),
    }
    response = render(request, "search/results.html", context)
    return push_url(response, url_with(path, asked.data)) if request.htmx else response


def listed(asked: SearchUrl, results: Results, number: str | None) -> dict[str, Any]:
    """A page of what was found, each text by itself or by its report, and the same through time."""
    page: Page[Any]
    rows: list[Row] = []
    reports: list[Report] = []
    if asked.grouped:
        page, reports = reports_of(results, number)
    else:
        page, rows = page_of(results, number)
    time = through_time(results)
    return {
        "found": results.found,
        "nearest": len(results.found.ids) - results.all_words if results.found.exact else 0,
        "page": page,
        "rows": rows,
        "reports": reports,
        "orders": [(value, label, value == asked.request.order) for value, label in ORDERS.items()],
        "time": time,
        "chart": time.chart(asked.request.text) if time else None,
    }


def understood_in(asked: SearchUrl, results: Results, path: str) -> dict[str, Any]:
    """What the words were taken to mean."""
    understood = results.understood
    return {
        "cards": council_cards(understood),
        "named": reports_named(understood),
        "absent": absent_of(understood, asked, path),
        "also": also_searched(asked, results, path),
        "corrected": understood.corrected_text,
        "corrected_url": url_with(path, having(asked.data, q=understood.corrected_text)),
        "unknown": understood.words.unknown,
        "by_other_words": any(group.said for group in understood.groups),
        "ignored": understood.words.ignored,
    }


def elsewhere(asked: SearchUrl) -> dict[str, str]:
    """The URLs of the same search as data."""
    return {kind: url_with(reverse(f"search-{kind}"), asked.data) for kind in ("csv", "json", "feed")}


@in_time
def search_csv(request: HttpRequest) -> HttpResponseBase:
    """`/search.csv?...`: every text that was found and ranked, one row each."""
    asked = read_search_url(request.GET, known=KnownValues())
    if asked.problems:
        return refused(asked)
    if not (asked := everything_in(asked)).request:
        return sentence(NOTHING_ASKED)
    results = search(asked.request)
    rows = export.csv_rows(all_texts(results), listing=listing_of(results), root=root_of(request))
    return csv_response(rows, columns=export.COLUMNS, filename="search.csv")


@in_time
def search_json(request: HttpRequest) -> HttpResponse:
    """`/search.json?...&page=&per_page=`: the same rows as objects, a page at a time, under the question."""
    asked = read_search_url(request.GET, known=KnownValues())
    if asked.problems:
        return refused(asked)
    if not (asked := everything_in(asked)).request:
        return sentence(NOTHING_ASKED)
    results = search(asked.request)
    listing = listing_of(results)
    found = JsonList(
        results.found.count,
        lambda first, end: export.json_rows(texts_between(results, first, end), root=root_of(request)),
        listed=listing.listed,
        exact=results.found.counted,
        head={
            "query": asked.request.text,
            "holding_all_words": results.all_words,
            "listed": listing.listed,
            "cut": listing.cut,
        },
    )
    return list_response(request, found)


def everything_in(asked: SearchUrl) -> SearchUrl:
    """What data are asked for: all texts of a kind where the URL names the kind and nothing else."""
    if asked.request or "in" not in asked.data:
        return asked
    return replace(asked, request=replace(asked.request, filters=Filters(every=True)))


def listing_of(results: Results) -> export.Listing:
    """How many texts match, and how many of them are listed."""
    return export.Listing(matching=results.found.count, listed=len(results.found.ids))


def tags_of(asked: SearchUrl, results: Results, known: KnownValues, path: str) -> Iterator[Tag]:
    """What narrows the results: the names and years understood in the words, then the filters."""
    wording, names = results.understood.wording, {place.pk: place.name for place in known.places}
    for place in results.understood.places:
        left = wording.without([(clause.start, clause.end) for clause in place.clauses])
        value = " or ".join(names[pk] for pk in place.authorities)
        yield Tag("Authority", f"{value} (from your words)", url_with(path, having(asked.data, q=left)), "q")
    if years := results.understood.years:
        left = wording.without([(clause.start, clause.end) for clause in years.clauses])
        said = f", or the text says {years.school_year}" if years.school_year else ""
        text = f"{years} (from your words: inspected or published{said})"
        yield Tag("Years", text, url_with(path, having(asked.data, q=left)), "q")
    for one in asked.chosen:
        left_out = url_with(path, without(asked.data, one.name, one.value))
        yield Tag(LABELS[one.name], one.label, left_out, one.name)


def absent_of(understood: Understood, asked: SearchUrl, path: str) -> list[tuple[str, str]]:
    """The authorities that the words name and of which no report is held, each with the search for its name as text."""
    text = understood.wording.text
    found = []
    for place in understood.absent:
        quoted = " or ".join(f'"{name}"' for name in place.names)
        start, end = place.clauses[0].start, place.clauses[-1].end
        as_text = having(asked.data, q=f"{text[:start]}{quoted}{text[end:]}")
        found.append((" or ".join(place.names), url_with(path, as_text)))
    return found


def also_searched(asked: SearchUrl, results: Results, path: str) -> dict[str, Any]:
    """What the thesaurus added to each word, how to do without it, and how to have back what was skipped."""
    used = [
        (
            group.typed,
            [way.text for way in group.expansions],
            url_with(path, adding(asked.data, "skip", group.term)),
        )
        for group in results.understood.groups
        if group.expansions
    ]
    off = not asked.request.options.thesaurus
    return {
        "used": used,
        "off": off,
        "without": url_with(path, having(asked.data, also="off")),
        "again": url_with(path, without(without(asked.data, "also"), "skip"))
        if off or asked.request.options.skipped
        else "",
    }


def having(data: QueryDict, **values: str) -> QueryDict:
    """A copy with these parameters in place of what was there, from the first page on."""
    changed = without(data, "page")
    for name, value in values.items():
        changed[name] = value
    return changed


def adding(data: QueryDict, name: str, value: str) -> QueryDict:
    """A copy with one more value of a parameter."""
    changed = without(data, "page")
    changed.appendlist(name, value)
    return changed


def only(asked: SearchUrl, *names: str) -> QueryDict:
    """The URL with these parameters alone."""
    kept = QueryDict(mutable=True)
    for name in names:
        if name in asked.data:
            kept.setlist(name, asked.data.getlist(name))
    return kept


def refused(asked: SearchUrl) -> HttpResponse:
    return sentence("\n".join(asked.problems))


def sentence(said: str) -> HttpResponse:
    """What is wrong with a question for data, as plain text with status 400: another question may do."""
    return HttpResponse(said, status=400, content_type="text/plain; charset=utf-8")


def is_data(request: HttpRequest) -> bool:
    return not request.path.endswith("/")
