"""Curators' corrections: facts that outlive every re-reading of a report.

A correction is kept beside what was printed (`Correction.printed`); the rows of the archive hold the
corrected value, so that every list, search and comparison uses it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from reports import frameworks
from reports.models import Authority, Correction, Inspection, Judgement, Paragraph

DATES = {Correction.Field.START, Correction.Field.END, Correction.Field.PUBLISHED}


@dataclass(frozen=True, slots=True)
class Facts:
    """What identifies and dates an inspection, as read or as corrected."""

    authority: Authority | None
    framework: str | None
    start: date | None
    end: date | None
    published: date | None
    lead_inspector: str


def corrected(facts: Facts, corrections: Iterable[Correction]) -> Facts:
    """The facts with every correction of a fact in its place. Corrections of grades are left aside."""
    for correction in corrections:
        if correction.field == Correction.Field.AUTHORITY:
            facts = replace(facts, authority=Authority.objects.get(gss_code=correction.value))
        elif correction.field == Correction.Field.FRAMEWORK:
            facts = replace(facts, framework=correction.value)
        elif correction.field == Correction.Field.START:
            facts = replace(facts, start=date.fromisoformat(correction.value))
        elif correction.field == Correction.Field.END:
            facts = replace(facts, end=date.fromisoformat(correction.value))
        elif correction.field == Correction.Field.PUBLISHED:
            facts = replace(facts, published=date.fromisoformat(correction.value))
        elif correction.field == Correction.Field.LEAD_INSPECTOR:
            facts = replace(facts, lead_inspector=correction.value)
    return facts


def corrected_grades(corrections: Iterable[Correction]) -> dict[str, str]:
    """The corrected grades by strand."""
    return {c.strand: c.value for c in corrections if c.field == Correction.Field.GRADE}


def validate(correction: Correction) -> None:
    """Raise ValidationError, in one sentence, where a correction cannot be made as it stands."""
    if not correction.reason.strip():
        raise ValidationError({"reason": "Say why the fact is corrected; readers see the reason."})
    if correction.field == Correction.Field.GRADE:
        validate_grade(correction)
    elif correction.field in DATES:
        validate_date(correction)
    elif correction.field == Correction.Field.AUTHORITY:
        if not Authority.objects.filter(gss_code=correction.value).exists():
            raise ValidationError(
                {"value": f"“{correction.value}” is not the GSS code of an authority in the list."}
            )
    elif correction.field == Correction.Field.FRAMEWORK and correction.value not in frameworks.BY_KEY:
        raise ValidationError({"value": f"Use one of: {', '.join(frameworks.BY_KEY)}."})


def validate_grade(correction: Correction) -> None:
    framework = frameworks.BY_KEY.get(correction.inspection.framework or "")
    scale = framework.scale if framework else frameworks.GRADES
    if correction.value not in scale:
        raise ValidationError({"value": f"This framework's grades are: {', '.join(scale)}."})
    held = correction.inspection.judgements.filter(strand=correction.strand).count()
    if not held:
        raise ValidationError({"strand": "This report has no judgement of that strand."})
    if held > 1:
        raise ValidationError(
            {
                "strand": f"This report has {held} judgements of that strand, so a correction of one cannot be told."
            }
        )


def validate_date(correction: Correction) -> None:
    try:
        value = date.fromisoformat(correction.value)
    except ValueError as error:
        raise ValidationError({"value": "Write the date as year-month-day, such as 2014-10-22."}) from error
    start = value if correction.field == Correction.Field.START else correction.inspection.start
    end = value if correction.field == Correction.Field.END else correction.inspection.end
    if correction.field != Correction.Field.PUBLISHED and start and end and end < start:
        raise ValidationError({"value": "The last day of an inspection cannot lie before its first."})


@transaction.atomic
def correct(correction: Correction) -> Inspection:
    """Save a correction and bring the rows that it touches up to it. The inspection keeps its address."""
    validate(correction)
    correction.printed = correction.printed or printed_value(correction)
    correction.save()
    inspection = correction.inspection
    if correction.field == Correction.Field.GRADE:
        judgements = inspection.judgements.filter(strand=correction.strand)
        judgements.update(grade=correction.value, status=Judgement.Status.GRADED)
        Paragraph.objects.filter(inspection=inspection, strand=correction.strand).update(
            grade=correction.value
        )
        return inspection
    facts = corrected(facts_of(inspection), [correction])
    clash = Inspection.objects.filter(authority=facts.authority, framework=facts.framework, start=facts.start)
    if facts.authority and facts.start and (other := clash.exclude(pk=inspection.pk).first()):
        raise ValidationError(
            f"Another report already stands for that authority, framework and day: {other.slug}."
        )
    for field in ("authority", "framework", "start", "end", "published", "lead_inspector"):
        setattr(inspection, field, getattr(facts, field))
    inspection.save()
    return inspection


def facts_of(inspection: Inspection) -> Facts:
    """The facts of an inspection as its row holds them."""
    return Facts(
        authority=inspection.authority,
        framework=inspection.framework,
        start=inspection.start,
        end=inspection.end,
        published=inspection.published,
        lead_inspector=inspection.lead_inspector,
    )


def printed_value(correction: Correction) -> str:
    """What stands in the report, as the archive read it, for the fact that is about to be corrected."""
    inspection = correction.inspection
    if correction.field == Correction.Field.GRADE:
        judgement = inspection.judgements.filter(strand=correction.strand).first()
        return judgement.printed_grade if judgement else ""
    if correction.field == Correction.Field.AUTHORITY:
        return inspection.authority_printed
    value = getattr(inspection, correction.field)
    return value.isoformat() if isinstance(value, date) else (value or "")
