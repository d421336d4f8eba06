"""What machines that watch are told: that the process lives, and whether it may be sent readers."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from reports.models import Job
from tests.builders import make_inspection


def test_a_process_that_answers_is_alive_whatever_its_database_does(client: Client):
    response = client.get("/health/live/")  # the test has no database, and would fail if one were asked
    assert response.json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_says_version_build_and_number_of_reports(client: Client):
    make_inspection()
    response = client.get("/health/ready/")
    assert response.status_code == 200
    found = response.json()
    assert (found["status"], found["migrations"], found["reports"]) == ("ok", "applied", 1)
    assert len(found["build"]) == 12
    assert found["version"] >= 0


def make_job(subject: str, state: str, *, minutes: int = 0, seen: int | None = None) -> None:
    """A job that was asked for so many minutes ago, and last seen alive so many seconds ago."""
    job = Job.objects.create(kind=Job.Kind.READ_UPLOAD, subject=subject, back="/admin/", state=state)
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(
        asked_at=now - timedelta(minutes=minutes),
        seen_at=None if seen is None else now - timedelta(seconds=seen),
    )


@pytest.mark.django_db
def test_ready_says_how_much_long_work_waits_and_what_has_failed_without_being_asked_for_again(
    client: Client,
):
    assert client.get("/health/ready/").json()["queue"] == {
        "waiting": 0,
        "running": 0,
        "failed": 0,
        "oldest_seconds": 0,
    }
    make_job("a", "waiting", minutes=5)
    make_job("b", "waiting", minutes=1)
    make_job("c", "running", minutes=3, seen=1)
    make_job("d", "running", minutes=9, seen=300)  # its process was ended
    make_job("e", "failed", minutes=9)
    make_job("f", "failed", minutes=9)
    make_job("f", "done", minutes=8)
    make_job("g", "failed", minutes=60 * 24 * 8)
    response = client.get("/health/ready/")
    assert response.status_code == 200
    queue = response.json()["queue"]
    assert 300 <= queue.pop("oldest_seconds") < 320
    assert queue == {"waiting": 2, "running": 1, "failed": 2}


@pytest.mark.django_db
def test_a_database_that_lacks_a_migration_is_not_ready(client: Client):
    MigrationRecorder(connection).migration_qs.filter(app="reports", name="0001_initial").delete()
    response = client.get("/health/ready/")
    assert response.status_code == 503
    assert response.json()["migrations"] == "1 not applied; run manage.py migrate"


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch):
    def fail(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", fail)
    response = client.get("/health/ready/")
    assert response.status_code == 503
    assert response.json()["database"] == "unreachable"


@pytest.mark.parametrize("path", ["/health/", "/health/live/", "/health/ready/"])
@pytest.mark.django_db
def test_who_watches_from_inside_is_not_sent_to_https(client: Client, settings: LazySettings, path: str):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(path).status_code == 200
    assert client.get("/about/").status_code == 301
