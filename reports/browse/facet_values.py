"""The values of facets, and what the database is asked for them: the parts that the rows of the table are made of."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.utils.text import slugify

from reports import frameworks
from reports.browse.known_values import KnownValues
from reports.browse.url_parameters import Option
from reports.frameworks import other_kinds
from reports.models.authority import AuthorityQuerySet
from reports.models.grade_states import JOINT_GRADES, JUDGED_JOINTLY, NOT_JUDGED, states_of
from reports.models.inspection_queryset import InspectionQuerySet
from reports.models.text_tags import NO_VALUE
from reports.overview.current_grades import NONE, OLDER

NO_GRADE = "none"
ENDED = "no-overall-grade"


def slugged(values: Iterable[str]) -> Iterator[Option]:
    """Values that a URL writes with hyphens, each with a capital as its label."""
    return (Option.of(slugify(value), value[:1].upper() + value[1:], value) for value in values)


def region_options(known: KnownValues) -> Iterable[Option]:
    return (Option.of(slugify(name), name, name) for name in known.regions)


def kind_options(known: KnownValues) -> Iterable[Option]:
    return (Option.of(key, one) for key, (one, _) in other_kinds.KIND_NAMES.items())


def state_options(strand: str) -> Callable[[KnownValues], Iterable[Option]]:
    """What can be asked of a strand in a report. The overall grade did not go with a framework: it ended within one."""
    jointly = f"judged {frameworks.judged_with(strand)}"
    labels = {
        "not in framework": "No overall grade" if strand == "overall" else "Not in this framework",
        JUDGED_JOINTLY: f"{jointly.capitalize()}, any grade",
        **{state: f"{grade.capitalize()}, {jointly}" for state, grade in JOINT_GRADES.items()},
    }
    options = [
        Option.of(state.replace(" ", "-"), labels.get(state, state.capitalize()), state)
        for state in states_of(strand)
    ]
    return lambda known: options


def judged(strand: str) -> Callable[[InspectionQuerySet, tuple[str, ...], KnownValues], InspectionQuerySet]:
    return lambda found, states, known: found.judged(strand, *states)


def in_region(found: Any, names: tuple[str, ...], known: KnownValues) -> Any:
    """Inspections, or authorities, of any of these regions."""
    return found.in_regions(*names)


def newest_only(found: InspectionQuerySet, values: tuple[Any, ...], known: KnownValues) -> InspectionQuerySet:
    return found.newest_of_each_authority()


def latest_grade_options(strand: str) -> Callable[[KnownValues], Iterable[Option]]:
    """What the latest judgement of a strand can be."""
    jointly = frameworks.judged_with(strand)
    joint = ((state, f"{grade.capitalize()}, judged {jointly}") for state, grade in JOINT_GRADES.items())
    labels = [
        *((grade, grade.capitalize()) for grade in frameworks.GRADES),
        *(joint if jointly else ()),
        (NOT_JUDGED, "Not judged"),
        *([(OLDER, "Not in the newest report")] if strand in frameworks.judged_now() else []),
        (NONE, "No judgement here"),
    ]
    options = [Option.of(value.replace(" ", "-"), label) for value, label in labels]
    return lambda known: options


def by_latest_grade(
    strand: str,
) -> Callable[[AuthorityQuerySet, tuple[str, ...], KnownValues], AuthorityQuerySet]:
    """Those whose latest judgement of a strand is one of these. Those without any are "none"."""

    def narrow(found: AuthorityQuerySet, values: tuple[str, ...], known: KnownValues) -> AuthorityQuerySet:
        latest = {pk: grades[strand].choice for pk, grades in known.held.items()}
        matching = Q(pk__in=[pk for pk, choice in latest.items() if choice in values])
        return found.filter(matching | ~Q(pk__in=list(latest)) if NONE in values else matching)

    return narrow


def by_overall_grade(
    found: AuthorityQuerySet, values: tuple[str, ...], known: KnownValues
) -> AuthorityQuerySet:
    wanted = Q(stood_overtaken=False, stood_grade__in=[value.replace("-", " ") for value in values])
    if ENDED in values:
        wanted |= Q(stood_overtaken=True)
    if NO_GRADE in values:
        wanted |= Q(stood_overtaken=False, stood_grade__isnull=True)
    return found.filter(wanted)


def strand_tags(strand: str, known: KnownValues) -> Iterator[str]:
    """A strand, and the rows that judge it with others: a text under such a row is about each of them."""
    yield from (strand, *frameworks.joint_rows(strand))


def strand_options(known: KnownValues) -> Iterable[Option]:
    """Strands. One that some reports judge in one row with another is found there too, and its label says so."""
    for strand in frameworks.STRANDS:
        too = ", jointly judged too" if frameworks.joint_rows(strand.key) else ""
        yield Option.of(strand.key, f"{strand.name}{too}")
    yield Option.of(NO_VALUE, "Outside the judged strands")


def framework_options(known: KnownValues) -> Iterable[Option]:
    """Frameworks; and the kinds without grades, which have a facet of their own but are asked for so by older URLs."""
    yield from (Option.of(framework.key, framework.short) for framework in frameworks.FRAMEWORKS)
    yield from (Option.of(key, kind.name) for key, kind in other_kinds.BY_KEY.items())
    yield Option.of(NO_VALUE, "Not recognised")


def inspection_kind_options(known: KnownValues) -> Iterable[Option]:
    """Kinds of inspection. Of a graded inspection the index has the framework, and of others the kind."""
    for key, (one, _) in other_kinds.KIND_NAMES.items():
        yield Option.of(key, one, *(frameworks.BY_KEY if key == other_kinds.GRADED else (key,)))
