"""What a random part of the archive says of a search, before anything is fetched."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from reports.models.text_tags import OF_PARAGRAPH, OF_RECOMMENDATION
from reports.search.plan import bounds
from reports.search.plan.query_plan import QueryPlan, conditions, run
from reports.search.query.groups import FOLLOWED_BY, conjunction, quoted

# The columns besides the inspection's that the tags of a text are made of.
ALIKE = {"paragraph": ", ".join(OF_PARAGRAPH), "recommendation": ", ".join(OF_RECOMMENDATION)}


@dataclass(frozen=True, slots=True)
class Sample:
    """What a random part of the archive says of a query: hits in it, their tags, and how many each stands for.

    `candidates` are the texts that the index alone cannot rule out, by month: of a phrase it knows the words,
    and each text that holds them must be looked at. At level 0 the part is the archive itself.
    """

    hits: int
    tags: Mapping[str, int]
    candidates: Mapping[str, int]
    level: int

    @property
    def scale(self) -> int:
        """How many texts of the archive one of the sample stands for."""
        return 1 << self.level

    @property
    def exact(self) -> bool:
        return self.level == 0

    @property
    def count(self) -> int:
        """How many match; about, unless `exact`."""
        return self.hits if self.exact else rounded(self.hits * self.scale)

    def estimates(self) -> dict[str, float]:
        """How often each tag occurs among all that match; about, unless `exact`."""
        found = {tag: n for tag, n in self.tags.items() if n and tag[0] != "~"}
        return {tag: n if self.exact else rounded(n * self.scale) for tag, n in found.items()}


def take_sample(plan: QueryPlan) -> Sample:
    """Look at about SAMPLE random texts of the archive, as far as they hold the words; at all where they are few
    enough to be counted.
    """
    return look_at(plan, sample_level(plan.total))


def telling(plan: QueryPlan, sample: Sample) -> Sample:
    """A sample with so many hits that an estimate can rest on it, as far as that can be looked at in time."""
    while not sample.exact and sample.hits < bounds.RESTING_ON:
        wanted = math.ceil(math.log2(bounds.RESTING_ON / max(sample.hits, 1)))
        looked_at = max(sum(sample.candidates.values()), 1)
        affordable = int(math.log2(max(1, bounds.CANDIDATES / looked_at)))
        level = max(0, sample.level - min(wanted, affordable))
        if level == sample.level:
            break
        sample = look_at(plan, level)
    return sample


def look_at(plan: QueryPlan, level: int) -> Sample:
    """Count what matches in one of the nested samples, by tag."""
    query = conjunction([plan.query, plan.narrowing.tags])
    words = FOLLOWED_BY.sub("&", plan.by_stems(query) if level else query)
    condition, params = conditions(conjunction([words, sample_tag(level)]), plan.narrowing)
    is_hit, hit_params = ("search_vector @@ %s::tsquery", [query]) if words != query else ("TRUE", [])
    found = f"""
        SELECT id, inspection_id, {ALIKE[plan.table]}, tags, {is_hit} AS hit
        FROM reports_{plan.table} AS text WHERE {condition}
    """  # noqa: S608 - made of this module's own words; all values are parameters
    rows = run(
        f"""
        WITH candidates AS MATERIALIZED ({each(found) if level else alike(found, plan.table)})
        SELECT (SELECT sum(hits) FROM candidates),
            (SELECT json_object_agg(tag, json_build_array(n, hits)) FROM (
                SELECT tag, sum(n) AS n, sum(hits) AS hits
                FROM (SELECT unnest(tags) AS tag, n, hits FROM candidates) AS tagged GROUP BY tag
            ) AS counted WHERE left(tag, 8) <> '~sample=')
        """,  # noqa: S608
        [*hit_params, *params],
    )
    hits, tags = rows[0]
    tags = tags or {}
    return Sample(
        int(hits or 0),
        {tag: found for tag, (_, found) in tags.items()},
        {tag: n for tag, (n, _) in tags.items() if tag.startswith("~month=")},
        level,
    )


def each(found: str) -> str:
    """The texts of a query one by one: those of a sample have hardly anything in common."""
    return f"SELECT tags, 1 AS n, hit::int AS hits FROM ({found}) AS found"  # noqa: S608


def alike(found: str, table: str) -> str:
    """The texts of a query counted together where their tags are the same, which are taken from one of them: texts of
    one report under one judgement.
    """
    return f"""
        SELECT one.tags, n, hits FROM (
            SELECT min(id) AS id, count(*)::int AS n, count(*) FILTER (WHERE hit)::int AS hits
            FROM ({found}) AS found GROUP BY inspection_id, {ALIKE[table]}
        ) AS counted JOIN reports_{table} AS one USING (id)
    """  # noqa: S608


def sample_level(total: int) -> int:
    """Which of the nested samples holds about SAMPLE texts of an archive of this size; 0 where all are counted."""
    if total <= bounds.COUNTED_WHOLE:
        return 0
    return max(0, min(bounds.DEEPEST, round(math.log2(max(1, total) / bounds.SAMPLE))))


def sample_tag(level: int) -> str:
    """The query of the texts in a sample; empty where the sample is the archive."""
    return quoted(f"~sample={level}") if level else ""


def rounded(estimate: float) -> int:
    """An estimate with the three digits that it may deserve: of two the second would be a twentieth off by itself."""
    if estimate < 1000:
        return round(estimate)
    return int(round(estimate, 2 - int(math.log10(estimate))))
