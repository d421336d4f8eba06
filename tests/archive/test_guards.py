"""What keeps the archive whole: writers take turns, no row is left over, no bytes lie under the hash of others."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError, connection

from reports.archive.batch import ingest_files
from reports.archive.holdings import SAMPLES
from reports.archive.ingest import WRITING_REPORTS, Result, save_failure, save_report
from reports.archive.reference import load_authorities
from reports.archive.source_files import AlteredFileError, keep, open_checked, path_of
from reports.models import Source
from tests.builders import make_authority
from tests.parsed import parsed_report, source_file

pytestmark = pytest.mark.django_db

PDF = "application/pdf"
WRITERS: list[Callable[[], object]] = [
    lambda: save_report(parsed_report(make_authority()), file=source_file()),
    lambda: save_failure("It cannot be read.", file=source_file()),
]


@pytest.fixture
def another_writer(db: None) -> Iterator[psycopg.Connection]:
    """A connection that is writing a report just now."""
    place = {name: value for name, value in connection.get_connection_params().items() if name not in OURS}
    with psycopg.connect(**place) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [WRITING_REPORTS])
        yield other


OURS = {"cursor_factory", "context", "prepare_threshold"}  # Django's, not the server's


@pytest.mark.parametrize("write", WRITERS, ids=["report", "failure"])
def test_a_writer_waits_for_another_one(
    another_writer: psycopg.Connection, write: Callable[[], object]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '50ms'")
    with pytest.raises(OperationalError, match="lock timeout"):
        write()


@pytest.mark.parametrize("write", WRITERS, ids=["report", "failure"])
def test_a_writer_has_the_turn_until_its_transaction_ends(write: Callable[[], object]) -> None:
    write()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
        assert cursor.fetchone() == (1,)


def test_judgements_that_a_new_reading_no_longer_finds_go() -> None:
    authority = make_authority()
    three = {"overall": "good", "leadership": "good", "adoption": "outstanding"}
    save_report(parsed_report(authority, judgements=three), file=source_file())
    two = {"overall": "good", "leadership": "inadequate"}
    saved = save_report(parsed_report(authority, judgements=two), file=source_file(), again=True)
    found = saved.inspection.judgements.order_by("order")
    assert list(found.values_list("order", "strand", "grade")) == [
        (1, "overall", "good"),
        (2, "leadership", "inadequate"),
    ]


def test_recommendations_that_a_new_reading_no_longer_finds_go() -> None:
    authority = make_authority()
    save_report(parsed_report(authority, recommendations=["One", "Two", "Three"]), file=source_file())
    saved = save_report(
        parsed_report(authority, recommendations=["One", "Two"]), file=source_file(), again=True
    )
    assert list(saved.inspection.recommendations.values_list("text", flat=True)) == ["One", "Two"]


def test_bytes_that_are_others_than_were_read_are_not_kept_under_the_hash_of_those(tmp_path: Path) -> None:
    sha256 = hashlib.sha256(b"as it was read").hexdigest()
    file = tmp_path / "report.pdf"
    file.write_bytes(b"as it is now")
    assert not keep(file, sha256=sha256, media_type=PDF)
    assert not path_of(sha256, PDF).exists()
    assert list(path_of(sha256, PDF).parent.iterdir()) == []


def test_a_changed_file_of_the_store_is_replaced_by_the_bytes_of_its_hash(tmp_path: Path) -> None:
    sha256 = hashlib.sha256(b"as it was read").hexdigest()
    file = tmp_path / "report.pdf"
    file.write_bytes(b"as it was read")
    assert keep(file, sha256=sha256, media_type=PDF)
    path_of(sha256, PDF).write_bytes(b"changed since")
    with pytest.raises(AlteredFileError, match="have changed"):
        open_checked(path_of(sha256, PDF), sha256=sha256)
    assert keep(file, sha256=sha256, media_type=PDF)
    assert path_of(sha256, PDF).read_bytes() == b"as it was read"
    with open_checked(path_of(sha256, PDF), sha256=sha256) as opened:
        assert opened.read() == b"as it was read"
    assert path_of(sha256, PDF).stat().st_mode & 0o777 == 0o644


def test_an_ingest_remembers_when_it_saw_each_file_last() -> None:
    sample = next(path for path in sorted(SAMPLES.iterdir()) if path.suffix == ".txt")
    load_authorities()
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    list(ingest_files([sample]))
    Source.objects.update(last_seen_at=long_ago)
    [again] = ingest_files([sample])
    assert again.result == Result.UNCHANGED
    assert Source.objects.get().last_seen_at > long_ago
