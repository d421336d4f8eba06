"""What a list could be narrowed to, with counts: the choices of each filter in their natural order.

A filter's counts say what each of its values would show while the other filters stay as they are.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef

from reports import frameworks
from reports.browse.inspection_filter import FACETS, NAMES, InspectionFilter
from reports.browse.query_strings import canonical, url_with, without
from reports.browse.url_parameters import UrlQuery, options_of
from reports.frameworks.other_kinds import GRADED, KIND_NAMES
from reports.models import Judgement
from reports.models.grade_states import JOINT_GRADES, JUDGED_JOINTLY, NOT_JUDGED
from reports.models.inspection_queryset import InspectionQuerySet
from reports.models.kept_figures import kept_for_version

# Of so many lists the counts are kept, whatever their order and page.
KEPT_COUNTS = 64


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, and how many inspections it would show."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its choices; `opened`: its panel shows them without a click."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    opened: bool = False

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
    """A filter that is on, and the URL of the list without it."""

    label: str
    value: str
    remove: str
    name: str


def tags_of(query: UrlQuery, path: str, labels: Mapping[str, str]) -> list[Tag]:
    """A tag for each value that a request has of these parameters, with the URL of the page without it."""
    return [
        Tag(labels[one.name], one.label, url_with(path, without(query.valid, one.name, one.value)), one.name)
        for one in query.chosen
        if one.name in labels
    ]


@dataclass(frozen=True, slots=True)
class Panel:
    """The filter panel, counted."""

    authority: Facet
    kind: Facet
    overall: Facet
    framework: Facet
    region: Facet
    strands: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class JointOffer:
    """Inspections that gave a grade asked of one strand to several strands in one row, and the list with them."""

    strand: str
    grade: str
    judged_with: str
    count: int
    url: str


class Facets:
    """The facets of one filtered list; each is counted when it is asked for."""

    def __init__(self, filtered: InspectionFilter) -> None:
        self.filtered = filtered
        self.asked = filtered.query.valid
        self.of_all_kinds = filtered.leaving_out("kind")
        self.base = filtered.of_chosen_kinds(self.of_all_kinds)
        self.kind_counts = self.of_all_kinds.kind_counts()
        self._states: dict[tuple[str, str], int] | None = None

    def panel(self) -> Panel:
        """Every facet. The number of queries grows with the filters that are on, not with the rows."""
        return Panel(
            authority=self.facet("authority", self.counts("authority")),
            kind=self.facet("kind", self.kind_counts),
            overall=self.strand("overall"),
            framework=self.facet("framework", self.counts("framework")),
            region=self.facet("region", self.counts("region")),
            strands=tuple(self.strand(s.key) for s in frameworks.STRANDS if s.key != "overall"),
        )

    def strand(self, key: str) -> Facet:
        found = self.found(key)
        counts = self.states_of_all() if found is self.base else states(found, strand=key)
        return self.facet(key, {state: count for (strand, state), count in counts.items() if strand == key})

    def facet(self, name: str, counts: Mapping[Any, int]) -> Facet:
        """One filter with its values, counted by the archive's value."""
        row = FACETS[name]
        chosen = {one.value for one in self.filtered.query.chosen if one.name == name}
        choices = [
            Choice(option.value, option.label, counts.get(option.meaning[0], 0), option.value in chosen)
            for option in options_of(row, self.filtered.known)
        ]
        return Facet(name=name, label=row.label, choices=tuple(choices), opened=row.opened)

    def found(self, name: str) -> InspectionQuerySet:
        """What the other filters leave; the same queryset for every filter that is off."""
        return self.filtered.leaving_out(name) if self.asked.getlist(name) else self.base

    def counts(self, name: str) -> dict[str, int]:
        return counted_by(Asked.of(self.found(name)), FACETS[name].column)

    def states_of_all(self) -> dict[tuple[str, str], int]:
        if self._states is None:
            self._states = states(self.base)
        return self._states

    def joint_offers(self, path: str) -> list[JointOffer]:
        """What each grade that is asked of a strand leaves out, since the strand was judged jointly with another."""
        offers = []
        for strand in frameworks.STRANDS:
            chosen = set(self.asked.getlist(strand.key)) if frameworks.joint_rows(strand.key) else set()
            choices = {choice.value: choice for choice in self.strand(strand.key).choices} if chosen else {}
            for state, grade in JOINT_GRADES.items():
                value, asked = state.replace(" ", "-"), grade.replace(" ", "-")
                others = choices.get(value)
                if asked not in chosen or others is None or others.chosen or not others.count:
                    continue
                wider = without(self.asked, "page")
                wider.appendlist(strand.key, value)
                offers.append(
                    JointOffer(
                        strand.name,
                        grade,
                        frameworks.judged_with(strand.key),
                        others.count,
                        url_with(path, wider),
                    )
                )
        return offers

    def of_other_kinds(self) -> int:
        """How many visits and area inspections the other filters leave, where the list has graded inspections alone."""
        counts = {} if self.asked.getlist("kind") else self.kind_counts
        return sum(count for key, count in counts.items() if key != GRADED)

    def with_all_kinds(self, path: str) -> str:
        """The list with the visits and area inspections that the other filters leave beside the graded inspections."""
        wider = without(self.asked, "page")
        wider.setlist("kind", list(KIND_NAMES))
        return url_with(path, canonical(wider, names=NAMES))

    def tags(self, path: str) -> list[Tag]:
        """Every filter value that is on, in the order of the URL."""
        return tags_of(self.filtered.query, path, {name: row.label for name, row in FACETS.items()})

    def ways_out(self, path: str) -> list[tuple[str, str]]:
        """Where nothing is found: what each filter's removal would show, as texts and URLs."""
        ways = []
        for name in dict.fromkeys(tag.name for tag in self.tags(path)):
            found = self.filtered.leaving_out(name)
            if count := (found.of_kinds(GRADED) if name == "kind" else found).count():
                text = f"{FACETS[name].label}: any – {count} inspection{'' if count == 1 else 's'}"
                ways.append((text, url_with(path, without(self.asked, name))))
        return ways


@dataclass(frozen=True, slots=True)
class Asked:
    """Some inspections, told apart by the statement that asks the database for them."""

    statement: str
    inspections: InspectionQuerySet = field(compare=False, repr=False)

    @classmethod
    def of(cls, inspections: InspectionQuerySet) -> "Asked":
        inspections = inspections.order_by()
        return cls(repr(inspections.query.sql_with_params()), inspections)


@kept_for_version(most=KEPT_COUNTS)
def counted_by(asked: Asked, column: str) -> dict[str, int]:
    """How many of the inspections have each value of a column."""
    return dict(asked.inspections.values_list(column).annotate(count=Count("pk")))


def states(inspections: InspectionQuerySet, *, strand: str | None = None) -> dict[tuple[str, str], int]:
    """How many graded inspections have each strand in each state. Three queries, however many there are."""
    return states_of(Asked.of(inspections.filter(kind="")), strand)


@kept_for_version(most=KEPT_COUNTS)
def states_of(asked: Asked, strand: str | None) -> dict[tuple[str, str], int]:
    inspections = asked.inspections
    keys = [strand] if strand else [strand.key for strand in frameworks.STRANDS]
    found: Counter[tuple[str, str]] = Counter()
    there: Counter[tuple[str, str | None]] = Counter()
    for key, framework, state, count in given(inspections, strand):
        if state is None:
            there[key, framework] += count
        else:
            found[key, state] += count
    here = inspections.values_list("framework").annotate(count=Count("pk"))
    for key, framework, grade, count in jointly(inspections, keys):
        there[key, framework] += count
        found[key, JUDGED_JOINTLY] += count
        if grade:
            found[key, f"{grade} jointly"] += count
    for framework, count in here:
        for key in keys:
            found[key, frameworks.absence(framework, key)] += count - there[key, framework]
    return found


# Each inspection counts once, however many judgements of a strand it has. The inner grouping leaves it once for each of
# its states, so that neither count has to sort all judgements to tell its inspections apart.
GIVEN = """
    WITH given AS MATERIALIZED (
        SELECT judgement.inspection_id, framework, strand, coalesce(grade, status) AS state
        FROM ({inspections}) AS inspection
        JOIN reports_judgement AS judgement ON judgement.inspection_id = inspection.id
        WHERE %s IS NULL OR strand = %s
        GROUP BY 1, 2, 3, 4
    )
    SELECT strand, framework, state, count(*) FROM given GROUP BY 1, 2, 3
    UNION ALL
    SELECT strand, framework, NULL, count(*)
    FROM (SELECT strand, framework FROM given GROUP BY inspection_id, strand, framework) AS once GROUP BY 1, 2
"""


def given(
    inspections: InspectionQuerySet, strand: str | None
) -> Iterable[tuple[str, str | None, str | None, int]]:
    """Strand, framework, state (a grade, or that there is none) and how many inspections have a judgement of it; and
    with None as the state, how many have any. One query."""
    statement, params = inspections.values("id", "framework").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(GIVEN.format(inspections=statement), [*params, strand, strand])
        rows: list[tuple[str, str | None, str | None, int]] = cursor.fetchall()
    return rows


def jointly(
    inspections: InspectionQuerySet, keys: Iterable[str]
) -> Iterator[tuple[str, str | None, str | None, int]]:
    """Strand, framework, grade, and how many inspections judge the strand with another in one row. One query, and
    none where no framework judges any of the strands so."""
    rows_of = {key: frameworks.joint_rows(key) for key in keys if frameworks.joint_rows(key)}
    if not rows_of:
        return
    names = {key: f"has_{key.replace('-', '_')}" for key in rows_of}
    by_itself = {
        name: Exists(Judgement.objects.filter(inspection=OuterRef("inspection"), strand=key))
        for key, name in names.items()
    }
    judgements = Judgement.objects.filter(
        inspection__in=inspections.order_by(), strand__in={row for rows in rows_of.values() for row in rows}
    ).exclude(status=NOT_JUDGED)
    counted = (
        judgements.annotate(**by_itself)
        .order_by()
        .values("strand", "inspection__framework", "grade", *names.values())
        .annotate(count=Count("inspection", distinct=True))
    )
    for found in counted:
        for key, rows in rows_of.items():
            if found["strand"] in rows and not found[names[key]]:
                yield key, found["inspection__framework"], found["grade"], found["count"]
