"""The version of the archive: one number that every transaction raises that changes what readers see.

The database keeps it itself. A trigger on each table that pages are made from leaves one mark for each transaction;
a second trigger, at the commit, raises the number. So a raised version is seen together with the change, no writer
can forget it, and nobody waits for another writer longer than for a commit. The triggers are in the migrations.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, models


@dataclass(frozen=True, slots=True)
class Version:
    """What the archive's pages depend on: its number, and when that was raised."""

    number: int
    changed_at: datetime


# The version that the request of this thread had asked for before anything else; None outside such a request.
version_being_read: ContextVar[Version | None] = ContextVar("version_being_read", default=None)


@contextmanager
def reading(version: Version) -> Iterator[None]:
    """Inside, what is worked out from the archive may be kept under this version."""
    token = version_being_read.set(version)
    try:
        yield
    finally:
        version_being_read.reset(token)


class ArchiveVersion(models.Model):
    """The one row that holds the version."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_archive_version")]

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> Version:
        """The version now, in one query. An archive that nobody has written to yet has the number 0.

        Every request asks this first, so it goes without the ORM: that costs as much as the query itself.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT number, changed_at FROM reports_archiveversion")
            found = cursor.fetchone()
        return Version(*found) if found else Version(0, datetime.fromtimestamp(0, UTC))


class VersionMark(models.Model):
    """That a transaction under way has changed something; gone again at its commit."""

    transaction = models.CharField(max_length=20, primary_key=True)

    def __str__(self) -> str:
        return self.transaction
