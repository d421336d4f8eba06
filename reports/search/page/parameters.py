"""A search as its URL says it: words, filters, order, page. What a URL cannot mean is said, not guessed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.http import QueryDict

from reports.browse.facet_table import OF_SEARCHES, FacetRow, facets_shown
from reports.browse.known_values import KnownValues
from reports.browse.url_parameters import Chosen, Option, Parameter, UrlQuery, read_parameters
from reports.frameworks.other_kinds import KIND_NAMES
from reports.search.query.filters import Filters
from reports.search.query.search_request import Order, SearchRequest, Table
from reports.search.query.understanding import Options

ORDERS = {"relevance": "Best match first", "newest": "Newest first", "oldest": "Oldest first"}
TABLES = {"paragraphs": "Paragraphs", "recommendations": "Recommendations"}
# The facets' labels, by their names.
LABELS = {row.name: row.label for row in OF_SEARCHES}


def of_words(values: Mapping[str, str], name: str, **options: Any) -> Parameter:
    """A parameter with these few values."""
    return Parameter(name, "", lambda known: (Option.of(*pair) for pair in values.items()), **options)


PARAMETERS = (
    Parameter("q", reads="text"),
    *OF_SEARCHES,
    of_words(TABLES, "in", default="paragraphs"),
    of_words(ORDERS, "sort", default="relevance"),
    of_words({"report": "By report"}, "group"),
    of_words({"off": "Without the thesaurus"}, "also"),
    Parameter("skip", reads="text", several=True),
)
NAMES = tuple(dict.fromkeys(parameter.name for parameter in PARAMETERS))


@dataclass(frozen=True, slots=True)
class SearchUrl:
    """What a URL asks for. `data` are its parameters in order, `chosen` the values of its filters, and `problems`
    sentences, one for each value that there is not. `grouped`: results are shown by report.
    """

    data: QueryDict
    request: SearchRequest
    grouped: bool = False
    chosen: tuple[Chosen, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def inspection_kinds(self) -> list[str] | None:
        """The kinds of inspection that a URL asks for: what both tables can be narrowed by; None without any."""
        return [kind for kind in self.data.getlist("kind") if kind in KIND_NAMES] or None


def read_search_url(given: QueryDict, *, known: KnownValues) -> SearchUrl:
    """Read a URL. One query for each filter whose values only the database knows."""
    query = read_parameters(given, PARAMETERS, known)
    table: Table = "recommendation" if query.one("in") == "recommendations" else "paragraph"
    return SearchUrl(
        data=query.valid if not query.problems else query.data,
        request=SearchRequest(
            text=query.one("q", ""),
            filters=filters_of(query),
            order=cast(Order, query.one("sort", "relevance")),
            table=table,
            options=Options(thesaurus=query.one("also") != "off", skipped=query.meanings("skip")),
        ),
        grouped=query.one("group") == "report",
        chosen=tuple(one for one in query.chosen if one.name in LABELS),
        problems=(*query.problems, *not_of_this_table(query, table)),
    )


def filters_of(query: UrlQuery) -> Filters:
    """The filters that a URL asks for."""
    given: dict[str, Any] = {}
    for row in OF_SEARCHES:
        values = tuple(
            value for one in query.chosen if one.name == row.name for value in one.meaning if has(row, one)
        )
        given[row.field] = tuple(dict.fromkeys(values)) if row.several else next(iter(values), None)
    return Filters(**given)


def has(row: FacetRow, one: Chosen) -> bool:
    """Whether a value is one of this row: a kind is one of inspections, or of paragraphs."""
    return row.name != "kind" or (one.value in KIND_NAMES) == (row.field == "inspection_kind")


def not_of_this_table(query: UrlQuery, table: Table) -> list[str]:
    """A sentence for each filter that the texts of this table do not have."""
    here, there = TABLES if table == "paragraph" else reversed(TABLES)
    own = {row.field for row in facets_shown(cast(Any, here))}
    wrong = dict.fromkeys(
        row.name
        for row in OF_SEARCHES
        for one in query.chosen
        if one.name == row.name and row.field not in own and has(row, one)
    )
    return [
        f"{LABELS[name]}: {here} have none to be narrowed by. Use in={there}, or leave “{name}” out."
        for name in wrong
    ]
