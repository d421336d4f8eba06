"""Pages that a mistyped URL may have meant: `/authorities/Rochdale/`, `/inspections/rochdale-2014/`."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from reports.browse.authority_names import called, names_of, spelt_most_like
from reports.language import dates
from reports.models import Authority, Inspection

# `/authorities/<name>/`, `/inspections/<name and perhaps a year or day>/`, with whatever follows; in any case.
MISTYPED = re.compile(
    r"/(?P<list>authorit(?:y|ies)|councils?|inspections?|reports?|compare)/(?P<name>[^/]+)", re.IGNORECASE
)
# The year, and perhaps month and day, at the end of an inspection's slug.
YEAR = re.compile(r"[-_ ]*\b(?P<year>20\d\d)\b.*$")
FEW = 5
LONGEST = 120  # characters of a name


@dataclass(frozen=True, slots=True)
class NearPage:
    """A page that may have been meant."""

    name: str
    url: str


def near_pages(path: str) -> list[NearPage]:
    """The authority's page and its reports, of the year if the URL names one; empty where no name is understood.

    Two or three queries. `path` is a URL's path, percent-encoded or not.
    """
    match = MISTYPED.match(unquote(path))
    if match is None or len(match["name"]) > LONGEST:
        return []
    year = YEAR.search(match["name"])
    name = re.sub(r"[-_+]+", " ", YEAR.sub("", match["name"]))
    found = Authority.objects.filter(pk__in=authorities_called(name)).by_name()
    reports = Inspection.objects.filter(authority__in=found).listed().for_reading().newest_first()
    if year:
        reports = reports.filter(start__year=year["year"])
    pages = [NearPage(authority.name, authority.get_absolute_url()) for authority in found]
    if year or match["list"].lower().startswith(("inspection", "report", "compare")):
        pages = [
            *(
                NearPage(
                    f"{report.name}, {dates.period(report.start, report.end)}", report.get_absolute_url()
                )
                for report in reports[:FEW]
                if report.start
            ),
            *pages,
        ]
    return pages


def authorities_called(name: str) -> frozenset[int]:
    """The authorities of this name, for short or misspelt too."""
    names = names_of(Authority.objects.known().values_list("pk", "name", "former_names"))
    return called(name, names) or spelt_most_like(name, names)
