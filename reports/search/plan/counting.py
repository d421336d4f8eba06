"""Counts of what matches, without ranking it: for facets, and for shares of the words there are."""

from collections.abc import Mapping

from reports.search.plan import bounds
from reports.search.plan.request import Request, conditions, run
from reports.search.plan.sampling import ALIKE, sample_level, sample_tag, take_sample, telling
from reports.search.query.groups import conjunction

# The words of the archive are counted in so many levels finer a sample than matches are: 16,000 texts.
FINER = 2


def count_tags(request: Request) -> Mapping[str, float]:
    """The tags of all texts that match, counted; estimated from the sample where there are very many."""
    if request.narrowing.impossible:
        return {}
    if request.total * request.share > bounds.EXACT:
        sample = take_sample(request)
        if sample.exact or sample.hits * sample.scale > bounds.EXACT * 0.8:
            return telling(request, sample).estimates()
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
    if request.total * request.narrowing.share > bounds.EXACT:
        level = max(0, sample_level(request.total) - FINER)
        own, scale = sample_tag(level), 2**level
    condition, params = conditions(conjunction([request.narrowing.tags, own]), request.narrowing)
    alike = ALIKE[request.table]
    rows = run(
        f"""
        SELECT tag, sum(words) FROM (
            SELECT unnest(tags) AS tag, words FROM (
                SELECT min(id) AS id, sum(words) AS words FROM reports_{request.table} AS text
                WHERE {condition} GROUP BY inspection_id, {alike}
            ) AS found JOIN (SELECT id, tags FROM reports_{request.table}) AS one USING (id)
        ) AS tagged GROUP BY tag
        """,  # noqa: S608
        params,
    )
    return {tag: float(words) * scale for tag, words in rows if not tag.startswith("~")}
