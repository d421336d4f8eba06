"""What is stated of a recommendation, and what is only suggested."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reports.comparing.matching import Ranker
from reports.comparing.service import compare, recommendation_outcomes
from reports.comparing.statuses import leads, learned
from reports.comparing.statuses import suggestions as suggesting
from reports.comparing.statuses.candidates import Later, Question
from reports.comparing.statuses.evidence import shown, window
from reports.comparing.statuses.leads import (
    WHOLE,
    around,
    in_likeliest_piece,
    lead_among,
    sentences_of,
    whole,
)
from reports.comparing.statuses.people import groups_of
from reports.comparing.statuses.rule_assessment import assess_by_rules
from reports.comparing.statuses.suggestions import (
    Suggestion,
    features,
    ranked_by,
    speaks_well,
    suggest,
    telling_first,
)
from reports.comparing.terms.weights import Weights
from reports.comparing.wording import opening
from reports.exports.comparison import as_json, columns, csv_rows
from reports.models import Inspection
from reports.models.recommendation_statuses import Status
from tests.builders import make_authority, make_inspection
from tests.comparing.plain import CONCEPTS, paragraph, recommendation

CASELOADS = recommendation(1, "reduce the caseloads of social workers")


@pytest.fixture
def pair(db: None) -> tuple[Inspection, Inspection]:
    """Two inspections, the later one with a paragraph on the first recommendation and none on the second."""
    authority = make_authority(name="Ashmere")
    asked = ["reduce the caseloads of social workers", "repaint the zebra crossing"]
    first = make_inspection(
        authority=authority, framework="cp", start=date(2012, 11, 1), recommendations=asked
    )
    second = make_inspection(
        authority=authority,
        framework="sif",
        start=date(2014, 10, 1),
        recommendations=["Recruit foster carers."],
        paragraphs=[
            "The caseloads of social workers have reduced.",
            "The town lies by the sea.",
            "It rains.",
        ],
    )
    return first, second


def with_threshold(threshold: float) -> learned.Models:
    """The models with another threshold."""
    known = learned.models()
    status = known.status
    changed = learned.StatusModel(
        status.scaled, status.which, status.acceptable, status.wrong, status.calibration, threshold
    )
    return learned.Models(known.rank, known.lead, changed)


def suggested(*later: Any) -> tuple[Suggestion, Later]:
    read = Later(Ranker(later, Weights({}, 0, {one.name: one for one in CONCEPTS})))
    (assessed,) = assess_by_rules([CASELOADS], read.ranker)
    return suggest(assessed, read), read


def test_words_that_every_text_holds_suggest_a_status_without_an_error():
    texts = [paragraph(n, "The caseloads of social workers reduce.") for n in range(1, 4)]
    everywhere = dict.fromkeys((*CASELOADS.counts, *texts[0].counts), 1_000_000_000)
    by_name = {one.name: one for one in CONCEPTS}
    read = Later(Ranker(texts, Weights(everywhere, 1_000_000_000, by_name)))
    (assessed,) = assess_by_rules([CASELOADS], read.ranker)
    found = suggest(assessed, read)
    assert found.status in set(Status)


def test_below_the_threshold_no_status_is_stated(
    pair: tuple[Inspection, Inspection], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(suggesting, "models", lambda: with_threshold(1.1))
    comparison = compare(*pair)
    assert [told.status for told in comparison.recommendations] == [None, None]
    assert opening(comparison).endswith(
        "Both are unclear. Another one in 2014 was new. No one has checked this yet."
    )
    said = as_json(comparison)["recommendations"][0]
    assert said["status"] is None
    assert said["suggested_status"] in set(Status)
    assert 0 < said["confidence"] < 1
    assert said["status_label"] == "unclear"
    rows = [dict(zip(columns(comparison), row, strict=True)) for row in csv_rows(comparison)]
    assert [row["relation_or_status"] for row in rows if row["part"] == "recommendation"][:2] == [
        "unclear"
    ] * 2
    (row,) = [
        row for row in rows if row["part"] == "recommendation" and row["position"] == 1 and row["confidence"]
    ]
    assert row["suggested_status"]
    assert row["confidence"] == said["confidence"]


def test_above_the_threshold_the_suggestion_is_stated(
    pair: tuple[Inspection, Inspection], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(suggesting, "models", lambda: with_threshold(0.0))
    comparison = compare(*pair)
    assert [told.status for told in comparison.recommendations] == [
        told.suggested for told in comparison.recommendations
    ]
    assert not comparison.unclear
    assert [told.status for told in recommendation_outcomes(*pair)] == [
        told.status for told in comparison.recommendations
    ]


def test_matches_begin_with_the_evidence_that_is_shown(pair: tuple[Inspection, Inspection]):
    for told in as_json(compare(*pair))["recommendations"]:
        shown = [place["anchor"] for place in told["evidence"]]
        assert [match["anchor"] for match in told["matches"]][: len(shown)] == shown


def test_the_lead_is_a_whole_sentence_with_what_takes_it_back():
    said, _ = suggested(
        paragraph(
            1, "The caseloads of social workers are lower. However, some are too high. It rains. It snows."
        )
    )
    assert said.lead.startswith("The caseloads of social workers are lower. However, some are too high.")
    told = ["The caseloads are lower.", "However, some are too high.", "It rains."]
    assert whole(told, 0, 0) == (0, 1)
    listed = ["Visits are rare;", "caseloads are lower;", "it rains.", "It snows."]
    assert whole(listed, 1, 1) == (0, 2)


def test_the_lead_may_come_from_another_piece_than_the_likeliest_and_comes_first_then():
    said, read = suggested(
        paragraph(1, "The caseloads of social workers are lower. It rains."),
        paragraph(2, "Social workers have much to do. It snows."),
    )
    own = Question(said.assessed.asked, read.ranker)
    other = next(one for one in said.ranked if one.candidate.match.terms.piece.number == 2)
    lead = lead_among(own, [other], learned.models().lead)
    assert lead is not None
    assert lead.text.startswith("Social workers have much to do.")
    first, *rest = telling_first(said.ranked, lead)
    assert first is other
    assert [one.score for one in rest] == [one.score for one in said.ranked if one is not other]


def test_there_is_no_lead_where_nothing_was_found():
    said, read = suggested(paragraph(1, "The caseloads of social workers are lower."))
    assert lead_among(Question(said.assessed.asked, read.ranker), [], learned.models().lead) is None


@pytest.mark.parametrize(
    ("chances", "shown"),
    [
        ([0.01, 0.97, 0.01, 0.01], (1, 1)),  # one sentence is likely enough by itself
        ([0.01, 0.60, 0.38, 0.01], (1, 2)),
        ([0.38, 0.60, 0.01, 0.01], (0, 1)),
        ([0.1, 0.1, 0.2, 0.2, 0.2, 0.2], (0, 5)),  # none is: all are shown
        ([0.9, 0.04, 0.56, 0.0], (2, 2)),  # the first two are of another piece
    ],
)
def test_neighbours_are_shown_until_the_telling_sentence_is_likely_among_them(
    chances: list[float], shown: tuple[int, int]
):
    held = range(2, 4) if chances[0] == 0.9 else range(len(chances))
    best = max(held, key=lambda place: chances[place])
    assert around(best, held, chances) == shown


def test_what_a_page_shows_first_holds_the_whole_lead(monkeypatch: pytest.MonkeyPatch):
    """However long: a snippet of its own length would end within it."""
    monkeypatch.setattr(leads, "SHOWN", 1.0)  # every sentence of the piece
    text = "The caseloads of social workers are lower, and they say so. " * 9
    said, _ = suggested(paragraph(1, text.strip()))
    assert len(said.lead) > WHOLE
    first = shown(replace(said, stated=False))[0]
    assert (first.cut_before, first.cut_after) == (False, False)


def test_a_piece_with_two_likely_sentences_leads_before_one_with_the_likeliest():
    """The telling sentence is likelier in the piece whose sentences have more of the probability together."""
    said, read = suggested(
        paragraph(1, "The caseloads of social workers are lower. Caseloads are manageable."),
        paragraph(2, "The caseloads of social workers are high."),
    )
    found = sentences_of(Question(said.assessed.asked, read.ranker), said.ranked)
    of_first = [one.one.candidate.match.terms.piece.number == 1 for one in found]
    chances = [0.3 if first else 0.4 for first in of_first]
    assert [found[at].at for at in in_likeliest_piece(found, chances, range(len(found)))] == [0, 1]


def test_a_snippet_does_not_end_just_before_a_sentence_that_takes_it_back():
    first = "Caseloads are lower, and social workers say so. " * 6
    text = f"{first.strip()} However, some are too high. It rains."
    start, end = window(text, 0, 0)
    assert text[start:end].endswith("However, some are too high.")


def test_the_likelier_place_is_the_first_evidence():
    said, _ = suggested(
        paragraph(1, "The town lies by the sea and has many workers."),
        paragraph(2, "The caseloads of social workers have been reduced and are now manageable."),
    )
    assert said.matches[0].terms.piece.number == 2


def test_the_weights_are_of_the_figures_that_are_measured():
    said, read = suggested(paragraph(1, "The caseloads of social workers are lower."))
    models = learned.models()
    (one,) = said.ranked
    assert set(models.rank.scaled.names) == set(one.candidate.features)
    own = Question(said.assessed.asked, read.ranker)
    figures = features(own, ranked_by(models.rank, [one.candidate]), said.assessed, read)
    assert set(models.status.scaled.names) == set(figures)
    (sentence,) = sentences_of(own, ranked_by(models.rank, [one.candidate]))
    assert set(models.lead.scaled.names) == set(sentence.figures)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Care leavers live well.", "care leavers"),
        ("Children in need wait.", "in need"),
        ("LSCB members", "board"),
    ],
)
def test_whom_a_text_speaks_of_is_read(text: str, group: str):
    assert group in groups_of(text)
    assert groups_of("The town lies by the sea.") == frozenset()


def test_the_kind_of_evidence_that_carries_a_status_holds_its_lead():
    said, read = suggested(
        paragraph(1, "The caseloads of social workers have been reduced and are now manageable."),
        recommendation(2, "Reduce the caseloads of social workers."),
    )
    own = Question(said.assessed.asked, read.ranker)
    for asks in (True, False):
        lead = lead_among(own, said.ranked, learned.models().lead, asks=asks)
        assert lead is not None
        assert lead.one.candidate.asks == asks


@pytest.mark.parametrize(
    ("lead", "well"),
    [
        ("Caseloads are good.", True),
        ("Caseloads have reduced.", True),
        ("Caseloads are seen by managers each week.", False),
        ("Caseloads are poor.", False),
        ("Caseloads are good. However, some are too high.", False),
        ("Caseloads are good. Supervision is timely. However, some plans drift.", True),
    ],
)
def test_a_lead_without_praise_or_change_carries_no_improvement(lead: str, well: bool):
    assert speaks_well(lead) is well


def test_improved_is_not_stated_on_a_lead_that_does_not_speak_well(monkeypatch: pytest.MonkeyPatch):
    improved = with_threshold(0.0)
    monkeypatch.setattr(learned.StatusModel, "suggest", lambda *_: (Status.IMPROVED, 0.99, 2.0))
    monkeypatch.setattr(suggesting, "models", lambda: improved)
    told = {
        text: suggested(paragraph(1, text))[0].stated
        for text in ("Caseloads of social workers are good.", "Caseloads of social workers are counted.")
    }
    assert list(told.values()) == [True, False]


def test_the_data_give_a_lead_only_where_it_carries_what_is_stated(
    pair: tuple[Inspection, Inspection], monkeypatch: pytest.MonkeyPatch
):
    leads = {}
    for threshold in (0.0, 1.1):
        monkeypatch.setattr(suggesting, "models", lambda threshold=threshold: with_threshold(threshold))
        leads[threshold] = [one["lead"] for one in as_json(compare(*pair))["recommendations"]]
    assert leads[0.0][0] == "The caseloads of social workers have reduced."
    assert leads[1.1] == [None, None]


def test_a_recommendation_that_leads_is_quoted_whole():
    said, read = suggested(
        recommendation(1, "Reduce the caseloads of social workers. Report on caseloads every month.")
    )
    lead = lead_among(
        Question(said.assessed.asked, read.ranker), said.ranked, learned.models().lead, asks=True
    )
    assert lead is not None
    assert lead.text == "Reduce the caseloads of social workers. Report on caseloads every month."
