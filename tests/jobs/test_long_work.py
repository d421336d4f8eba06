"""Long work is done outside the request, says how far it is, and can be tried again."""

import asyncio
import contextlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from asgiref.sync import sync_to_async
from django.conf import LazySettings
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.test import Client
from django.utils import timezone

from reports.archive.holdings import SAMPLES
from reports.archive.reference import load_authorities
from reports.jobs import queue, queued, running, tasks, worker
from reports.jobs.queued import ENDED, ended_early
from reports.models import Job, ParagraphTheme, Source, Theme
from reports.reading.changes import changes_of
from reports.themes.tagging import load_themes
from tests.builders import make_inspection

UPLOAD = "/admin/reports/source/upload/"
SAMPLE = "ashmere-2019-childrens-services.txt"


@pytest.fixture(autouse=True)
def own_event_loop() -> Iterator[None]:
    """Browser tests leave their event loop running in this thread, and a worker has one of its own."""
    running_loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running_loop)


@pytest.fixture
def started(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """As in production, with a queue that is only noted down: what a page does while the work has not begun."""
    settings.JOBS_AT_ONCE = False
    noted: list[Job] = []
    monkeypatch.setattr(queue, "start", noted.append)
    return noted


def change(client: Client, theme: Theme, expressions: str) -> str:
    """Save a theme's searches; the address of the page that follows."""
    given = {"name": theme.name, "about": theme.about, "expressions": expressions, "order": theme.order}
    return client.post(f"/admin/reports/theme/{theme.pk}/change/", given)["Location"]


def silent_since(job: Job, seconds: int) -> None:
    Job.objects.filter(pk=job.pk).update(seen_at=timezone.now() - timedelta(seconds=seconds), state="running")


@pytest.mark.django_db
def test_a_changed_theme_is_tagged_after_the_answer(admin_client: Client, started: list[Job]) -> None:
    load_themes()
    make_inspection(paragraphs=["The harbour master telephones."])
    theme = Theme.objects.earliest("order")
    page = change(admin_client, theme, "harbour")
    [job] = started
    assert page == f"/admin/jobs/{job.pk}/"
    assert not ParagraphTheme.objects.filter(theme=theme).exists()
    text = admin_client.get(page).text
    assert '<meta http-equiv="refresh" content="2">' in text
    assert "Look again now" in text
    form = f"/admin/reports/theme/{theme.pk}/change/"
    assert "the tagging is under way" in admin_client.get(form).text

    call_command("run_job", job.pk)
    assert ParagraphTheme.objects.filter(theme=theme).count() == 1
    ended = admin_client.get(page, follow=True)
    assert ended.redirect_chain == [(form, 302)]
    assert f"The reports are tagged with “{theme.name}”." in ended.text
    assert "not tagged with these searches yet" not in ended.text


@pytest.mark.django_db
def test_what_is_changed_twice_before_it_begins_is_tagged_once(
    admin_client: Client, started: list[Job]
) -> None:
    load_themes()
    theme = Theme.objects.earliest("order")
    make_inspection(paragraphs=["The harbour master telephones the ferry."])
    assert change(admin_client, theme, "harbour") == change(admin_client, theme, "ferry")
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_an_upload_is_read_and_saved_outside_the_request(admin_client: Client, started: list[Job]) -> None:
    load_authorities()
    file = SimpleUploadedFile(SAMPLE, (SAMPLES / SAMPLE).read_bytes())
    preview = admin_client.post(UPLOAD, {"file": file})["Location"]
    reading = Job.objects.get()
    assert admin_client.get(preview)["Location"] == f"/admin/jobs/{reading.pk}/"
    call_command("run_job", reading.pk)
    assert admin_client.get(f"/admin/jobs/{reading.pk}/")["Location"] == preview
    assert "Ashmere" in admin_client.get(preview).text
    assert not Source.objects.exists()

    admin_client.post(preview, {"confirm": "1"})
    saving = Job.objects.exclude(pk=reading.pk).get()
    assert admin_client.post(preview, {"confirm": "1"})["Location"] == f"/admin/jobs/{saving.pk}/"
    assert Job.objects.count() == 2
    call_command("run_job", saving.pk)
    ended = admin_client.get(preview, follow=True)
    source = Source.objects.get()
    assert ended.redirect_chain == [(f"/admin/reports/source/{source.pk}/change/", 302)]
    assert f"{SAMPLE.capitalize()} is " in ended.text
    assert source.inspection is not None
    assert [one.who for one in changes_of(source)][-1] == "admin"


@pytest.mark.django_db
def test_what_failed_says_so_in_one_sentence_and_is_tried_again(
    admin_client: Client, started: list[Job]
) -> None:
    theme = Theme.objects.create(slug="walks", name="Walks", about="Walks.", expressions="walk")
    make_inspection(paragraphs=["They walk."])
    change(admin_client, theme, "walks or hike")
    job = Job.objects.get()
    arguments, job.arguments = job.arguments, {"theme": 0}
    job.save()
    call_command("run_job", job.pk)
    text = admin_client.get(f"/admin/jobs/{job.pk}/").text
    assert "The theme is no longer there." in text
    assert "http-equiv" not in text
    assert "the tagging failed" in admin_client.get(f"/admin/reports/theme/{theme.pk}/change/").text
    Job.objects.update(arguments=arguments)
    again = admin_client.post(f"/admin/jobs/{job.pk}/")["Location"]
    assert again != f"/admin/jobs/{job.pk}/"
    call_command("run_job", Job.objects.latest("pk").pk)
    assert ParagraphTheme.objects.filter(theme=theme).exists()


@pytest.mark.django_db
def test_work_whose_process_was_killed_can_be_tried_again_and_other_work_cannot(
    admin_client: Client, started: list[Job]
) -> None:
    load_themes()
    change(admin_client, Theme.objects.earliest("order"), "children or ferry")
    job = Job.objects.get()
    silent_since(job, 5)
    assert "Try again" not in admin_client.get(f"/admin/jobs/{job.pk}/").text
    admin_client.post(f"/admin/jobs/{job.pk}/")
    assert Job.objects.count() == 1
    silent_since(job, 30)
    assert "The work stopped before it ended" in admin_client.get(f"/admin/jobs/{job.pk}/").text
    admin_client.post(f"/admin/jobs/{job.pk}/")
    assert Job.objects.count() == 2


@pytest.mark.django_db
def test_while_no_worker_runs_the_page_says_so_and_the_work_waits(
    admin_client: Client, started: list[Job]
) -> None:
    job = Job.objects.create(kind=Job.Kind.COUNT, subject="count", back="/admin/")
    Job.objects.update(asked_at=timezone.now() - timedelta(hours=3))
    page = f"/admin/jobs/{job.pk}/"
    assert "No worker is running." in admin_client.get(page).text
    assert "Waiting for a worker, for" in admin_client.get(page).text
    assert "Try again" not in admin_client.get(page).text
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
    assert "No worker is running." not in admin_client.get(page).text


@pytest.mark.django_db
def test_work_whose_process_is_ended_begins_again_and_fails_the_third_time(
    admin_client: Client, started: list[Job]
) -> None:
    job = Job.objects.create(kind=Job.Kind.COUNT, subject="count", back="/admin/")
    for _ in range(2):
        Job.objects.update(state=Job.State.RUNNING)
        assert ended_early(job.pk, ENDED, number=9)
        job.refresh_from_db()
        assert job.state == Job.State.WAITING
    assert not ended_early(job.pk, ENDED, number=9)
    text = admin_client.get(f"/admin/jobs/{job.pk}/").text
    assert "Its process was ended 3 times before the work was done, the last time by signal 9." in text
    assert "Try again" in text


@pytest.mark.django_db
def test_a_job_that_needs_too_much_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(step: object) -> dict[str, object]:
        raise MemoryError

    monkeypatch.setitem(running.TASKS, Job.Kind.COUNT, greedy)
    job = Job.objects.create(kind=Job.Kind.COUNT, subject="count", back="/")
    running.run(job.pk)
    job.refresh_from_db()
    assert job.error == "It needed more memory than a job may have (JOB_MAX_MEMORY, 2048 MB)."


@pytest.mark.django_db
def test_the_list_of_jobs_shows_what_failed_and_asks_for_work(
    admin_client: Client, started: list[Job], settings: LazySettings, tmp_path: Path
) -> None:
    failed = Job.objects.create(
        kind=Job.Kind.REPARSE, subject="reparse", back="/admin/", state="failed", error="The disk is full."
    )
    listed = admin_client.get("/admin/reports/job/").text
    assert "The disk is full." in listed
    assert "Read the folder of new reports" not in listed
    assert (
        "The disk is full." in admin_client.get(f"/admin/reports/job/{failed.pk}/change/", follow=True).text
    )
    settings.INCOMING_DIR = tmp_path
    assert "Read the folder of new reports" in admin_client.get("/admin/reports/job/").text
    page = admin_client.post("/admin/jobs/ask/ingest/")["Location"]
    [job] = started
    assert (page, job.arguments) == (f"/admin/jobs/{job.pk}/", {"paths": [str(tmp_path)]})
    assert admin_client.post("/admin/jobs/ask/tag_theme/").status_code == 404
    assert admin_client.get("/admin/jobs/ask/ingest/").status_code == 405


@pytest.mark.django_db
def test_the_work_that_a_curator_asks_for_is_done(admin_client: Client, tmp_path: Path) -> None:
    """Each of the four kinds from the queue's side: ingest, read again, tag, count; and each is safe to repeat."""
    (tmp_path / SAMPLE).write_bytes((SAMPLES / SAMPLE).read_bytes())
    (tmp_path / "broken.pdf").write_bytes(b"no report")
    steps: list[str] = []
    for ends in ("1 added, 1 failed", "1 unchanged, 1 failed"):
        done = tasks.ingest(steps.append, paths=[str(tmp_path)])
        assert done["said"] == f"2 files were read: {ends}."
    assert "Reading files: 2 of 2" in steps
    assert tasks.reread(steps.append)["said"].startswith("2 files were read again: 0 read differently")
    assert tasks.tag_all(steps.append)["said"].startswith("The reports are tagged with ")
    assert tasks.count(steps.append)["said"].startswith("The counts are made. 0 pairs")
    [reason] = tasks.ingest(steps.append, paths=[str(tmp_path / "nowhere")])["failed"]
    assert reason.startswith("nowhere: ")


@pytest.mark.django_db
def test_an_error_that_nobody_expected_is_one_sentence_and_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    job = Job.objects.create(kind=Job.Kind.SHOW_FILE, subject="source 0", back="/", arguments={"source": 0})
    call_command("run_job", job.pk)
    job.refresh_from_db()
    assert (job.state, job.error.split(" (")[0]) == ("failed", "It ended with an error that nobody expected")
    assert f"Job {job.pk} failed" in caplog.text
    call_command("run_job", job.pk)  # it has ended: left alone
    assert caplog.text.count(f"Job {job.pk} failed") == 1


@pytest.mark.django_db
def test_who_may_not_ask_for_the_work_does_not_see_it(client: Client) -> None:
    user = User.objects.create_user("viewer", is_staff=True)
    job = Job.objects.create(kind=Job.Kind.TAG_THEME, subject="theme 1", back="/admin/")
    client.force_login(user)
    assert client.get(f"/admin/jobs/{job.pk}/").status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="change_theme"))
    assert client.get(f"/admin/jobs/{job.pk}/").status_code == 200


@pytest.fixture
def as_in_production(settings: LazySettings, monkeypatch: pytest.MonkeyPatch, database_url: str) -> None:
    """A real queue and real child processes, on this test's database."""
    settings.JOBS_AT_ONCE = False
    ours = urlsplit(database_url)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    monkeypatch.setenv("DATABASE_URL", ours)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "inspections.settings")


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_the_work_and_what_a_killed_worker_left(
    as_in_production: None, admin_client: Client
) -> None:
    load_themes()
    make_inspection(paragraphs=["The harbour master telephones."])
    theme, other = Theme.objects.order_by("order")[:2]
    change(admin_client, theme, "harbour")
    change(admin_client, other, "telephone")
    job = Job.objects.earliest("pk")
    with connection.cursor() as cursor:
        # As a worker leaves it that is killed with the machine: taken, and never heard of again.
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT max(id) FROM procrastinate_workers)"
            " WHERE args = %s",
            [json.dumps({"key": job.pk})],
        )
    silent_since(job, 3600)

    worker.work(at_once=1, wait=False)  # may look for what is left at its start, or a minute later

    async def revive() -> None:
        async with queued.app.open_async():
            await queued.revive_jobs(timestamp=0)
        await sync_to_async(connections.close_all)()  # those of the thread that asked with Django's models

    with queued.app.replace_connector(worker.connector()):
        asyncio.run(revive())
    worker.work(at_once=1, wait=False)
    job.refresh_from_db()
    assert (job.state, job.error, job.kills) == ("done", "", 1)
    assert ParagraphTheme.objects.filter(theme__in=[theme, other]).count() == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'run_job'")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
def test_a_child_that_is_killed_leaves_its_job_to_wait(
    as_in_production: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = Job.objects.create(kind=Job.Kind.COUNT, subject="count", back="/")
    queue.start(job)
    monkeypatch.setattr(queued.sys, "executable", "/bin/false")
    worker.work(at_once=1, wait=False)
    job.refresh_from_db()
    assert (job.state, job.kills) == ("waiting", 1)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status, scheduled_at > now() FROM procrastinate_jobs WHERE task_name = 'run_job'"
        )
        assert cursor.fetchone() == ("todo", True)
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.mark.django_db(transaction=True)
def test_a_job_that_is_stopped_with_its_worker_waits_for_the_next_one(
    as_in_production: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    endless = tmp_path / "endless"
    endless.write_text("#!/bin/sh\nexec sleep 60\n")
    endless.chmod(0o755)
    monkeypatch.setattr(queued.sys, "executable", str(endless))
    job = Job.objects.create(kind=Job.Kind.COUNT, subject="count", back="/", state=Job.State.RUNNING)

    async def stopped() -> None:
        task = asyncio.create_task(queued.run_queued(key=job.pk))
        await asyncio.sleep(0.3)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await sync_to_async(connections.close_all)()

    asyncio.run(stopped())
    job.refresh_from_db()
    assert (job.state, job.kills) == ("waiting", 0)
    decision = queued.BeginAgain().get_retry_decision(exception=asyncio.CancelledError(), job=None)  # type: ignore[arg-type]
    assert decision is not None


@pytest.mark.django_db
def test_a_job_of_a_page_that_is_rolled_back_was_never_asked_for(settings: LazySettings) -> None:
    settings.JOBS_AT_ONCE = False
    with transaction.atomic():
        queue.defer(Job.Kind.COUNT, subject="count", back="/")
        transaction.set_rollback(True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'run_job'")
        assert cursor.fetchone() == (0,)
