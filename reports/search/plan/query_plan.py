"""A search as the database is asked it: what must match, how it is ranked and ordered, and what filters leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from reports.search.plan.scoring import Part
from reports.search.query.filters import Narrowing
from reports.search.query.groups import disjunction, quoted
from reports.search.query.search_request import Order, Table

ORDERS = {
    "relevance": "tier DESC, score DESC, known_from DESC NULLS LAST, id",
    "newest": "known_from DESC NULLS LAST, inspection_id, id",
    "oldest": "known_from NULLS LAST, inspection_id, id",
}


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """What to look for. `query` is the tsquery of all that match, `holding` of those that hold every word, `typed` of
    those that hold every word as it was typed: they come first (empty where the thesaurus adds nothing).

    `stems_of_words` are the words that are meant to the letter, each as it is in the queries, with its stem.
    `share` is about the part of the archive that matches at most; `months` are all months, the newest first.
    """

    table: Table
    query: str
    holding: str
    typed: str
    score: Part
    length: Part
    narrowing: Narrowing
    order: Order
    share: float
    total: int
    months: tuple[str, ...]
    stems_of_words: tuple[tuple[str, str], ...] = ()

    def by_stems(self, query: str) -> str:
        """A query with the stem in place of each word that is meant to the letter.

        The pairs of a common word that begin with it are many, and the index reads all of them before it looks at
        anything else. Its stem is one word of the index. So a window or a sample is found by the stem, and each of
        its rows is then looked at.
        """
        for word, stem in self.stems_of_words:
            query = query.replace(word, stem)
        return query

    @property
    def columns(self) -> str:
        """What ranking reads of a row. Recommendations are short, and their length is not kept."""
        words = "words" if self.table == "paragraph" else "0 AS words"
        return f"id, inspection_id, known_from, tags, search_vector, {words}"


def conditions(query: str, narrowing: Narrowing, *, checked: str = "") -> Part:
    """What a row must meet, as SQL: the query, and what no tag can say.

    `checked` is a query that each row found is looked at for, without the index.
    """
    parts: list[str] = []
    params: list[object] = []
    if query:
        parts.append("text.search_vector @@ %s::tsquery")
        params.append(query)
    if checked and checked != query:
        parts.append("(text.search_vector @@ %s::tsquery) IS TRUE")
        params.append(checked)
    if narrowing.condition:
        parts.append(narrowing.condition)
        params += narrowing.params
    return " AND ".join(parts) or "TRUE", params


def within(months: Sequence[str], known: Sequence[str]) -> str:
    """The query of the texts of these months, which follow each other; empty where they are all there are.

    A year of which all months are meant is asked for as one.
    """
    if not months or len(months) >= len(known):
        return ""
    of_year: dict[str, list[str]] = {}
    for month in months:
        of_year.setdefault(month[:4], []).append(month)
    tags: list[str] = []
    for year, chosen in of_year.items():
        whole = year.isdigit() and len(chosen) == sum(month.startswith(year) for month in known)
        months_of_year = [quoted(f"~month={month}") for month in chosen]
        tags += [f"{quoted(f'~month={year}-')}:*"] if whole else months_of_year
    return disjunction(tags)


def run(statement: str, params: Sequence[object]) -> list[tuple[Any, ...]]:
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(params))  # type: ignore[arg-type] # lists are parameters too
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
