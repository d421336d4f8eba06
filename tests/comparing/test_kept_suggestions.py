"""Suggested statuses that are kept: as they would be worked out, while their texts hold, and listed for curators."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reports.comparing import kept_suggestions
from reports.comparing.kept_suggestions import bring_up_to_date
from reports.comparing.recommendation_lines import Line, history_of_recommendations
from reports.comparing.service import recommendation_outcomes
from reports.models import Authority, Inspection, Outcome, StatusSuggestion
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db
ASK = "Ensure that every care leaver has a written pathway plan."
SAID = ["Too few care leavers have a written pathway plan.", "Harbours are busy."]


@pytest.fixture
def ashmere(db: None) -> Authority:
    authority = make_authority(name="Ashmere")
    for year in (2012, 2016, 2020):
        make_inspection(
            authority=authority,
            start=date(year, 5, 1),
            recommendations=[ASK, "Answer the telephone."],
            paragraphs=SAID,
        )
    return authority


def work_out(**options: bool) -> int:
    return sum(1 for _ in bring_up_to_date(**options))


def said_by(lines: tuple[Line, ...]) -> list[tuple[object, ...]]:
    return [
        (line.key, step.later.slug, step.status, step.suggested, step.confidence, step.quoted, step.evidence)
        for line in lines
        for step in line.steps
    ]


def test_what_is_kept_is_what_a_comparison_says(ashmere: Authority):
    assert work_out() == 3
    first, second, _ = Inspection.objects.oldest_first()
    kept = StatusSuggestion.objects.of_pair(first, second).order_by("position")
    assert [
        (one.position, one.status, one.confidence, one.stated, one.lead, one.evidence) for one in kept
    ] == [
        (t.position, t.suggested, t.confidence, t.sure, t.lead, [e.terms.piece.anchor for e in t.evidence])
        for t in recommendation_outcomes(first, second)
    ]


def test_a_history_says_the_same_with_and_without_what_is_kept(ashmere: Authority):
    before = said_by(history_of_recommendations(ashmere).lines)
    assert len(before) == 6
    work_out()
    assert said_by(history_of_recommendations(ashmere).lines) == before


def test_a_history_reads_no_report_where_all_is_kept(ashmere: Authority, monkeypatch: pytest.MonkeyPatch):
    work_out()

    def refuse(*pair: object) -> None:
        raise AssertionError(pair)

    monkeypatch.setattr(kept_suggestions, "read", refuse)
    assert len(history_of_recommendations(ashmere).lines) == 4


def test_a_history_takes_as_many_queries_for_six_inspections_as_for_three(ashmere: Authority):
    work_out()
    with CaptureQueriesContext(connection) as three:
        history_of_recommendations(ashmere)
    for year in (2021, 2022, 2023):
        make_inspection(authority=ashmere, start=date(year, 5, 1), recommendations=[ASK], paragraphs=SAID)
    work_out()
    with CaptureQueriesContext(connection) as six:
        history_of_recommendations(ashmere)
    assert len(three) == len(six) <= 8


def test_only_pairs_whose_texts_changed_are_worked_out_again(ashmere: Authority):
    work_out()
    assert work_out() == 0
    last = Inspection.objects.get(start__year=2020)
    paragraph = last.paragraphs.first()
    assert paragraph is not None
    paragraph.text = "Every care leaver has a written pathway plan."
    paragraph.save()
    assert work_out() == 2
    assert work_out(everything=True) == 3


def test_another_model_makes_all_stale_and_leaves_what_was_confirmed(
    ashmere: Authority, monkeypatch: pytest.MonkeyPatch
):
    first, second, _ = Inspection.objects.oldest_first()
    Outcome.objects.create(
        earlier=first, later=second, position=1, text=ASK, status="mixed", evidence=["para-2"]
    )
    work_out()
    monkeypatch.setattr(kept_suggestions, "method_digest", lambda: "another")
    assert work_out() == 3
    step = history_of_recommendations(ashmere).lines[0].steps[0]
    assert (step.status, step.evidence, step.confirmed) == ("mixed", ["para-2"], True)


def test_suggestions_of_a_pair_that_is_no_longer_followed_are_deleted(ashmere: Authority):
    work_out()
    Inspection.objects.filter(start__year=2020).update(authority=make_authority(name="Birchwell"))
    assert work_out() == 0
    assert StatusSuggestion.objects.values("earlier", "later").distinct().count() == 1


def test_the_command_says_how_many_pairs_and_names_what_it_does_not_know(
    ashmere: Authority, capsys: pytest.CaptureFixture[str]
):
    call_command("suggest_statuses", "ashmere")
    call_command("suggest_statuses")
    assert capsys.readouterr().out == "3 pairs of reports worked out.\n0 pairs of reports worked out.\n"
    with pytest.raises(CommandError, match="no authority “nowhere”"):
        call_command("suggest_statuses", "nowhere")


def test_curators_meet_the_least_sure_first_and_none_that_is_confirmed(ashmere: Authority, client: Client):
    work_out()
    for place, one in enumerate(StatusSuggestion.objects.order_by("pk")):
        one.confidence = (9 - place) / 10
        one.save()
    first, second, _ = Inspection.objects.oldest_first()
    Outcome.objects.create(earlier=first, later=second, position=1, text=ASK, status="mixed")
    client.force_login(User.objects.create_superuser("curator"))
    text = client.get("/admin/reports/statussuggestion/").text
    sure = [text.index(f">{per_cent} %<") for per_cent in (40, 50, 60, 70, 80)]
    assert sure == sorted(sure)
    assert ">90 %<" not in text
    link = f"/admin/reports/outcome/add/?earlier={first.pk}&amp;position=2&amp;later={second.pk}"
    assert link in text
    form = client.get(link.replace("&amp;", "&")).text
    assert "Answer the telephone." in form
    assert "% sure" in form


def test_whoever_may_not_see_what_was_confirmed_sees_no_list(ashmere: Authority, client: Client):
    client.force_login(User.objects.create_user("adder", is_staff=True))
    assert client.get("/admin/reports/statussuggestion/").status_code == 403
