"""What curators know better than the code: what became of a recommendation, themes, the field's language."""

from datetime import date

import pytest
from django.test import Client

from reports.models import Outcome, ParagraphTheme, Theme, ThesaurusEntry
from reports.search.query import thesaurus
from reports.themes.tagging import load_themes
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db


def test_an_outcome_is_confirmed_by_the_one_who_saves_it(admin_client: Client) -> None:
    authority = make_authority()
    earlier = make_inspection(
        authority=authority, start=date(2012, 10, 8), recommendations=["Answer the telephone."]
    )
    later = make_inspection(
        authority=authority, start=date(2014, 9, 2), paragraphs=["The telephone is answered."]
    )
    given = {
        "earlier": earlier.pk,
        "position": 1,
        "later": later.pk,
        "status": "reported as improved",
        "evidence": "para-1",
        "note": "All calls that were listened to had been answered.",
    }
    response = admin_client.post("/admin/reports/outcome/add/", given)
    assert response.status_code == 302
    outcome = Outcome.objects.get()
    assert (outcome.text, outcome.evidence) == ("Answer the telephone.", ["para-1"])
    assert outcome.confirmed_by is not None


def test_a_curator_sees_the_words_the_suggestion_and_every_place_to_pick_from(admin_client: Client) -> None:
    authority = make_authority()
    earlier = make_inspection(
        authority=authority, start=date(2012, 10, 8), recommendations=["Answer the telephone without delay."]
    )
    later = make_inspection(
        authority=authority,
        start=date(2014, 9, 2),
        paragraphs=["The telephone is now answered without delay.", "The harbour is not mentioned."],
    )
    link = f"/admin/reports/outcome/add/?earlier={earlier.pk}&position=1&later={later.pk}"
    text = admin_client.get(link).text
    assert "Answer the telephone without delay." in text
    assert "What the archive suggests" in text
    assert "Paragraph 2, page 5: The harbour is not mentioned." in text
    given = {
        "earlier": earlier.pk,
        "position": 1,
        "later": later.pk,
        "status": "mixed",
        "evidence": ["para-2"],
    }
    admin_client.post(link, given)
    outcome = Outcome.objects.get()
    assert outcome.evidence == ["para-2"]
    history = admin_client.get(f"/admin/reports/outcome/{outcome.pk}/history/").text
    assert "Confirmed “mixed” by para-2" in history


def test_each_recommendation_of_a_report_leads_to_what_became_of_it(admin_client: Client) -> None:
    authority = make_authority()
    earlier = make_inspection(
        authority=authority, start=date(2012, 10, 8), recommendations=["Answer the telephone."]
    )
    later = make_inspection(authority=authority, start=date(2014, 9, 2))
    text = admin_client.get(f"/admin/reports/inspection/{earlier.pk}/change/").content.decode()
    link = f"/admin/reports/outcome/add/?earlier={earlier.pk}&amp;position=1&amp;later={later.pk}"
    assert f'href="{link}"' in text
    form = admin_client.get(link.replace("&amp;", "&")).content.decode()
    assert f'<option value="{later.pk}" selected>' in form
    assert '<input type="number" name="position" value="1"' in form


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"position": 2}, "The earlier report has no recommendation at this place."),
        ({"evidence": "para-9"}, "Select a valid choice. para-9 is not one of the available choices."),
    ],
)
def test_an_outcome_about_places_that_are_not_there_is_refused(
    admin_client: Client, wrong: dict[str, object], sentence: str
) -> None:
    earlier = make_inspection(recommendations=["Answer the telephone."])
    later = make_inspection(paragraphs=["The telephone is answered."])
    given = {"earlier": earlier.pk, "position": 1, "later": later.pk, "status": "mixed", **wrong}
    response = admin_client.post("/admin/reports/outcome/add/", given)
    assert sentence in response.content.decode()
    assert not Outcome.objects.exists()


def test_a_theme_that_a_curator_changes_is_tagged_anew_and_stays_the_curators(admin_client: Client) -> None:
    load_themes()
    inspection = make_inspection(paragraphs=["The harbour master telephones.", "Nothing else is said."])
    theme = Theme.objects.earliest("order")
    given = {"name": theme.name, "about": theme.about, "expressions": "harbour", "order": theme.order}
    response = admin_client.post(f"/admin/reports/theme/{theme.pk}/change/", given)
    assert response.status_code == 302
    tagged = ParagraphTheme.objects.filter(theme=theme).values_list("paragraph__anchor", flat=True)
    assert list(tagged) == ["para-1"]
    load_themes()
    theme.refresh_from_db()
    assert (theme.expressions, theme.edited) == ("harbour", True)
    assert inspection.paragraphs.count() == 2


def test_a_search_that_finds_nothing_is_refused(admin_client: Client) -> None:
    load_themes()
    theme = Theme.objects.earliest("order")
    given = {"name": theme.name, "about": theme.about, "expressions": "=the", "order": theme.order}
    response = admin_client.post(f"/admin/reports/theme/{theme.pk}/change/", given)
    assert "finds nothing: it asks for no word, or for common ones alone" in response.content.decode()
    theme.refresh_from_db()
    assert theme.expressions != "=the"


def test_a_changed_entry_of_the_thesaurus_outlives_the_list_of_the_code(admin_client: Client) -> None:
    thesaurus.load()
    entry = ThesaurusEntry.objects.earliest("term")
    given = {"term": entry.term, "expansions": "something else", "kind": entry.kind, "enabled": "on"}
    response = admin_client.post(f"/admin/reports/thesaurusentry/{entry.pk}/change/", given)
    assert response.status_code == 302
    thesaurus.load()
    entry.refresh_from_db()
    assert (entry.expansions, entry.edited) == (["something else"], True)


def test_a_term_cannot_stand_for_itself(admin_client: Client) -> None:
    given = {"term": "zebra crossing", "expansions": "Zebra crossing", "kind": "related"}
    response = admin_client.post("/admin/reports/thesaurusentry/add/", given)
    assert "A term cannot be its own expansion." in response.content.decode()
    assert not ThesaurusEntry.objects.filter(term="zebra crossing").exists()


@pytest.mark.parametrize("model", ["theme", "thesaurusentry"])
def test_what_the_code_would_bring_back_cannot_be_deleted(admin_client: Client, model: str) -> None:
    load_themes()
    thesaurus.load()
    found = {"theme": Theme, "thesaurusentry": ThesaurusEntry}[model]._default_manager.first()
    assert found is not None
    assert admin_client.post(f"/admin/reports/{model}/{found.pk}/delete/").status_code == 403
