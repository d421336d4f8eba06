"""The work itself. A task takes a function that says how far it is, and the job's arguments; what it returns goes into
the job's row as JSON. A ValidationError is a sentence for whoever asked; `said` in a result is one too.
"""

from collections import deque
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from reports.archive import uploads
from reports.archive.batch import limits_from_settings, pay_counts, save_outcome
from reports.archive.ingest import Result
from reports.archive.replacing import show_again
from reports.comparing.kept_suggestions import bring_up_to_date
from reports.jobs.upload_preview import preview_of
from reports.models import Job, Source, Theme
from reports.parsing.pool import Outcome, parse_paths
from reports.themes.tagging import tag_again

Step = Callable[[str], None]
# Locks of the database that last as long as a transaction: one theme is tagged by one process at a time.
TAGGING_THEMES = 7_301_955


@transaction.atomic
def tag_theme(step: Step, *, theme: int) -> dict[str, Any]:
    """Tag the archive with a theme as it is by the time that nobody else tags."""
    step("Waiting until the tagging before this one has ended")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TAGGING_THEMES])
    step("Looking for the theme in every paragraph and recommendation")
    found = Theme.objects.filter(pk=theme).first()
    if found is None:
        raise ValidationError("The theme is no longer there.")
    tag_again([found])
    return {"said": f"The reports are tagged with “{found.name}”."}


def read_upload(step: Step, *, token: str) -> dict[str, Any]:
    """What an upload says and what it would change; nothing of it is saved."""
    outcome = read(step, token)
    step("Comparing it with what the archive holds")
    return preview_of(outcome)


def save_upload(step: Step, *, token: str) -> dict[str, Any]:
    """Put an upload into the archive by the way that every other report takes."""
    outcome = read(step, token)
    step("Saving what was read")
    ingested = save_outcome(outcome)
    if ingested.result is Result.FAILED:
        return {"failed": ingested.reason}
    step("Counting words and working out what became of recommendations")
    pay_counts()
    source = Source.objects.holding(outcome.sha256 or "").get()
    if source.inspection and source.inspection.authority:
        deque(bring_up_to_date(authority=source.inspection.authority), maxlen=0)
    reason = f": {ingested.reason}" if ingested.reason else ""
    return {"saved": f"{outcome.path.name} is {ingested.result.value}{reason}.", "source": source.pk}


def show_file(step: Step, *, source: int) -> dict[str, Any]:
    """Let a file that was replaced be the report again."""
    step("Reading the file again")
    file = Source.objects.get(pk=source)
    inspection = show_again(file)
    pay_counts()
    return {"said": f"{file} is the file of {inspection} again."}


def read(step: Step, token: str) -> Outcome:
    """What the parser makes of an upload, in a worker with the limits of the settings."""
    path = uploads.held(token)
    if path is None:
        raise ValidationError("The upload was put aside for an hour, which is over. Upload it again.")
    step(f"Reading {path.name}")
    [outcome] = parse_paths([path], limits=limits_from_settings())
    return outcome


TASKS: dict[Job.Kind, Callable[..., dict[str, Any]]] = {
    Job.Kind.TAG_THEME: tag_theme,
    Job.Kind.READ_UPLOAD: read_upload,
    Job.Kind.SAVE_UPLOAD: save_upload,
    Job.Kind.SHOW_FILE: show_file,
}
