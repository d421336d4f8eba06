"""A search as its address says it: words, filters, order, page. What an address cannot mean is said, not guessed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import cast

from django.http import QueryDict
from django.utils.text import slugify

from reports import frameworks
from reports.browse.query_strings import canonical
from reports.frameworks.other_kinds import KIND_NAMES
from reports.models import Paragraph, Theme
from reports.search.page.facets import (
    ADDRESSEES,
    FRAMEWORKS,
    KINDS_OF_INSPECTION,
    NONE,
    STRANDS,
    TIMESCALES,
    Place,
)
from reports.search.plan.request import Order
from reports.search.query.filters import Filters
from reports.search.query.understanding import Options
from reports.search.query.years import FIRST, LAST
from reports.search.service import Table

ORDERS = {"relevance": "Best match first", "newest": "Newest first", "oldest": "Oldest first"}
LABELS = {
    "authority": "Authority",
    "region": "Region",
    "framework": "Framework",
    "year": "Year of inspection",
    "from": "From year",
    "to": "To year",
    "strand": "Strand",
    "grade": "Grade of the strand",
    "kind": "Kind",
    "theme": "Theme",
    "addressee": "To whom",
    "timescale": "Timescale",
    "newest": "Newest",
}
NAMES = ("q", *LABELS, "in", "sort", "group", "also", "skip")
# What only the texts of one table have, and so what no text of the other can be narrowed by.
OF_PARAGRAPHS = ("strand", "grade", "kind")
OF_RECOMMENDATIONS = ("addressee", "timescale")
# More values of one filter than the longest has are no filter but an attack.
MOST_VALUES = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; `problems` are sentences, one for each value that there is not."""

    data: QueryDict
    typed: str = ""
    filters: Filters = field(default_factory=Filters)
    order: Order = "relevance"
    table: Table = "paragraph"
    grouped: bool = False
    options: Options = field(default_factory=Options)
    labels: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def inspection_kinds(self) -> list[str] | None:
        """The kinds of inspection that an address asks for: what both tables can be narrowed by; None without any."""
        return [kind for kind in self.data.getlist("kind") if kind in KINDS_OF_INSPECTION] or None

    def __bool__(self) -> bool:
        return bool(self.typed.strip() or self.filters)


def ask(given: QueryDict, *, known: Iterable[Place]) -> Asked:
    """Read an address. One query where a theme is among the filters."""
    data = canonical(given, names=NAMES)
    reader = Reader(data)
    places = tuple(known)
    # Of a paragraph (numbered, bullet, text), or of its inspection, as the lists of inspections have it.
    kinds = reader.values(
        "kind", {**dict(Paragraph.Kind.choices), **{key: one for key, (one, _) in KIND_NAMES.items()}}
    )
    filters = Filters(
        authority=reader.values("authority", {place.slug: place.name for place in places}, slugs=True),
        region=reader.values("region", {place.region: place.region for place in places}),
        framework=reader.values("framework", FRAMEWORKS),
        inspection_kind=tuple(code for kind in kinds for code in KINDS_OF_INSPECTION.get(kind, ())),
        year=tuple(reader.years("year")),
        first_year=next(reader.years("from"), None),
        last_year=next(reader.years("to"), None),
        strand=reader.values("strand", STRANDS),
        grade=reader.values(
            "grade", {grade: grade.capitalize() for grade in frameworks.GRADES} | {NONE: "No grade"}
        ),
        kind=tuple(kind for kind in kinds if kind not in KINDS_OF_INSPECTION),
        theme=reader.values("theme", themes, slugs=True),
        addressee=reader.values("addressee", ADDRESSEES),
        timescale=reader.values("timescale", dict.fromkeys(TIMESCALES, "") | {NONE: "Not given"}),
        newest=bool(reader.values("newest", {"1": "Newest report of each authority"})) or None,
    )
    reader.belonging_to(data.get("in", "paragraphs"))
    return Asked(
        data=data,
        typed=data.get("q", ""),
        filters=filters,
        order=cast(Order, reader.one("sort", ORDERS, "relevance")),
        table="recommendation"
        if reader.one("in", TABLES, "paragraphs") == "recommendations"
        else "paragraph",
        grouped=reader.one("group", {"report": ""}, "") == "report",
        options=Options(
            thesaurus=reader.one("also", {"off": ""}, "") != "off",
            skipped=tuple(data.getlist("skip")[:MOST_VALUES]),
        ),
        labels=tuple(reader.labels),
        problems=tuple(reader.problems),
    )


TABLES = {"paragraphs": "Paragraphs", "recommendations": "Recommendations"}


def themes() -> dict[str, str]:
    return dict(Theme.objects.values_list("slug", "name"))


class Reader:
    """Takes the values of an address one by one, and remembers those that are none."""

    def __init__(self, data: QueryDict) -> None:
        self.data = data
        self.labels: list[tuple[str, str, str]] = []
        self.problems: list[str] = []

    def values(
        self, name: str, choices: dict[str, str] | Callable[[], dict[str, str]], *, slugs: bool = False
    ) -> tuple[str, ...]:
        """The archive's own values for those of a parameter; an address writes "requires-improvement"."""
        given = self.data.getlist(name)[:MOST_VALUES]
        if not given:
            return ()
        choices = choices() if callable(choices) else choices
        of = {value if slugs else slugify(value): (value, label or value) for value, label in choices.items()}
        found = []
        for value in given:
            known = of.get(value) or of.get(slugify(value))
            if known is None:
                self.problems.append(f"{LABELS[name]}: there is no “{value[:60]}” to choose.")
            else:
                found.append(known[0])
                self.labels.append((name, value, known[1]))
        return tuple(dict.fromkeys(found))

    def years(self, name: str) -> Iterator[int]:
        """The years of a parameter."""
        found = []
        for value in self.data.getlist(name)[:MOST_VALUES]:
            if value.isascii() and value.isdigit() and len(value) == 4 and FIRST <= int(value) <= LAST:
                found.append(int(value))
                self.labels.append((name, value, value))
            else:
                self.problems.append(f"{LABELS[name]}: “{value[:60]}” is no year such as 2014.")
        return iter(found)

    def belonging_to(self, table: str) -> None:
        """Say which filters the texts of this table do not have."""
        other = OF_RECOMMENDATIONS if table == "paragraphs" else OF_PARAGRAPHS
        elsewhere = "recommendations" if table == "paragraphs" else "paragraphs"
        self.problems += [
            f"{LABELS[name]}: {table} have none to be narrowed by. Use in={elsewhere}, or leave “{name}” out."
            for name in other
            if set(self.data.getlist(name)) - set(KINDS_OF_INSPECTION) and table in TABLES
        ]

    def one(self, name: str, choices: Iterable[str], default: str) -> str:
        """One of a few values that decide how results are shown."""
        value = self.data.get(name, default)
        if value != default and value not in choices:
            self.problems.append(f"There is no “{value[:60]}” to choose for “{name}”.")
            return default
        return value
