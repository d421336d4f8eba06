"""What a list could be narrowed to, with counts: the choices of each filter in their natural order.

A filter's counts say what each of its values would show while the other filters stay as they are.
"""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.text import slugify

from reports import frameworks
from reports.filters import InspectionFilter
from reports.models import Judgement
from reports.query_strings import address, without
from reports.querysets import InspectionQuerySet


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, and how many inspections it would show."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its choices."""

    name: str
    label: str
    choices: tuple[Choice, ...]

    @property
    def offered(self) -> list[Choice]:
        """The values that would show something, and those that are on."""
        return [choice for choice in self.choices if choice.count or choice.chosen]

    @property
    def without(self) -> list[Choice]:
        """The values that would show nothing."""
        return [choice for choice in self.choices if not (choice.count or choice.chosen)]

    @property
    def chosen(self) -> int:
        """How many of its values are on."""
        return sum(choice.chosen for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Tag:
    """A filter that is on, and the address of the list without it."""

    label: str
    value: str
    remove: str
    name: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The filter panel, counted."""

    authority: Facet
    overall: Facet
    framework: Facet
    region: Facet
    strands: tuple[Facet, ...]


class Facets:
    """The facets of one filtered list; each is counted when it is asked for."""

    def __init__(self, filtered: InspectionFilter) -> None:
        self.filtered = filtered
        self.asked = filtered.data
        self.base = filtered.narrowed(filtered.filters)
        self._states: dict[tuple[str, str], int] | None = None

    def panel(self) -> Panel:
        """Every facet. The number of queries grows with the filters that are on, not with the rows."""
        return Panel(
            authority=self.facet("authority", self.counts("authority", "authority__slug")),
            overall=self.strand("overall"),
            framework=self.facet("framework", self.counts("framework", "framework")),
            region=self.region(),
            strands=tuple(self.strand(s.key) for s in frameworks.STRANDS if s.key != "overall"),
        )

    def region(self) -> Facet:
        counts = self.counts("region", "authority__region")
        return self.facet("region", {slugify(name): count for name, count in counts.items()})

    def strand(self, key: str) -> Facet:
        found = self.found(key)
        counts = self.states_of_all() if found is self.base else states(found, strand=key)
        return self.facet(
            key,
            {state.replace(" ", "-"): count for (strand, state), count in counts.items() if strand == key},
        )

    def facet(self, name: str, counts: dict[str, int]) -> Facet:
        filter_ = self.filtered.filters[name]
        chosen = set(self.asked.getlist(name))
        choices = [
            Choice(value=value, label=label, count=counts.get(value, 0), chosen=value in chosen)
            for value, label in filter_.field.choices
        ]
        return Facet(name=name, label=str(filter_.label), choices=tuple(choices))

    def found(self, name: str) -> InspectionQuerySet:
        """What the other filters leave; the same queryset for every filter that is off."""
        return self.filtered.leaving_out(name) if self.asked.getlist(name) else self.base

    def counts(self, name: str, column: str) -> dict[str, int]:
        rows = self.found(name).order_by().values_list(column).annotate(count=Count("pk"))
        return dict(rows)

    def states_of_all(self) -> dict[tuple[str, str], int]:
        if self._states is None:
            self._states = states(self.base)
        return self._states

    def tags(self, path: str) -> list[Tag]:
        """Every filter value that is on, in the order of the panel."""
        return [
            Tag(
                label=str(filter_.label),
                value=str(dict(getattr(filter_.field, "choices", ())).get(value, value)),
                remove=address(path, without(self.asked, name, value)),
                name=name,
            )
            for name, filter_ in self.filtered.filters.items()
            for value in (self.asked.getlist(name) if name != "sort" else ())
        ]

    def ways_out(self, path: str) -> list[tuple[str, str]]:
        """Where nothing is found: what each filter's removal would show, as texts and addresses."""
        ways = []
        for name in dict.fromkeys(tag.name for tag in self.tags(path)):
            if count := self.filtered.leaving_out(name).count():
                label = self.filtered.filters[name].label
                text = f"{label}: any – {count} inspection{'' if count == 1 else 's'}"
                ways.append((text, address(path, without(self.asked, name))))
        return ways


def states(inspections: InspectionQuerySet, *, strand: str | None = None) -> dict[tuple[str, str], int]:
    """How many inspections have each strand in each state. Two queries, however many there are."""
    judgements = Judgement.objects.filter(inspection__in=inspections.order_by())
    if strand:
        judgements = judgements.filter(strand=strand)
    rows = judgements.order_by().values_list("strand", "grade", "status")
    found: dict[tuple[str, str], int] = {}
    for key, grade, status, count in rows.annotate(count=Count("inspection", distinct=True)):
        found[key, grade or status] = count
    here = inspections.order_by().values_list("framework").annotate(count=Count("pk"))
    under: dict[str | None, int] = dict(here)
    present = judgements.order_by().values_list("strand", "inspection__framework")
    there = {
        (key, framework): count
        for key, framework, count in present.annotate(count=Count("inspection", distinct=True))
    }
    for key in [strand] if strand else [strand.key for strand in frameworks.STRANDS]:
        for framework, count in under.items():
            state = frameworks.absence(framework, key)
            absent = count - there.get((key, framework), 0)
            found[key, state] = found.get((key, state), 0) + absent
    return found
