"""What a search could be narrowed to, with counts, each facet in its natural order: the table of facets, counted."""

from collections.abc import Mapping
from itertools import groupby

from django.db.models import Count

from reports.browse.facet_table import FacetRow, Shown, facets_shown
from reports.browse.facets import Choice, Facet
from reports.browse.known_values import KnownValues
from reports.browse.url_parameters import Option, options_of
from reports.frameworks import other_kinds
from reports.models import ParagraphTheme, RecommendationTheme, Theme
from reports.models.text_tags import NO_VALUE
from reports.search.query.filters import Filters
from reports.search.query.search_request import Table
from reports.search.service import Results, counts_without

Counted = tuple[Option, float]


def where_shown(table: Table) -> Shown:
    """The name that the table of facets has for the texts of a search."""
    return "paragraphs" if table == "paragraph" else "recommendations"


def facets_of(results: Results, *, known: KnownValues) -> list[Facet]:
    """The facets of a search; of each the values that occur or are chosen.

    Values of one filter are alternatives: where some are chosen, the others count what they would add. Rows of the same
    name are one facet.
    """
    rows = [row for row in facets_shown(where_shown(results.request.table)) if row.tag or row.name == "theme"]
    filters, found = results.request.filters, []
    for name, same in groupby(rows, key=lambda row: row.name):
        choices: list[Choice] = []
        for row in (parts := list(same)):
            chosen = set(getattr(filters, row.field))
            choices += [
                Choice(option.value, option.label, int(count), on)
                for option, count in counted(row, results, filters, known)
                if (on := chosen.issuperset(option.meaning)) or count
            ]
        if choices:
            found.append(Facet(name, parts[0].label, tuple(choices), parts[0].opened))
    return found


def counted(row: FacetRow, results: Results, filters: Filters, known: KnownValues) -> list[Counted]:
    """The values of a facet, each with how many texts have it."""
    if row.name == "theme":
        return of_themes(results)
    tags = results.found.tags
    if getattr(filters, row.field):
        tags = {**counts_without(results, row.field), **tags}
    options = years_in(tags) if row.reads == "year" else options_of(row, known)
    return [
        (option, sum(tags.get(tag, 0) for value in option.meaning for tag in row.tags(value, known)))
        for option in options
        # A kind without grades is a framework only where a URL asks for it so, since it has a facet of its own.
        if row.name != "framework"
        or option.value not in other_kinds.BY_KEY
        or option.value in filters.framework
    ]


def years_in(tags: Mapping[str, float]) -> list[Option]:
    """The years of the texts found, the newest first."""
    years = sorted((tag.removeprefix("year=") for tag in tags if tag.startswith("year=")), reverse=True)
    return [
        Option(year, year, (int(year),)) if year != NO_VALUE else Option.of(year, "No date") for year in years
    ]


def of_themes(results: Results) -> list[Counted]:
    """Themes by how much of the texts found is on them: counted exactly of the texts that were ranked."""
    model = ParagraphTheme if results.request.table == "paragraph" else RecommendationTheme
    ranked = list(results.found.ids)
    if not ranked or not Theme.objects.exists():
        return []
    rows = (
        model._default_manager.filter(**{f"{results.request.table}__in": ranked})
        .values_list("theme__slug", "theme__name")
        .annotate(count=Count("pk"))
        .order_by("theme__order", "theme__name")
    )
    return [(Option.of(slug, name), count) for slug, name, count in rows]
