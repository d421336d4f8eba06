"""What the list of authorities can be narrowed by, and what each choice would show.

`?name=roch&region=north-west&type=county&overall=inadequate`: values of one filter are alternatives,
different filters must all hold. Without `all` only authorities with a report of any kind here are listed.
"""

from collections import Counter
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import Case, F, Q, When
from django.http import QueryDict
from django.utils.text import slugify

from reports import frameworks
from reports.browse.authority_names import called, names_of, spelt_most_like
from reports.browse.facets import Choice, Facet, Tag
from reports.browse.query_strings import address, canonical, no_such_value, without
from reports.models import Authority
from reports.models.authority import AuthorityQuerySet
from reports.models.grade_states import JOINT_GRADES, NOT_JUDGED, in_natural_order
from reports.overview.current_grades import NONE, OLDER, STRANDS, CurrentGrade, current_grades, grades_of

NO_GRADE = "none"
ENDED = "no-overall-grade"
OVERALL = [
    *((grade.replace(" ", "-"), grade.capitalize()) for grade in frameworks.GRADES),
    (ENDED, f"No overall grade (from {frameworks.NO_OVERALL_FROM:%B %Y})"),
    (NO_GRADE, "No graded report here"),
]
SORTS = {
    "name": "Name",
    "newest": "Last inspected, newest first",
    "best": f"Best overall grade first (given until {frameworks.OVERALL_ENDED})",
    "worst": f"Worst overall grade first (given until {frameworks.OVERALL_ENDED})",
}
LISTED = ("1", "on", "true")  # what a ticked box or a program writes for "also those without a report"
FACETS = (*STRANDS, "overall", "region", "type")


def strand_choices(strand: str) -> list[tuple[str, str]]:
    """What the latest judgement of a strand can be, as an address writes it, with its label."""
    jointly = frameworks.judged_with(strand)
    joint = ((state, f"{grade.capitalize()}, judged {jointly}") for state, grade in JOINT_GRADES.items())
    labels = [
        *((grade, grade.capitalize()) for grade in frameworks.GRADES),
        *(joint if jointly else ()),
        (NOT_JUDGED, "Not judged"),
        *([(OLDER, "Not in the newest report")] if strand in frameworks.judged_now() else []),
        (NONE, "No judgement here"),
    ]
    return [(value.replace(" ", "-"), label) for value, label in labels]


class AuthorityFilter(django_filters.FilterSet):  # type: ignore[misc] # the package has no types
    """Authorities by name, region, type, and the latest grade of every strand."""

    name = django_filters.CharFilter(label="Name", method="by_name", max_length=100)
    overall = django_filters.MultipleChoiceFilter(
        label="Latest overall grade", choices=OVERALL, method="by_overall"
    )
    region = django_filters.MultipleChoiceFilter(label="Region", choices=[], method="by_region")
    type = django_filters.MultipleChoiceFilter(label="Type", choices=[], method="by_type")
    all = django_filters.BooleanFilter(
        label="Listed", method="by_holding", widget=forms.CheckboxInput, initial=False
    )
    sort = django_filters.ChoiceFilter(label="Sort", choices=list(SORTS.items()), method="by_sort")

    problems: list[str]

    class Meta:
        model = Authority
        fields: list[str] = []

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        """Those above, and one for each strand, by its key: `?care-leavers=inadequate`."""
        filters: dict[str, django_filters.Filter] = super().get_filters()
        for strand in frameworks.STRANDS:
            if strand.key in STRANDS:
                filters[strand.key] = django_filters.MultipleChoiceFilter(
                    field_name=strand.key,
                    label=f"{strand.name}, latest grade",
                    choices=strand_choices(strand.key),
                    method="by_strand",
                )
        return filters

    @classmethod
    def of(cls, data: QueryDict) -> "AuthorityFilter":
        """The filter of a request's parameters. A value that is no choice is left out, and named in `problems`."""
        asked = canonical(data, names=(*cls.base_filters, "page"))
        filtered = cls(asked, queryset=Authority.objects.known().with_other_count().with_latest())
        filtered.offer_what_there_is()
        # PostgreSQL knows no NUL, and nobody's name has one.
        if name := asked.get("name", "").replace("\x00", "")[:100]:
            asked["name"] = name
        filtered.problems = []
        for facet in (*FACETS, "all", "sort"):
            allowed = filtered.values_of(facet)
            given = asked.getlist(facet)
            filtered.problems += [
                no_such_value(facet, value, allowed) for value in given if value not in allowed
            ]
            asked.setlist(facet, [value for value in given if value in allowed])
        filtered.data = canonical(asked, names=(*cls.base_filters, "page"))
        return filtered

    def offer_what_there_is(self) -> None:
        """Make the regions and types of the authorities that can be listed the choices: one query."""
        rows = list(Authority.objects.known().order_by().values_list("region", "type").distinct())
        for name, column in (("region", 0), ("type", 1)):
            values = sorted({row[column] for row in rows if row[column]})
            self.filters[name].extra["choices"] = [(slugify(value), value) for value in values]

    def label_of(self, name: str) -> dict[str, str]:
        """A filter's choices by their form in an address."""
        return dict(self.filters[name].extra["choices"])

    def values_of(self, name: str) -> list[str]:
        """The values that a filter can have in an address."""
        return {"all": list(LISTED), "sort": list(SORTS)}.get(name) or list(self.label_of(name))

    def shown(self) -> AuthorityQuerySet:
        """What every filter leaves, sorted."""
        return self.by_sort(self.narrowed(*self.filters), "sort", self.data.get("sort") or "name")

    def narrowed(self, *names: str) -> AuthorityQuerySet:
        """What these filters leave, in no order."""
        found: AuthorityQuerySet = self.queryset.all()
        if not self.data.get("all"):
            found = found.visited()
        for name in names:
            value: Any = self.form.cleaned_data.get(name) if self.form.is_valid() else None
            if value and name not in ("all", "sort"):
                narrow = self.by_strand if name in STRANDS else getattr(self, f"by_{name}")
                found = narrow(found, name, value)
        return found

    def by_name(self, found: AuthorityQuerySet, name: str, value: str) -> AuthorityQuerySet:
        return found.named(value, also=self.called or self.spelt_like)

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
        """The name that was typed, as far as it is text."""
        return str(self.data.get("name", "")).replace("\x00", "").strip()

    def by_overall(self, found: AuthorityQuerySet, name: str, values: list[str]) -> AuthorityQuerySet:
        wanted = Q(stood_overtaken=False, stood_grade__in=[value.replace("-", " ") for value in values])
        if ENDED in values:
            wanted |= Q(stood_overtaken=True)
        if NO_GRADE in values:
            wanted |= Q(stood_overtaken=False, stood_grade__isnull=True)
        return found.filter(wanted)

    @cached_property
    def held(self) -> dict[int, dict[str, CurrentGrade]]:
        """What every authority holds in every strand."""
        return current_grades()

    def by_strand(self, found: AuthorityQuerySet, name: str, values: list[str]) -> AuthorityQuerySet:
        """Those whose latest judgement of a strand is one of these. Those without any are "none"."""
        judged = {pk: grades[name].choice for pk, grades in self.held.items()}
        matching = Q(pk__in=[pk for pk, choice in judged.items() if choice in values])
        return found.filter(matching | ~Q(pk__in=list(judged)) if NONE in values else matching)

    def by_region(self, found: AuthorityQuerySet, name: str, values: list[str]) -> AuthorityQuerySet:
        return found.in_regions(*(self.label_of(name)[value] for value in values))

    def by_type(self, found: AuthorityQuerySet, name: str, values: list[str]) -> AuthorityQuerySet:
        return found.of_types(*(self.label_of(name)[value] for value in values))

    def by_holding(self, found: AuthorityQuerySet, name: str, value: bool) -> AuthorityQuerySet:
        return found

    def by_sort(self, found: AuthorityQuerySet, name: str, value: str) -> AuthorityQuerySet:
        # A grade that a later inspection has overtaken is none of today's.
        place = Case(When(stood_overtaken=False, then=in_natural_order("stood_grade")))
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
        return list(self.narrowed(*self.filters).values_list("pk", flat=True))

    def facet(self, name: str) -> Facet:
        """One filter's choices, counted in one query."""
        left = self.narrowed(*(other for other in self.filters if other != name))
        if name in STRANDS:
            keys = left.values_list("pk", flat=True) if self.data.getlist(name) else self.shown_keys
            counts = Counter(grades_of(self.held, pk, name).choice for pk in keys)
        elif name == "overall":
            rows: Any = left.values_list(*("stood_grade", "stood_overtaken"))
            counts = Counter(ENDED if overtaken else slugify(grade or NO_GRADE) for grade, overtaken in rows)
        else:
            counts = Counter(slugify(value) for value in left.values_list(name, flat=True))
        chosen = self.data.getlist(name)
        choices = tuple(
            Choice(value=value, label=label, count=counts[value], chosen=value in chosen)
            for value, label in self.label_of(name).items()
        )
        return Facet(name=name, label=str(self.filters[name].label), choices=choices)

    def tags(self, path: str) -> list[Tag]:
        """Every filter value that is on, with the address of the list without it."""
        tags = []
        for name in ("name", *FACETS):
            labels = self.label_of(name) if name in FACETS else {}
            for value in self.data.getlist(name):
                remove = address(path, without(self.data, name, value))
                tags.append(Tag(str(self.filters[name].label), str(labels.get(value, value)), remove, name))
        return tags

    def ways_out(self, path: str) -> list[tuple[str, str]]:
        """Where nothing is found: what leaving each filter out would show, as texts and addresses."""
        ways = []
        for name in dict.fromkeys(tag.name for tag in self.tags(path)):
            if count := self.narrowed(*(other for other in self.filters if other != name)).count():
                text = f"{self.filters[name].label}: any – {count} authorit{'y' if count == 1 else 'ies'}"
                ways.append((text, address(path, without(self.data, name))))
        if not self.data.get("all"):
            everyone = self.data.copy()
            everyone["all"] = "1"
            ways.append(("Look among authorities without a report here too", address(path, everyone)))
        return ways
