"""`manage.py search QUERY`: what the search page finds, as text or JSON; `-` reads queries from standard input."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.http import QueryDict

from reports.browse.facet_table import OF_SEARCHES
from reports.browse.known_values import KnownValues
from reports.search.page.parameters import ORDERS, read_search_url
from reports.search.page.results import Row, rows_of
from reports.search.service import TOO_LONG, Results, search, stopped

# Command line options: the facets of the page, by their names in its URL.
FILTERS = {row.name: row.hint for row in OF_SEARCHES if row.hint}


class Command(BaseCommand):
    help = "Search the archive's paragraphs, as the search page does."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", help="what to search; - reads queries from standard input, a line each")
        parser.add_argument("--limit", type=int, default=10, help="how many results (10)")
        parser.add_argument("--json", action="store_true", help="one JSON object a query, a line each")
        parser.add_argument("--sort", choices=list(ORDERS), default="relevance")
        parser.add_argument("--recommendations", action="store_true", help="search recommendations instead")
        parser.add_argument("--newest", action="store_true", help="only the newest report of each authority")
        for name, meaning in FILTERS.items():
            parser.add_argument(f"--{name}", action="append", default=[], help=f"{meaning}; may be repeated")

    def handle(self, *args: Any, query: str, limit: int, **options: Any) -> None:
        if limit < 0:
            raise CommandError("--limit cannot be below 0.")
        failed = False
        try:
            known = KnownValues()
            for typed in queries(query):
                asked = read_search_url(asked_for(typed, options), known=known)
                if asked.problems:
                    raise CommandError(" ".join(asked.problems))
                try:
                    results = search(asked.request)
                    rows = rows_of(results, range(min(limit, len(results.found.ids))))
                except OperationalError as error:
                    if not stopped(error):
                        raise
                    failed = True
                    self.stdout.write(too_long(typed, as_json=options["json"]))
                    continue
                self.stdout.write(
                    json.dumps(answer(typed, results, rows), ensure_ascii=False)
                    if options["json"]
                    else written(typed, results, rows)
                )
        except OperationalError as error:
            raise CommandError(
                "The database cannot be reached; start it, or set DATABASE_URL to one that runs."
            ) from error
        if failed:
            sys.exit(1)


def asked_for(typed: str, options: Mapping[str, Any]) -> QueryDict:
    """The query and the options as the page's URL would have them."""
    data = QueryDict(mutable=True)
    data["q"] = typed
    data["sort"] = options["sort"]
    if options["recommendations"]:
        data["in"] = "recommendations"
    if options["newest"]:
        data["newest"] = "1"
    for name in FILTERS:
        data.setlist(name, options[name])
    return data


def too_long(typed: str, *, as_json: bool) -> str:
    """What is printed for a query that the database stopped; the queries after it are still answered."""
    if not as_json:
        return f"{typed}: {TOO_LONG}"
    nothing = {"query": typed, "count": 0, "count_is_exact": False, "results": [], "error": TOO_LONG}
    return json.dumps(nothing, ensure_ascii=False)


def queries(query: str) -> Iterator[str]:
    """The query itself, or one a line from standard input; an empty line is a query too."""
    if query != "-":
        yield query
        return
    for line in sys.stdin:
        yield line.rstrip("\r\n")


def answer(typed: str, results: Results, rows: list[Row]) -> dict[str, Any]:
    """One query's answer, as it is printed."""
    return {
        "query": typed,
        "count": results.found.count,
        "count_is_exact": results.found.counted,
        "holding_all_words": results.all_words,
        "results": [
            {
                "inspection": row.inspection.slug,
                "source": row.inspection.source.label,
                "number": row.text.number,
                "kind": getattr(row.text, "kind", "recommendation"),
                "page": row.text.page,
                "anchor": row.text.anchor,
                "score": row.score,
                "snippet": row.snippet.plain(),
                "text": row.text.text,
                "holds_all_words": row.holds_all,
                "nearest": not row.holds_all,
            }
            for row in rows
        ],
    }


def written(typed: str, results: Results, rows: list[Row]) -> str:
    """One query's answer for people."""
    about = "" if results.found.counted else "about "
    lines = [f"{typed}: {about}{results.found.count:,} found"]
    for row in rows:
        place = f"paragraph {row.text.number}" if row.text.number else f"page {row.text.page}"
        lines += [f"  {row.inspection.slug}, {place}", f"    {row.snippet.plain()}"]
    return "\n".join(lines)
