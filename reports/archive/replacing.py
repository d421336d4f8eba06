"""One file in the place of another: what that would change, which file stands now, and the way back."""

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction

from reports.archive.batch import first_line
from reports.archive.ingest import SourceFile, save_report, take_turns
from reports.archive.reparse import Change, change_between, content_of, reparse
from reports.models import Inspection, Source
from reports.parsing.document import ParsedReport


def replaced_by(source: Source) -> Source | None:
    """The file that is shown in place of this one; None where this one is shown, or has no report."""
    inspection = source.inspection
    if inspection is None or inspection.withdrawn_at or inspection.source_id == source.pk:
        return None
    return inspection.source


def change_by(report: ParsedReport, *, file: SourceFile, standing: Inspection) -> Change:
    """What readers would see change if this file took the place of the one shown now; nothing is kept of the try."""
    with transaction.atomic():
        before = content_of(standing)
        try:
            with transaction.atomic():
                saved = save_report(report, file=file)
        except (DataError, IntegrityError) as error:
            return Change(label=file.name, error=f"the database would refuse it: {first_line(error)}")
        change = change_between(before, content_of(saved.inspection), label=file.name, slug=standing.slug)
        transaction.set_rollback(True)
    return change


@transaction.atomic
def show_again(source: Source) -> Inspection:
    """Let a file that was replaced be the report again, with every correction and confirmed status of the report.

    The file that was shown is kept, and can be shown again. Raises ValidationError, in one sentence, where
    this one was not replaced or cannot be read; then nothing changes.
    """
    take_turns()
    source.refresh_from_db()
    if replaced_by(source) is None or source.inspection is None:
        raise ValidationError("This file is the one that is shown, or it has no report.")
    inspection = source.inspection
    inspection.source = source
    inspection.save(update_fields=["source"])
    for change in reparse([source]):
        if change.error:
            raise ValidationError(f"This file cannot be shown again: {change.error}.")
    inspection.refresh_from_db()
    return inspection
