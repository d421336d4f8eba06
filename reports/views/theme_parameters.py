"""What the pages of themes can be asked for, and a sentence for each value that there is not."""

from dataclasses import dataclass

from django.http import QueryDict

from reports import frameworks
from reports.browse.query_strings import no_such_value
from reports.frameworks.other_kinds import GRADED, KIND_NAMES

KINDS = {"paragraphs": "Paragraphs", "recommendations": "Recommendations"}
# A grade is written in an address as the archive writes it, or with hyphens as in the other lists.
GRADE_OF = {written: grade for grade in frameworks.GRADES for written in (grade, grade.replace(" ", "-"))}
CHOICES = {
    "show": list(KINDS),
    "grade": list(frameworks.GRADES),
    "newest": ["1"],
    "kind": list(KIND_NAMES),
}
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
    given = {name: value for name in CHOICES if (value := data.get(name, "").strip())}
    allowed = {"show": KINDS, "grade": GRADE_OF, "newest": ["1"], "kind": KIND_NAMES}
    wrong = [name for name, value in given.items() if value not in allowed[name]]
    problems = [no_such_value(name, given.pop(name), CHOICES[name]) for name in wrong]
    kind, grade = given.get("show", "paragraphs"), GRADE_OF.get(given.get("grade", ""), "")
    if kind == "recommendations" and grade:
        problems.append(NO_GRADE)
        grade = ""
    newest, inspections = "newest" in given, given.get("kind", GRADED)
    if inspections != GRADED:
        problems += [
            UNGRADED.format(name=name, kind=inspections)
            for name, asked in (("grade", grade), ("newest", newest))
            if asked
        ]
        grade, newest = "", False
    return Asked(kind=kind, grade=grade, newest=newest, inspections=inspections), problems
