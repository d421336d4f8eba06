"""Long work is done outside the request, says how far it is, and can be tried again."""

import time
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from reports.archive.holdings import SAMPLES
from reports.archive.reference import load_authorities
from reports.jobs import queue
from reports.models import Job, ParagraphTheme, Source, Theme
from reports.reading.changes import changes_of
from reports.themes.tagging import load_themes
from tests.builders import make_inspection

UPLOAD = "/admin/reports/source/upload/"
SAMPLE = "ashmere-2019-childrens-services.txt"


@pytest.fixture
def started(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """As in production, with processes that are only noted down: what a page does while they have not begun."""
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
def test_a_changed_theme_is_tagged_after_the_answer(
    admin_client: Client, started: list[Job], django_capture_on_commit_callbacks: object
) -> None:
    load_themes()
    make_inspection(paragraphs=["The harbour master telephones."])
    theme = Theme.objects.earliest("order")
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
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
def test_a_machine_without_a_process_to_give_says_so(
    settings: LazySettings, admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.JOBS_AT_ONCE = False

    def none_left(*args: object, **kwargs: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(queue.subprocess, "Popen", none_left)
    job = Job.objects.create(kind=Job.Kind.TAG_THEME, subject="theme 1", back="/admin/")
    queue.start(job)
    assert "(resource temporarily unavailable)" in admin_client.get(f"/admin/jobs/{job.pk}/").text


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
    """Real child processes, on this test's database."""
    settings.JOBS_AT_ONCE = False
    ours = urlsplit(database_url)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
    monkeypatch.setenv("DATABASE_URL", ours)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "inspections.settings")


@pytest.mark.django_db(transaction=True)
def test_a_process_of_its_own_does_the_work(as_in_production: None, admin_client: Client) -> None:
    load_themes()
    make_inspection(paragraphs=["The harbour master telephones."])
    theme = Theme.objects.earliest("order")
    page = change(admin_client, theme, "harbour")
    ends = time.monotonic() + 60
    while admin_client.get(page).status_code == 200 and time.monotonic() < ends:
        time.sleep(0.2)
    job = Job.objects.get()
    assert (job.state, job.error) == ("done", "")
    assert ParagraphTheme.objects.filter(theme=theme).count() == 1
