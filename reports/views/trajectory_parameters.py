"""What `/trajectories/` can be asked for: parameters, filters as tags, and ways out of an empty list."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.text import slugify

from reports import frameworks
from reports.browse.facets import Tag
from reports.browse.known_values import KnownValues
from reports.browse.url_parameters import Option, Options, Parameter, read_parameters
from reports.overview.grade_histories import FOLLOWED
from reports.overview.national import REGIONS
from reports.overview.trajectories import (
    MOVES,
    UNGRADED,
    VIEWS,
    Asked,
    narrowed,
    trajectories,
)

GRADES = (*frameworks.GRADES, *UNGRADED)
FRAMEWORKS = [
    (framework.key, framework.short)
    for framework in frameworks.FRAMEWORKS
    if framework.key in frameworks.BEYOND_BOARD
]
REGION_OF = {slugify(name): name for name in REGIONS}


def keys(values: Iterable[str]) -> Options:
    """Values that a URL writes as the archive does."""
    return lambda known: (Option.of(value, value) for value in values)


def grade_options(known: KnownValues) -> Iterable[Option]:
    """Grades, which a URL may write with hyphens as in the other lists."""
    return (Option.of(slugify(grade), grade, grade) for grade in GRADES)


# The parameters of the URL, and what they are in Asked.
PARAMETERS = {
    "view": Parameter("view", options=keys(VIEWS)),
    "strand": Parameter("strand", options=keys(FOLLOWED)),
    "region": Parameter(
        "region", options=lambda known: (Option.of(slug, name, name) for slug, name in REGION_OF.items())
    ),
    "from_year": Parameter("from", reads="year"),
    "to_year": Parameter("to", reads="year"),
    "framework_a": Parameter("framework", options=keys(dict(FRAMEWORKS))),
    "framework_b": Parameter("then", options=keys(dict(FRAMEWORKS))),
    "grade_a": Parameter("grade", options=grade_options),
    "grade_b": Parameter("later", options=grade_options),
    "moved": Parameter("moved", options=keys(MOVES)),
}
NAMES = {parameter.name: field for field, parameter in PARAMETERS.items()}
DEFAULTS = Asked()


def asked_for(data: QueryDict) -> tuple[Asked, list[str]]:
    """What a URL asks for, and a sentence for each value that there is not; such a value is left out."""
    query = read_parameters(data, list(PARAMETERS.values()))
    found = {field: value for name, field in NAMES.items() if (value := query.one(name)) is not None}
    return Asked(**found), list(query.problems)


def query(asked: Asked) -> str:
    """The parameters of a URL, without those that are empty or what the page shows without them."""
    written = asdict(asked) | {"region": slugify(asked.region)}
    return urlencode(
        {name: written[field] for name, field in NAMES.items() if written[field] != getattr(DEFAULTS, field)}
    )


def page_of(asked: Asked) -> str:
    """The URL of the page."""
    parameters = query(asked)
    return f"{reverse('trajectories')}?{parameters}" if parameters else reverse("trajectories")


# What the list can be asked for less of, where it finds nothing, and the words for that.
LESS: dict[str, dict[str, Any]] = {
    "Every region": {"region": ""},
    "From any year": {"from_year": None},
    "To any year": {"to_year": None},
    "First under any framework": {"framework_a": ""},
    "Then under any framework": {"framework_b": ""},
    "From any grade": {"grade_a": ""},
    "To any grade": {"grade_b": ""},
    "Moved any way": {"moved": ""},
    "In any year": {"from_year": None, "to_year": None},
    "Any grades": {"grade_a": "", "grade_b": "", "moved": ""},
    "Overall effectiveness": {"strand": "overall"},
    VIEWS["each"]: {"view": "each"},
}


def ways_out(asked: Asked) -> Iterator[tuple[str, str]]:
    """Where nothing moved as asked: what asking for less would show, as texts and URLs."""
    for text, less in LESS.items():
        other = replace(asked, **less)
        if other != asked and (count := len(narrowed(trajectories(other), other))):
            yield f"{text} – {counted(count, other)}", page_of(other)


def counted(count: int, asked: Asked) -> str:
    """ "3 pairs of inspections" each beside the one before, "1 authority" from first to last."""
    if asked.view == "each":
        return f"{count:,} pair{'' if count == 1 else 's'} of inspections"
    return f"{count:,} authorit{'y' if count == 1 else 'ies'}"


# What narrows the list, by its field in Asked: the label of its tag.
TAGS = {
    "region": "Region",
    "from_year": "From year",
    "to_year": "To year",
    "framework_a": "First under",
    "framework_b": "Then under",
    "grade_a": "From",
    "grade_b": "To",
    "moved": "Moved",
}


def tags_of(asked: Asked) -> Iterator[Tag]:
    """What narrows the list, each with the URL of the list without it."""
    for field, label in TAGS.items():
        if value := getattr(asked, field):
            less = replace(asked, **{field: getattr(DEFAULTS, field)})
            said = frameworks.BY_KEY[value].short if field.startswith("framework") else str(value)
            yield Tag(label, MOVES[value] if field == "moved" else said, page_of(less), field)
