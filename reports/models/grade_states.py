"""Grades as the database sorts and asks for them: the states of a strand in a report, and their natural order."""

from django.db.models import Case, IntegerField, Value, When

from reports import frameworks

# What can be asked of a strand besides a grade. "Not judged" is printed, or what a report leaves out of its
# framework; "judged jointly" has no grade of its own, but one together with another strand; "not in framework" is the
# absence of any judgement of that strand in the report.
NOT_JUDGED = "not judged"
JUDGED_JOINTLY = "judged jointly"
NOT_IN_FRAMEWORK = "not in framework"
NOT_READ = "not read"
# "inadequate jointly": judged jointly, and with which grade.
JOINT_GRADES = {f"{grade} jointly": grade for grade in frameworks.GRADES}
STATES = (*frameworks.GRADES, JUDGED_JOINTLY, *JOINT_GRADES, NOT_JUDGED, NOT_IN_FRAMEWORK)


def states_of(strand: str) -> tuple[str, ...]:
    """What can be asked of one strand: only some are ever judged jointly."""
    if frameworks.joint_rows(strand):
        return STATES
    return tuple(state for state in STATES if state != JUDGED_JOINTLY and state not in JOINT_GRADES)


def in_natural_order(field: str) -> Case:
    """Where a grade is among the grades, the best first; NULL where there is none."""
    return Case(
        *[When(**{field: grade}, then=Value(place)) for place, grade in enumerate(frameworks.GRADES)],
        default=Value(None),
        output_field=IntegerField(),
    )


def scale_of(field: str) -> Case:
    """Which scale a framework grades on: the same number for the same scale."""
    scales = list(dict.fromkeys(framework.scale for framework in frameworks.FRAMEWORKS))
    return Case(
        *[When(**{field: f.key}, then=Value(scales.index(f.scale))) for f in frameworks.FRAMEWORKS],
        default=Value(None),
        output_field=IntegerField(),
    )
