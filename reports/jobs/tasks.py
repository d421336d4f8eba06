"""The work itself. A task takes a function that says how far it is, and the job's arguments; what it returns goes into
the job's row as JSON. A ValidationError is a sentence for whoever asked; `said` in a result is one too.
"""

from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from reports.archive import uploads
from reports.archive.batch import ingest_files, limits_from_settings, pay_counts, save_outcome
from reports.archive.ingest import Result
from reports.archive.lists import load_missing_lists
from reports.archive.reparse import reparse
from reports.archive.replacing import show_again
from reports.comparing.kept_suggestions import bring_up_to_date
from reports.following.digests import AnotherRoundError, send_digests
from reports.harvest.asked import Asked, HarvestAlarmError, HarvestRefusedError
from reports.harvest.run import harvest
from reports.jobs import curating
from reports.jobs.alarms import tell_operator
from reports.jobs.upload_preview import preview_of
from reports.models import Job, Source, Theme
from reports.parsing.errors import UnreadableReport
from reports.parsing.pool import Outcome, find_reports, parse_paths
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


def ingest(step: Step, *, paths: list[str]) -> dict[str, Any]:
    """Take new and changed files of some folders into the archive. What was read before is passed over."""
    step("Looking for files")
    load_missing_lists()
    try:
        files = find_reports([Path(path) for path in paths])
    except UnreadableReport as error:
        raise ValidationError(str(error)) from error
    ends: Counter[Result] = Counter()
    failed = []
    for number, one in enumerate(ingest_files(files), start=1):
        step(f"Reading files: {number} of {len(files)}")
        ends[one.result] += 1
        if one.result is Result.FAILED:
            failed.append(f"{one.path.name}: {one.reason}")
    suggest_statuses(step)
    counts = ", ".join(f"{ends[result]} {result.value}" for result in Result if ends[result])
    return {"said": f"{len(files)} files were read: {counts or 'none'}.", "failed": failed}


def reread(step: Step) -> dict[str, Any]:
    """Read every stored file again with the present parser; each report is saved as it is read."""
    sources = list(Source.objects.standing())
    changed, failed = 0, []
    for number, change in enumerate(reparse(sources), start=1):
        step(f"Reading reports again: {number} of {len(sources)}")
        changed += change.changed
        if change.error:
            failed.append(f"{change.label}: {change.error}")
    step("Counting words")
    pay_counts()
    suggest_statuses(step)
    said = f"{len(sources)} files were read again: {changed} read differently, {len(failed)} failed."
    return {"said": said, "failed": failed}


@transaction.atomic
def tag_all(step: Step) -> dict[str, Any]:
    """Tag the archive with every theme, by the time that nobody else tags."""
    step("Waiting until the tagging before this one has ended")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [TAGGING_THEMES])
    themes = list(Theme.objects.all())
    step(f"Looking for {len(themes)} themes in every paragraph and recommendation")
    tag_again(themes)
    return {"said": f"The reports are tagged with {len(themes)} themes."}


def harvest_site(step: Step) -> dict[str, Any]:
    """New and changed reports of the inspectorate's site."""
    try:
        done = harvest(
            Asked(), tell=lambda text, number, total: step(f"{text}: {number} of {total}" if total else text)
        )
    except HarvestRefusedError as error:
        raise ValidationError(str(error)) from error
    except HarvestAlarmError as error:
        tell_operator("The harvest found the inspectorate’s site changed", str(error))
        raise ValidationError(str(error)) from error
    if done.files:
        suggest_statuses(step)
    return {"said": done.sentence, "failed": done.faults}


def send_mail(step: Step) -> dict[str, Any]:
    """Digests to those who follow something. What was sent before a kill is not sent again."""
    if not (settings.EMAIL_SERVER and settings.SITE_URL):
        raise ValidationError(
            "No mail is sent: set EMAIL_URL and SITE_URL, which the links in mails begin with."
        )
    try:
        done = send_digests(root=settings.SITE_URL, tell=step)
    except AnotherRoundError:
        return {"said": "Digests are being sent already."}
    except (OSError, SMTPException) as error:
        raise ValidationError(
            f"The mail server does not take mail ({error}). Try again once it does."
        ) from error
    return {"said": done.sentence}


def count(step: Step) -> dict[str, Any]:
    """Make the counts that are owed, and work out what became of recommendations where that is not known."""
    step("Counting words")
    pay_counts()
    pairs = suggest_statuses(step)
    return {"said": f"The counts are made. {pairs} pairs of reports were read against each other."}


def suggest_statuses(step: Step) -> int:
    """What became of recommendations, of the pairs of reports that are new or read differently; says how many."""
    pairs = 0
    for pairs, _pair in enumerate(bring_up_to_date(), start=1):
        step(f"Working out what became of recommendations: {pairs} pairs of reports so far")
    return pairs


TASKS: dict[Job.Kind, Callable[..., dict[str, Any]]] = {
    Job.Kind.TAG_THEME: tag_theme,
    Job.Kind.READ_UPLOAD: read_upload,
    Job.Kind.SAVE_UPLOAD: save_upload,
    Job.Kind.SHOW_FILE: show_file,
    Job.Kind.INGEST: ingest,
    Job.Kind.REPARSE: reread,
    Job.Kind.TAG_ALL: tag_all,
    Job.Kind.HARVEST: harvest_site,
    Job.Kind.CORRECT: curating.correct,
    Job.Kind.TAKE_BACK: curating.take_back,
    Job.Kind.RESTORE: curating.restore,
    Job.Kind.MAIL: send_mail,
    Job.Kind.COUNT: count,
}
