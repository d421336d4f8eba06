import pytest

from reports.comparing.statuses.cues import sentence_tone, tone


@pytest.mark.parametrize(
    "sentence",
    [
        "Planning has improved and is timely.",
        "Decisions are made without delay.",
        "The board has reduced drift in plans.",
        "Supervision is regular and of good quality.",
    ],
)
def test_praise_is_heard_as_praise(sentence: str):
    assert sentence_tone(sentence).share == 1.0


@pytest.mark.parametrize(
    "sentence",
    [
        "Plans are not specific and too many drift.",
        "Supervision is neither regular nor effective.",
        "Too few children have good plans.",
        "Assessments lack rigour and are weak.",
        "This has not been achieved consistently.",
    ],
)
def test_criticism_is_heard_as_criticism(sentence: str):
    share = sentence_tone(sentence).share
    assert share is not None
    assert share < 0.4


def test_a_sentence_that_turns_counts_on_both_sides():
    share = sentence_tone("Audits are effective, but learning from them is limited.").share
    assert share == pytest.approx(0.5, abs=0.2)


def test_a_sentence_without_either_says_nothing():
    assert sentence_tone("There are forty social workers.").share is None


def test_a_sentence_on_another_matter_weighs_nothing():
    text = "Adoption is excellent. Core groups are weak."
    assert tone(text, relevance=lambda index: float(index == 1)).share == 0.0
