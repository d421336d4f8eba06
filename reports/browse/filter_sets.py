"""The rows of the facet table as a filter set of django-filter, which narrows a list by those that have values.

What a URL says is read before, by the one reader of URLs (`url_parameters`), so that a field has nothing to check.
"""

# django-filter has no types, so its classes are of any type to mypy.
# mypy: disable-error-code="misc"

from collections.abc import Iterable, Mapping
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from reports.browse.facet_table import FacetRow
from reports.browse.known_values import KnownValues


class MeaningsWidget(forms.Widget):
    """Takes the archive's values of a filter as they are: a tuple, None without any."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name)


class MeaningsField(forms.Field):
    """The archive's values of one filter."""

    widget = MeaningsWidget


class FacetFilter(django_filters.Filter):
    """One row of the table: narrows a list to what has any of the values."""

    field_class = MeaningsField

    def __init__(self, row: FacetRow) -> None:
        super().__init__(label=row.label)
        self.narrow = row.narrow

    def filter(self, qs: QuerySet[Any], value: tuple[Any, ...] | None) -> QuerySet[Any]:
        return self.narrow(qs, value, self.parent.known) if value and self.narrow else qs


class FacetFilterSet(django_filters.FilterSet):
    """The filters of one list; all that have values must hold."""

    def __init__(
        self, values: Mapping[str, tuple[Any, ...]], queryset: QuerySet[Any], *, known: KnownValues
    ) -> None:
        self.known = known
        super().__init__(data=values, queryset=queryset)


def filter_set(rows: Iterable[FacetRow]) -> type[FacetFilterSet]:
    """The filter set of a list that shows these rows."""
    return type("ListFilterSet", (FacetFilterSet,), {row.name: FacetFilter(row) for row in rows})
