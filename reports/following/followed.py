"""What can be followed: how it is called, and which new reports are among it."""

from collections.abc import Iterable
from dataclasses import replace

from django.http import QueryDict
from django.urls import reverse

from reports.browse.inspection_filter import InspectionFilter
from reports.browse.known_values import KnownValues
from reports.browse.query_strings import url_with, without
from reports.models import Authority, Follow, Inspection, Paragraph, Recommendation
from reports.search.page.parameters import read_search_url
from reports.search.service import search

LONGEST = 500
NOT_THERE = "There is no such thing to follow. Go back to the page that you came from, and use its link."


def canonical(kind: str, value: str) -> str | None:
    """What is followed, as it is kept: None where there is no such authority, filter or search, or it is too long."""
    if "\x00" in value:  # PostgreSQL has no text with it
        return None
    if kind == Follow.Kind.AUTHORITY:
        return value if Authority.objects.filter(slug=value).exists() else None
    query, kept = QueryDict(value), ""
    if kind == Follow.Kind.LIST:
        asked = InspectionFilter.of(query)
        if asked.problems:
            return None
        kept = without(without(asked.data, "page"), "sort").urlencode()
    elif kind == Follow.Kind.SEARCH:
        url = read_search_url(query, known=KnownValues())
        if url.problems or not url.request:
            return None
        kept = without(url.data, "page").urlencode()
    return kept if len(kept) <= LONGEST and kind != Follow.Kind.AUTHORITY else None


def name_of(kind: str, value: str) -> str:
    """What is followed, as a phrase: "Ashmere", "inspections where region is london", "the search for “ferry”"."""
    if kind == Follow.Kind.AUTHORITY:
        found = Authority.objects.filter(slug=value).first()
        return found.name if found else value
    query = QueryDict(value)
    if kind == Follow.Kind.SEARCH:
        others = [f"{name}: {given}" for name, values in query.lists() if name != "q" for given in values]
        narrowed = f" ({', '.join(others)})" if others else ""
        return f"the search for “{query.get('q', '')}”{narrowed}"
    narrowed = ", ".join(f"{name}: {given}" for name, values in query.lists() for given in values)
    return f"inspections ({narrowed})" if narrowed else "all inspections"


def name_for_strangers(kind: str, value: str) -> str:
    """The same without words that somebody chose: a mail that nobody has confirmed yet carries none of theirs."""
    return "a search" if kind == Follow.Kind.SEARCH else name_of(kind, value)


def url_of(kind: str, value: str) -> str:
    """The page of what is followed."""
    if kind == Follow.Kind.AUTHORITY:
        return reverse("authority", args=[value])
    return url_with(reverse("inspections" if kind == Follow.Kind.LIST else "search"), QueryDict(value))


def among(kind: str, value: str, keys: Iterable[int]) -> set[int]:
    """Which of these inspections are among what is followed. A filter that there is no more finds none."""
    candidates = Inspection.objects.filter(pk__in=list(keys))
    if kind == Follow.Kind.AUTHORITY:
        return set(candidates.filter(authority__slug=value).values_list("pk", flat=True))
    query = QueryDict(value)
    if kind == Follow.Kind.LIST:
        asked = InspectionFilter.of(query)
        found = asked.narrowed().filter(pk__in=candidates.order_by().values("pk"))
        return set() if asked.problems else set(found.values_list("pk", flat=True))
    url = read_search_url(query, known=KnownValues())
    if url.problems or not url.request:
        return set()
    ids = search(replace(url.request, order="newest")).found.ids
    table = Recommendation if url.request.table == "recommendation" else Paragraph
    texts = table._default_manager.filter(pk__in=list(ids), inspection__in=candidates.order_by().values("pk"))
    return set(texts.values_list("inspection", flat=True))
