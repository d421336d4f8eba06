"""Where one document is a visit, a status is stated more rarely than between two graded inspections."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reports import benchmarks
from reports.comparing import service
from reports.comparing.service import read
from reports.comparing.statuses.candidates import Later, Question
from reports.comparing.statuses.rule_assessment import assess_by_rules
from reports.comparing.statuses.suggestions import Suggestion, suggest
from reports.comparing.statuses.visits import as_of_a_visit, caution
from reports.models.recommendation_statuses import Status
from tests.builders import make_authority, make_inspection

JUDGED = Path(benchmarks.__file__).parent / "visit_statuses.csv"


@pytest.fixture
def read_pair(db: None) -> service.Reading:
    """A visit that asked for something for care leavers, and for something for disabled children."""
    authority = make_authority(name="Ashmere")
    visit = make_inspection(
        authority=authority,
        framework=None,
        kind="visit",
        start=date(2019, 11, 1),
        recommendations=[
            "The quality of pathway plans for care leavers.",
            "The quality of plans for disabled children.",
        ],
    )
    later = make_inspection(
        authority=authority,
        start=date(2021, 10, 1),
        paragraphs=["The quality of pathway plans for care leavers has improved.", "It rains."],
    )
    return read(visit, later)


def suggested(reading: service.Reading, place: int, *, confidence: float) -> tuple[Question, Suggestion]:
    """The suggestion for one of the two, as if the models were so sure of "reported as improved"."""
    later = Later(reading.ranker())
    assessed = assess_by_rules(reading.earlier.recommendations, later.ranker)[place]
    found = suggest(assessed, later)
    sure = replace(found, status=Status.IMPROVED, stated=True, confidence=confidence)
    return Question(assessed.asked, later.ranker), sure


def test_what_is_said_of_the_same_people_is_stated_from_the_threshold_on(read_pair):
    own, sure = suggested(read_pair, 0, confidence=caution().threshold)
    assert as_of_a_visit(own, sure) == sure
    unsure = as_of_a_visit(own, replace(sure, confidence=caution().threshold - 0.001))
    assert (unsure.stated, unsure.confidence) == (False, caution().unsure)


def test_what_is_said_of_other_people_is_unclear_however_sure_the_models_are(read_pair):
    own, sure = suggested(read_pair, 1, confidence=0.99)
    unsure = as_of_a_visit(own, sure)
    assert (unsure.stated, unsure.status) == (False, Status.IMPROVED)
    not_found = replace(sure, status=Status.NOT_FOUND)
    assert as_of_a_visit(own, not_found) == not_found


def test_only_pairs_with_a_visit_are_read_more_carefully(read_pair, monkeypatch):
    monkeypatch.setattr(service, "as_of_a_visit", lambda own, one: replace(one, lead="of a visit"))
    assert {one.lead for one in service.suggestions(read_pair)} == {"of a visit"}
    graded = make_inspection(
        authority=read_pair.a.authority, start=date(2017, 3, 1), recommendations=["Visit children sooner."]
    )
    assert {one.lead for one in service.suggestions(read(graded, read_pair.b))} != {"of a visit"}


def test_the_figures_are_those_of_the_statuses_that_were_read():
    rows = list(csv.DictReader(JUDGED.read_text(encoding="utf-8").splitlines()))
    kept = [
        row
        for row in rows
        if caution().states(float(row["confidence"]), same_people=row["same_people"] == "1")
    ]
    left = Counter(row["verdict"] for row in rows if row not in kept)
    assert Counter(row["verdict"] for row in rows) == {"right": 32, "partly": 16, "wrong": 8}
    assert Counter(row["verdict"] for row in kept) == {"right": 20, "partly": 5, "wrong": 1}
    assert round((left["right"] + left["partly"] / 2) / left.total(), 2) == caution().unsure
