"""What an operator reads: a line for each request, its id on every line, and no noise about what is not a fault."""

import json
import logging

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client

from inspections.request_log import JsonLines, WithRequestId

pytestmark = pytest.mark.django_db


def lines(caplog: pytest.LogCaptureFixture, logger: str) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == logger]


def test_a_request_is_one_line_with_client_path_status_and_time(
    client: Client, caplog: pytest.LogCaptureFixture
):
    caplog.set_level("INFO", "inspections.requests")
    response = client.get("/robots.txt?utm_source=secret", headers={"X-Request-ID": "not-from-a-proxy"})
    [record] = lines(caplog, "inspections.requests")
    assert record.getMessage().startswith("127.0.0.1 GET /robots.txt 200 ")
    assert "secret" not in record.getMessage()
    assert len(response["X-Request-ID"]) == 32


def test_behind_a_proxy_its_id_is_kept_and_its_client_is_the_last_that_it_added(
    client: Client, caplog: pytest.LogCaptureFixture, settings: LazySettings
):
    settings.BEHIND_PROXY = True
    caplog.set_level("INFO", "inspections.requests")
    headers = {"X-Request-ID": "proxy-0123456789", "X-Forwarded-For": "6.6.6.6, 192.0.2.7"}
    assert client.get("/robots.txt", headers=headers)["X-Request-ID"] == "proxy-0123456789"
    [record] = lines(caplog, "inspections.requests")
    assert record.client == "192.0.2.7"  # type: ignore[attr-defined]
    forged = client.get("/robots.txt", headers={"X-Request-ID": "a\tb\tc\td\te\tf"})
    assert len(forged["X-Request-ID"]) == 32


def test_a_line_as_json_is_one_object_with_the_same_facts():
    record = logging.LogRecord("a", logging.INFO, "", 0, "line\n%s", ("two",), None)
    record.status = 404
    assert WithRequestId().filter(record)
    entry = json.loads(JsonLines().format(record))
    assert (entry["message"], entry["status"], entry["request_id"]) == ("line\ntwo", 404, "-")
    assert "\n" not in JsonLines().format(record)


def test_what_is_not_there_or_not_allowed_is_no_warning_and_no_traceback(
    client: Client, caplog: pytest.LogCaptureFixture
):
    logging.getLogger("django.request").setLevel("ERROR")  # pytest's capture looks below the root's level
    client.force_login(User.objects.create_user("viewer", is_staff=True))
    assert client.get("/nothing/").status_code == 404
    assert client.get("/admin/reports/source/upload/").status_code == 403
    assert client.head("/robots.txt").status_code == 200
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
