"""The words of a search in a report: marked, found, and escaped."""

import re

import pytest
from django.test import Client

from tests.views.pages import make_report, page_of

pytestmark = pytest.mark.django_db


def test_the_words_of_a_search_are_marked_in_the_whole_text(client: Client):
    html = page_of(client, make_report(), "?q=leaver+homes")
    assert "<mark>Leavers</mark> have <mark>homes</mark>" in html
    assert "<b>1</b> passage<" in html


def test_the_first_and_the_last_match_are_one_link_away(client: Client):
    paragraphs = ["A plan", "Nothing", "Plans", "Two plans"]
    html = page_of(client, make_report(paragraphs=paragraphs, recommendations=[]), "?q=plan")
    assert "<b>3</b> passages<" in html
    assert re.search(r'href="#para-1"[^>]* aria-label="First passage"', html)
    assert re.search(r'href="#para-4"[^>]* aria-label="Last passage"', html)


def test_finding_leads_to_the_first_passage_that_has_all_the_words(client: Client):
    report = make_report(paragraphs=["Early days", "Help comes early"], recommendations=["Plan."])
    address = report.get_absolute_url()
    assert client.get(f"{address}find/?q=early+help")["Location"] == f"{address}?q=early+help#para-2"
    assert client.get(f"{address}find/?q=plan")["Location"] == f"{address}?q=plan#rec-1"
    assert client.get(f"{address}find/?q=++")["Location"] == address
    assert client.get("/inspections/nowhere/find/?q=plan").status_code == 404


def test_words_that_a_report_does_not_have_offer_no_marks_to_remove(client: Client):
    report = make_report()
    address = report.get_absolute_url()
    assert client.get(f"{address}find/?q=zebra+x%26y")["Location"] == f"{address}?q=zebra+x%26y#found"
    html = page_of(client, report, "?q=zebra+x%26y")
    assert "No passage with <b>zebra x&amp;y</b>" in html
    assert 'href="/search/?q=zebra%20x%26y"' in html
    assert "Remove the marks" not in html


def test_hostile_words_are_escaped_and_found_nowhere(client: Client):
    html = page_of(client, make_report(), "?q=%3Cscript%3Ealert(1)%3C/script%3E%00")
    assert "<script>alert" not in html


def test_where_a_passage_holds_all_words_lone_ones_elsewhere_are_not_marked(client: Client):
    paragraphs = ["Care leavers have homes.", "Care is good.", "Leavers wait."]
    html = page_of(client, make_report(paragraphs=paragraphs, recommendations=[]), "?q=care+leavers")
    assert "<b>1</b> passage" in html
    assert html.count("<mark>") == 1
    assert "None has all your words" not in html


def test_where_no_passage_holds_all_words_that_is_said(client: Client):
    paragraphs = ["Care is good.", "Leavers wait.", "Plans are kept."]
    html = page_of(client, make_report(paragraphs=paragraphs, recommendations=[]), "?q=care+leavers")
    assert "None has all your words, some have one: <span data-place><b>2</b> passages" in html
    assert html.count("<mark>") == 2
