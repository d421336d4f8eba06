"""What a search is narrowed to, as a value; and as tags, which are words of the search vector."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reports.models import Authority, Theme
from reports.search.groups import conjunction, disjunction, quoted
from reports.search.years import FIRST, LAST, Years


@dataclass(frozen=True, slots=True)
class Filters:
    """Values of one field are alternatives; different fields must all hold. `themes` are slugs."""

    authority: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    framework: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    strand: tuple[str, ...] = ()
    grade: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    timescale: tuple[str, ...] = ()

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
    fields: list[list[str]] = []
    impossible = False
    authorities = set(named)
    if filters.authority or filters.region:
        rows = Authority.objects.values_list("pk", "slug", "region")
        chosen = {
            pk for pk, slug, region in rows if of(slug, filters.authority) and of(region, filters.region)
        }
        authorities = authorities & chosen if authorities else chosen
        impossible |= not authorities
    if authorities:
        fields.append([f"authority={pk}" for pk in sorted(authorities)])
    fields += [
        [f"{name}={value}" for value in values]
        for name in ("framework", "strand", "grade", "kind", "addressee", "timescale")
        if (values := getattr(filters, name))
    ]
    if filters.year:
        fields.append([f"year={year}" for year in filters.year])
    if filters.first_year or filters.last_year:
        fields.append(
            [f"year={year}" for year in span(filters.first_year, filters.last_year)] or ["year=never"]
        )
    if years:
        meant = span(years.first, years.last)
        fields.append([f"{tag}={year}" for year in meant for tag in ("year", "~published")] or ["year=never"])
    condition = ""
    params: tuple[object, ...] = ()
    if filters.theme:
        themes = list(Theme.objects.filter(slug__in=filters.theme).values_list("pk", flat=True))
        condition = (
            f"EXISTS (SELECT FROM reports_{table}theme AS tagged"
            f" WHERE tagged.{table}_id = text.id AND tagged.theme_id = ANY(%s))"
        )
        params = (themes,)
        impossible |= not themes
    share = 1.0
    for tags in fields:
        known = sum(counts.get(tag, 0) for tag in tags if not tag.startswith("~"))
        share *= min(1.0, known / total) if counts and total else 1.0
    allowed = [disjunction(map(quoted, tags)) for tags in fields]
    if years and years.in_words:
        allowed[-1] = disjunction([allowed[-1], years.in_words])
    query = conjunction(allowed)
    first = max(filters.first_year or FIRST, min(filters.year, default=FIRST))
    last = min(filters.last_year or LAST, max(filters.year, default=LAST))
    return Narrowing(query, condition, params, share, first, last, impossible)


def of(value: str, allowed: tuple[str, ...]) -> bool:
    """Whether a value is among those allowed, of which none means any."""
    return not allowed or value in allowed


def span(first: int | None, last: int | None) -> range:
    """The years from the first to the last, an open end being the archive's own."""
    return range(max(first or FIRST, FIRST), min(last or LAST, LAST) + 1)
