"""Handing a report in: shown before it is saved, saved by the way of every report, forgotten after an hour."""

import os
import time
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from reports.archive import uploads
from reports.archive.holdings import SAMPLES
from reports.archive.reference import load_authorities
from reports.models import Inspection, Source

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/reports/source/upload/"
SAMPLE = "ashmere-2019-childrens-services.txt"


def hand_in(client: Client, content: bytes, name: str = "report.txt") -> HttpResponse:
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})  # type: ignore[return-value]


def held_files() -> list[Path]:
    return [path for path in uploads.uploads_dir().rglob("*") if path.is_file()]


def test_a_report_is_shown_before_anything_is_saved(admin_client: Client) -> None:
    load_authorities()
    response = hand_in(admin_client, (SAMPLES / SAMPLE).read_bytes(), SAMPLE)
    text = admin_client.get(response["Location"]).content.decode()
    assert "Ashmere" in text
    assert "4 November 2019 to 15 November 2019" in text
    assert "Requires improvement to be good" in text
    assert "<dt>Recommendations</dt><dd>5</dd>" in text
    assert not Source.objects.exists()
    assert not Inspection.objects.exists()


def test_a_confirmed_report_is_saved_and_the_file_put_aside_is_forgotten(admin_client: Client) -> None:
    load_authorities()
    preview = hand_in(admin_client, (SAMPLES / SAMPLE).read_bytes(), SAMPLE)["Location"]
    response = admin_client.post(preview, {"confirm": "1"})
    source = Source.objects.get()
    assert response["Location"] == f"/admin/reports/source/{source.pk}/change/"
    assert source.label == f"uploaded/{SAMPLE}"
    assert source.inspection is not None
    assert source.inspection.slug == "ashmere-2019-11-04"
    assert held_files() == []
    assert admin_client.post(preview, {"confirm": "1"}).status_code == 404


def test_a_report_that_stands_already_is_named_in_the_preview(admin_client: Client) -> None:
    load_authorities()
    content = (SAMPLES / SAMPLE).read_bytes()
    admin_client.post(hand_in(admin_client, content)["Location"], {"confirm": "1"})
    text = admin_client.get(hand_in(admin_client, content)["Location"]).content.decode()
    assert "The archive holds this very file already" in text
    assert "this one would take its place" not in text
    assert 'name="confirm"' not in text
    text = admin_client.get(hand_in(admin_client, content + b"\n\n")["Location"]).content.decode()
    assert "this one would take its place" in text
    assert Source.objects.count() == 1


def test_bytes_that_are_held_are_left_as_they_are_though_somebody_confirms_them(admin_client: Client) -> None:
    load_authorities()
    content = (SAMPLES / SAMPLE).read_bytes()
    admin_client.post(hand_in(admin_client, content, "first.txt")["Location"], {"confirm": "1"})
    before = Source.objects.values().get()
    preview = hand_in(admin_client, content, "second.txt")["Location"]
    text = admin_client.post(preview, {"confirm": "1"}, follow=True).content.decode()
    assert "econd.txt is unchanged: the archive holds this very file already." in text
    assert Source.objects.values().get() == before


def test_a_discarded_report_leaves_nothing(admin_client: Client) -> None:
    preview = hand_in(admin_client, (SAMPLES / SAMPLE).read_bytes())["Location"]
    admin_client.post(preview, {"discard": "1"})
    assert held_files() == []
    assert not Source.objects.exists()


def test_a_file_that_cannot_be_read_says_why_and_cannot_be_confirmed(admin_client: Client) -> None:
    preview = hand_in(admin_client, b"<!doctype html><title>Not found</title>", "report.pdf")["Location"]
    text = admin_client.get(preview).content.decode()
    assert 'class="errornote"' in text
    assert 'name="confirm"' not in text
    assert 'class="errornote"' in admin_client.post(preview, {"confirm": "1"}).content.decode()
    assert not Source.objects.exists()


@pytest.mark.parametrize("name", ["report.exe", "report", "report.pdf.html"])
def test_a_file_of_another_kind_is_refused(admin_client: Client, name: str) -> None:
    response = hand_in(admin_client, b"words", name)
    assert "The archive takes files that end in .pdf, .txt or .md." in response.content.decode()
    assert held_files() == []


def test_an_empty_file_is_refused(admin_client: Client) -> None:
    assert "The file is empty." in hand_in(admin_client, b"").content.decode()


def test_a_file_that_is_too_large_is_refused(admin_client: Client, settings: LazySettings) -> None:
    settings.REPORT_MAX_BYTES = 1000
    response = hand_in(admin_client, b"x" * 1001)
    assert response.status_code == 200
    assert held_files() == []
    assert not Source.objects.exists()


def test_an_upload_is_for_the_one_who_made_it(
    admin_client: Client, client: Client, django_user_model: type
) -> None:
    preview = hand_in(admin_client, b"words")["Location"]
    other = django_user_model.objects.create_superuser("other")  # type: ignore[attr-defined]
    stranger = Client()
    stranger.force_login(other)
    assert stranger.get(preview).status_code == 404


@pytest.mark.parametrize("token", ["..", "x" * 32, "0" * 32])
def test_a_token_that_was_never_given_is_not_found(admin_client: Client, token: str) -> None:
    assert admin_client.get(f"{UPLOAD}{token}/").status_code == 404
    assert uploads.held(token) is None


def test_an_upload_is_forgotten_after_an_hour(admin_client: Client) -> None:
    preview = hand_in(admin_client, b"words")["Location"]
    token = preview.rstrip("/").rsplit("/", 1)[1]
    past = time.time() - uploads.SECONDS_KEPT - 1
    os.utime(uploads.uploads_dir() / token, (past, past))
    response = admin_client.get(preview, follow=True)
    assert "put aside for an hour, which is over" in response.content.decode()
    assert held_files() == []


def test_handing_in_sweeps_what_others_left(admin_client: Client) -> None:
    left = hand_in(admin_client, b"words")["Location"].rstrip("/").rsplit("/", 1)[1]
    past = time.time() - uploads.SECONDS_KEPT - 1
    os.utime(uploads.uploads_dir() / left, (past, past))
    hand_in(admin_client, b"other words")
    assert [path.read_bytes() for path in held_files()] == [b"other words"]


def test_what_another_sweep_took_away_is_over(admin_client: Client) -> None:
    token = hand_in(admin_client, b"words")["Location"].rstrip("/").rsplit("/", 1)[1]
    assert not uploads.is_over(uploads.uploads_dir() / token)
    uploads.discard(token)
    assert uploads.is_over(uploads.uploads_dir() / token)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.PDF", "report.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("a report; rm -rf.md", "a_report_rm_-rf.md"),
        ("…….txt", "report.txt"),
        ("x" * 300 + ".txt", "x" * 150 + ".txt"),
    ],
)
def test_a_file_name_cannot_be_a_place(given: str, kept: str) -> None:
    assert uploads.safe_name(given) == kept


def test_a_forged_form_is_refused() -> None:
    from django.contrib.auth.models import User

    forger = Client(enforce_csrf_checks=True)
    forger.force_login(User.objects.create_superuser("curator"))
    assert hand_in(forger, b"words").status_code == 403
    assert held_files() == []
