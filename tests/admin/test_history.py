"""Every change of what curators and operators write has an author and a past, and the past holds no report's text."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from reports.archive.reference import load_authorities
from reports.models import Correction, Inspection, Outcome, Theme, ThesaurusEntry
from reports.reading.changes import changes_of
from tests.archive.test_ingest_command import ASHMERE_2012, ingest
from tests.builders import make_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(client: Client) -> Client:
    client.force_login(User.objects.create_superuser("curator"))
    return client


def test_a_correction_made_changed_and_taken_back_is_told_with_who_and_from_what_to_what(curator: Client):
    load_authorities()
    ingest(ASHMERE_2012)
    inspection = Inspection.objects.get()
    page = f"/admin/reports/inspection/{inspection.pk}/"
    for name in ("B. Marsh", "C. Marsh"):
        seen = curator.get(f"{page}correct/lead_inspector/").context["form"]["seen"].value()
        curator.post(
            f"{page}correct/lead_inspector/", {"value": name, "reason": "Page 2 says so.", "seen": seen}
        )
    curator.post(f"/admin/reports/correction/{Correction.objects.get().pk}/withdraw/")
    changes = [one for one in changes_of(inspection, around=True) if one.model == "correction"]
    assert [(one.what, one.who) for one in changes] == [
        ("taken back", "curator"),
        ("changed", "curator"),
        ("added", "curator"),
    ]
    assert [(d.before, d.after) for d in changes[1].differences] == [("B. Marsh", "C. Marsh")]
    text = curator.get(f"{page}change/").text
    assert "taken back" in text
    assert "Correction of Lead inspector" in text
    public = curator.get("/about/quality/corrections/").text
    assert "taken back" in public
    assert "C. Marsh" in public
    assert "curator</td>" not in public


def test_what_no_request_made_was_a_command():
    inspection = make_inspection()
    Inspection.objects.filter(pk=inspection.pk).update(withdrawn_for="other")
    change = changes_of(inspection)[0]
    assert (change.who, change.what) == ("a command", "changed")


def test_the_past_holds_no_text_of_a_report():
    kept = {
        field.name
        for name in ("Correction", "Outcome", "Inspection", "Source", "Theme", "Thesaurus")
        for field in apps.get_model("reports", f"{name}History")._meta.fields
    }
    assert not kept & {"text", "printed", "title", "lead_inspector", "authority_printed", "warnings"}


def test_an_outcome_deleted_keeps_its_past_without_the_words_it_quoted():
    earlier = make_inspection(recommendations=["Count the zebras."])
    later = make_inspection(authority=earlier.authority, start=date(2016, 1, 4))
    outcome = Outcome.objects.create(
        earlier=earlier, later=later, position=1, status="mixed", text="Count the zebras."
    )
    outcome.delete()
    assert [one.what for one in changes_of(earlier, around=True) if one.model == "outcome"] == [
        "deleted",
        "added",
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT reports_outcomehistory::text FROM reports_outcomehistory")
        assert not any("zebras" in row for (row,) in cursor)


@pytest.mark.parametrize(
    ("make", "url"),
    [
        (lambda: Theme.objects.create(slug="ferries", name="Ferries", expressions="ferry"), "theme"),
        (
            lambda: ThesaurusEntry.objects.create(term="ferry", expansions=["boat"], kind="name"),
            "thesaurusentry",
        ),
    ],
    ids=["theme", "entry"],
)
def test_the_page_of_a_theme_or_an_entry_shows_its_past_and_goes_back(curator: Client, make, url: str):
    thing = make()
    field = "expressions" if url == "theme" else "expansions"
    type(thing).objects.filter(pk=thing.pk).update(**{field: "barge" if url == "theme" else ["barge"]})
    page = f"/admin/reports/{url}/{thing.pk}/change/"
    text = curator.get(page).text
    assert "a command" in text
    first = changes_of(thing)[-1].version
    assert f"?version={first}" in text
    form = curator.get(f"{page}?version={first}").context["adminform"].form
    assert form.initial[field] == ("ferry" if url == "theme" else ["boat"])
