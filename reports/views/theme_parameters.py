"""What the pages of themes can be asked for, and a sentence for each value that there is not."""

from dataclasses import dataclass

from django.http import QueryDict

from reports import frameworks
from reports.browse.facet_values import kind_options, slugged
from reports.browse.url_parameters import Option, Parameter, read_parameters
from reports.frameworks.other_kinds import GRADED

KINDS = {"paragraphs": "Paragraphs", "recommendations": "Recommendations"}
PARAMETERS = (
    Parameter("show", options=lambda known: (Option.of(key, label) for key, label in KINDS.items())),
    Parameter("grade", options=lambda known: slugged(frameworks.GRADES)),
    Parameter("newest", options=lambda known: [Option.of("1", "Newest report of each authority")]),
    Parameter("kind", options=kind_options),
)
UNGRADED = "A visit or an area inspection gives no grades, so “{name}” cannot be used with “kind={kind}”."
NO_GRADE = "A recommendation is under no grade, so “grade” cannot be used with “show=recommendations”."


@dataclass(frozen=True, slots=True)
class Asked:
    """Which texts: "paragraphs" or "recommendations", of a grade ("" for any), of the newest reports alone, of a kind
    of inspection."""

    kind: str = "paragraphs"
    grade: str = ""
    newest: bool = False
    inspections: str = GRADED


def asked_for(data: QueryDict) -> tuple[Asked, list[str]]:
    """What a URL asks for, and what is wrong with it, each in one sentence; what is wrong is left out."""
    query = read_parameters(data, PARAMETERS)
    problems = list(query.problems)
    kind, grade = query.one("show", "paragraphs"), query.one("grade", "")
    if kind == "recommendations" and grade:
        problems.append(NO_GRADE)
        grade = ""
    newest, inspections = query.one("newest") is not None, query.one("kind", GRADED)
    if inspections != GRADED:
        problems += [
            UNGRADED.format(name=name, kind=inspections)
            for name, asked in (("grade", grade), ("newest", newest))
            if asked
        ]
        grade, newest = "", False
    return Asked(kind=kind, grade=grade, newest=newest, inspections=inspections), problems
