"""Feeds of new reports: an entry's id never changes, what is read again is not new, and a changed grade is."""

from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client

from reports.models import Judgement, Theme
from reports.themes.tagging import tag_inspection
from tests.builders import make_authority, make_inspection
from tests.views.test_changes import commit

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client, url: str) -> list[dict[str, Any]]:
    answer = client.get(url)
    assert answer.status_code == 200, answer.text
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)  # noqa: S314 - made by us
    return [
        {
            "id": entry.findtext(f"{ATOM}id"),
            "title": entry.findtext(f"{ATOM}title"),
            "published": entry.findtext(f"{ATOM}published"),
            "updated": entry.findtext(f"{ATOM}updated"),
            "summary": entry.findtext(f"{ATOM}summary"),
            "kind": entry.find(f"{ATOM}category").get("term"),  # type: ignore[union-attr]
            "link": entry.find(f"{ATOM}link").get("href"),  # type: ignore[union-attr]
        }
        for entry in feed.iter(f"{ATOM}entry")
    ]


def test_an_entry_is_published_when_its_report_was_and_leads_to_it(client: Client):
    report = make_inspection(authority=make_authority(name="Ashmere"), published=date(2014, 12, 5))
    [entry] = entries(client, "/inspections.atom")
    assert entry["title"] == "Ashmere, 1 October 2014"
    assert entry["published"] == entry["updated"] == "2014-12-05T00:00:00+00:00"
    assert entry["link"] == f"http://testserver{report.get_absolute_url()}"
    assert entry["id"].startswith("urn:uuid:")
    assert entry["kind"] == "new-report"


def test_what_is_read_again_is_the_same_entry_and_a_changed_grade_is_one_of_its_own(client: Client):
    ashmere = make_authority(name="Ashmere")
    report = make_inspection(
        authority=ashmere,
        published=date(2014, 12, 5),
        judgements={"overall": "good", "care-leavers": "good"},
        paragraphs=["One."],
    )
    commit()
    [before] = entries(client, "/inspections.atom")
    report.paragraphs.update(text="Two.")
    report.title = "Another title"
    report.save()
    commit()
    [after] = entries(client, "/inspections.atom")
    assert {**after, "summary": ""} == {**before, "summary": ""}

    Judgement.objects.filter(inspection=report, strand="care-leavers").update(grade="inadequate")
    commit()
    changed, same = entries(client, "/inspections.atom")
    assert same["id"] == before["id"]
    assert changed["kind"] == "changed-grade"
    assert changed["title"] == "Grade changed: Ashmere, 1 October 2014"
    assert "Care leavers: inadequate, was good" in changed["summary"]
    assert changed["id"] != before["id"]
    assert [entry["id"] for entry in entries(client, "/authorities/ashmere.atom")] == [
        changed["id"],
        same["id"],
    ]


def test_a_feed_takes_every_filter_of_the_list_and_refuses_what_the_list_refuses(client: Client):
    make_inspection(authority=make_authority(name="Ashmere", region="London"), judgements={"overall": "good"})
    make_inspection(authority=make_authority(name="Calderwick"), judgements={"overall": "inadequate"})
    assert [
        one["title"].split(",")[0] for one in entries(client, "/inspections.atom?overall=inadequate")
    ] == ["Calderwick"]
    assert [one["title"].split(",")[0] for one in entries(client, "/inspections.atom?region=london")] == [
        "Ashmere"
    ]
    refused = client.get("/inspections.atom?overall=splendid")
    assert refused.status_code == 400
    assert "splendid" in refused.text


def test_an_authoritys_feed_has_its_statistical_neighbours_and_all_kinds(client: Client):
    make_inspection(authority=make_authority(name="Calderwick", dfe_code="801"))
    make_inspection(authority=make_authority(name="Tarnbridge", dfe_code="802"))
    ashmere = make_authority(name="Ashmere", dfe_code="800", statistical_neighbours=["801"])
    make_inspection(authority=ashmere, framework=None, kind="visit", start=date(2019, 5, 1))
    titles = {one["title"].split(",")[0] for one in entries(client, "/authorities/ashmere.atom")}
    assert titles == {"Ashmere", "Calderwick"}
    assert client.get("/authorities/nowhere.atom").status_code == 404


def test_a_themes_feed_has_the_reports_that_speak_of_it(client: Client):
    Theme.objects.create(slug="ferries", name="Ferries", about="Ferries.", expressions="ferry", order=1)
    on_it = make_inspection(
        authority=make_authority(name="Ashmere"), paragraphs=["The ferry is late.", "Rain."]
    )
    off_it = make_inspection(paragraphs=["Rain."])
    for report in (on_it, off_it):
        tag_inspection(report)
    [entry] = entries(client, "/themes/ferries.atom")
    assert entry["title"].startswith("Ashmere, ")
    assert "1 paragraph on ferries." in entry["summary"]


def test_feeds_are_linked_where_people_look(client: Client):
    Theme.objects.create(slug="ferries", name="Ferries", about="Ferries.", expressions="ferry", order=1)
    make_inspection(authority=make_authority(name="Ashmere"))
    for page, feed in (
        ("/inspections/?overall=good", "/inspections.atom?overall=good"),
        ("/authorities/ashmere/", "/authorities/ashmere.atom"),
        ("/themes/ferries/", "/themes/ferries.atom"),
        ("/changes/", "/changes.atom"),
    ):
        text = client.get(page).text
        assert 'type="application/atom+xml"' in text, page
        assert text.count(f'href="{feed}"') == 2, page
    assert 'href="/changes/"' in client.get("/").text


def test_what_xml_cannot_hold_is_left_out(client: Client):
    make_inspection(authority=make_authority(name="Ash\x0bmere"), title="A title\x0c of its own")
    [entry] = entries(client, "/inspections.atom")
    assert entry["title"].startswith("Ashmere, ")
    assert entry["summary"] == "A title of its own."


def test_a_feed_costs_the_same_however_many_reports_there_are(client: Client):
    def cost() -> int:
        commit()
        with CaptureQueries() as queries:
            entries(client, "/inspections.atom")
        return len(queries)

    for _ in range(2):
        make_inspection()
    few = cost()
    for _ in range(12):
        make_inspection()
    assert cost() == few


class CaptureQueries(list[str]):
    """The statements that are asked inside."""

    def __enter__(self) -> "CaptureQueries":
        self.wrapper = connection.execute_wrapper(self.note)
        self.wrapper.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self.wrapper.__exit__(*error)

    def note(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.append(sql)
        return execute(sql, params, many, context)
