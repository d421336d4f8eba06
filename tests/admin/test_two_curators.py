"""Two curators at one form: the second sees what the first has saved, and overwrites nothing unseen."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client

from reports.archive.reference import load_authorities
from reports.models import Correction, Inspection, Outcome, Theme, ThesaurusEntry
from tests.archive.test_ingest_command import ASHMERE_2012, ingest
from tests.builders import make_inspection

pytestmark = pytest.mark.django_db
CHANGED = "after you opened the form"


@pytest.fixture
def two() -> tuple[Client, Client]:
    clients = (Client(), Client())
    for name, client in zip(("first", "second"), clients, strict=True):
        client.force_login(User.objects.create_superuser(name))
    return clients


def filled(client: Client, url: str, **given: str) -> dict[str, str]:
    """What a browser sends back of a form, with what a curator typed."""
    context = client.get(url).context
    form = context["adminform"].form if "adminform" in context else context["form"]
    values = {name: form[name].value() for name in form.fields}
    sent = {
        name: str(value)
        for name, value in values.items()
        if value not in (None, [], "") and value is not False
    }
    return sent | given


def collide(two: tuple[Client, Client], url: str, first: dict[str, str], second: dict[str, str]):
    """Both open the form, both save; the second saves again after reading what it was told."""
    sent = [filled(client, url, **given) for client, given in zip(two, (first, second), strict=True)]
    assert two[0].post(url, sent[0]).status_code == 302
    refused = two[1].post(url, sent[1])
    assert refused.status_code == 200
    assert CHANGED in refused.text
    return refused, sent[1]


def again(client: Client, url: str, refused, sent: dict[str, str]) -> int:
    context = refused.context
    form = context["adminform"].form if "adminform" in context else context["form"]
    return client.post(url, sent | {"seen": form["seen"].value()}).status_code


def test_a_theme(two):
    theme = Theme.objects.create(slug="ferries", name="Ferries", about="Boats.", expressions="ferry")
    url = f"/admin/reports/theme/{theme.pk}/change/"
    refused, sent = collide(two, url, {"expressions": "barge"}, {"expressions": "canoe"})
    assert "by first" in refused.text
    assert "it now says “barge”; you wrote “canoe”" in refused.text
    theme.refresh_from_db()
    assert theme.expressions == "barge"
    assert again(two[1], url, refused, sent) == 302
    theme.refresh_from_db()
    assert theme.expressions == "canoe"


def test_an_entry_of_the_thesaurus(two):
    entry = ThesaurusEntry.objects.create(term="ferry", expansions=["boat"], kind="name")
    url = f"/admin/reports/thesaurusentry/{entry.pk}/change/"
    collide(two, url, {"expansions": "barge"}, {"expansions": "canoe"})
    entry.refresh_from_db()
    assert entry.expansions == ["barge"]


def test_an_outcome(two):
    earlier = make_inspection(recommendations=["Count the zebras."])
    later = make_inspection(authority=earlier.authority, start=date(2016, 1, 4))
    outcome = Outcome.objects.create(earlier=earlier, later=later, position=1, status="mixed")
    url = f"/admin/reports/outcome/{outcome.pk}/change/"
    collide(two, url, {"note": "It was done."}, {"note": "It was not done."})
    outcome.refresh_from_db()
    assert outcome.note == "It was done."


def test_a_correction_and_one_that_is_taken_back(two):
    load_authorities()
    ingest(ASHMERE_2012)
    page = f"/admin/reports/inspection/{Inspection.objects.get().pk}/correct/lead_inspector/"
    reason = {"reason": "Page 2 says so."}
    refused, sent = collide(two, page, {"value": "B. Marsh", **reason}, {"value": "C. Marsh", **reason})
    assert "it now says “B. Marsh”; you wrote “C. Marsh”" in refused.text
    correction = Correction.objects.get()
    back = f"/admin/reports/correction/{correction.pk}/withdraw/"
    seen = two[0].get(back).context["seen"]
    assert again(two[1], page, refused, sent) == 302
    assert "changed after you opened" in two[0].post(back, {"seen": seen}).text
    assert Correction.objects.get().value == "C. Marsh"
    two[1].post(back)
    assert "may have taken it back" in two[0].post(back, {"seen": seen}, follow=True).text


def test_a_withdrawal(two):
    inspection = make_inspection()
    page = f"/admin/reports/inspection/{inspection.pk}/withdraw/"
    sent = filled(two[1], page, kind="other", reason="Asked for.")
    Inspection.objects.filter(pk=inspection.pk).update(kind="", authority_id=None)
    assert CHANGED in two[1].post(page, sent).text
    two[0].post(page, filled(two[0], page, kind="other", reason="Asked for."))
    assert "withdrawn already, by first" in two[1].post(page, sent, follow=True).text


def test_a_search_that_finds_nothing_is_said_before_it_is_saved(two):
    make_inspection(paragraphs=["The ferry runs at noon."])
    theme = Theme.objects.create(slug="ferries", name="Ferries", about="Boats.", expressions="ferry")
    url = f"/admin/reports/theme/{theme.pk}/change/"
    sent = filled(two[0], url, expressions="ferry\nhovercraft")
    refused = two[0].post(url, sent)
    assert "“hovercraft” finds nothing" in refused.text
    assert "“ferry” finds nothing" not in refused.text
    theme.refresh_from_db()
    assert theme.expressions == "ferry"
    warned = refused.context["adminform"].form["warned"].value()
    assert two[0].post(url, sent | {"warned": warned}).status_code == 302
    entry = ThesaurusEntry.objects.create(term="boat", expansions=["ferry"], kind="name")
    url = f"/admin/reports/thesaurusentry/{entry.pk}/change/"
    assert "“hovercraft” finds nothing" in two[0].post(url, filled(two[0], url, expansions="hovercraft")).text


def test_an_entry_is_switched_by_itself(two):
    entry = ThesaurusEntry.objects.create(term="boat", expansions=["ferry"], kind="name")
    two[0].post("/admin/reports/thesaurusentry/", {"action": "switch_off", "_selected_action": entry.pk})
    before = entry.changed_at
    entry.refresh_from_db()
    assert (entry.enabled, entry.edited) == (False, True)
    assert entry.changed_at > before


def test_an_outcome_that_was_changed_meanwhile_is_not_deleted_unseen(two):
    earlier = make_inspection(recommendations=["Count the zebras."])
    later = make_inspection(authority=earlier.authority, start=date(2016, 1, 4))
    outcome = Outcome.objects.create(earlier=earlier, later=later, position=1, status="mixed")
    url = f"/admin/reports/outcome/{outcome.pk}/delete/"
    seen = two[1].get(url).context["seen"]
    change = f"/admin/reports/outcome/{outcome.pk}/change/"
    assert two[0].post(change, filled(two[0], change, status="not found")).status_code == 302
    refused = two[1].post(url, {"post": "yes", "seen": seen}, follow=True)
    assert "changed by first after you opened the page, and nothing was deleted" in refused.text
    assert "It now says “not found”" in refused.text
    assert Outcome.objects.exists()
    assert two[1].post(url, {"post": "yes", "seen": refused.context["seen"]}).status_code == 302
    assert not Outcome.objects.exists()


def test_outcomes_are_deleted_one_by_one(two):
    earlier = make_inspection(recommendations=["Count the zebras."])
    later = make_inspection(authority=earlier.authority, start=date(2016, 1, 4))
    outcome = Outcome.objects.create(earlier=earlier, later=later, position=1, status="mixed")
    sent = {"action": "delete_selected", "_selected_action": str(outcome.pk), "post": "yes"}
    two[0].post("/admin/reports/outcome/", sent)
    assert Outcome.objects.exists()
