"""The reports that the names and years in a query stand for: someone who types "rochdale 2014" may want the report."""

from dataclasses import dataclass

from reports.models import Inspection
from reports.search.query.understanding import Understood

# Of one or two authorities there are hardly more; the rest is one link away.
SHOWN = 12


@dataclass(frozen=True, slots=True)
class Named:
    """The reports, the newest first, each with its overall grade. `alone`: the query asks for nothing else."""

    inspections: tuple[Inspection, ...]
    alone: bool

    def __bool__(self) -> bool:
        return bool(self.inspections)


def reports_named(understood: Understood) -> Named:
    """The reports of the authorities that a query names, in the years that it names. One query, if any."""
    pks = [pk for place in understood.places for pk in place.authorities]
    if not pks:
        return Named((), alone=False)
    reports = Inspection.objects.listed().filter(authority__in=pks).with_overall().for_reading()
    if understood.years and understood.years.first:
        reports = reports.since_year(understood.years.first)
    if understood.years and understood.years.last:
        reports = reports.until_year(understood.years.last)
    words = understood.words
    return Named(
        tuple(reports.newest_first()[:SHOWN]), alone=not (words.groups or words.excluded or words.unknown)
    )
