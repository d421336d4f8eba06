"""What a curator does to a report: make a correction, or take one back, so that everything follows from it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from reports.corrections import correct
from reports.ingest import give_address
from reports.models import Correction, Inspection, Source
from reports.reparse import reparse
from reports.source_files import stored
from reports.themes import tag_inspection

# A report is placed by these: its address, its state and its strands follow from them.
PLACING = {Correction.Field.AUTHORITY, Correction.Field.FRAMEWORK, Correction.Field.START}


@transaction.atomic
def make(correction: Correction) -> Inspection:
    """Make a correction, and let the report's address and the state of its file follow.

    Raises ValidationError, in one sentence, where the value cannot be.
    """
    inspection = correct(correction)
    if correction.field in PLACING:
        give_address(inspection)
        inspection.save()
        settle_state(inspection)
    if correction.field == Correction.Field.FRAMEWORK and stored(inspection.source):
        # The strands of judgements and paragraphs are read by the framework.
        read_again(inspection.source)
    else:
        # The shares of themes are counted by grade.
        tag_inspection(inspection)
    return inspection


@transaction.atomic
def withdraw(correction: Correction) -> None:
    """Take a correction back: its report is read again from the stored file, under the corrections left.

    Raises ValidationError where the file cannot be read again; then the correction stays.
    """
    source = correction.inspection.source
    if stored(source) is None:
        raise ValidationError(
            "The report's file is not in the store, so what it prints cannot be read again."
        )
    correction.delete()
    read_again(source)


def read_again(source: Source) -> None:
    for change in reparse([source]):
        if change.error:
            raise ValidationError(f"The report could not be read again: {change.error}.")


def settle_state(inspection: Inspection) -> None:
    """Bring the state of a report's file up to what is known of the report now."""
    source = inspection.source
    if inspection.framework is None:
        source.state = Source.State.UNKNOWN_KIND
    elif inspection.authority is None:
        source.state = Source.State.UNKNOWN_AUTHORITY
    else:
        source.state = Source.State.WARNINGS if source.warnings else Source.State.CLEAN
    source.save(update_fields=["state"])
