"""What a search is narrowed to, as a value; and as tags, which are words of the search vector."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reports.browse.facet_table import OF_SEARCHES
from reports.browse.known_values import KnownValues
from reports.models import Authority, Inspection, Theme
from reports.search.query.groups import conjunction, disjunction, quoted
from reports.search.query.years import FIRST, LAST, Years

# Of the texts, those of the newest report of each authority.
OF_NEWEST = "text.inspection_id = ANY(%s)"
# A tag that no text has: a span of years that ends before it begins.
NEVER = "year=never"
# Of the texts of a table, those that are tagged with any of some themes.
TAGGED = (
    "EXISTS (SELECT FROM reports_{table}theme AS tagged"
    " WHERE tagged.{table}_id = text.id AND tagged.theme_id = ANY(%s))"
)


@dataclass(frozen=True, slots=True)
class Filters:
    """Values of one field are alternatives; different fields must all hold.

    `theme` are slugs. `inspection_kind` are frameworks, and kinds without grades. `newest` keeps the newest report of
    each authority alone, chosen before the others narrow it. `every` asks for all texts, where nothing else is asked.
    """

    authority: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    framework: tuple[str, ...] = ()
    inspection_kind: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    strand: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    timescale: tuple[str, ...] = ()
    newest: bool | None = None
    every: bool | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, name) not in ((), None) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Filters as a search applies them: a query of tags, an SQL condition with parameters, and how much is left.

    `share` is about the part of the archive that the tags leave; `first` and `last` are the years that it
    lies in, as far as filters say so.
    """

    tags: str = ""
    condition: str = ""
    params: tuple[object, ...] = ()
    share: float = 1.0
    first: int = FIRST
    last: int = LAST
    impossible: bool = field(default=False)


def narrowing(
    filters: Filters,
    *,
    named: Iterable[int] = (),
    years: Years | None = None,
    counts: Mapping[str, int],
    total: int,
    table: str,
) -> Narrowing:
    """The filters as a search applies them, with the authorities and years that the query itself names.

    `counts` are the paragraphs of each tag. Values that do not exist make a narrowing that nothing passes.
    """
    authorities = authorities_meant(filters, set(named))
    fields = tags_meant(filters)
    if authorities:
        fields.insert(0, [f"authority={pk}" for pk in sorted(authorities)])
    if years:
        meant = span(years.first, years.last)
        fields.append([f"{tag}={year}" for year in meant for tag in ("year", "~published")] or [NEVER])
    share = 1.0
    for tags in fields:
        known = sum(counts.get(tag, 0) for tag in tags if not tag.startswith("~"))
        share *= min(1.0, known / total) if counts and total else 1.0
    allowed = [disjunction(map(quoted, tags)) for tags in fields]
    if years and years.in_words:
        allowed[-1] = disjunction([allowed[-1], years.in_words])
    if filters.every:
        allowed.append(f"!{quoted(NEVER)}")
    themes = (
        list(Theme.objects.filter(slug__in=filters.theme).values_list("pk", flat=True))
        if filters.theme
        else []
    )
    conditions: list[tuple[str, object]] = []
    if filters.theme:
        conditions.append((TAGGED.format(table=table), themes))
    if filters.newest:
        newest = Inspection.objects.newest_of_each_authority().order_by().values_list("pk", flat=True)
        conditions.append((OF_NEWEST, list(newest)))
    return Narrowing(
        tags=conjunction(allowed),
        condition=" AND ".join(condition for condition, _ in conditions),
        params=tuple(value for _, value in conditions),
        share=share,
        first=max(filters.first_year or FIRST, min(filters.year, default=FIRST)),
        last=min(filters.last_year or LAST, max(filters.year, default=LAST)),
        impossible=authorities == set() or bool(filters.theme and not themes),
    )


def authorities_meant(filters: Filters, named: set[int]) -> set[int] | None:
    """The authorities that filters and the query's own names leave, by primary key; None where neither says."""
    if not (filters.authority or filters.region):
        return named or None
    rows = Authority.objects.values_list("pk", "slug", "region")
    chosen = {pk for pk, slug, region in rows if of(slug, filters.authority) and of(region, filters.region)}
    return named & chosen if named else chosen


def tags_meant(filters: Filters) -> list[list[str]]:
    """The tags of the other filters: each field must have any of its tags, and all fields must hold.

    Which tags those are is in the table of facets; authorities are found by `authorities_meant`.
    """
    known = KnownValues()
    fields = [
        list(dict.fromkeys(tag for value in values for tag in row.tags(value, known)))
        for row in OF_SEARCHES
        if row.tag and row.tag != "authority" and (values := getattr(filters, row.field))
    ]
    if filters.first_year or filters.last_year:
        fields.append([f"year={year}" for year in span(filters.first_year, filters.last_year)] or [NEVER])
    return fields


def of(value: str, allowed: tuple[str, ...]) -> bool:
    """Whether a value is among those allowed, of which none means any."""
    return not allowed or value in allowed


def span(first: int | None, last: int | None) -> range:
    """The years from the first to the last, an open end being the archive's own."""
    return range(max(first or FIRST, FIRST), min(last or LAST, LAST) + 1)
