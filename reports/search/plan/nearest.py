"""The nearest texts, where few or none hold every word of a query: those that hold most of what it says."""

from collections.abc import Sequence
from dataclasses import replace

from reports.search.plan.query_plan import QueryPlan, conditions, within
from reports.search.plan.retrieval import Found, ranked
from reports.search.query.groups import FOLLOWED_BY, Group, conjunction, disjunction, share_of, weight_of
from reports.search.query.statistics import Frequencies

# Where fewer texts than this hold every word, the nearest are shown after them.
ENOUGH = 20
# How many of the nearest are shown.
SHOWN = 100
# How many texts are weighed, and how many of the heaviest are ranked.
WEIGHED = 3000
# The rarest groups of a query bring at least so many texts to weigh, where the others can. Of 60 queries of an
# evaluative word and a topic those with nothing on the topic among ten fell from 12 to 0 with it.
CANDIDATES = 600
RANKED = 800


def nearest(plan: QueryPlan, groups: Sequence[Group], frequencies: Frequencies) -> Found:
    """The texts that do not hold every word, those first that hold the most of the query's weight.

    Only texts that touch one of the rarer groups are weighed, and of those that touch only a common one the
    newest alone: as many as can be weighed in the time of a search.
    """
    if len(groups) < 2 and not any(group.expansions or len(group.literals) > 1 for group in groups):
        return Found()
    optional = [group for group in groups if not group.required] or list(groups)
    must = [group.holding() for group in groups if group.required and group not in optional]
    rare, common, part = drivers_of(optional, frequencies, left=plan.total * plan.narrowing.share)
    months = newest(plan.months, part) if common else ()
    lately = conjunction([disjunction(map(loose, common)), within(months, plan.months)]) if common else ""
    query = conjunction([disjunction([*map(loose, rare), lately]), *must, plan.narrowing.tags])
    condition, params = conditions(query, plan.narrowing)
    if plan.holding:
        condition, params = f"{condition} AND NOT search_vector @@ %s::tsquery", [*params, plan.holding]
    touched = " + ".join("CASE WHEN search_vector @@ %s::tsquery THEN %s ELSE 0 END" for _ in optional)
    touched_params = [
        value for group in optional for value in (loose(group), round(weight_of(group, frequencies), 3))
    ]
    found = ranked(
        replace(plan, holding="", typed=""),
        f"""
        SELECT * FROM (
            SELECT {plan.columns}, {touched} AS touched
            FROM reports_{plan.table} AS text
            WHERE {condition} LIMIT {WEIGHED * 2}
        ) AS weighed ORDER BY touched DESC, id LIMIT {RANKED}
        """,  # noqa: S608 - made of this module's own words; all values are parameters
        [*touched_params, *params],
        best=SHOWN,
    )
    return replace(found, tiers=(0,) * found.count, months=tuple(months))


def drivers_of(
    groups: Sequence[Group], frequencies: Frequencies, *, left: float
) -> tuple[list[Group], list[Group], float]:
    """The groups whose texts are weighed, of those `left` by filters: the rarest, as many as few enough texts touch;
    where these are too few, the next, though it is common; and the part of its texts that can be weighed.
    """
    shares = {group: share_of(group, frequencies, loosely=True) for group in groups}
    rare: list[Group] = []
    weighed = 0.0
    for group in sorted(groups, key=lambda group: shares[group]):
        touching = shares[group] * left
        if weighed + touching <= WEIGHED:
            rare.append(group)
            weighed += touching
        elif weighed < CANDIDATES:
            return rare, [group], (WEIGHED - weighed) / touching
        else:
            break
    return rare, [], 1.0


def loose(group: Group) -> str:
    """The texts that touch a group, its phrases taken as words: cheaper to find, and near enough."""
    return FOLLOWED_BY.sub("&", group.touching())


def newest(months: Sequence[str], part: float) -> Sequence[str]:
    """About this part of the archive's months, the newest first."""
    return months[: max(1, round(len(months) * part))]
