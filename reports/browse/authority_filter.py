"""The list of authorities, narrowed by what its URL asks for, and what each value would show.

`?name=roch&region=north-west&type=county&overall=inadequate`: values of one filter are alternatives, different filters
must all hold. Without `all` only authorities with a report of any kind here are listed.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Case, F, When
from django.http import QueryDict
from django.utils.text import slugify

from reports import frameworks
from reports.browse.authority_names import called, names_of, spelt_most_like
from reports.browse.facet_table import facets_shown
from reports.browse.facet_values import ENDED, NO_GRADE
from reports.browse.facets import Choice, Facet, Tag, tags_of
from reports.browse.filter_sets import filter_set
from reports.browse.known_values import KnownValues
from reports.browse.query_strings import url_with, without
from reports.browse.url_parameters import PAGE, Option, Parameter, UrlQuery, options_of, read_parameters
from reports.models import Authority
from reports.models.authority import AuthorityQuerySet
from reports.models.grade_states import in_natural_order
from reports.overview.current_grades import STRANDS, CurrentGrade, grades_of

SORTS = {
    "name": "Name",
    "newest": "Last inspected, newest first",
    "best": f"Best overall grade first (given until {frameworks.OVERALL_ENDED})",
    "worst": f"Worst overall grade first (given until {frameworks.OVERALL_ENDED})",
}
LISTED = ("1", "on", "true")  # what a ticked box or a program writes for "also those without a report"
LONGEST_NAME = 100
FACETS = {row.name: row for row in facets_shown("authorities")}
FilterSet = filter_set(FACETS.values())
LABELS = {"name": "Name"} | {name: row.label for name, row in FACETS.items()}
PARAMETERS = (
    Parameter("name", "Name", reads="text"),
    *(FACETS[name] for name in ("overall", "region", "type")),
    Parameter("all", "Listed", lambda known: (Option.of(value, "") for value in LISTED)),
    Parameter("sort", "Sort", lambda known: (Option.of(key, label) for key, label in SORTS.items())),
    *(FACETS[strand] for strand in STRANDS),
    PAGE,
)
NAMES = tuple(parameter.name for parameter in PARAMETERS if parameter != PAGE)


@dataclass(frozen=True)
class AuthorityFilter:
    """What a request asks of the authorities."""

    query: UrlQuery
    known: KnownValues = field(default_factory=KnownValues)

    @classmethod
    def of(cls, data: QueryDict) -> "AuthorityFilter":
        """The filter of a request's parameters. A value that is not a choice is left out, and named in `problems`."""
        known = KnownValues()
        return cls(read_parameters(data, PARAMETERS, known), known)

    @property
    def data(self) -> QueryDict:
        """The parameters that the list has, in the order of its URL, without blanks."""
        return self.query.valid

    @property
    def problems(self) -> list[str]:
        """What is wrong with the values, one sentence for each."""
        return list(self.query.problems)

    def shown(self) -> AuthorityQuerySet:
        """What every filter leaves, sorted."""
        return self.sorted(self.narrowed())

    def narrowed(self, names: Iterable[str] = tuple(LABELS)) -> AuthorityQuerySet:
        """What these filters leave, or all, in no order."""
        found = Authority.objects.known().with_other_count().with_latest()
        if not self.data.get("all"):
            found = found.visited()
        values = {name: self.query.meanings(name) for name in names}
        if values.pop("name", ()):
            found = found.named(self.typed_name, also=self.called or self.spelt_like)
        narrowed: AuthorityQuerySet = FilterSet(values, found, known=self.known).qs
        return narrowed

    def leaving_out(self, name: str) -> AuthorityQuerySet:
        """What is found when every filter but one is applied: what that one could be changed to."""
        return self.narrowed(other for other in LABELS if other != name)

    @cached_property
    def names(self) -> dict[tuple[str, ...], frozenset[int]]:
        """What the authorities are called. One query."""
        return names_of(Authority.objects.known().values_list("pk", "name", "former_names"))

    @cached_property
    def called(self) -> frozenset[int]:
        """The authorities that are called so: for short, by their initials, or with "Council" behind the name."""
        return called(self.typed_name, self.names) if self.typed_name else frozenset()

    @cached_property
    def spelt_like(self) -> frozenset[int]:
        """The authorities whose names are spelt most like what was typed, where nothing is called so. One query."""
        name = self.typed_name
        if not name or self.called or Authority.objects.known().named(name).exists():
            return frozenset()
        return spelt_most_like(name, self.names)

    @property
    def typed_name(self) -> str:
        """The name that was typed."""
        return str(self.query.one("name", ""))[:LONGEST_NAME].strip()

    @property
    def held(self) -> dict[int, dict[str, CurrentGrade]]:
        """What every authority holds in every strand."""
        return self.known.held

    def sorted(self, found: AuthorityQuerySet) -> AuthorityQuerySet:
        """Authorities in the order that is asked for."""
        # A grade that a later inspection has overtaken is none of today's.
        place = Case(When(stood_overtaken=False, then=in_natural_order("stood_grade")))
        value = self.query.one("sort")
        if value == "newest":
            return found.order_by(F("latest_start").desc(nulls_last=True), "name")
        if value == "best":
            return found.order_by(place.asc(nulls_last=True), "name")
        if value == "worst":
            return found.order_by(place.desc(nulls_last=True), "name")
        return found.by_name()

    def facets(self) -> dict[str, Facet]:
        """Each filter's choices, with what each would show while the other filters stay as they are."""
        return {name: self.facet(name) for name in FACETS}

    @cached_property
    def shown_keys(self) -> list[int]:
        """The authorities that every filter leaves."""
        return list(self.narrowed().values_list("pk", flat=True))

    def facet(self, name: str) -> Facet:
        """One filter's choices, counted in one query."""
        row, left = FACETS[name], self.leaving_out(name)
        counts: Counter[Any]
        if name in STRANDS:
            keys = left.values_list("pk", flat=True) if self.data.getlist(name) else self.shown_keys
            counts = Counter(grades_of(self.held, pk, name).choice for pk in keys)
        elif name == "overall":
            rows: Any = left.values_list(*("stood_grade", "stood_overtaken"))
            counts = Counter(ENDED if overtaken else slugify(grade or NO_GRADE) for grade, overtaken in rows)
        else:
            counts = Counter(left.values_list(row.column, flat=True))
        chosen = self.data.getlist(name)
        choices = tuple(
            Choice(option.value, option.label, counts[option.meaning[0]], chosen=option.value in chosen)
            for option in options_of(row, self.known)
        )
        return Facet(name=name, label=row.label, choices=choices, opened=row.opened)

    def tags(self, path: str) -> list[Tag]:
        """Every filter value that is on, with the URL of the list without it."""
        tags = tags_of(self.query, path, LABELS)
        return sorted(tags, key=lambda tag: list(LABELS).index(tag.name))

    def ways_out(self, path: str) -> list[tuple[str, str]]:
        """Where nothing is found: what leaving each filter out would show, as texts and URLs."""
        ways = []
        for name in dict.fromkeys(tag.name for tag in self.tags(path)):
            if count := self.leaving_out(name).count():
                text = f"{LABELS[name]}: any – {count} authorit{'y' if count == 1 else 'ies'}"
                ways.append((text, url_with(path, without(self.data, name))))
        if not self.data.get("all"):
            everyone = self.data.copy()
            everyone["all"] = "1"
            ways.append(("Look among authorities without a report here too", url_with(path, everyone)))
        return ways
