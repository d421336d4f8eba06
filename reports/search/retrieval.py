"""Texts that match, in bounded time: exactly where they are few, a window of them where they are many.

PostgreSQL finds a rare thing fast and a common thing slowly: it must fetch a row to rank it. So no search
fetches more than a few thousand rows. Which plan will do is known beforehand: from the counts of words where
the rarest is rare, else from a nested random sample of the archive, a word of the index like any other.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Literal

from django.db import connection

from reports.search.filters import Narrowing
from reports.search.groups import FOLLOWED_BY, conjunction, disjunction, quoted
from reports.search.scoring import Part

Order = Literal["relevance", "newest", "oldest"]

# Where no more match than this, all are ranked and counted.
EXACT = 3000
# Where more match, the newest (or oldest) of about this number are.
WINDOW = 1500
# Texts in the sample that tells how many match, and of which year, authority, grade.
SAMPLE = 4000
# Fewer than this in the sample tell little: then it is cheaper to look at all.
TELLING = 30
# The most texts that are looked at for a phrase of common words.
CANDIDATES = 40_000
# The deepest of the nested samples (one text in 2¹² = 4,096).
DEEPEST = 12

ORDERS = {
    "relevance": "tier DESC, score DESC, start DESC NULLS LAST, id",
    "newest": "start DESC NULLS LAST, inspection_id, id",
    "oldest": "start NULLS LAST, inspection_id, id",
}


COUNTED_TAGS = """(SELECT json_object_agg(tag, n) FROM (
                SELECT tag, count(*) AS n FROM (SELECT unnest(tags) AS tag FROM hits) AS tagged GROUP BY tag
            ) AS counted WHERE left(tag, 1) <> '~')"""


@dataclass(frozen=True, slots=True)
class Request:
    """What to look for. `query` is the tsquery of all that match, `holding` of those that hold every word.

    `share` is about the part of the archive that matches at most; `months` are all months, the newest first.
    """

    table: str
    query: str
    holding: str
    score: Part
    length: Part
    narrowing: Narrowing
    order: Order
    share: float
    total: int
    months: tuple[str, ...]
    reads_text: bool = False

    @property
    def columns(self) -> str:
        """What ranking reads of a row. Recommendations are short, and their length is not kept."""
        words = "words" if self.table == "paragraph" else "0 AS words"
        text = ", text" if self.reads_text else ""
        return f"id, inspection_id, start, tags, search_vector, {words}{text}"


@dataclass(frozen=True, slots=True)
class Found:
    """The texts found, best first: ids, inspections, scores and whether they hold all words, side by side.

    `count` is how many match; where it is not exact, only `ids` were ranked: those from `since`, or `until`.
    `tags` counts the tags of all that match.
    """

    ids: tuple[int, ...] = ()
    inspections: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()
    tiers: tuple[int, ...] = ()
    count: int = 0
    exact: bool = True
    tags: Mapping[str, float] = field(default_factory=dict)
    sampled: int = 0
    months: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """What a random part of the archive says of a query: hits in it, their tags, and how many each stands for.

    `candidates` are the texts that the index alone cannot rule out, by month: of a phrase it knows the words,
    and each text that holds them must be looked at.
    """

    hits: int
    tags: Mapping[str, int]
    candidates: Mapping[str, int]
    scale: int

    def estimates(self) -> dict[str, float]:
        """How often each tag stands among all that match, about."""
        return {tag: rounded(n * self.scale) for tag, n in self.tags.items() if n and tag[0] != "~"}


def retrieve(request: Request) -> Found:
    """The texts that match a request, by the cheapest plan that is exact, or else bounded."""
    if request.narrowing.impossible:
        return Found()
    if request.total * request.share <= EXACT:
        found = look(request)
        if found is not None:
            return found
    sample = take_sample(request)
    few = sample.hits < TELLING or sample.hits * sample.scale <= EXACT * 0.8
    if few and sum(sample.candidates.values()) * sample.scale <= CANDIDATES:
        found = look(request)
        if found is not None:
            return found
    return look_through_window(request, sample)


def count_tags(request: Request) -> Mapping[str, float]:
    """The tags of all texts that match, counted; estimated from the sample where there are very many."""
    if request.narrowing.impossible:
        return {}
    if request.total * request.share > EXACT:
        sample = take_sample(request)
        if sample.hits * sample.scale > EXACT * 0.8:
            return sample.estimates()
    condition, params = conditions(conjunction([request.query, request.narrowing.tags]), request.narrowing)
    rows = run(
        f"""
        SELECT tag, count(*) FROM (
            SELECT unnest(tags) AS tag FROM reports_{request.table} AS text WHERE {condition}
        ) AS tagged GROUP BY tag
        """,  # noqa: S608
        params,
    )
    return {tag: count for tag, count in rows if not tag.startswith("~")}


def count_words(request: Request) -> Mapping[str, float]:
    """The words of all texts that the filters leave, by tag; estimated from the sample where they are many."""
    own, scale = "", 1
    if request.total * request.narrowing.share > EXACT:
        level = sample_level(request.total)
        own, scale = sample_tag(level), 2**level
    condition, params = conditions(conjunction([request.narrowing.tags, own]), request.narrowing)
    rows = run(
        f"""
        SELECT tag, sum(words) FROM (
            SELECT unnest(tags) AS tag, words FROM reports_{request.table} AS text WHERE {condition}
        ) AS tagged GROUP BY tag
        """,  # noqa: S608
        params,
    )
    return {tag: float(words) * scale for tag, words in rows if not tag.startswith("~")}


def sample_level(total: int) -> int:
    """Which of the nested samples holds about SAMPLE texts of an archive of this size."""
    return max(0, min(DEEPEST, round(math.log2(max(1, total) / SAMPLE))))


def sample_tag(level: int) -> str:
    """The query of the texts in a sample; empty where the sample is the archive."""
    return quoted(f"~sample={level}") if level else ""


def look(
    request: Request,
    *,
    limit: int = EXACT,
    months: Sequence[str] = (),
    capped: bool = False,
    counting: bool = True,
) -> Found | None:
    """All texts that match, ranked; where there are more than the limit None, or (capped) some of them."""
    query = conjunction([request.query, request.narrowing.tags, within(months, request.months)])
    condition, params = conditions(query, request.narrowing)
    found = ranked(
        request,
        f"""
        SELECT {request.columns} FROM reports_{request.table} AS text
        WHERE {condition} LIMIT {limit + (not capped)}
        """,  # noqa: S608 - made of this module's own words; all values are parameters
        params,
        counting=counting,
    )
    return None if found.count > limit else found


def ranked(
    request: Request,
    matching: str,
    params: Sequence[object],
    *,
    best: int | None = None,
    counting: bool = True,
) -> Found:
    """The texts of a query of rows, in the order wanted, and (counting) their tags; only the best, where so asked."""
    length_sql, length_params = request.length
    score_sql, score_params = request.score
    tier_sql, tier_params = holds(request)
    order = ORDERS[request.order]
    counted = COUNTED_TAGS if counting else "NULL"
    only = f"ORDER BY {ORDERS['relevance']} LIMIT {best}" if best else ""
    rows = run(
        f"""
        WITH hits AS MATERIALIZED (
            SELECT id, inspection_id, start, tags, {tier_sql} AS tier,
                round(({score_sql})::numeric, 4)::float8 AS score
            FROM (
                SELECT *, {length_sql} AS length_factor
                FROM ({matching}) AS matching OFFSET 0
            ) AS measured {only}
        )
        SELECT array_agg(id ORDER BY {order}), array_agg(inspection_id ORDER BY {order}),
            array_agg(score ORDER BY {order}), array_agg(tier ORDER BY {order}),
            {counted}
        FROM hits
        """,  # noqa: S608
        [*tier_params, *score_params, *length_params, *params],
    )
    ids, inspections, scores, tiers, tags = rows[0]
    return Found(
        tuple(ids or ()),
        tuple(inspections or ()),
        tuple(scores or ()),
        tuple(tiers or ()),
        count=len(ids or ()),
        tags=tags or {},
    )


def holds(request: Request) -> Part:
    """Whether a text holds every word of the query, as 1 or 0."""
    if request.holding in {"", request.query}:
        return "1", []
    return "(search_vector @@ %s::tsquery)::int", [request.holding]


def take_sample(request: Request) -> Sample:
    """Look at about SAMPLE random texts of the archive, as far as they hold the words."""
    level = sample_level(request.total)
    own = sample_tag(level)
    query = conjunction([request.query, request.narrowing.tags])
    words = FOLLOWED_BY.sub("&", query)
    condition, params = conditions(conjunction([words, own]), request.narrowing)
    is_hit, hit_params = ("search_vector @@ %s::tsquery", [query]) if words != query else ("TRUE", [])
    rows = run(
        f"""
        WITH candidates AS MATERIALIZED (
            SELECT tags, {is_hit} AS hit FROM reports_{request.table} AS text WHERE {condition}
        )
        SELECT (SELECT count(*) FILTER (WHERE hit) FROM candidates),
            (SELECT json_object_agg(tag, json_build_array(n, hits)) FROM (
                SELECT tag, count(*) AS n, count(*) FILTER (WHERE hit) AS hits
                FROM (SELECT unnest(tags) AS tag, hit FROM candidates) AS tagged GROUP BY tag
            ) AS counted)
        """,  # noqa: S608
        [*hit_params, *params],
    )
    hits, tags = rows[0]
    tags = tags or {}
    return Sample(
        hits,
        {tag: found for tag, (_, found) in tags.items()},
        {tag: n for tag, (n, _) in tags.items() if tag.startswith("~month=")},
        2**level,
    )


def look_through_window(request: Request, sample: Sample) -> Found:
    """Rank the newest (or oldest) matches alone, and estimate the rest from the sample."""
    months = request.months[::-1] if request.order == "oldest" else request.months
    chosen: list[str] = []
    hits = candidates = 0
    for month in months:
        if chosen and (hits * sample.scale >= WINDOW or candidates * sample.scale >= CANDIDATES):
            break
        chosen.append(month)
        hits += sample.tags.get(f"~month={month}", 0)
        candidates += sample.candidates.get(f"~month={month}", 0)
    seen = partial(look, request, limit=2 * WINDOW, counting=False)
    found = seen(months=chosen)
    while found is None and len(chosen) > 1:
        chosen = chosen[: len(chosen) // 2]
        found = seen(months=chosen)
    found = found or seen(months=chosen, capped=True) or Found()
    return replace(
        found,
        count=max(rounded(sample.hits * sample.scale), found.count),
        exact=False,
        tags=sample.estimates(),
        sampled=sample.hits,
        months=tuple(chosen),
    )


def conditions(query: str, narrowing: Narrowing) -> Part:
    """What a row must meet, as SQL: the query, and what no tag can say."""
    parts: list[str] = []
    params: list[object] = []
    if query:
        parts.append("text.search_vector @@ %s::tsquery")
        params.append(query)
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
    tags = []
    for year, chosen in of_year.items():
        whole = year.isdigit() and len(chosen) == sum(month.startswith(year) for month in known)
        tags += [f"year={year}"] if whole else [f"~month={month}" for month in chosen]
    return disjunction(map(quoted, tags))


def rounded(estimate: float) -> int:
    """An estimate with the two digits that it deserves."""
    if estimate < 100:
        return round(estimate)
    return int(round(estimate, 1 - int(math.log10(estimate))))


def run(statement: str, params: Sequence[object]) -> list[tuple[Any, ...]]:
    """The rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(params))  # type: ignore[arg-type] # lists are parameters too
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
