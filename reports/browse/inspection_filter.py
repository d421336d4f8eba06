"""The list of inspections, narrowed by what its URL asks for.

`?region=london&overall=good&care-leavers=inadequate&care-leavers=not-judged`: values of one filter are
alternatives, different filters must all hold. What can be asked is in the table of facets.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from reports import frameworks
from reports.browse.facet_table import facets_shown
from reports.browse.filter_sets import filter_set
from reports.browse.known_values import KnownValues
from reports.browse.url_parameters import PAGE, Option, Parameter, UrlQuery, read_parameters
from reports.frameworks import other_kinds
from reports.models import Inspection
from reports.models.inspection_queryset import InspectionQuerySet

SORTS = {
    "newest": "Newest first",
    "oldest": "Oldest first",
    "authority": "Authority",
    "best": f"Best overall grade first (given until {frameworks.OVERALL_ENDED})",
    "worst": f"Worst overall grade first (given until {frameworks.OVERALL_ENDED})",
}
FACETS = {row.name: row for row in facets_shown("inspections")}
FilterSet = filter_set(FACETS.values())
SORT = Parameter("sort", "Sort", lambda known: (Option.of(key, label) for key, label in SORTS.items()))
PARAMETERS = (*FACETS.values(), SORT, PAGE)
# The parameters of the list in the order of its URL.
NAMES = tuple(parameter.name for parameter in PARAMETERS)


@dataclass(frozen=True, slots=True)
class InspectionFilter:
    """What a request asks of the inspections of all kinds that have a place."""

    query: UrlQuery
    known: KnownValues

    @classmethod
    def of(cls, data: QueryDict) -> "InspectionFilter":
        """The filter of a request's parameters."""
        known = KnownValues()
        return cls(read_parameters(data, PARAMETERS, known), known)

    @property
    def data(self) -> QueryDict:
        """The parameters in the order of the list's URL, without blanks."""
        return self.query.data

    @property
    def problems(self) -> list[str]:
        """What is wrong with the values, one sentence for each."""
        return list(self.query.problems)

    def values(self, name: str) -> tuple[Any, ...]:
        """The archive's values of a filter. Without a kind the list has the inspections that give grades."""
        values = self.query.meanings(name)
        return values or ((other_kinds.GRADED,) if name == "kind" else ())

    def sorted(self, found: InspectionQuerySet) -> InspectionQuerySet:
        """Inspections in the order that is asked for. Needs `with_overall`."""
        orders = {
            "oldest": found.oldest_first,
            "authority": found.by_authority,
            "best": found.best_first,
            "worst": found.worst_first,
        }
        return orders.get(self.query.one("sort"), found.latest_published_first)()

    def leaving_out(self, name: str) -> InspectionQuerySet:
        """What is found when every filter but one is applied: what that one could be changed to."""
        return self.narrowed(other for other in FACETS if other != name)

    def of_chosen_kinds(self, found: InspectionQuerySet) -> InspectionQuerySet:
        """Of what the other filters leave those of the kinds that are chosen, or that give grades."""
        return self.applied(("kind",), found)

    def narrowed(self, names: Iterable[str] = tuple(FACETS)) -> InspectionQuerySet:
        """What is found by these of the filters, or by all, in no order."""
        return self.applied(names, Inspection.objects.listed())

    def applied(self, names: Iterable[str], found: InspectionQuerySet) -> InspectionQuerySet:
        """Inspections narrowed by some of the filters."""
        values = {name: self.values(name) for name in names}
        narrowed: InspectionQuerySet = FilterSet(values, found, known=self.known).qs
        return narrowed
