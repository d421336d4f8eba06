"""The page of results that a reader sees: rows with their report and the part of the text that matched."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator

from reports.models import Inspection, Paragraph, Recommendation
from reports.search.page.snippets import Snippet, marking_query, snippets
from reports.search.service import Results

PER_PAGE = 20
REPORTS_PER_PAGE = 10
# Of one report, where results are grouped.
PER_REPORT = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One text found. `holds_all` is False for the nearest; `marks` is what its report's page is asked to mark."""

    text: Paragraph | Recommendation
    snippet: Snippet
    score: float
    holds_all: bool
    marks: str

    @property
    def inspection(self) -> Inspection:
        return self.text.inspection


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one report: its best texts, and how many more there are."""

    rows: tuple[Row, ...]
    more: int

    @property
    def inspection(self) -> Inspection:
        return self.rows[0].inspection


def page_of(results: Results, number: str | None) -> tuple[Page[int], list[Row]]:
    """A page of results. A number that is none is the first page, one past the end the last."""
    page = Paginator(range(len(results.found.ids)), PER_PAGE).get_page(number)
    return page, rows_of(results, list(page.object_list))


def reports_of(results: Results, number: str | None) -> tuple[Page[Any], list[Report]]:
    """A page of results by report, in the order of each report's first."""
    places: dict[int, list[int]] = {}
    for place, inspection in enumerate(results.found.inspections):
        places.setdefault(inspection, []).append(place)
    page = Paginator(list(places.values()), REPORTS_PER_PAGE).get_page(number)
    shown = [place for report in page.object_list for place in report[:PER_REPORT]]
    rows = groupby(rows_of(results, shown), key=lambda row: row.text.inspection_id)
    return page, [
        Report(tuple(found), max(0, len(places[inspection]) - PER_REPORT)) for inspection, found in rows
    ]


def rows_of(results: Results, places: Sequence[int]) -> list[Row]:
    """The texts at these places of the results. Two queries."""
    found = results.found
    wanted = [found.ids[place] for place in places]
    texts = texts_of(results, wanted)
    groups = results.understood.groups
    parts = snippets(results.request.table, wanted, groups)
    typed = results.understood.words_alone
    return [
        Row(
            text=texts[pk],
            snippet=parts[pk],
            score=found.scores[place],
            holds_all=holds_all(results, place),
            marks=marking_query(groups, parts[pk], typed, holds_all=bool(found.tiers[place])),
        )
        for pk, place in zip(wanted, places, strict=True)
        if pk in texts and pk in parts  # one that was replaced a moment ago is left out
    ]


def texts_of(results: Results, wanted: Sequence[int]) -> dict[int, Any]:
    """Paragraphs or recommendations by id, with their reports."""
    model: type[Paragraph] | type[Recommendation] = (
        Paragraph if results.request.table == "paragraph" else Recommendation
    )
    rows = model._default_manager.filter(pk__in=wanted).select_related(
        "inspection__authority", "inspection__source"
    )
    return {row.pk: row for row in rows.defer("search_vector", "tags")}


def all_texts(results: Results, *, at_once: int = 500) -> Iterator[tuple[Any, bool]]:
    """Every text found, in order, and whether it is only near: a few hundred are read at a time."""
    for start in range(0, len(results.found.ids), at_once):
        yield from texts_between(results, start, start + at_once)


def texts_between(results: Results, first: int, end: int) -> Iterator[tuple[Any, bool]]:
    """The texts found from one place to another, in order, and whether each is only near."""
    places = range(first, min(end, len(results.found.ids)))
    texts = texts_of(results, [results.found.ids[place] for place in places])
    for place in places:
        if text := texts.get(results.found.ids[place]):
            yield text, not holds_all(results, place)


def holds_all(results: Results, place: int) -> bool:
    """Whether the text at this place of the results holds every word that was asked for."""
    return bool(results.found.tiers[place]) and not results.understood.words.lacking
