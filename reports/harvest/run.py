"""A whole harvest: begun, or gone on with where the last one was killed."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from reports.archive.lists import load_missing_lists
from reports.harvest.asked import Asked, HarvestAlarmError, Harvested, HarvestRefusedError, Tell
from reports.harvest.client import ForbiddenError, NotAnsweredError, PoliteClient
from reports.harvest.files import due_files, fetch_files
from reports.harvest.listing import read_listing
from reports.harvest.providers import read_providers
from reports.harvest.site import ChangedMarkupError
from reports.models import HarvestedFile, HarvestRun

# Any number will do, as long as every harvest takes the same lock.
HARVESTING = 0x5EED_4A6F
# A run that stopped longer ago has read a listing that is no longer the site's.
GOES_ON_FOR = timedelta(hours=12)
UNDER_WAY = "Another harvest is under way."
NO_CONTACT = (
    "HARVEST_CONTACT is not set. Give an e-mail address or a page by which the site’s operator can reach you."
)


def harvest(asked: Asked, *, tell: Tell, client: PoliteClient | None = None) -> Harvested:
    """Bring the archive up to the site. Raises HarvestRefusedError, and HarvestAlarmError where somebody has to look.

    Everything is saved as it is done; a dry run takes all of it back, and fetches no file.
    """
    if not settings.HARVEST_CONTACT:
        raise HarvestRefusedError(NO_CONTACT)
    load_missing_lists()
    with (
        alone(),
        client or PoliteClient() as asking,
        transaction.atomic() if asked.dry_run else nullcontext(),
    ):
        done = steps(asked, asking, tell)
        if asked.dry_run:
            transaction.set_rollback(True)
    if done.alarms:
        raise HarvestAlarmError(" ".join([*done.alarms, done.sentence]))
    return done


def steps(asked: Asked, client: PoliteClient, tell: Tell) -> Harvested:
    """The three steps; what stops a run is kept with it and raised as an alarm."""
    run, done = present_run(), Harvested()
    try:
        tell("Reading the listing", 0, 0)
        read_listing(run, client, accept_fewer=asked.accept_fewer)
        read_providers(run, client, asked, done, tell)
        if asked.dry_run:
            done.new = [f"{file.provider}: {file.label or file.url}" for file in due_files(asked)]
        else:
            fetch_files(client, asked, done, tell)
        run.error, run.ended_at = " ".join(done.alarms), timezone.now()
    except (ForbiddenError, NotAnsweredError, ChangedMarkupError, HarvestAlarmError) as error:
        run.error, run.ended_at = str(error), timezone.now()
        raise HarvestAlarmError(str(error)) from error
    finally:
        # A run that was stopped on the way has no end, and is gone on with.
        run.requests += client.sums.requests
        run.bytes += client.sums.bytes
        run.save(update_fields=["error", "ended_at", "requests", "bytes"])
    done.listed, done.requests, done.bytes = run.listed, client.sums.requests, client.sums.bytes
    done.unknown_labels = HarvestedFile.objects.unknown_labels()
    return done


def present_run() -> HarvestRun:
    """The run that was stopped on the way, if that was not long ago, or a new one."""
    recent = HarvestRun.objects.filter(ended_at=None, started_at__gt=timezone.now() - GOES_ON_FOR)
    return recent.order_by("-pk").first() or HarvestRun.objects.create()


@contextmanager
def alone() -> Iterator[None]:
    """One harvest at a time: the lock is the connection's own, so that it ends with its holder, however that ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [HARVESTING])
        [held] = cursor.fetchone()
    if not held:
        raise HarvestRefusedError(UNDER_WAY)
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [HARVESTING])
