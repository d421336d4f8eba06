"""Counts of what matches, without ranking it: for facets, and for shares of the words there are."""

from collections.abc import Mapping

from reports.search.plan import bounds
from reports.search.plan.query_plan import QueryPlan, conditions, run
from reports.search.plan.sampling import ALIKE, sample_level, sample_tag, take_sample, telling
from reports.search.query.groups import conjunction

# The words of the archive are counted in so many levels finer a sample than matches are: 16,000 texts.
FINER = 2


def count_tags(plan: QueryPlan) -> Mapping[str, float]:
    """The tags of all texts that match, counted; estimated from the sample where there are very many."""
    if plan.narrowing.impossible:
        return {}
    if plan.total * plan.share > bounds.EXACT:
        sample = take_sample(plan)
        if sample.exact or sample.hits * sample.scale > bounds.EXACT * 0.8:
            return telling(plan, sample).estimates()
    condition, params = conditions(conjunction([plan.query, plan.narrowing.tags]), plan.narrowing)
    rows = run(
        f"""
        SELECT tag, count(*) FROM (
            SELECT unnest(tags) AS tag FROM reports_{plan.table} AS text WHERE {condition}
        ) AS tagged GROUP BY tag
        """,  # noqa: S608
        params,
    )
    return {tag: count for tag, count in rows if not tag.startswith("~")}


def count_words(plan: QueryPlan) -> Mapping[str, float]:
    """The words of all texts that the filters leave, by tag; estimated from the sample where they are many."""
    own, scale = "", 1
    if plan.total * plan.narrowing.share > bounds.EXACT:
        level = max(0, sample_level(plan.total) - FINER)
        own, scale = sample_tag(level), 2**level
    condition, params = conditions(conjunction([plan.narrowing.tags, own]), plan.narrowing)
    alike = ALIKE[plan.table]
    rows = run(
        f"""
        SELECT tag, sum(words) FROM (
            SELECT unnest(tags) AS tag, words FROM (
                SELECT min(id) AS id, sum(words) AS words FROM reports_{plan.table} AS text
                WHERE {condition} GROUP BY inspection_id, {alike}
            ) AS found JOIN (SELECT id, tags FROM reports_{plan.table}) AS one USING (id)
        ) AS tagged GROUP BY tag
        """,  # noqa: S608
        params,
    )
    return {tag: float(words) * scale for tag, words in rows if not tag.startswith("~")}
