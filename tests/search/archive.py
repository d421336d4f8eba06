"""A small archive to search in: three councils that do not exist, and what their reports say."""

from datetime import date
from typing import Any

from reports.comparing.terms.vocabulary import count_terms
from reports.models import Inspection
from reports.search import service
from reports.search.plan.indexing import refresh
from reports.search.query.search_request import SearchRequest
from reports.search.query.thesaurus import load
from reports.search.service import Results
from tests.builders import make_authority, make_inspection, make_source

ASHMERE_2012 = (
    {
        "text": "Care leavers wait too long for a tenancy of their own.",
        "strand": "overall",
        "grade": "adequate",
    },
    "Social workers carry high caseloads and supervision is irregular.",
    "The missing children protocol is followed by the police.",
)
ASHMERE_2014 = (
    "Apprenticeships for care leavers have grown since the last visit.",
    {
        "text": "Supervision of social workers is regular and reflective.",
        "strand": "leadership",
        "grade": "good",
    },
    "Young people in custody are visited by their personal advisers.",
)
CALDERWICK_2019 = (
    {
        "text": "A dedicated hub prevents family breakdown.",
        "strand": "help-and-protection",
        "grade": "inadequate",
    },
    {"text": "Private fostering is well promoted in Calderwick.", "kind": "text"},
    {"text": "Supervision records are thin; caseloads of social workers are high.", "kind": "bullet"},
)


def make_archive() -> dict[str, Inspection]:
    """Three reports of two councils, counted and ready to be searched, and the thesaurus of the code."""
    load()  # a browser test before this one may have emptied the tables
    ashmere = make_authority(name="Ashmere", region="North West")
    calderwick = make_authority(name="Calderwick", region="London")
    found = {
        "ashmere-2012": make_inspection(
            authority=ashmere,
            framework="cp",
            start=date(2012, 11, 12),
            source=make_source(name="first.pdf", folder="1_ashmere"),
            paragraphs=ASHMERE_2012,
            recommendations=[{"text": "Reduce the caseloads of social workers.", "timescale": "Immediately"}],
        ),
        "ashmere-2014": make_inspection(
            authority=ashmere,
            framework="sif",
            start=date(2014, 10, 6),
            paragraphs=ASHMERE_2014,
            recommendations=[{"text": "Extend the apprenticeships scheme.", "addressee": "local authority"}],
        ),
        "calderwick-2019": make_inspection(
            authority=calderwick, framework="ilacs", start=date(2019, 3, 4), paragraphs=CALDERWICK_2019
        ),
    }
    count_terms()
    refresh()
    return found


def search(typed: str, **options: Any) -> Results:
    """What a search for these words finds; `options` are the other fields of a request."""
    return service.search(SearchRequest(typed, **options))


def texts(results: Results) -> list[str]:
    """The texts found, in their order."""
    from reports.search.page.results import rows_of

    return [row.text.text for row in rows_of(results, range(len(results.found.ids)))]


def whole(results: Results) -> list[str]:
    """Those that hold every word."""
    return texts(results)[: results.all_words]
