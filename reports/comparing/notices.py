"""What a reader should know before reading a comparison: what it lacks, and why."""

from reports import frameworks
from reports.comparing.comparison import Comparison
from reports.language import dates
from reports.models import Inspection


def notices(comparison: Comparison) -> list[tuple[str, str]]:
    """Titles and sentences; none for two whole reports that have strands in common."""
    a, b = comparison.a, comparison.b
    found = [without_grades(inspection) for inspection in (a, b) if inspection.kind]
    unjudged = [
        inspection
        for inspection, side in ((a, "earlier"), (b, "later"))
        if not any(getattr(row, side) for row in comparison.judgements)
    ]
    if found:
        pass  # nothing is judged in at least one of the two, which has been said
    elif unjudged:
        found.append(("No judgements", f"{lacking(unjudged, a)} judgements that could be read."))
    elif not any(row.earlier and row.later for row in comparison.judgements):
        found.append(
            (
                "Different kinds of report",
                f"{kind(a)} and {kind(b)} judge different things: no strand stands in both. "
                "What they say can still be read side by side.",
            )
        )
    silent = [inspection for inspection in (a, b) if not inspection.paragraph_count]
    if silent:
        found.append(("No text", f"{lacking(silent, a)} paragraphs that could be read."))
    return found


def without_grades(inspection: Inspection) -> tuple[str, str]:
    """What a visit or an area inspection is silent on, so that silence is not taken for an answer."""
    kind = inspection.get_kind_display()
    matter = f" It looked at {inspection.theme}." if inspection.theme else ""
    said = f"{named(kind)} of {dates.month(inspection.start)}" if inspection.start else named(kind)
    return (
        f"{kind}: no grades",
        f"The {said} gives no grades, so no judgements are set side by side.{matter} It looked at a part of what an "
        "inspection looks at: where nothing was found in it, it may not have looked.",
    )


def named(kind: str) -> str:
    return kind[:1].lower() + kind[1:]


def lacking(inspections: list[Inspection], first: Inspection) -> str:
    """The beginning of a sentence on what one or both reports lack."""
    if len(inspections) == 2:
        return "Neither report has"
    return f"The {'first' if inspections[0] == first else 'second'} report has no"


def kind(inspection: Inspection) -> str:
    """What kind of report it is."""
    framework = frameworks.BY_KEY.get(inspection.framework or "")
    return f"“{framework.short}”" if framework else "a report of unknown kind"
