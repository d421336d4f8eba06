"""What the pages of inspections need beyond Django's own tags."""

from datetime import date

from django import template

from reports import frameworks
from reports.frameworks import other_kinds
from reports.language import dates
from reports.models import Inspection

register = template.Library()
STRAND_NAMES = {strand.key: strand.name for strand in frameworks.STRANDS}


@register.filter
def document_name(inspection: Inspection) -> str:
    """What a report is called: its authority, or the heading printed on it, or its file."""
    return inspection.name


@register.filter
def document_title(inspection: Inspection) -> str:
    """The printed title or heading of a document, else its file's name."""
    return inspection.document_title


@register.filter
def period(inspection: Inspection) -> str:
    """When an inspection took place: "30 September – 22 October 2014"."""
    return dates.period(inspection.start, inspection.end) if inspection.start else "date not known"


@register.filter
def beside(inspection: Inspection, other: Inspection) -> str:
    """When one of two inspections began, in the shortest form that distinguishes it: "2013", or "July 2013"."""
    return dates.distinguishing_dates(inspection.start, other.start)[0]


@register.filter
def unbroken(text: str) -> str:
    """The text with its dashes tied to what is before them, and "13–21" to both, so that lines break well."""
    return text.replace(" –", "\u00a0–").replace("–", "\u2060–\u2060").replace("\u2060 ", " ")


@register.filter
def day(value: date | None) -> str:
    """One date: "2 October 2014"."""
    return dates.day(value) if value else ""


@register.filter
def framework_name(key: str | None) -> str:
    """A framework's short name by its key, or the name of a kind without grades."""
    framework = frameworks.BY_KEY.get(key or "")
    return framework.short if framework else name_of_kind(key)


@register.filter
def strand_name(key: str) -> str:
    """A strand's name by its key: "Care leavers"."""
    return STRAND_NAMES.get(key, "")


@register.filter
def framework_title(key: str | None) -> str:
    """A framework's full name by its key, or the name of a kind without grades."""
    framework = frameworks.BY_KEY.get(key or "")
    return framework.name if framework else name_of_kind(key)


@register.filter
def kind_sign(key: str) -> str:
    """The sign of a kind without grades, as an SVG path; nothing where the kind is not known."""
    kind = other_kinds.BY_KEY.get(key)
    return kind.sign if kind else ""


def name_of_kind(key: str | None) -> str:
    kind = other_kinds.BY_KEY.get(key or "")
    return kind.name if kind else "Framework not known"
