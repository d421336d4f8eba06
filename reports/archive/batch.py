"""Files in, an archive up to date: which files need reading, reading them, and saving each on its own."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import DataError, IntegrityError
from django.utils import timezone

from reports.archive.holdings import STAYS_OUT, is_sample, make_way_for, stays_out
from reports.archive.ingest import Result, SourceFile, save_failure, save_report
from reports.archive.source_files import hash_of, keep, media_type_of, path_of
from reports.comparing.terms.vocabulary import count_terms
from reports.models import OwedCount, Source
from reports.parsing import PARSER_VERSION
from reports.parsing.pool import Limits, Outcome, parse_paths
from reports.search.plan.indexing import count_totals, count_words
from reports.search.plan.owed_counts import pay, writing_much

LEFT_OUT = {Result.WITHDRAWN, Result.HELD_BACK}  # nothing of such a file is kept


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of one file. `reason` says why it failed, or what else there is to know."""

    path: Path
    result: Result
    slug: str = ""
    reason: str = ""
    state: str = ""


def limits_from_settings() -> Limits:
    """The limits on one report file, from REPORT_MAX_* in the settings."""
    return Limits(
        seconds=settings.REPORT_MAX_SECONDS,
        memory=settings.REPORT_MAX_MEMORY,
        pages=settings.REPORT_MAX_PAGES,
        bytes=settings.REPORT_MAX_BYTES,
    )


def ingest_files(files: Sequence[Path], *, limits: Limits | None = None) -> Iterator[Ingested]:
    """Bring the archive up to these files, yielding what became of each as soon as it is known.

    Files whose bytes were read before, or that this parser has failed to read, come first and are not read again;
    those of a kind that an earlier parser did not know are.
    One bad file never stops the others. Raises OperationalError or ProgrammingError where the database cannot
    be used.
    """
    held, failed, unsure = held_hashes(), failed_hashes(), unplaced_hashes()
    replaced = replacements()
    unread: list[Path] = []
    hashes = {path: fingerprint(path) for path in files}
    Source.objects.filter(sha256__in=set(hashes.values()) - {""}).update(last_seen_at=timezone.now())
    for path in files:
        sha256 = hashes[path]
        if reason := failed.get((sha256, media_type_of(path.name))):
            yield fail(path, reason, sha256=sha256, size=path.stat().st_size)
        elif (state := held.get(sha256)) and sha256 not in unsure:
            yield Ingested(path, Result.UNCHANGED, state=state, reason=replaced.get(sha256, ""))
        else:
            unread.append(path)
    with writing_much():
        for outcome in parse_paths(unread, limits=limits or limits_from_settings()):
            # What a power cut loses, the next ingest reads again.
            yield save_outcome(
                outcome,
                again=outcome.sha256 in unsure,
                durable=False,
                replace=not settings.HOLD_REPLACEMENTS,
            )
        pay_counts()


def pay_counts() -> None:
    """Count what is owed: the terms and words of the archive, and its totals."""
    pay(OwedCount.Kind.WORDS, count_terms, count_words)
    pay(OwedCount.Kind.TOTALS, count_totals)


def held_hashes() -> dict[str, str]:
    """The hashes of all files that were read, with their states."""
    return dict(Source.objects.exclude(state=Source.State.FAILED).values_list("sha256", "state"))


def replacements() -> dict[str, str]:
    """By the hashes of files that are held and not shown: which file is shown in their place, as a sentence's part."""
    replaced = Source.objects.filter(inspection__isnull=False, shown_as__isnull=True)
    found = replaced.exclude(state__in=[Source.State.FAILED, Source.State.WITHDRAWN])
    return {
        source.sha256: f"the archive holds it, and shows {source.inspection.source} in its place"
        for source in found.select_related("inspection__source")
        if source.inspection
    }


def failed_hashes() -> dict[tuple[str, str], str]:
    """Why files could not be read, by hash and media type, where this parser would come to the same end again."""
    failed = Source.objects.filter(state=Source.State.FAILED, parser_version=PARSER_VERSION)
    return {
        (sha256, kind): error for sha256, kind, error in failed.values_list("sha256", "media_type", "error")
    }


def unplaced_hashes() -> set[str]:
    """The hashes of files whose kind an earlier parser did not know, and this one may."""
    unknown = (
        Source.objects.shown().in_state(Source.State.UNKNOWN_KIND).exclude(parser_version=PARSER_VERSION)
    )
    return set(unknown.values_list("sha256", flat=True))


def fingerprint(path: Path) -> str:
    """The hash of a file; empty where it cannot be read (reading it later says why)."""
    try:
        # A pipe or a device has no end to wait for.
        readable = path.is_file() and path.stat().st_size <= settings.REPORT_MAX_BYTES
        return hash_of(path) if readable else ""
    except OSError:
        return ""


def save_outcome(
    outcome: Outcome, *, again: bool = False, durable: bool = True, replace: bool = True
) -> Ingested:
    """Save what the parser made of one file, or the reason why it made nothing; `again`: of one that is held.

    Not `replace`: a file that would take the place of another is left to a curator.
    """
    path = outcome.path
    if outcome.report is None:
        reason = outcome.error or "The file could not be read."
        return fail(path, reason, sha256=outcome.sha256, size=outcome.size, settled=outcome.settled)
    assert outcome.sha256 is not None  # noqa: S101 - a file that was parsed has been hashed
    if is_sample(path) and stays_out():
        return Ingested(path, Result.FAILED, reason=STAYS_OUT)
    file = SourceFile.of(path, sha256=outcome.sha256, size=outcome.size)
    try:
        if not keep(path, sha256=file.sha256, media_type=media_type_of(path.name)):
            return Ingested(
                path, Result.FAILED, reason="The file changed while it was read; ingest it again."
            )
        saved = save_report(outcome.report, file=file, again=again, durable=durable, replace=replace)
        gone = make_way_for(saved.inspection)
        if saved.result in LEFT_OUT and not Source.objects.filter(sha256=file.sha256).exists():
            path_of(file.sha256, file.media_type).unlink(missing_ok=True)
    except OSError as error:
        return Ingested(path, Result.FAILED, reason=f"The file could not be kept: {error.strerror or error}.")
    except (DataError, IntegrityError) as error:
        return Ingested(path, Result.FAILED, reason=f"The database refused the report: {first_line(error)}.")
    note = f"the {gone} sample reports made way for it" if gone else saved.note
    return Ingested(
        path, saved.result, slug=saved.inspection.slug, reason=note, state=saved.inspection.source.state
    )


def fail(path: Path, reason: str, *, sha256: str | None, size: int, settled: bool = True) -> Ingested:
    """Remember a failed file, and keep its bytes where they are not too many: a later parser may read it."""
    if sha256:
        file = SourceFile.of(path, sha256=sha256, size=size)
        if size <= settings.REPORT_MAX_BYTES:
            with contextlib.suppress(OSError):
                keep(path, sha256=sha256, media_type=file.media_type)
        save_failure(reason, file=file, settled=settled)
    return Ingested(path, Result.FAILED, reason=reason, state=Source.State.FAILED)


def first_line(error: Exception) -> str:
    """The first line of a database error, which says what was refused; the rest quotes the row."""
    return (str(error).splitlines() or ["no reason given"])[0].rstrip(".")
