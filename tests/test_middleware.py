"""What a reader gets while the database does not answer, and what every answer carries."""

import json
import os
import subprocess
import sys
from collections.abc import Callable

import psycopg
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from inspections.middleware import NOT_SET_UP, TOO_SLOW, UNREACHABLE, DatabaseDownMiddleware
from reports.management.commands import ingest
from tests.conftest import ROOT


def answer_to(path: str, error: Exception) -> HttpResponse | None:
    middleware = DatabaseDownMiddleware(lambda request: HttpResponse())
    return middleware.process_exception(RequestFactory().get(path), error)


def error_of(sql: str, *, timeout: str = "0") -> DatabaseError:
    """The error that the database itself answers with."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [timeout])
        with pytest.raises(DatabaseError) as caught, transaction.atomic():
            cursor.execute(sql)
    return caught.value


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sql", "sentence"),
    [("SELECT pg_sleep(5)", TOO_SLOW), ("SELECT * FROM no_such_table", NOT_SET_UP)],
)
def test_a_failed_query_is_one_sentence_and_status_503(sql: str, sentence: str) -> None:
    response = answer_to("/search/", error_of(sql, timeout="10ms" if "sleep" in sql else "0"))
    assert response is not None
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert sentence.replace("'", "&#x27;") in response.content.decode()


def test_who_waited_for_another_writer_is_told_so() -> None:
    error = OperationalError()
    error.__cause__ = psycopg.errors.LockNotAvailable()
    response = answer_to("/admin/reports/correction/", error)
    assert response is not None
    assert response.status_code == 503
    assert "taking in other reports" in response.content.decode()


def test_a_full_disk_is_told_as_such() -> None:
    error = OperationalError()
    error.__cause__ = psycopg.errors.DiskFull()
    response = answer_to("/admin/reports/correction/", error)
    assert response is not None
    assert response.status_code == 503
    assert "database is full. Nothing of this was saved" in response.text
    assert ingest.sentence_for(error).startswith("The database’s disk is full")


@pytest.mark.django_db
def test_data_addresses_get_the_sentence_as_plain_text() -> None:
    response = answer_to("/inspections.csv", error_of("SELECT * FROM no_such_table"))
    assert response is not None
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == NOT_SET_UP + "\n"


@pytest.mark.django_db
def test_an_error_of_the_code_is_not_taken_for_one_of_the_database() -> None:
    assert answer_to("/", error_of("SELECT 1 / 0")) is None
    assert answer_to("/", ValueError("no")) is None


ASK_WITHOUT_DATABASE = """
import json, logging, time
logging.disable()
from inspections.wsgi import application
from django.test import Client
client = Client()
began = time.monotonic()
answers = {path: client.get(path) for path in ("/", "/authorities/", "/inspections.csv", "/health/", "/robots.txt")}
print(json.dumps({path: [a.status_code, a.content.decode()] for path, a in answers.items()}))
"""


def test_with_no_database_every_page_says_so_and_machines_are_told(tmp_path: object) -> None:
    asked = subprocess.run(
        [sys.executable, "-c", ASK_WITHOUT_DATABASE],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": "postgres://nobody@127.0.0.1:9/none",
            "PYTHONWARNINGS": "ignore",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    answers = json.loads(asked.stdout)
    for path in ("/", "/authorities/", "/inspections.csv"):
        assert answers[path][0] == 503, path
        assert UNREACHABLE.replace("'", "&#x27;") in answers[path][1] or UNREACHABLE in answers[path][1]
        assert "Traceback" not in answers[path][1]
    assert answers["/health/"][0] == 503
    assert answers["/robots.txt"][0] == 200


HEADERS: dict[str, Callable[[str], bool]] = {
    "Content-Security-Policy": lambda value: "default-src 'none'" in value and "unsafe" not in value,
    "X-Content-Type-Options": lambda value: value == "nosniff",
    "X-Frame-Options": lambda value: value == "DENY",
    "Referrer-Policy": lambda value: value == "same-origin",
    "Cross-Origin-Opener-Policy": lambda value: value == "same-origin",
    "Cross-Origin-Resource-Policy": lambda value: value == "same-origin",
    "Permissions-Policy": lambda value: "camera=()" in value,
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/authorities/",
        "/inspections/",
        "/inspections.csv",
        "/health/",
        "/admin/login/",
        "/no/such/page/",
    ],
)
def test_every_kind_of_answer_carries_the_security_headers(client: Client, path: str) -> None:
    response = client.get(path)
    for header, is_right in HEADERS.items():
        assert is_right(response.headers.get(header, "")), f"{header} of {path}"


@pytest.mark.django_db
def test_over_https_browsers_are_told_to_stay_there_and_plain_http_is_sent_there(
    client: Client, settings
) -> None:  # type: ignore[no-untyped-def]
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_SSL_REDIRECT = True
    assert "max-age=31536000" in client.get("/", secure=True).headers["Strict-Transport-Security"]
    assert client.get("/").headers["Location"] == "https://testserver/"
    assert client.get("/health/").status_code == 200


def test_a_request_keeps_its_own_headers() -> None:
    from inspections.middleware import PermissionsMiddleware

    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cross-Origin-Resource-Policy": "cross-origin"})

    response = PermissionsMiddleware(view)(RequestFactory().get("/"))
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/about/", "/admin/"])
def test_a_curator_is_told_too_that_the_database_does_not_answer(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    """Who is signed in is looked up before any view begins, where its errors are none of a view's."""
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "a" * 32

    def gone(*args: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(SessionStore, "_get_session_from_db", gone)
    response = client.get(path)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert UNREACHABLE.replace("'", "&#x27;") in response.text
    assert [record.exc_info for record in caplog.records] == [None]


def test_an_error_of_the_code_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "a" * 32

    def fail(*args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(SessionStore, "_get_session_from_db", fail)
    assert client.get("/about/").status_code == 500
