"""A search as an Atom feed: what it finds, what was published last first."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from reports.browse.known_values import KnownValues
from reports.browse.query_strings import url_with
from reports.exports.citations import ASKED
from reports.language.query_grammar import cleaned
from reports.search.page.parameters import SearchUrl, read_search_url
from reports.search.page.results import Row, rows_of
from reports.search.service import TOO_LONG, Results, search, stopped
from reports.views.refusals import refusal

ENTRIES = 50
# What XML 1.0 cannot hold.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class SearchFeed(Feed[Row, "Answer"]):
    """`/search.atom?q=...`. A URL with a filter that there is not is refused with a sentence."""

    feed_type = Atom1Feed
    author_name = "Inspection Archive"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The feed; a sentence where a value cannot be, or the database stopped the search for taking too long."""
        if problems := read_search_url(request.GET, known=KnownValues()).problems:
            return refusal(problems)
        try:
            return super().__call__(request, *args, **kwargs)
        except OperationalError as error:
            if not stopped(error):
                raise
            return refusal([TOO_LONG])

    def get_object(self, request: HttpRequest) -> "Answer":
        asked = read_search_url(request.GET, known=KnownValues())
        results = search(replace(asked.request, order="newest")) if asked.request else None
        return Answer(asked, results)

    def title(self, obj: "Answer") -> str:
        return f"Inspection Archive: {cleaned(obj.asked.request.text) or 'search'}"

    def subtitle(self, obj: "Answer") -> str:
        what = "Recommendations" if obj.asked.request.table == "recommendation" else "Paragraphs"
        return f"{what} of inspection reports that this search finds, the last published first."

    def link(self, obj: "Answer") -> str:
        return url_with(reverse("search"), obj.asked.data)

    def feed_url(self, obj: "Answer") -> str:
        return url_with(reverse("search-feed"), obj.asked.data)

    def items(self, obj: "Answer") -> Iterable[Row]:
        if obj.results is None:
            return []
        return rows_of(obj.results, range(min(ENTRIES, len(obj.results.found.ids))))

    def item_title(self, item: Row) -> str:
        inspection = item.inspection
        name = inspection.name
        when = f", {inspection.start:%B %Y}" if inspection.start else ""
        return f"{name}{when}: {place_of(item.text)}"

    def item_description(self, item: Row) -> str:
        return CONTROL.sub("", item.snippet.html())

    def item_link(self, item: Row) -> str:
        return f"{item.inspection.get_absolute_url()}#{item.text.anchor}"

    def item_pubdate(self, item: Row) -> datetime | None:
        """None where nothing says when it was published: Atom lets an entry do without (RFC 4287, 4.1.2)."""
        day = item.inspection.published
        return datetime.combine(day, time(), tzinfo=UTC) if day else None

    def item_updateddate(self, item: Row) -> datetime:
        return item.inspection.updated_at


def place_of(text: Any) -> str:
    """Where a text is in its report: "paragraph 12", "recommendation 3", "page 4"."""
    if text.anchor.startswith("rec-"):
        return f"{ASKED[text.category]} {text.number or text.order}"
    return f"paragraph {text.number}" if text.number else f"page {text.page}"


class Answer:
    """What the URL asks, and what was found (None: it asks nothing that can be found)."""

    def __init__(self, asked: SearchUrl, results: Results | None) -> None:
        self.asked = asked
        self.results = results
