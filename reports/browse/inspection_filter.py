"""What the lists can be narrowed by. Every value of a filter stands readable in the address.

`?region=london&overall=good&care-leavers=inadequate&care-leavers=not-judged`: values of one filter are
alternatives, different filters must all hold.
"""

# django-filter has no types, so its classes are of any type to mypy.
# mypy: disable-error-code="misc"

from collections.abc import Callable, Iterable
from typing import Any

import django_filters
from django import forms
from django.http import QueryDict
from django.utils.text import slugify

from reports import frameworks
from reports.browse.query_strings import canonical
from reports.frameworks import other_kinds
from reports.models import Authority, Inspection
from reports.models.grade_states import JOINT_GRADES, JUDGED_JOINTLY, STATES, states_of
from reports.models.inspection import InspectionQuerySet

SORTS = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "authority": "Authority",
    "best": f"Best overall grade first (given until {frameworks.OVERALL_ENDED})",
    "worst": f"Worst overall grade first (given until {frameworks.OVERALL_ENDED})",
}
# "requires-improvement" in an address is "requires improvement" in the archive.
STATE_OF = {state.replace(" ", "-"): state for state in STATES}
FIRST_YEAR, LAST_YEAR = 2000, 2100


class Alternatives(django_filters.MultipleChoiceFilter):
    """Values of which any may hold. `narrow` puts them to the queryset, one chain of the querysets."""

    def __init__(
        self,
        *,
        label: str,
        choices: Any,
        narrow: Callable[[InspectionQuerySet, list[str]], InspectionQuerySet],
    ) -> None:
        self.narrow = narrow
        unknown = f"{label}: there is no “%(value)s” to choose."
        super().__init__(label=label, choices=choices, error_messages={"invalid_choice": unknown})

    def filter(self, qs: InspectionQuerySet, value: list[str] | None) -> InspectionQuerySet:
        return self.narrow(qs, value) if value else qs


class Kinds(Alternatives):
    """`kind=visit`: inspections of these kinds; those that give grades, where nothing is chosen."""

    def __init__(self) -> None:
        choices = [(key, one) for key, (one, _) in other_kinds.KIND_NAMES.items()]
        super().__init__(
            label="Kind", choices=choices, narrow=lambda inspections, keys: inspections.of_kinds(*keys)
        )

    def filter(self, qs: InspectionQuerySet, value: list[str] | None) -> InspectionQuerySet:
        return super().filter(qs, value or [other_kinds.GRADED])


class Year(django_filters.Filter):
    """The first or the last year of the inspections shown."""

    field_class = forms.IntegerField

    def __init__(
        self, *, label: str, narrow: Callable[[InspectionQuerySet, int], InspectionQuerySet]
    ) -> None:
        self.narrow = narrow
        wrong = f"{label}: write a year, such as 2014."
        super().__init__(
            label=label,
            min_value=FIRST_YEAR,
            max_value=LAST_YEAR,
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
        )

    def filter(self, qs: InspectionQuerySet, value: int | None) -> InspectionQuerySet:
        return self.narrow(qs, value) if value else qs


class NewestReports(django_filters.ChoiceFilter):
    """`newest=1`: of each authority the newest report alone, chosen before any other filter narrows the list."""

    def __init__(self) -> None:
        wrong = "Newest: “%(value)s” is not a value. Use newest=1, or leave it out."
        super().__init__(
            label="Newest",
            choices=[("1", "Newest report of each authority")],
            error_messages={"invalid_choice": wrong},
        )

    def filter(self, qs: InspectionQuerySet, value: str | None) -> InspectionQuerySet:
        return qs.newest_of_each_authority() if value else qs


class Sort(django_filters.ChoiceFilter):
    """The order of the list."""

    def __init__(self) -> None:
        unknown = "Sort: there is no order “%(value)s” to choose."
        super().__init__(
            label="Sort", choices=list(SORTS.items()), error_messages={"invalid_choice": unknown}
        )

    def filter(self, qs: InspectionQuerySet, value: str | None) -> InspectionQuerySet:
        return {
            "oldest": qs.oldest_first,
            "authority": qs.by_authority,
            "best": qs.best_first,
            "worst": qs.worst_first,
        }.get(value or "", qs.latest_published_first)()


def inspected_authorities() -> list[tuple[str, str]]:
    return list(Authority.objects.visited().by_name().values_list("slug", "name"))


def regions() -> list[tuple[str, str]]:
    """The regions of the authorities that can be listed: that of the samples only while a sample is held."""
    names = Authority.objects.known().order_by("region").values_list("region", flat=True).distinct()
    return [(slugify(name), name) for name in names]


def in_region_slugs(inspections: InspectionQuerySet, slugs: list[str]) -> InspectionQuerySet:
    return inspections.in_regions(*(name for slug, name in regions() if slug in slugs))


def judged(strand: str) -> Callable[[InspectionQuerySet, list[str]], InspectionQuerySet]:
    return lambda inspections, values: inspections.judged(strand, *(STATE_OF[value] for value in values))


def state_choices(strand: str) -> list[tuple[str, str]]:
    """What can be asked of a strand. The overall grade did not leave with a framework: it ended within one."""
    jointly = f"judged {frameworks.judged_with(strand)}"
    labels = {
        "not in framework": "No overall grade" if strand == "overall" else "Not in this framework",
        JUDGED_JOINTLY: f"{jointly.capitalize()}, any grade",
        **{state: f"{grade.capitalize()}, {jointly}" for state, grade in JOINT_GRADES.items()},
    }
    return [(state.replace(" ", "-"), labels.get(state, state.capitalize())) for state in states_of(strand)]


class YearsInOrder(forms.Form):
    """The form of the filters, with the one rule that takes two of them."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("from"), cleaned.get("to")
        if first and last and first > last:
            raise forms.ValidationError(f"The years run backwards: {first} is after {last}.")
        return cleaned


class InspectionFilter(django_filters.FilterSet):
    """Inspections by authority, region, framework, years, and the grade of any strand."""

    class Meta:
        model = Inspection
        fields: list[str] = []
        form = YearsInOrder

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        """By the names that stand in the address, some of which ("from", "care-leavers") are no Python names."""
        filters: dict[str, django_filters.Filter] = {
            "authority": Alternatives(
                label="Authority",
                choices=inspected_authorities,
                narrow=lambda found, slugs: found.filter(authority__slug__in=slugs),
            ),
            "kind": Kinds(),
            "region": Alternatives(label="Region", choices=regions, narrow=in_region_slugs),
            "framework": Alternatives(
                label="Framework",
                choices=[(framework.key, framework.short) for framework in frameworks.FRAMEWORKS],
                narrow=lambda found, keys: found.under(*keys),
            ),
            "from": Year(label="From year", narrow=lambda found, year: found.since_year(year)),
            "to": Year(label="To year", narrow=lambda found, year: found.until_year(year)),
            "newest": NewestReports(),
        }
        for strand in frameworks.STRANDS:
            filters[strand.key] = Alternatives(
                label=strand.name, choices=state_choices(strand.key), narrow=judged(strand.key)
            )
        filters["sort"] = Sort()
        return filters

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The parameters of the list in the order of its address."""
        return (*cls.base_filters, "page")

    @classmethod
    def of(cls, data: QueryDict) -> "InspectionFilter":
        """The filter of a request's parameters, over the inspections of all kinds that have a place."""
        asked = canonical(data, names=cls.names())
        # An empty QueryDict is bound too, so that the order is applied.
        return cls(asked, queryset=Inspection.objects.listed())

    def problems(self) -> list[str]:
        """What is wrong with the values, each in one sentence; nothing where all is well."""
        return [str(message) for messages in self.form.errors.values() for message in messages]

    def leaving_out(self, name: str) -> InspectionQuerySet:
        """What is found when every filter but one is applied: what that one could be changed to."""
        return self.narrowed(other for other in self.filters if other != name)

    def of_chosen_kinds(self, found: InspectionQuerySet) -> InspectionQuerySet:
        """Of what the other filters leave those of the kinds that are chosen, or that give grades."""
        narrowed: InspectionQuerySet = self.filters["kind"].filter(found, self.form.cleaned_data.get("kind"))
        return narrowed

    def narrowed(self, names: Iterable[str]) -> InspectionQuerySet:
        """What is found by these of the filters, in no order."""
        found: InspectionQuerySet = self.queryset.all()
        for name in names:
            if name != "sort":
                found = self.filters[name].filter(found, self.form.cleaned_data.get(name))
        return found
