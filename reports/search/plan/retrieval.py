"""Texts that match, in bounded time: exactly where they are few, a window of them where they are many.

PostgreSQL finds a rare thing fast and a common thing slowly: it must fetch a row to rank it. So no search
fetches more than a few thousand rows. Which plan will do is known beforehand: from the counts of words where
the rarest is rare, else from a nested random sample of the archive, a word of the index like any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from reports.search.plan import bounds
from reports.search.plan.query_plan import ORDERS, QueryPlan, conditions, run, within
from reports.search.plan.sampling import Sample, take_sample, telling
from reports.search.plan.scoring import Part
from reports.search.query.groups import conjunction

COUNTED_TAGS = """(SELECT json_object_agg(tag, n) FROM (
                SELECT tag, count(*) AS n FROM (SELECT unnest(tags) AS tag FROM hits) AS tagged GROUP BY tag
            ) AS counted WHERE left(tag, 1) <> '~')"""


@dataclass(frozen=True, slots=True)
class Found:
    """The texts found, best first: ids, inspections, scores and tiers, side by side. The tier says whether a text
    holds every word as it was typed (2), in other words (1), or is only near (0).

    `count` is how many match; where not `exact`, only `ids` of them were ranked, in the newest or oldest `months`.
    `tags` counts the tags of all that match. Where not `counted`, both are estimates: from `sampled` matches, each of
    which stands for `scale`.
    """

    ids: tuple[int, ...] = ()
    inspections: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()
    tiers: tuple[int, ...] = ()
    count: int = 0
    exact: bool = True
    counted: bool = True
    scale: int = 1
    tags: Mapping[str, float] = field(default_factory=dict)
    sampled: int = 0
    months: tuple[str, ...] = ()


def retrieve(plan: QueryPlan) -> Found:
    """The texts that match a plan, by the cheapest way that is exact, or else bounded."""
    if plan.narrowing.impossible:
        return Found()
    if plan.total * plan.share <= bounds.EXACT:
        found = look(plan)
        if found is not None:
            return found
    sample = take_sample(plan)
    if sample.exact:
        few = sample.hits <= bounds.EXACT
    else:
        few = sample.hits < bounds.TELLING or sample.hits * sample.scale <= bounds.EXACT * 0.8
    if few and sum(sample.candidates.values()) * sample.scale <= bounds.CANDIDATES:
        found = look(plan)
        if found is not None:
            return found
    return look_through_window(plan, telling(plan, sample))


def look(
    plan: QueryPlan,
    *,
    limit: int | None = None,
    months: Sequence[str] = (),
    capped: bool = False,
    counting: bool = True,
) -> Found | None:
    """All texts that match, ranked; where there are more than the limit None, or (capped) some of them."""
    limit = limit or bounds.EXACT
    query = conjunction([plan.query, plan.narrowing.tags, within(months, plan.months)])
    part = bool(months) or capped
    found_by = plan.by_stems(query) if part else query
    condition, params = conditions(found_by, plan.narrowing, checked=query)
    found = ranked(
        plan,
        f"""
        SELECT {plan.columns} FROM reports_{plan.table} AS text
        WHERE {condition} LIMIT {limit + (not capped)}
        """,  # noqa: S608 - made of this module's own words; all values are parameters
        params,
        counting=counting,
    )
    return None if found.count > limit else found


def ranked(
    plan: QueryPlan,
    matching: str,
    params: Sequence[object],
    *,
    best: int | None = None,
    counting: bool = True,
) -> Found:
    """The texts of a query of rows, in the order wanted, and (counting) their tags; only the best, where so asked."""
    length_sql, length_params = plan.length
    score_sql, score_params = plan.score
    tier_sql, tier_params = holds(plan)
    order = ORDERS[plan.order]
    counted = COUNTED_TAGS if counting else "NULL"
    only = f"ORDER BY {ORDERS['relevance']} LIMIT {best}" if best else ""
    rows = run(
        f"""
        WITH hits AS MATERIALIZED (
            SELECT id, inspection_id, known_from, tags, {tier_sql} AS tier,
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


def holds(plan: QueryPlan) -> Part:
    """Whether a text holds every word of the query: as it was typed (2), or in other words (1); else 0."""
    held, params = "1", list[object]()
    if plan.holding not in {"", plan.query}:
        held, params = "(search_vector @@ %s::tsquery)::int", [plan.holding]
    if not plan.typed:
        return held, params
    return f"{held} * (1 + (search_vector @@ %s::tsquery)::int)", [*params, plan.typed]


def look_through_window(plan: QueryPlan, sample: Sample) -> Found:
    """Rank the newest (or oldest) matches alone, and estimate the rest from the sample."""
    months = plan.months[::-1] if plan.order == "oldest" else plan.months
    chosen: list[str] = []
    hits = candidates = 0
    for month in months:
        if chosen and (
            hits * sample.scale >= bounds.WINDOW or candidates * sample.scale >= bounds.CANDIDATES
        ):
            break
        chosen.append(month)
        hits += sample.tags.get(f"~month={month}", 0)
        candidates += sample.candidates.get(f"~month={month}", 0)
    seen = partial(look, plan, limit=3 * bounds.WINDOW, counting=False)
    found = seen(months=chosen)
    while found is None and len(chosen) > 1:
        chosen = chosen[: len(chosen) // 2]
        found = seen(months=chosen)
    found = found or seen(months=chosen, capped=True) or Found()
    return replace(
        found,
        count=max(sample.count, found.count),
        exact=False,
        counted=sample.exact,
        scale=sample.scale,
        tags=sample.estimates(),
        sampled=sample.hits,
        months=tuple(chosen),
    )
