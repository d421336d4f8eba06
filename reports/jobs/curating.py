"""What a curator does to a report that has to be read again for it: a correction, one taken back, a report restored.

A job whose process is ended after its work was saved is begun again: each of these then finds its work done.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction

from reports.archive.batch import pay_counts
from reports.archive.curation import make, withdraw
from reports.archive.withdrawal import restore_report
from reports.models import Correction, Inspection

Step = Callable[[str], None]
CHANGED = (
    "This was changed{by} after the form was sent, and nothing of it was saved. Open the form again: it shows what it "
    "says now, and what you wrote."
)
# What a curator saw of a correction when the form was sent.
Seen = dict[str, str]


@transaction.atomic
def correct(
    step: Step,
    *,
    inspection: int,
    fact: dict[str, Any],
    value: str,
    reason: str,
    seen: Seen,
    by: int,
    replace: bool,
) -> dict[str, Any]:
    """Make a correction; `fact` says of which field, strand and order, `seen` what the correction said before."""
    step("Waiting for whoever else changes the report")
    said = {"said": f"Corrected: {Correction(**fact).get_field_display()}."}
    report = Inspection.objects.select_for_update(of=("self",)).filter(pk=inspection).first()
    if report is None and replace:
        return said  # another report has its place and its file
    if report is None:
        raise ValidationError("The report is no longer there.")
    held = Correction.objects.select_related("made_by").filter(inspection=report, **fact).first()
    correction = held or Correction(inspection=report, **fact)
    if (correction.value, correction.reason, correction.made_by_id) == (value, reason, by):
        return said
    require_seen(correction, seen)
    correction.value, correction.reason, correction.made_by_id = value, reason, by
    step("Reading the report again")
    make(correction, replace=replace)
    return said


@transaction.atomic
def take_back(step: Step, *, correction: int, seen: Seen) -> dict[str, Any]:
    """Take a correction back, so that the report says again what is read in it."""
    step("Waiting for whoever else changes the correction")
    found = Correction.objects.select_for_update(of=("self",)).filter(pk=correction).first()
    if found is None:
        return {"said": "The correction is taken back."}
    require_seen(found, seen)
    step("Reading the report again")
    said = f"Taken back: {found}."
    withdraw(found)
    return {"said": said}


def require_seen(correction: Correction, seen: Seen) -> None:
    """Raise ValidationError where a correction no longer says what the curator saw."""
    if {"value": correction.value, "reason": correction.reason} != seen:
        by = f" by {correction.made_by}" if correction.made_by else ""
        raise ValidationError(CHANGED.format(by=by))


@transaction.atomic
def restore(step: Step, *, inspection: int, by: int) -> dict[str, Any]:
    """Put a withdrawn report back, and note who did in the history that the admin shows of it."""
    report = Inspection.everything.get(pk=inspection)
    if report.withdrawn_at:
        step("Reading the report again")
        report = restore_report(report)
        step("Counting words")
        pay_counts()
        LogEntry.objects.log_actions(by, [report], CHANGE, "Restored", single_object=True)
    return {"said": f"{report} is shown again."}
