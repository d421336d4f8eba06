"""Reports that are known to exist, by the statistics, and whether the archive holds them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from reports import frameworks
from reports.frameworks.other_kinds import BY_KEY
from reports.models import Authority, Inspection, OfficialInspection

# Kinds that are not frameworks of the archive, as people call them.
KIND_NAMES = {
    "slac": "Safeguarding and looked after children",
    **{key: kind.name for key, kind in BY_KEY.items()},
    "monitoring": "Monitoring visit",
}
STRAND_NAMES = {
    **{strand.key: strand.name for strand in frameworks.STRANDS},
    "safeguarding": "Safeguarding",
    "looked-after": "Looked after children",
}


@dataclass(frozen=True, slots=True)
class KnownReports:
    """How many reports the archive holds, and how many there are with those that the statistics list."""

    held: int
    all: int


def kind_name(row: OfficialInspection) -> str:
    """What kind of inspection a row is about, in words."""
    framework = frameworks.BY_KEY.get(row.kind)
    return framework.short if framework else KIND_NAMES.get(row.kind, row.kind_printed or "Inspection")


def grades_of(row: OfficialInspection) -> list[tuple[str, str]]:
    """The grades of a row in the order of the strands, each with the strand's name."""
    return [(name, row.grades[strand]) for strand, name in STRAND_NAMES.items() if row.grades.get(strand)]


def not_held() -> QuerySet[OfficialInspection]:
    """Inspections that the statistics list and the archive does not hold, each once."""
    return OfficialInspection.objects.filter(counts=True, result=OfficialInspection.Result.NOT_HELD)


def known_reports() -> KnownReports:
    """Two queries; where no statistics were read, `all` is 0."""
    held = Inspection.objects.listed().filter(authority__fictional=False).count()
    missing = not_held().count()
    return KnownReports(held, held + missing if missing else 0)


def known_elsewhere(authority: Authority) -> list[dict[str, Any]]:
    """What is known of an authority's inspections and not held, the newest first: one query."""
    rows = not_held().filter(authority=authority).order_by("-published", "-start", "pk")
    return [{"row": row, "kind": kind_name(row), "grades": grades_of(row)} for row in rows]


def strand_name(what: str) -> str:
    """What a difference is about, in words."""
    days = {"start": "First day", "published": "Day of publication"}
    return days.get(what) or STRAND_NAMES.get(what, what.replace("-", " ").capitalize())
