"""The third step: files that are new or were not looked at for long, fetched one by one and taken into the archive.

A file lies under VAR_DIR/harvest from when it is fetched until it is ingested; a run that was killed in between goes on
with ingesting it.
"""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from reports.archive.batch import Ingested, ingest_files
from reports.archive.ingest import Result
from reports.archive.publication import settle_publication
from reports.archive.source_files import hash_of
from reports.harvest import site
from reports.harvest.asked import Asked, Harvested, Tell
from reports.harvest.client import Fetched, NotAnsweredError, PoliteClient
from reports.models import HarvestedFile, HarvestedVersion, Inspection, Source

# What is counted of the whole archive is counted after so many files.
INGESTED_AT_ONCE = 25
# The folder that a file's label in the archive names.
FOLDER = "harvest"
LONGEST_REST = 30  # days


def due_files(asked: Asked) -> QuerySet[HarvestedFile]:
    """Those to ask for, the newest first, of what is asked for."""
    found = HarvestedFile.objects.due(timezone.now()).filter(waiting="")
    if asked.authority:
        found = found.filter(provider__authority__slug=asked.authority)
    if asked.kinds:
        found = found.filter(kind__in=asked.kinds)
    if asked.since:
        undated = Q(published=None, event=None)
        found = found.filter(
            undated | Q(published__gte=asked.since) | Q(published=None, event__gte=asked.since)
        )
    return found.order_by("-published", "pk")


def fetch_files(client: PoliteClient, asked: Asked, done: Harvested, tell: Tell) -> None:
    """Fetch what is due, and ingest it some files at a time; first what an earlier run has fetched."""
    ingest_waiting(done)
    due = list(due_files(asked))
    for number, file in enumerate(due, start=1):
        tell("Fetching files", number, len(due))
        fetch(file, client, done)
        if number % INGESTED_AT_ONCE == 0:
            ingest_waiting(done)
    ingest_waiting(done)


def fetch(file: HarvestedFile, client: PoliteClient, done: Harvested) -> None:
    """Fetch one file. What cannot be had is asked for again by a later run: after a day, two, four, up to thirty."""
    place = place_of(file)
    shutil.rmtree(place.parent, ignore_errors=True)
    place.parent.mkdir(parents=True)
    part = place.with_suffix(".part")
    try:
        fetched = client.file(file.url, part, known=conditions(file))
    except NotAnsweredError as error:
        part.unlink(missing_ok=True)
        rest = min(LONGEST_REST, 2**file.tries)
        keep(file, error=str(error), tries=file.tries + 1, next_at=timezone.now() + timedelta(days=rest))
        done.faults.append(f"{file.provider}: {error}")
        return
    if fetched.unchanged:
        keep(file, error="", tries=0, next_at=next_look())
        return
    part.replace(place)
    done.files += 1
    keep(file, waiting=place.name, error="", tries=0, **validators(fetched))


def conditions(file: HarvestedFile) -> dict[str, str]:
    """The headers by which the site may answer that a file is what it was."""
    known = {"If-None-Match": file.etag, "If-Modified-Since": file.last_modified}
    return {name: value for name, value in known.items() if value} if file.sha256 else {}


def validators(fetched: Fetched) -> dict[str, str]:
    """What the site says of a file's version; what is too long to be kept is not used."""
    return {
        "etag": fetched.etag if len(fetched.etag) <= 300 else "",
        "last_modified": fetched.last_modified if len(fetched.last_modified) <= 100 else "",
    }


def keep(file: HarvestedFile, **values: object) -> None:
    HarvestedFile.objects.filter(pk=file.pk).update(**values)


def place_of(file: HarvestedFile) -> Path:
    """Where a file lies between fetching and ingesting."""
    return Path(settings.VAR_DIR) / "harvest" / str(file.pk) / FOLDER / site.name_of_file(file.url)


def next_look() -> datetime:
    return timezone.now() + timedelta(days=settings.HARVEST_RECHECK_DAYS)


def ingest_waiting(done: Harvested) -> None:
    """Take what is fetched into the archive, and keep of each file what became of it."""
    waiting = {
        place_of(file): file for file in HarvestedFile.objects.exclude(waiting="").select_related("provider")
    }
    lost = [file.pk for path, file in waiting.items() if not path.is_file()]
    HarvestedFile.objects.filter(pk__in=lost).update(waiting="")  # fetched again
    paths = [path for path in waiting if path.is_file()]
    for ingested in ingest_files(paths) if paths else ():
        taken_in(waiting[ingested.path], ingested)
        done.ends[ingested.result.value] = done.ends.get(ingested.result.value, 0) + 1
        if ingested.result is Result.FAILED:
            done.faults.append(f"{waiting[ingested.path].provider}: {ingested.path.name}: {ingested.reason}")


@transaction.atomic
def record(file: HarvestedFile, ingested: Ingested, sha256: str) -> None:
    """A file that is ingested: its bytes are a version of what its URL holds, and its URL and day are the source's."""
    now = timezone.now()
    HarvestedVersion.objects.get_or_create(file=file, sha256=sha256, defaults={"fetched_at": now})
    error = ingested.reason if ingested.result is Result.FAILED else ""
    keep(file, sha256=sha256, waiting="", error=error, next_at=next_look())
    for source in Source.objects.filter(sha256=sha256):
        source.url = source.url or file.url
        source.published = source.published or file.published
        source.delisted_at = None
        source.save(update_fields=["url", "published", "delisted_at"])
    settle_publication(Inspection.objects.filter(source__sha256=sha256))


def taken_in(file: HarvestedFile, ingested: Ingested) -> None:
    """Keep what became of a fetched file, and let go of its copy."""
    record(file, ingested, hash_of(ingested.path))
    shutil.rmtree(place_of(file).parent.parent, ignore_errors=True)
