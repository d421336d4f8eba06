"""The web application's own connection to the database."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from inspections.warming import TURN
from inspections.wsgi import limit, with_limits
from reports.models import Inspection
from tests.builders import make_inspection
from tests.conftest import ROOT


def test_a_page_that_is_computed_leaves_others_of_its_process_a_turn_soon() -> None:
    assert TURN < 0.001
    assert sys.getswitchinterval() == pytest.approx(TURN)


@pytest.mark.django_db
def test_a_download_holds_no_cursor_open_on_the_server_that_could_be_closed_inside_another_query(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connection = connections["default"]
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", False)
    monkeypatch.setattr(connection, "execute_wrappers", [])
    limit(connection)
    for _ in range(2):
        make_inspection()
    rows = Inspection.objects.iterator(chunk_size=1)
    next(rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors WHERE name <> ''")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db(transaction=True)
def test_the_limits_of_a_page_end_with_its_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = connections["default"]
    monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", False)
    monkeypatch.setattr(connection, "execute_wrappers", [])
    limit(connection)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout'), %s", ["100%"])
        assert cursor.fetchone() == ("10s", "100%")
        cursor.execute("SELECT current_setting('lock_timeout') LIKE '5%'")
        assert cursor.fetchone() == (True,)
    make_inspection(paragraphs=["One.", "Two."])
    assert Inspection.objects.filter(paragraphs__text="Two.").count() == 1
    connection.execute_wrappers.clear()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        assert cursor.fetchone() == ("0",)


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "x", "REPORT_MAX_PAGES": "many"}, "REPORT_MAX_PAGES is “many”"),
        ({"SECRET_KEY": "x", "METRICS_CLIENTS": "here"}, "METRICS_CLIENTS has to be"),
    ],
)
def test_a_start_under_gunicorn_that_lacks_something_ends_with_one_sentence(
    environment: dict[str, str], sentence: str
) -> None:
    gunicorn = Path(sys.executable).with_name("gunicorn")
    ended = subprocess.run(
        [
            str(gunicorn),
            "--config",
            "python:inspections.gunicorn_settings",
            "-b",
            "127.0.0.1:0",
            "inspections.wsgi",
        ],
        env={"PATH": os.environ["PATH"], "TMPDIR": os.environ.get("TMPDIR", "/tmp"), **environment},  # noqa: S108
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_connection_that_is_opened_within_another_wrapper_loses_neither(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The history of a curator's change wraps the connection before it is opened, and must leave it behind bare."""
    connection = connections["default"]
    monkeypatch.setattr(connection, "execute_wrappers", [])

    def another(execute: Any, *arguments: Any) -> Any:
        return execute(*arguments)

    with connection.execute_wrapper(another):
        limit(connection)
        assert connection.execute_wrappers == [with_limits, another]
    assert connection.execute_wrappers == [with_limits]
    connection.execute_wrappers.clear()


FETCH_MANY = """
import sys, threading
import inspections.wsgi
from django.db import connection, connections
from inspections.pooling import close_pool

said, begun = [], threading.Barrier(8)

def ask():
    begun.wait()
    for _ in range(20):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid(), current_setting('statement_timeout')")
                said.append(cursor.fetchone())
        finally:
            connections.close_all()  # as at the end of a request

threads = [threading.Thread(target=ask) for _ in range(8)]
for one in threads: one.start()
for one in threads: one.join()
print(len(said), len({pid for pid, limit in said}) <= 2, {limit for pid, limit in said})
close_pool()
"""


@pytest.mark.django_db
def test_many_threads_share_the_connections_of_a_pool_and_each_has_the_limits_of_a_page(
    database_url: str,
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", FETCH_MANY],
        env={
            **os.environ,
            "DATABASE_URL": database_url,
            "DATABASE_POOL": "2",
            "DJANGO_SETTINGS_MODULE": "inspections.settings",
            "HTTPS": "0",
            "SECRET_KEY": "x",
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.stdout == "160 True {'10s'}\n"
    assert "Traceback" not in ended.stderr
