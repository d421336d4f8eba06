"""The one way into search: a `SearchRequest` goes in, and `Results` come out with all that pages say of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.db import OperationalError, connection, transaction

from reports.models import Total
from reports.search.plan.counting import count_tags, count_words
from reports.search.plan.nearest import ENOUGH, nearest
from reports.search.plan.owed_counts import pay_totals_in_passing
from reports.search.plan.query_plan import QueryPlan
from reports.search.plan.retrieval import Found, retrieve
from reports.search.plan.scoring import K1, length_factor, score
from reports.search.query.filters import Narrowing, narrowing
from reports.search.query.groups import Group, conjunction, quoted, share_of
from reports.search.query.search_request import SearchRequest
from reports.search.query.statistics import Frequencies
from reports.search.query.understanding import Understood, understand
from reports.search.query.years import FIRST

# A search that takes longer is stopped by the database, and the page offers a narrower one.
TIME_LIMIT_MS = 4000
TOO_LONG = "The search took too long and was stopped; make it narrower."


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found. `all_words` of the texts hold every word, and `tags` counts theirs; the others are
    the nearest. `frequencies` are the counts by which it was ranked.
    """

    request: SearchRequest
    understood: Understood
    found: Found
    all_words: int
    tags: Mapping[str, float]
    frequencies: Frequencies = field(repr=False, compare=False)

    @property
    def nothing_to_search(self) -> bool:
        """Whether the query had words, but stop words and signs alone."""
        words = self.understood.words
        asks = words.groups or words.excluded or words.unknown or self.understood.absent
        return not (asks or self.narrowed)

    @property
    def narrowed(self) -> bool:
        return bool(self.request.filters or self.understood.places or self.understood.years)


def search(request: SearchRequest) -> Results:
    """Find the texts that a request asks for, in bounded time.

    Raises django.db.OperationalError where the database stops the search for taking too long.
    """
    options = request.options
    pay_totals_in_passing()
    with transaction.atomic():
        limit_time()
        frequencies = Frequencies()
        understood = understand(request.text, frequencies=frequencies, options=options)
        plan = plan_of(request, understood, frequencies)
        if plan is None:
            return Results(request, understood, Found(), 0, {}, frequencies)
        if options.all_words_first or not understood.groups:
            found = retrieve(plan)
        else:
            found = nearest(replace(plan, holding=""), understood.groups, frequencies)
        all_words, tags = (0, {}) if understood.words.lacking else (found.count, found.tags)
        few = found.exact and found.count < ENOUGH
        if options.nearest and options.all_words_first and few and understood.groups:
            found = together(found, nearest(plan, understood.groups, frequencies))
    return Results(request, understood, found, all_words, tags, frequencies)


def counts_without(results: Results, name: str) -> Mapping[str, float]:
    """How often each tag would be among the texts with every word if one of the filters were off."""
    if results.understood.words.hopeless:
        return {}
    filters = replace(results.request.filters, **{name: ()})  # type: ignore[arg-type] # all of these are tuples
    with transaction.atomic():
        limit_time()
        plan = plan_of(replace(results.request, filters=filters), results.understood, results.frequencies)
        return count_tags(plan) if plan else results.frequencies.tags


def words_within(results: Results) -> Mapping[str, float]:
    """How many words are under each tag in the texts that the filters leave: what shares are measured by."""
    if not results.narrowed:
        return dict(Total.objects.exclude(tag__startswith="~").values_list("tag", "words"))
    with transaction.atomic():
        limit_time()
        plan = plan_of(results.request, results.understood, results.frequencies)
        return count_words(plan) if plan else {}


def plan_of(request: SearchRequest, understood: Understood, frequencies: Frequencies) -> QueryPlan | None:
    """What to look for; None where the query and the filters ask for nothing, or for nothing that there is."""
    words = understood.words
    left = narrowing(
        request.filters,
        named=[pk for place in understood.places for pk in place.authorities],
        years=understood.years,
        counts=frequencies.tags,
        total=frequencies.total,
        table=request.table,
    )
    if words.hopeless or not (words.groups or words.excluded or left.tags or left.condition):
        return None
    # What is only related to a word that no text holds ranks texts, and leaves none out.
    required = [group for group in words.groups if group.said] or list(words.groups)
    holding = conjunction(group.holding() for group in required)
    # Of several words the sum counts: "too many cases" is better found as high caseloads than word for word.
    telling = [group for group in words.groups if group.share == 1]
    typed = telling[0].as_typed() if len(telling) == 1 else ""
    not_wanted = conjunction(f"!({query})" for query in words.excluded)
    # What no text may hold applies to the nearest too, so it goes with the filters.
    left = replace(left, tags=conjunction([left.tags, not_wanted]))
    share = min([left.share, *(share_of(group, frequencies, loosely=False) for group in required)])
    order = request.order
    return QueryPlan(
        table=request.table,
        query=holding,
        holding=holding,
        typed="" if typed == holding else typed,
        score=score(words.groups, frequencies),
        length=length_factor(frequencies) if request.table == "paragraph" else (str(K1), []),
        narrowing=left,
        order=order if words.groups else ("newest" if order == "relevance" else order),
        share=share,
        total=frequencies.total,
        months=months_of(frequencies, left),
        stems_of_words=tuple(dict.fromkeys(stems_of_words(words.groups))),
    )


def stems_of_words(groups: Iterable[Group]) -> Iterator[tuple[str, str]]:
    """Of phrases of a single word: the word as it is looked for to the letter, and its stem."""
    for way in (way for group in groups for way in group.phrases):
        if way.letters and len(way.stems) == 1 and way.letters.is_word:
            yield way.query, quoted(way.stems[0])


def months_of(frequencies: Frequencies, left: Narrowing) -> tuple[str, ...]:
    """The months from which the texts count that filters leave, the newest first; those without a date last.

    A report counts from its publication on, which its month puts in the year of the inspection or the one after.
    """
    months = [tag.removeprefix("~month=") for tag in frequencies.tags if tag.startswith("~month=")]
    months = [
        month
        for month in months
        if (left.first <= int(month[:4]) <= left.last + 1 if month != "none" else left.first == FIRST)
    ]
    return tuple(sorted(months, key=lambda month: (month != "none", month), reverse=True))


def together(first: Found, then: Found) -> Found:
    """The texts that hold every word, and after them the nearest."""
    tags = dict(first.tags)
    for tag, count in then.tags.items():
        tags[tag] = tags.get(tag, 0) + count
    return replace(
        first,
        ids=first.ids + then.ids,
        inspections=first.inspections + then.inspections,
        scores=first.scores + then.scores,
        tiers=first.tiers + then.tiers,
        count=first.count + then.count,
        tags=tags,
    )


def limit_time(milliseconds: int = TIME_LIMIT_MS) -> None:
    """Set up the transaction for searches: a time limit, and the index rather than a walk through the table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true), set_config('enable_seqscan', 'off', true),"
            " set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)",
            [str(milliseconds)],
        )


def stopped(error: OperationalError) -> bool:
    """Whether the database stopped a statement for taking too long (SQLSTATE 57014, query_canceled)."""
    return getattr(error.__cause__, "sqlstate", "") == "57014"
