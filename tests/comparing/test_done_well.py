"""When another authority may be said to do well what a recommendation asks for."""

import csv
from dataclasses import replace

import pytest

from reports.benchmarks.done_well import FILE
from reports.comparing.matching import Ranker
from reports.comparing.statuses.aspects import names_what_is_asked
from reports.comparing.statuses.candidates import Later, LaterPiece, Question
from reports.comparing.statuses.done_well import (
    as_of_another_place,
    contrary,
    done_well,
    praised,
    same_people,
)
from reports.comparing.statuses.rule_assessment import assess_by_rules
from reports.comparing.statuses.suggestions import Suggestion, suggest
from reports.comparing.terms.weights import Weights
from reports.models.recommendation_statuses import OF_TWO_PLACES, Status
from tests.comparing.plain import CONCEPTS, paragraph, recommendation

ASKED = recommendation(1, "The supervision of foster carers.")
PRAISE = "The supervision of foster carers is thorough and effective."


def suggested(*texts: str) -> tuple[Question, Suggestion]:
    """What is suggested of ASKED where a report says these paragraphs, with "improved" for the status."""
    later = [paragraph(number, text) for number, text in enumerate(texts, start=1)]
    read = Later(Ranker(later, Weights({}, 0, {one.name: one for one in CONCEPTS})))
    (assessed,) = assess_by_rules([ASKED], read.ranker)
    found = suggest(assessed, read)
    own = Question(assessed.asked, read.ranker)
    return own, replace(found, status=Status.IMPROVED, lead_at=0)


def test_praise_that_names_the_thing_is_stated():
    own, suggestion = suggested(PRAISE)
    assert done_well(own, suggestion)
    stated = as_of_another_place(own, suggestion)
    assert (stated.status, stated.stated) == (Status.IMPROVED, True)


@pytest.mark.parametrize(
    "after",
    [
        "However, records of it are brief.",
        "Plans for children are poor.",
        "For a few foster carers the supervision of foster carers is late.",
        "It is recorded (Recommendation).",
    ],
)
def test_what_the_same_paragraph_says_against_it_makes_it_mixed_and_not_stated(after: str):
    own, suggestion = suggested(f"{PRAISE} {after}")
    found = as_of_another_place(own, suggestion)
    assert (found.status, found.stated) == (Status.MIXED, False)


def test_what_the_next_evidence_says_against_it_counts():
    own, suggestion = suggested(PRAISE, "The supervision of foster carers is inconsistent.")
    first, second = sorted(suggestion.ranked, key=lambda one: one.candidate.match.terms.piece.order)
    both = replace(suggestion, ranked=(replace(first, chance=0.6), replace(second, chance=0.4)))
    assert contrary(own, both)
    assert not contrary(own, replace(both, ranked=both.ranked[:1]))


def test_praise_of_work_with_others_is_not_stated():
    own, _ = suggested(PRAISE)
    assert same_people(own, LaterPiece(paragraph(1, PRAISE)), 0)
    others = LaterPiece(paragraph(1, "The supervision of care leavers is thorough."))
    assert not same_people(own, others, 0)


@pytest.mark.parametrize(
    ("sentence", "is_praise"),
    [
        ("Supervision is effective.", True),
        ("Supervision has improved.", False),
        ("Supervision takes place regularly.", False),
        ("Supervision is not effective.", False),
        ("These are well reflected in supervision.", False),
    ],
)
def test_praise_calls_good_what_it_names_itself(sentence: str, is_praise: bool):
    assert praised(sentence) == is_praise


def test_other_statuses_stay_as_they_are():
    own, suggestion = suggested(PRAISE)
    asked = replace(suggestion, status=Status.ASKED_AGAIN)
    assert as_of_another_place(own, asked) is asked


def test_no_status_of_two_places_is_a_word_of_time():
    assert set(OF_TWO_PLACES) == set(Status)
    assert not [word for word in OF_TWO_PLACES.values() if "again" in word or "improved" in word]


def test_the_labels_name_places_and_hold_no_text():
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) >= 100
    assert {row["judged"] for row in rows} == {"right", "partly", "wrong"}
    assert {row["half"] for row in rows} == {"tuning", "held out", "fresh"}
    assert max(len(value) for row in rows for value in row.values()) < 60


@pytest.mark.parametrize(
    ("asked", "sentence", "named"),
    [
        ("Review the arrangements for monitoring foster care.", "Foster carers are supported well.", False),
        ("Review the arrangements for monitoring foster care.", "Foster care is scrutinised well.", True),
        ("Ensure that return interviews are analysed.", "Return interviews are completed promptly.", False),
        ("The timeliness of assessments so that help is planned.", "Plans are good.", False),
        ("Thresholds for foster care.", "Thresholds are applied well.", True),
        ("Foster care for brothers and sisters.", "Foster care is excellent.", True),
    ],
)
def test_praise_of_the_thing_for_something_else_than_was_asked_is_not_stated(
    asked: str, sentence: str, named: bool
):
    assert names_what_is_asked(asked, sentence) is named
