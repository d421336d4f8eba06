"""How long searches take at two sizes of archive, beside SQLite's FTS5 on the larger one."""

import random
import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.utils.text import slugify

from reports.benchmarks.scale_pages import client_of_new_pages
from reports.benchmarks.scale_times import Times
from reports.browse.known_values import KnownValues
from reports.language.stems import stems_of
from reports.models import Authority, Inspection, Paragraph, Word
from reports.search.page.facets import facets_of
from reports.search.page.parameters import read_search_url
from reports.search.plan.indexing import sampled_level
from reports.search.service import search

# Different queries of each kind, and how often each is asked.
QUERIES = 12
ROUNDS = 3
PAGES = 6
# Words that PostgreSQL's English leaves out, which FTS5 keeps: no measure of either.
LONG_ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Query:
    """One search: what is typed, the filters of its URL, and how FTS5 would be asked the same."""

    typed: str
    filters: dict[str, str] = field(default_factory=dict)
    fts: str = ""

    def url(self) -> str:
        data = {"q": self.typed, **self.filters}
        return "/search/?" + "&".join(f"{name}={value.replace(' ', '+')}" for name, value in data.items())


class Chooser:
    """Picks queries of each kind from what the archive at hand really holds; the same seed, the same queries."""

    def __init__(self, seed: int = 3) -> None:
        self.random = random.Random(seed)  # noqa: S311
        total = Paragraph.objects.count()
        scale = 2 ** sampled_level(total)
        counted = list(Word.objects.order_by("word").values_list("word", "paragraphs"))
        stems = stems_of({word for word, _ in counted})
        self.shares = [
            (word, min(1.0, count * scale / total))
            for word, count in counted
            if len(word) >= LONG_ENOUGH and not word.startswith("qu") and stems[word]
        ]

    def words(self, low: float, high: float) -> list[str]:
        """Words that are in such a share of the paragraphs."""
        return [word for word, share in self.shares if low <= share <= high]

    def pick(self, low: float, high: float) -> str:
        """One of them; of those near the range where none is in it."""
        while not (found := self.words(low, high)):
            low, high = low * 0.8, high * 1.25
        return self.random.choice(found)

    def passage(self) -> list[str]:
        """The words of some paragraph, as typed."""
        total = Paragraph.objects.order_by("-pk").values_list("pk", flat=True)[0]
        text = None
        while text is None:
            text = (
                Paragraph.objects.filter(pk=self.random.randint(1, total))
                .values_list("text", flat=True)
                .first()
            )
        return [word for word in re.findall(r"[a-z]+", text.lower()) if len(word) >= LONG_ENOUGH]

    def four(self) -> str:
        """Four telling words of one paragraph."""
        telling = set(self.words(0.002, 0.08))
        while True:
            words = [word for word in dict.fromkeys(self.passage()) if word in telling]
            if len(words) >= 4:
                return " ".join(self.random.sample(words, 4))

    def rare(self) -> str:
        with connection.cursor() as cursor:
            while True:
                word = self.random.choice([word for word, _ in self.shares])
                cursor.execute(
                    "SELECT count(*) FROM (SELECT FROM reports_paragraph"
                    " WHERE search_vector @@ plainto_tsquery('english', %s) LIMIT 100) AS found",
                    [word],
                )
                if 0 < cursor.fetchone()[0] < 60:
                    return word


PHRASES = (
    *("social workers", "young people", "care leavers", "local authority", "child protection", "early help"),
    *("foster carers", "looked after", "social care", "senior managers", "mental health", "children in care"),
)

KINDS: dict[str, Callable[[Chooser], Query]] = {
    "a word in most paragraphs": lambda c: one(c.pick(0.3, 1.0)),
    "two such words": lambda c: one(f"{c.pick(0.2, 1.0)} {c.pick(0.2, 1.0)}"),
    "a common phrase": lambda c: one(f'"{c.random.choice(PHRASES)}"'),
    "a word in 3 %": lambda c: one(c.pick(0.025, 0.035)),
    "four words": lambda c: one(c.four()),
    "a rare word": lambda c: one(c.rare()),
    "a negation": lambda c: negation(c.pick(0.2, 1.0), c.pick(0.02, 0.2)),
    "filtered by authority": lambda c: of_authority(c.pick(0.1, 1.0), c),
    "filtered by grade and years": lambda c: of_grade(c.pick(0.05, 1.0), c),
    "no hit": lambda c: one(f"{c.rare()} zxq{c.random.randint(100, 999)}vk"),
}


def one(typed: str) -> Query:
    """Words or a phrase, without filters."""
    quoted = re.findall(r'"([^"]+)"|(\S+)', typed)
    return Query(typed, fts=" ".join(f'"{phrase or word}"' for phrase, word in quoted))


def negation(word: str, other: str) -> Query:
    return Query(f"{word} -{other}", fts=f'"{word}" NOT "{other}"')


def of_authority(word: str, chooser: Chooser) -> Query:
    slug = chooser.random.choice(
        list(Authority.objects.filter(inspections__isnull=False).distinct().values_list("slug", flat=True))
    )
    return Query(word, {"authority": slug}, f'"{word}" AND tags : authority{slugged(slug)}')


def of_grade(word: str, chooser: Chooser) -> Query:
    first = chooser.random.randint(2013, 2022)
    years = " OR ".join(f"year{year}" for year in range(first, first + 3))
    filters = {"grade": "inadequate", "from": str(first), "to": str(first + 2)}
    return Query(word, filters, f'"{word}" AND tags : gradeinadequate AND tags : ({years})')


def slugged(text: str) -> str:
    return slugify(text).replace("-", "")


def measure(*, fts_file: Path | None) -> dict[str, Any]:
    """Times of each kind of query on the database at hand: search with facets, page, and FTS5."""
    chooser, client = Chooser(), client_of_new_pages()
    fts = build_fts(fts_file) if fts_file else None
    found: dict[str, Any] = {}
    for kind, make in KINDS.items():
        queries = [make(chooser) for _ in range(QUERIES)]
        found[kind] = {
            "search": timed(searched, queries, rounds=ROUNDS),
            "page": timed(partial(shown, client), queries[:PAGES], rounds=ROUNDS),
            "fts": timed(partial(top, fts), queries, rounds=2) if fts else None,
            "count": round(median(searched(query) for query in queries)),
            "examples": [query.typed for query in queries[:2]],
        }
    return {"kinds": found, "sizes": sizes(fts_file) | {"ingest": ingest_speed()}}


def searched(query: Query) -> int:
    """One search with its facets, as the page asks for it; how many texts it found."""
    data = QueryDict(mutable=True)
    data.update({"q": query.typed, **query.filters})
    known = KnownValues()
    asked = read_search_url(data, known=known)
    results = search(asked.request)
    facets_of(results, known=known)
    return results.found.count


def timed(do: Callable[[Query], object], queries: Sequence[Query], *, rounds: int) -> list[float]:
    """How long each took, in seconds, without the first time that any of them was done."""
    taken = []
    for query in queries:
        do(query)
    for _ in range(rounds):
        for query in queries:
            started = time.perf_counter()
            do(query)
            taken.append(time.perf_counter() - started)
    return taken


def shown(client: Client, query: Query) -> None:
    response = client.get(query.url(), secure=True)
    if response.status_code != 200:
        raise RuntimeError(f"{query.url()}: status {response.status_code}")


def build_fts(file: Path) -> sqlite3.Connection:
    """FTS5 over the same texts, with authority, year and grade in a column of their own."""
    file.unlink(missing_ok=True)
    fts = sqlite3.connect(file)
    fts.execute("PRAGMA journal_mode = off")
    fts.execute("PRAGMA cache_size = -500000")
    fts.execute(
        "CREATE VIRTUAL TABLE texts USING fts5(text, tags, tokenize = 'porter unicode61', content = '')"
    )
    fts.executemany("INSERT INTO texts (rowid, text, tags) VALUES (?, ?, ?)", fts_rows())
    fts.commit()
    return fts


def fts_rows() -> Iterator[tuple[int, str, str]]:
    slugs = dict(Inspection.objects.values_list("pk", "authority__slug"))
    rows = Paragraph.objects.values_list(
        "pk", "text", "inspection_id", "inspection__start__year", "grade"
    ).order_by("pk")
    for pk, text, inspection, year, grade in rows.iterator(chunk_size=5000):
        yield pk, text, f"authority{slugged(slugs[inspection])} year{year} grade{slugged(grade)}"


def top(fts: sqlite3.Connection | None, query: Query) -> None:
    if fts:
        fts.execute(
            "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT 20", (query.fts,)
        ).fetchall()


def sizes(fts_file: Path | None) -> dict[str, Any]:
    """How much there is, and how large table and index are, in bytes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM reports_paragraph), (SELECT count(*) FROM reports_inspection),"
            " pg_relation_size('paragraph_search'), pg_total_relation_size('reports_paragraph'),"
            " (SELECT paragraphs FROM reports_term WHERE lexeme = ''), (SELECT count(*) FROM reports_term)"
        )
        names = ("paragraphs", "inspections", "index", "table", "looked_at", "stems")
        found = dict(zip(names, cursor.fetchone(), strict=True))
    return found | {"fts": fts_file.stat().st_size if fts_file else 0}


def table(small: dict[str, Any], large: dict[str, Any]) -> str:
    """The figures as text."""
    head = (
        f"{'':29}{'hits':>9} │ {small['sizes']['paragraphs']:>13,} │ {large['sizes']['paragraphs']:>13,} │ "
        f"{'p95':>6} │ {'FTS5 top 20':>13} │ {'whole page':>13}\n"
        f"{'milliseconds':29}{'(median)':>9} │ {'p50':>6} {'p95':>6} │ {'p50':>6} {'p95':>6} │ "
        f"{'growth':>6} │ {'p50':>6} {'p95':>6} │ {'p50':>6} {'p95':>6}"
    )
    lines = [head]
    for kind, of_large in large["kinds"].items():
        at_small, at_large = Times.of(small["kinds"][kind]["search"]), Times.of(of_large["search"])
        fts, page = Times.of(of_large["fts"]), Times.of(of_large["page"])
        lines.append(
            f"{kind:29}{of_large['count']:>9,} │ {at_small.median:6.0f} {at_small.p95:6.0f} │ "
            f"{at_large.median:6.0f} {at_large.p95:6.0f} │ {growth(at_small, at_large):6.1f} │ "
            f"{fts.median:6.0f} {fts.p95:6.0f} │ {page.median:6.0f} {page.p95:6.0f}"
            + ("  over the bar" if growth(at_small, at_large) > 4 else "")
            + ("  slower than FTS5" if fts.median > 100 and at_large.median > fts.median else "")
        )
    return "\n".join(lines)


def growth(small: Times, large: Times, *, floor: float = 25.0) -> float:
    """How much the 95th percentile grows beyond a floor of 25 ms."""
    return large.p95 / max(floor, small.p95)


def described(sizes: dict[str, Any]) -> str:
    """What an archive weighs, in a line."""
    megabytes = {name: sizes[name] / 1_000_000 for name in ("table", "index", "fts")}
    fts = f", FTS5 {megabytes['fts']:,.0f} MB" if sizes["fts"] else ""
    return (
        f"{sizes['paragraphs']:,} paragraphs: table with indexes {megabytes['table']:,.0f} MB, of it the search "
        f"index {megabytes['index']:,.0f} MB{fts}; {sizes['stems']:,} different stems in the "
        f"{sizes['looked_at']:,} paragraphs counted; reports added at {sizes['ingest']:,.0f} paragraphs a second"
    )


def ingest_speed(reports: int = 40) -> float:
    """Paragraphs a second that an archive of this size takes in, a transaction a report; nothing stays."""
    texts = list(Paragraph.objects.order_by("pk").values_list("text", flat=True)[: reports * 67])
    inspections = list(Inspection.objects.order_by("pk")[:reports])
    started = time.perf_counter()
    with transaction.atomic():
        for place, inspection in enumerate(inspections):
            Paragraph.objects.bulk_create(
                Paragraph(
                    inspection=inspection,
                    order=100_000 + order,
                    anchor=f"new-{order}",
                    number=order,
                    kind="numbered",
                    text=text,
                    page=1,
                    words=text.count(" ") + 1,
                )
                for order, text in enumerate(texts[place * 67 : place * 67 + 67])
            )
        transaction.set_rollback(True)
    return len(texts) / (time.perf_counter() - started)
