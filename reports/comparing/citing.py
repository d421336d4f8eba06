"""A reference to a comparison, ready to paste. It cites this archive, not the inspectorate."""

from datetime import date

from reports.comparing.comparison import Comparison
from reports.language import dates
from reports.models import Inspection


def reference(comparison: Comparison, *, url: str, accessed: date) -> str:
    """OSCOLA's form for a web page: author, title, site, date of access."""
    return (
        f"Inspection Archive, ‘{title(comparison)}’ <{url}> accessed {dates.day(accessed)}, comparing "
        f"{report(comparison.a)} with {report(comparison.b)}"
    )


def title(comparison: Comparison) -> str:
    """What a comparison is called: "Rochdale, November 2012 and September 2014"."""
    a, b = comparison.a, comparison.b
    if comparison.over_time and a.authority:
        return f"{a.authority.name}, {month(a)} and {month(b)}"
    return f"{a.name}, {month(a)}, and {b.name}, {month(b)}"


def short_names(first: Inspection, second: Inspection) -> tuple[str, str]:
    """What heads the columns: the years, or what else distinguishes them, and of two authorities their names."""
    if same_authority(first, second):
        return dates.distinguishing_dates(first.start, second.start)
    a, b = (dates.year(each.start) if each.start else "undated" for each in (first, second))
    return f"{first.name}, {a}", f"{second.name}, {b}"


def same_authority(a: Inspection, b: Inspection) -> bool:
    """Whether two inspections are of one authority, so that things can have moved between them."""
    return a.authority_id is not None and a.authority_id == b.authority_id


def month(inspection: Inspection) -> str:
    """When, in the shortest form that says it: "November 2012"."""
    return dates.month(inspection.start) if inspection.start else "date not known"


def report(inspection: Inspection) -> str:
    """One report, in short."""
    when = dates.period(inspection.start, inspection.end) if inspection.start else "date not known"
    return f"Ofsted’s report on {inspection.name} ({when})"
