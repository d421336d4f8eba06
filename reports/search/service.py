"""The one way into search: what a reader typed, to ranked texts with everything that the page says of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from django.db import OperationalError, connection, transaction

from reports.search.filters import Filters, narrowing
from reports.search.groups import Group, Words, conjunction, share_of, words_of
from reports.search.nearest import ENOUGH, nearest
from reports.search.places import Place, places_in
from reports.search.retrieval import Found, Order, Request, retrieve
from reports.search.scoring import K1, length_factor, score
from reports.search.spelling import corrections
from reports.search.statistics import Frequencies
from reports.search.thesaurus import Thesaurus, thesaurus
from reports.search.wording import Wording, read
from reports.search.years import Years, years_in

Table = Literal["paragraph", "recommendation"]

# A search that takes longer is stopped by the database, and the page offers a narrower one.
TIME_LIMIT_MS = 4000


@dataclass(frozen=True, slots=True)
class Options:
    """Which steps are taken; benchmarks switch one off to see what it adds."""

    thesaurus: bool = True
    names_and_years: bool = True
    all_words_first: bool = True
    nearest: bool = True
    spelling: bool = True
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """What a query was taken to mean."""

    wording: Wording
    words: Words
    places: tuple[Place, ...] = ()
    years: Years | None = None
    corrected: tuple[tuple[str, str], ...] = ()

    @property
    def corrected_text(self) -> str:
        """The query with its misspellings put right; empty where there are none."""
        return respelt(self.wording.text, self.corrected) if self.corrected else ""

    @property
    def words_alone(self) -> str:
        """The query without the names and years that are filters."""
        clauses = [clause for place in self.places for clause in place.clauses]
        clauses += self.years.clauses if self.years else ()
        return self.wording.without([(clause.start, clause.end) for clause in clauses])

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.words.groups


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found. `all_words` of the texts hold every word, and `tags` counts theirs; the others are
    the nearest.
    """

    understood: Understood
    found: Found
    all_words: int
    tags: Mapping[str, float]
    table: Table
    order: Order
    filters: Filters
    frequencies: Frequencies = field(repr=False, compare=False)

    @property
    def nothing_to_search(self) -> bool:
        """Whether the query had words, but stop words and signs alone."""
        words = self.understood.words
        return not (words.groups or words.excluded or words.unknown or self.narrowed)

    @property
    def narrowed(self) -> bool:
        return bool(self.filters or self.understood.places or self.understood.years)


def search(
    typed: str,
    *,
    filters: Filters | None = None,
    order: Order = "relevance",
    table: Table = "paragraph",
    options: Options | None = None,
) -> Results:
    """Find the texts that a query asks for, in bounded time.

    Raises django.db.OperationalError where the database stops the search for taking too long.
    """
    options = options or Options()
    filters = filters or Filters()
    with transaction.atomic():
        limit_time()
        frequencies = Frequencies()
        understood = understand(typed, frequencies=frequencies, options=options)
        request = request_for(understood, frequencies, filters=filters, order=order, table=table)
        if request is None:
            return Results(understood, Found(), 0, {}, table, order, filters, frequencies)
        if options.all_words_first or not understood.groups:
            found = retrieve(request)
        else:
            found = nearest(replace(request, holding=""), understood.groups, frequencies)
        all_words, tags = (0, {}) if understood.words.unknown else (found.count, found.tags)
        few = found.exact and found.count < ENOUGH
        if options.nearest and options.all_words_first and few and understood.groups:
            found = together(found, nearest(request, understood.groups, frequencies))
    return Results(understood, found, all_words, tags, table, order, filters, frequencies)


def understand(typed: str, *, frequencies: Frequencies, options: Options) -> Understood:
    """Take a query apart: the names and years in it, and the words that are left.

    A word that the archive does not know is taken for the known word that is spelt most like it, if one is.
    """
    understood = understand_as_typed(typed, frequencies=frequencies, options=options)
    if options.spelling and understood.words.unknown:
        corrected = tuple(corrections(understood.words.unknown))
        if corrected:
            text = respelt(understood.wording.text, corrected)
            again = understand_as_typed(text, frequencies=frequencies, options=options)
            return replace(again, wording=understood.wording, corrected=corrected)
    return understood


def understand_as_typed(typed: str, *, frequencies: Frequencies, options: Options) -> Understood:
    """What a query means if it is spelt as it was meant to be."""
    wording = read(typed)
    clauses = list(wording.clauses)
    places: list[Place] = []
    years: Years | None = None
    if options.names_and_years:
        years = years_in(clauses)
        clauses = [clause for clause in clauses if not years or clause not in years.clauses]
        places = places_in(clauses, text=wording.text)
        named = {clause for place in places for clause in place.clauses}
        clauses = [clause for clause in clauses if clause not in named]
    words = words_of(
        clauses,
        thesaurus=thesaurus() if options.thesaurus else Thesaurus(),
        frequencies=frequencies,
        skipped=options.skipped,
    )
    return Understood(wording, words, tuple(places), years)


def respelt(text: str, corrected: Sequence[tuple[str, str]]) -> str:
    """The text with each misspelt word replaced, wherever it stands as a whole word."""
    for wrong, right in corrected:
        text = re.sub(rf"(?<!\w){re.escape(wrong)}(?!\w)", right, text, flags=re.IGNORECASE)
    return text


def request_for(
    understood: Understood,
    frequencies: Frequencies,
    *,
    filters: Filters,
    order: Order,
    table: Table,
) -> Request | None:
    """What to look for; None where the query and the filters ask for nothing."""
    words = understood.words
    left = narrowing(
        filters,
        named=[pk for place in understood.places for pk in place.authorities],
        years=understood.years,
        counts=frequencies.tags,
        total=frequencies.total,
        table=table,
    )
    if not (words.groups or words.excluded or left.tags or left.condition):
        return None
    holding = conjunction(group.holding() for group in words.groups)
    not_wanted = conjunction(f"!({query})" for query in words.excluded)
    # What no text may hold applies to the nearest too, so it goes with the filters.
    left = replace(left, tags=conjunction([left.tags, not_wanted]))
    share = min([left.share, *(share_of(group, frequencies, loosely=False) for group in words.groups)])
    return Request(
        table=table,
        query=holding,
        holding=holding,
        score=score(words.groups, frequencies),
        length=length_factor(frequencies) if table == "paragraph" else (str(K1), []),
        narrowing=left,
        order=order if words.groups else ("newest" if order == "relevance" else order),
        share=share,
        total=frequencies.total,
        months=months_of(frequencies),
    )


def months_of(frequencies: Frequencies) -> tuple[str, ...]:
    """The months of the archive's inspections, the newest first; those without a date last."""
    months = [tag.removeprefix("~month=") for tag in frequencies.tags if tag.startswith("~month=")]
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
