"""How well search finds: known items, beside SQLite FTS5 on the same paragraphs, and with its parts switched off."""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports.models import Paragraph
from reports.search.query.search_request import SearchRequest
from reports.search.query.understanding import Options
from reports.search.service import search

DEPTH = 10
STYLES = ("words", "place", "phrase", "own")

# A searcher takes a query and yields the ids of paragraphs, best first.
Searcher = Callable[[str], Iterable[int]]


@dataclass(frozen=True, slots=True)
class Item:
    """A query as a person typed it, and the paragraphs that it was written for."""

    query: str
    style: str
    wanted: frozenset[int]


@dataclass(frozen=True, slots=True)
class Figures:
    """What part of a style's items were among the first ten, and the mean of 1 / rank (0 beyond the tenth)."""

    items: int
    hits: float
    reciprocal: float


def items_of(file: Path) -> tuple[list[Item], list[str]]:
    """The items of a file of known items, and the queries whose paragraph the archive does not hold."""
    ids: dict[tuple[str, str, int | None], set[int]] = defaultdict(set)
    rows = Paragraph.objects.filter(number__isnull=False).values_list(
        "pk", "inspection__source__folder", "inspection__source__name", "number"
    )
    for pk, folder, name, number in rows:
        ids[plain(folder), plain(name), number].add(pk)
    items, lost = [], []
    for line in file.read_text(encoding="utf-8").splitlines():
        known = json.loads(line)
        folder, _, name = known["file"].partition("/")
        wanted = ids.get((plain(folder), plain(name), known["paragraph"]))
        if wanted:
            items.append(Item(known["query"], known["style"], frozenset(wanted)))
        else:
            lost.append(known["query"])
    return items, lost


def plain(name: str) -> str:
    """A file's name without its signs, which archives and file systems write differently."""
    return re.sub(r"\W+", " ", name.lower()).strip()


def figures(searcher: Searcher, items: Sequence[Item]) -> dict[str, Figures]:
    """By style, and over all: how well a searcher finds the items."""
    ranks: dict[str, list[int | None]] = defaultdict(list)
    for item in items:
        rank = rank_of(searcher(item.query), item.wanted)
        ranks[item.style].append(rank)
        ranks["all"].append(rank)
    return {
        style: Figures(
            items=len(found),
            hits=sum(rank is not None for rank in found) / len(found),
            reciprocal=sum(1 / rank for rank in found if rank) / len(found),
        )
        for style, found in ranks.items()
    }


def rank_of(results: Iterable[int], wanted: frozenset[int]) -> int | None:
    """The place of the first wanted result among the first ten."""
    for rank, pk in enumerate(results, start=1):
        if rank > DEPTH:
            return None
        if pk in wanted:
            return rank
    return None


def ours(**switched: Any) -> Searcher:
    """The archive's own search, with these options."""
    options = Options(**switched)
    return lambda query: search(SearchRequest(query, options=options)).found.ids


SWITCHES: Mapping[str, Mapping[str, bool]] = {
    "everything": {},
    "without all words first": {"all_words_first": False},
    "without thesaurus": {"thesaurus": False},
    "without names and years": {"names_and_years": False},
    "without the nearest": {"nearest": False},
    "without spelling": {"spelling": False},
}


class Fts5:
    """SQLite's FTS5 with bm25 and the Porter stemmer; authority and year are in the text."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.connection.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'porter unicode61')")
        self.connection.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", texts)

    def searcher(self, *, every_word: bool) -> Searcher:
        """All words, or any word; a phrase in quotes stays a phrase."""
        between = " " if every_word else " OR "

        def run(query: str) -> Iterator[int]:
            parts = re.findall(r'"([^"]+)"|(\w+)', query)
            match = between.join('"' + (phrase or word) + '"' for phrase, word in parts)
            rows = self.connection.execute(
                "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT ?", (match, DEPTH)
            )
            yield from (pk for (pk,) in rows)

        return run


def texts_with_places() -> Iterator[tuple[int, str]]:
    """Every paragraph with its authority's name and the year of its inspection behind it."""
    rows = Paragraph.objects.values_list(
        "pk", "text", "inspection__authority__name", "inspection__start__year"
    )
    for pk, text, authority, year in rows.iterator(chunk_size=2000):
        yield pk, f"{text} {authority or ''} {year or ''}"
