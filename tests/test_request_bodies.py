"""What a client may send: decided from the head of a request, before its body fills memory or disk."""

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.test import Client

UPLOAD = "/admin/reports/source/upload/"
MEGABYTE = 1024 * 1024
FORM = "multipart/form-data; boundary=x"

pytestmark = pytest.mark.django_db


def post(client: Client, path: str, *, length: int = 10, **headers: str) -> int:
    """The status of a POST whose head says it is so long; its body is never looked at."""
    return client.generic(
        "POST", path, b"x" * 10, content_type=FORM, headers={"Content-Length": str(length), **headers}
    ).status_code


@pytest.mark.parametrize("path", ["/", "/search/", "/inspections/", "/search.csv", "/health/", "/compare/"])
def test_a_page_that_takes_no_form_refuses_one_before_reading_it(client: Client, monkeypatch, path: str):
    def read(*args: object) -> None:
        raise AssertionError("the body was read")

    monkeypatch.setattr(FileUploadHandler, "new_file", read)
    monkeypatch.setattr("django.http.request.HttpRequest._load_post_and_files", read)
    client = Client(enforce_csrf_checks=True)
    response = client.post(path, {"field": "value"})
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_more_than_a_megabyte_is_refused_everywhere(admin_client: Client):
    assert post(admin_client, "/admin/login/", length=MEGABYTE + 1) == 413
    assert post(Client(), "/admin/login/", length=MEGABYTE + 1) == 413


def test_only_who_may_upload_may_send_a_whole_report(admin_client: Client, settings: LazySettings):
    assert post(Client(), UPLOAD, length=2 * MEGABYTE) == 413
    assert post(admin_client, UPLOAD, length=settings.REPORT_MAX_BYTES + MEGABYTE) == 413
    whole = SimpleUploadedFile("report.txt", b"x" * 2 * MEGABYTE)
    assert admin_client.post(UPLOAD, {"file": whole}).status_code == 302


def test_a_body_without_a_length_is_refused(client: Client):
    response = client.generic("POST", "/admin/login/", b"", headers={"Transfer-Encoding": "chunked"})
    assert response.status_code == 411
    assert post(client, "/admin/login/", length="ten") == 411  # type: ignore[arg-type]
