"""`/changes/` says what changed and why, and replaying it from nothing gives the present archive."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from reports.archive.withdrawal import withdraw_report
from reports.models import ArchiveChange, ArchiveVersion, Correction, Inspection, Judgement, Source
from reports.views import changes as view
from tests.builders import make_authority, make_inspection, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_before(db: None) -> None:
    """The archives that other modules share leave the changes that they were."""
    ArchiveChange.objects.all().delete()


def commit() -> None:
    """What a commit does: what waits for it is done."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def reasons() -> list[str]:
    commit()
    return list(ArchiveChange.objects.oldest_first().values_list("reason", flat=True))


def replayed(client: Client, url: str = "/changes.json") -> dict[int, dict[str, Any]]:
    """The archive as it follows from its changes alone."""
    held: dict[int, dict[str, Any]] = {}
    following: str | None = url
    while following:
        answer = client.get(following).json()
        for change in answer["results"]:
            if change["state"] is None:
                held.pop(change["report"], None)  # of one that was withdrawn, no earlier state is told
            else:
                held[change["report"]] = change["state"]
        following = answer["next"]
    return held


def present() -> dict[int, dict[str, Any]]:
    """The archive as its tables have it."""
    return {
        one.pk: {
            "slug": one.slug,
            "authority": one.authority.slug if one.authority else None,
            "kind": one.framework or one.kind or None,
            "published": one.published.isoformat() if one.published else None,
            "start": one.start.isoformat() if one.start else None,
            "sha256": one.source.sha256,
            "grades": {j.strand: j.grade or j.status for j in one.judgements.order_by("order")},
        }
        for one in Inspection.objects.select_related("authority", "source")
    }


def assert_replay_is_whole(client: Client) -> None:
    commit()
    held, wanted = replayed(client), present()
    assert held.keys() == wanted.keys()
    for key, facts in wanted.items():
        assert {name: held[key][name] for name in facts} == facts


def test_each_change_has_its_reason_and_the_replay_is_the_archive(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    ashmere = make_authority(name="Ashmere")
    report = make_inspection(
        authority=ashmere, judgements={"overall": "good", "care-leavers": "good"}, paragraphs=["One.", "Two."]
    )
    other = make_inspection(authority=ashmere, start=date(2016, 3, 1))
    assert reasons() == ["new", "new"]

    report.save()
    assert reasons() == ["new", "new"], "what changes nothing is no change"

    report.paragraphs.filter(number=2).update(text="Three.")
    report.save()
    assert reasons()[2:] == ["re-read"]

    Correction.objects.create(
        inspection=report,
        field="grade",
        strand="care-leavers",
        printed="good",
        value="inadequate",
        reason="Page 3.",
    )
    Judgement.objects.filter(inspection=report, strand="care-leavers").update(grade="inadequate")
    assert reasons()[3:] == ["corrected"]
    change = ArchiveChange.objects.latest("pk")
    assert change.grade_moves == [("care-leavers", "good", "inadequate")]

    report.source = make_source()
    report.save()
    assert reasons()[4:] == ["replaced"]

    Inspection.objects.filter(pk=report.pk).update(published=date(2014, 12, 1))
    assert reasons()[5:] == ["dated"]
    assert_replay_is_whole(client)

    withdraw_report(other, kind="court-order", reason="Asked for.", by=User.objects.create_user("curator"))
    assert reasons()[6:] == ["withdrawn"]
    Inspection.everything.filter(pk=other.pk).update(withdrawn_at=None, authority=ashmere)
    assert reasons()[7:] == ["restored"]
    report.delete()
    assert reasons()[8:] == ["withdrawn"]
    assert_replay_is_whole(client)
    monkeypatch.setattr(view, "AT_ONCE", 2)
    assert_replay_is_whole(client)


def test_nothing_of_a_withdrawn_report_is_left_in_its_changes(client: Client):
    report = make_inspection(judgements={"overall": "inadequate"}, title="A title of its own")
    commit()
    withdraw_report(report, kind="court-order", reason="Asked for.", by=None)
    commit()
    for path in ("/changes/", "/changes.json", "/changes.atom"):
        answer = client.get(path)
        text = answer.text if not answer.streaming else b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
        assert report.slug in text
        assert "inadequate" not in text.lower()
        assert "A title of its own" not in text


def test_a_change_has_the_version_that_it_made(client: Client):
    make_inspection()
    commit()
    before = ArchiveVersion.current().number
    assert ArchiveChange.objects.latest("pk").version == before
    make_inspection()
    commit()
    assert ArchiveChange.objects.latest("pk").version == ArchiveVersion.current().number == before + 1
    assert [line.change.version for line in client.get(f"/changes/?since={before}").context["lines"]] == [
        before + 1
    ]
    assert len(replayed(client, f"/changes.json?since={before}")) == 1


def test_what_is_rolled_back_is_no_change():
    from django.db import transaction

    with transaction.atomic():
        make_inspection()
        transaction.set_rollback(True)
    assert reasons() == []


@pytest.mark.parametrize(
    ("since", "shown"),
    [("2020-01-01", 1), ("2020-01-01T12:00:00Z", 1), ("2020-01-01T12:00:00+01:00", 1), ("2099-12-31", 0)],
)
def test_changes_since_a_time(client: Client, since: str, shown: int):
    make_inspection()
    commit()
    page = client.get("/changes/", {"since": since})
    assert len(page.context["lines"]) == shown


@pytest.mark.parametrize("wrong", ["yesterday", "2026-13-01", "-4", "9" * 30, "2026-11-01T99:00"])
def test_what_is_neither_a_version_nor_a_time_is_said(client: Client, wrong: str):
    page = client.get("/changes/", {"since": wrong})
    assert page.status_code == 400
    assert f"“{wrong}” is neither a version of the archive nor a time." in page.text
    assert client.get("/changes.json", {"since": wrong}).status_code == 400
    assert client.get("/changes.json", {"after": wrong}).status_code == 400


def test_a_page_of_changes_costs_the_same_however_many_there_are(
    client: Client, django_assert_num_queries: Any
):
    for _ in range(3):
        make_inspection()
    commit()
    client.get("/changes/")
    with django_assert_num_queries(4):
        client.get("/changes/")
    for _ in range(15):
        make_inspection()
    commit()
    with django_assert_num_queries(4):
        client.get("/changes/")


def test_a_list_that_says_when_a_report_was_published_is_a_change_of_its_own(client: Client):
    report = make_inspection()
    commit()
    Source.objects.update(published=date(2014, 12, 5))
    assert reasons() == ["new"]
    Inspection.objects.filter(pk=report.pk).update(published=date(2014, 12, 5))
    assert reasons() == ["new", "dated"]
    assert "Its day of publication is known" in client.get("/changes/").text


@pytest.mark.parametrize("parameter", ["since", "after"])
def test_a_number_of_thousands_of_digits_is_refused_and_shown_shortened(client: Client, parameter: str):
    response = client.get("/changes.json", {parameter: "1" * 5000})
    assert response.status_code == 400
    assert len(response.json()["detail"]) < 300


def test_the_count_is_the_same_on_every_page_of_the_changes_since_a_version(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(view, "AT_ONCE", 1)
    authority = make_authority(name="Ashmere")
    for year in (2014, 2016, 2018):
        make_inspection(authority=authority, start=date(year, 3, 1))
        commit()
    first = client.get("/changes.json", {"since": "2020-01-01"}).json()
    second = client.get(first["next"]).json()
    assert first["count"] == second["count"] == len(reasons())
    assert "since=2020-01-01" in second["next"]
