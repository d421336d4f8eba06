"""Curators' corrections: facts that outlive every re-reading of a report.

A correction is kept beside what was printed (`Correction.printed`); the rows of the archive hold the
corrected value, so that every list, search and comparison uses it. An empty value says that the report
prints none; of a grade, "not judged" says so.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from reports import frameworks
from reports.archive.facts import Facts, facts_held
from reports.archive.identity import standing_inspection
from reports.archive.publication import give_publication
from reports.frameworks import other_kinds
from reports.models import Authority, Correction, Inspection, Judgement, Paragraph

Field = Correction.Field
DATES = {Field.START, Field.END, Field.PUBLISHED}
CODES = (*frameworks.BY_KEY, *other_kinds.BY_KEY)
NOT_JUDGED = Judgement.Status.NOT_JUDGED.value


class PlaceTaken(ValidationError):  # noqa: N818 - says what is in the way
    """Another report is already where a correction would put this one."""

    def __init__(self, standing: Inspection) -> None:
        super().__init__(
            f"Another report already stands for that authority, framework and day: {standing.slug}."
        )
        self.standing = standing


def corrected(facts: Facts, corrections: Iterable[Correction]) -> Facts:
    """The facts with every correction of a fact in its place. Corrections of grades are left aside."""
    for correction in corrections:
        value = correction.value
        if correction.field == Field.AUTHORITY:
            facts = replace(facts, authority=Authority.objects.get(gss_code=value))
        elif correction.field == Field.FRAMEWORK:
            facts = replace(facts, **framework_or_kind(value))
        elif correction.field == Field.START:
            facts = replace(facts, start=day_or_none(value))
        elif correction.field == Field.END:
            facts = replace(facts, end=day_or_none(value))
        elif correction.field == Field.PUBLISHED:
            facts = replace(facts, published=day_or_none(value))
        elif correction.field == Field.LEAD_INSPECTOR:
            facts = replace(facts, lead_inspector=value)
    return facts


def framework_or_kind(code: str) -> dict[str, Any]:
    """A code as the fields that hold it: a visit or an area inspection has a kind, and no framework."""
    return (
        {"framework": None, "kind": code} if code in other_kinds.BY_KEY else {"framework": code, "kind": ""}
    )


def day_or_none(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


def corrected_grades(corrections: Iterable[Correction]) -> dict[tuple[str, int], str]:
    """The corrected grades, or "not judged", by strand and place among the judgements of that strand."""
    return {(c.strand, c.order): c.value for c in corrections if c.field == Field.GRADE}


def validate(correction: Correction) -> None:
    """Raise ValidationError, in one sentence, where a correction cannot be made as it is."""
    if not correction.reason.strip():
        raise ValidationError({"reason": "Say why the fact is corrected; readers see the reason."})
    if correction.field == Field.GRADE:
        validate_grade(correction)
    elif correction.field in DATES:
        validate_date(correction)
    elif correction.field == Field.AUTHORITY:
        if not Authority.objects.filter(gss_code=correction.value).exists():
            raise ValidationError(
                {"value": f"“{correction.value}” is not the GSS code of an authority in the list."}
            )
    elif correction.field == Field.FRAMEWORK and correction.value not in CODES:
        raise ValidationError({"value": f"Use one of: {', '.join(CODES)}."})


def validate_grade(correction: Correction) -> None:
    scale = frameworks.scale_of(correction.inspection.framework)
    if correction.value not in (*scale, NOT_JUDGED):
        raise ValidationError({"value": f"This framework's grades are: {', '.join(scale)}."})
    if judgement_of(correction) is None:
        raise ValidationError({"strand": "This report has no such judgement of that strand."})


def validate_date(correction: Correction) -> None:
    try:
        value = day_or_none(correction.value)
    except ValueError as error:
        raise ValidationError({"value": "Write the date as year-month-day, such as 2014-10-22."}) from error
    start = value if correction.field == Field.START else correction.inspection.start
    end = value if correction.field == Field.END else correction.inspection.end
    if correction.field != Field.PUBLISHED and start and end and end < start:
        raise ValidationError({"value": "The last day of an inspection cannot lie before its first."})


@transaction.atomic
def correct(correction: Correction) -> Inspection:
    """Save a correction and bring the rows that it touches up to it. The inspection keeps its URL.

    Raises PlaceTaken where another report stands for the corrected authority, framework and day.
    """
    validate(correction)
    if correction.pk is None:
        correction.printed = printed_value(correction)
    correction.save()
    inspection = correction.inspection
    if correction.field == Field.GRADE:
        correct_grade(correction)
        return inspection
    facts = corrected(facts_held(inspection), [correction])
    if facts.authority and facts.code and facts.start:
        standing = standing_inspection(facts, texts=(), besides=inspection)
        if standing:
            raise PlaceTaken(standing)
    if correction.field == Field.FRAMEWORK:
        # What the other scale has and this one has not is not a grade here, until the report is read again.
        unknown = inspection.judgements.exclude(grade__in=frameworks.scale_of(facts.framework))
        unknown.exclude(grade=None).update(grade=None, status=Judgement.Status.NOT_READ)
    for field in ("authority", "framework", "kind", "start", "end", "published", "lead_inspector"):
        setattr(inspection, field, getattr(facts, field))
    if correction.field == Field.FRAMEWORK and inspection.kind not in other_kinds.WITH_OUTCOME:
        inspection.outcome = ""
    if correction.field == Field.PUBLISHED:
        give_publication(inspection, printed=facts.published, corrected=True)
    inspection.save()
    return inspection


def correct_grade(correction: Correction) -> None:
    """Write a corrected grade to its judgement, and to the paragraphs of its strand, which have the first one's."""
    judgement = judgement_of(correction)
    if judgement is None:
        return
    judged = correction.value != NOT_JUDGED
    judgement.grade = correction.value if judged else None
    judgement.status = Judgement.Status.GRADED if judged else Judgement.Status.NOT_JUDGED
    judgement.save(update_fields=["grade", "status"])
    if correction.order == 1:
        paragraphs = Paragraph.objects.filter(inspection=correction.inspection, strand=correction.strand)
        paragraphs.update(grade=judgement.grade or "")


def judgement_of(correction: Correction) -> Judgement | None:
    """The judgement whose grade a correction is about: of its strand, the first, the second ... printed."""
    same = correction.inspection.judgements.filter(strand=correction.strand).order_by("order")
    return same[correction.order - 1 : correction.order].first() if correction.order else None


def printed_value(correction: Correction) -> str:
    """What is in the report, as the archive read it, for the fact that is about to be corrected."""
    inspection = correction.inspection
    if correction.field == Field.GRADE:
        judgement = judgement_of(correction)
        return judgement.printed_grade if judgement else ""
    if correction.field == Field.AUTHORITY:
        return inspection.authority_printed
    if correction.field == Field.PUBLISHED and inspection.published_from not in (
        "",
        Inspection.PublishedFrom.PRINTED,
    ):
        return ""
    if correction.field == Field.FRAMEWORK:
        return inspection.code
    value = getattr(inspection, correction.field)
    return value.isoformat() if isinstance(value, date) else (value or "")
