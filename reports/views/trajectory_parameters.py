"""What `/trajectories/` can be asked for: parameters, filters as tags, and ways out of an empty list."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.text import slugify

from reports import frameworks
from reports.browse.facets import Tag
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

# The parameters of the URL, and what they are in Asked.
NAMES = {
    "view": "view",
    "strand": "strand",
    "region": "region",
    "from": "from_year",
    "to": "to_year",
    "framework": "framework_a",
    "then": "framework_b",
    "grade": "grade_a",
    "later": "grade_b",
    "moved": "moved",
}
YEARS = range(2000, 2101)
GRADES = (*frameworks.GRADES, *UNGRADED)
FRAMEWORKS = [
    (framework.key, framework.short)
    for framework in frameworks.FRAMEWORKS
    if framework.key in frameworks.BEYOND_BOARD
]
REGION_OF = {slugify(name): name for name in REGIONS}
# The values that each parameter may have, and what they are in Asked.
CHOICES: dict[str, dict[str, Any]] = {
    "view": {key: key for key in VIEWS},
    "strand": {key: key for key in FOLLOWED},
    "region": REGION_OF,
    "framework": {key: key for key, _ in FRAMEWORKS},
    "then": {key: key for key, _ in FRAMEWORKS},
    # Grades are written in the URL as the archive writes them, or with hyphens as in the other lists.
    "grade": {grade: grade for grade in GRADES} | {slugify(grade): grade for grade in GRADES},
    "later": {grade: grade for grade in GRADES} | {slugify(grade): grade for grade in GRADES},
    "moved": {key: key for key in MOVES},
}
DEFAULTS = Asked()


def asked_for(data: QueryDict) -> tuple[Asked, list[str]]:
    """What a URL asks for, and a sentence for each value that there is not; such a value is left out."""
    found: dict[str, Any] = {}
    problems = []
    for name, field in NAMES.items():
        value = data.get(name, "").strip()
        if not value:
            continue
        if name in CHOICES and value in CHOICES[name]:
            found[field] = CHOICES[name][value]
        elif name in CHOICES:
            problems.append(f"“{value[:40]}” is not a value of “{name}”. Use one of: {listed(name)}.")
        elif (year := year_of(value)) is None:
            problems.append(f"“{value[:40]}” is not a year. Use four digits, such as 2014.")
        else:
            found[field] = year
    asked = Asked(**found)
    if asked.from_year and asked.to_year and asked.from_year > asked.to_year:
        problems.append(f"The years run backwards: {asked.from_year} is after {asked.to_year}.")
        asked = replace(asked, from_year=None, to_year=None)
    return asked, problems


def listed(name: str) -> str:
    """The values of a parameter, each once."""
    values = GRADES if name in ("grade", "later") else CHOICES[name]
    return ", ".join(values)


def year_of(value: str) -> int | None:
    """A year in four digits; None for anything else."""
    year = int(value) if value.isascii() and value.isdigit() and len(value) == 4 else None
    return year if year in YEARS else None


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
