"""A sixth framework, added as CONTRIBUTING says, to a copy of the project: data alone, and every page opens.

It has a scale of its own with a grade that was never there, no overall grade, hardly an entry in the
crosswalk and no inspector on its front page: whatever a page takes for granted about the five real ones fails here.
"""

import json

import pytest

pytestmark = pytest.mark.xdist_group("additions")


def test_its_report_is_read_with_grades_and_recommendations(journey: dict):
    assert journey["grades"] == [["leadership", "weak"], ["help-and-protection", "secure"], ["care", "good"]]
    assert journey["asked"] == 2
    assert journey["warnings"] == []


def test_every_kind_of_page_opens(journey: dict):
    assert {name: status for name, (status, _) in journey["pages"].items() if status != 200} == {}


def test_its_grades_are_printed_and_set_against_none_of_another_scale(journey: dict):
    pages = {name: text for name, (_, text) in journey["pages"].items()}
    assert "Secure" in pages["inspection"]
    assert "Secure" in pages["authority"]
    compared = json.loads(pages["compare-json"])
    beside = {one["strand_b"]: one for one in compared["judgements"] if one["relation"] == "same"}
    assert beside["help-and-protection"]["grade_b"] == "secure"
    assert beside["help-and-protection"]["direction"] is None


def test_the_national_table_counts_it_under_its_own_framework(journey: dict):
    assert "sixth" in journey["pages"]["national-given-csv"][1]
