"""Figures of the whole archive are worked out once for each version, and never shown from before a change."""

import gc
from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inspections.settings import MIDDLEWARE
from reports.models import Judgement
from reports.models.archive_version import Version, reading
from reports.models.kept_figures import kept_for_version
from tests.builders import make_inspection

FIRST = Version(1, datetime(2026, 1, 1, tzinfo=UTC))
SECOND = Version(2, datetime(2026, 1, 2, tzinfo=UTC))


@pytest.fixture
def figures():
    """A function that says how often it was called, with what, and keeps two results."""
    calls: list[object] = []

    @kept_for_version(most=2)
    def made(what: object = None) -> tuple[int, object]:
        calls.append(what)
        return len(calls), what

    return made


def test_figures_are_worked_out_once_for_a_version(figures):
    with reading(FIRST):
        assert [figures(), figures()] == [(1, None), (1, None)]
    with reading(SECOND):
        assert [figures(), figures()] == [(2, None), (2, None)]


def test_figures_are_worked_out_each_time_where_nobody_has_asked_for_the_version(figures):
    assert [figures(), figures()] == [(1, None), (2, None)]
    with reading(Version(0, FIRST.changed_at)):
        assert [figures(), figures()] == [(3, None), (4, None)]


def test_the_last_asked_for_are_kept(figures):
    with reading(FIRST):
        for what in ("north", "south", "north", "east"):
            figures(what)
        assert figures("north") == (1, "north")
        assert figures("south") == (4, "south")


def test_figures_of_yesterday_are_worked_out_anew(figures, monkeypatch):
    with reading(FIRST):
        figures()
        monkeypatch.setattr(timezone, "localdate", lambda: date(2031, 1, 1))
        assert figures() == (2, None)


def test_while_figures_are_worked_out_no_garbage_is_collected_and_then_again():
    collecting: list[bool] = []

    @kept_for_version(most=1)
    def made() -> None:
        collecting.append(gc.isenabled())
        raise ZeroDivisionError

    assert gc.isenabled()
    with reading(FIRST), pytest.raises(ZeroDivisionError):
        made()
    assert collecting == [False]
    assert gc.isenabled()


def current_grades_asked(client: Client, path: str) -> int:
    """How many queries for the current grades of all authorities a page asks."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    distinct = 'SELECT DISTINCT ON ("reports_inspection"."authority_id", "reports_judgement"."strand")'
    return sum(distinct in each["sql"] for each in queries)


def commit() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.mark.django_db
def test_pages_of_one_version_share_the_current_grades_and_those_after_a_change_have_new_ones(
    client: Client, settings
):
    settings.MIDDLEWARE = MIDDLEWARE
    make_inspection(judgements={"leadership": "good"})
    commit()
    paths = ("/authorities/", "/authorities/?region=north-west", "/")
    assert [current_grades_asked(client, path) for path in paths] == [1, 0, 0]
    Judgement.objects.update(grade="inadequate")
    commit()
    assert "Inadequate" in client.get("/authorities/?leadership=inadequate").text
    assert [current_grades_asked(client, path) for path in paths] == [0, 0, 0]
    cache.clear()
