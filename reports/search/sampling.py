"""What a random part of the archive says of a search, before anything is fetched."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from reports.search import bounds
from reports.search.groups import FOLLOWED_BY, conjunction, quoted
from reports.search.request import Request, conditions, run


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


def sample_level(total: int) -> int:
    """Which of the nested samples holds about SAMPLE texts of an archive of this size."""
    return max(0, min(bounds.DEEPEST, round(math.log2(max(1, total) / bounds.SAMPLE))))


def sample_tag(level: int) -> str:
    """The query of the texts in a sample; empty where the sample is the archive."""
    return quoted(f"~sample={level}") if level else ""


def rounded(estimate: float) -> int:
    """An estimate with the two digits that it deserves."""
    if estimate < 100:
        return round(estimate)
    return int(round(estimate, 1 - int(math.log10(estimate))))
