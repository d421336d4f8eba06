from dataclasses import fields

import pytest

from reports.comparing.matching import EARLIER, Ranker, cited
from reports.comparing.statuses.rule_assessment import assess, assess_by_rules
from reports.comparing.terms.associations import learn
from reports.comparing.terms.pieces import Terms
from reports.comparing.terms.recommendation_query import OFF, Parts
from reports.comparing.terms.weights import Weights
from reports.models.recommendation_statuses import Status
from tests.comparing.plain import CONCEPTS, paragraph, recommendation

BY_NAME = {concept.name: concept for concept in CONCEPTS}
FILLER = [paragraph(90 + n, f"Foster carers number {n} like their {w}.") for n, w in enumerate("abcdefgh")]


def ranker(*later: Terms, **options: object) -> Ranker:
    return Ranker([*later, *FILLER], Weights({}, 0, BY_NAME), **options)  # type: ignore[arg-type]


def best(asked: Terms, found: Ranker) -> list[int | None]:
    return [match.terms.piece.number for match in found.rank(found.ask(asked))]


ADVOCACY = recommendation(1, "ensure children know about advocacy so that plans improve")


def test_the_piece_that_says_what_was_asked_is_first():
    found = ranker(paragraph(1, "Plans improve."), paragraph(2, "Few children know about advocacy."))
    assert best(ADVOCACY, found)[0] == 2


def test_other_words_for_one_matter_are_found():
    asked = recommendation(1, "improve help for those who live with domestic violence")
    found = ranker(paragraph(1, "Housing is dear."), paragraph(2, "MARAC meets each week."))
    assert best(asked, found) == [2]


def test_words_that_keep_company_with_an_asked_one_are_found():
    together = [{"caseload", "turnover", f"w{n}"} for n in range(20)] + [
        {"road", f"x{n}"} for n in range(400)
    ]
    weights = Weights({}, 0, BY_NAME, nearby=learn(together))
    asked = recommendation(1, "reduce caseload")
    later = [paragraph(1, "The road is long."), paragraph(2, "Staff turnover worries leaders."), *FILLER]
    found = Ranker(later, Weights({"caseload": 20, "turnover": 20}, 420, BY_NAME, weights.nearby))
    assert best(asked, found) == [2]


def test_the_authoritys_name_tells_nothing_of_a_matter():
    asked = recommendation(1, "review Ashmere advocacy")
    pieces = (paragraph(1, "Ashmere lies by the sea."), paragraph(2, "Advocacy is weak."))
    assert best(asked, ranker(*pieces, names={"ashmere"}))[0] == 2


def test_children_in_care_stand_back_where_the_earlier_inspection_did_not_look_at_them():
    text = "Supervision of workers is regular."
    pieces = (paragraph(1, text, strand="care"), paragraph(2, text, strand="leadership"))
    asked = recommendation(1, "strengthen supervision of workers")
    assert best(asked, ranker(*pieces, care_asked=False)) == [2, 1]
    assert best(asked, ranker(*pieces, care_asked=True)) == [1, 2]


def test_the_boards_text_answers_for_the_board():
    text = "Audits are scrutinised."
    pieces = (paragraph(1, text), paragraph(2, text, board=True))
    asked = recommendation(1, "the safeguarding board should scrutinise audits")
    assert best(asked, ranker(*pieces)) == [2, 1]


def test_a_paragraph_that_a_matching_recommendation_cites_gains():
    pieces = (
        recommendation(7, "Strengthen advocacy for children (paragraph 40)."),
        paragraph(40, "Few have a person to speak for them."),
    )
    assert 40 in best(ADVOCACY, ranker(*pieces))


def test_a_recommendation_cites_paragraphs_by_number():
    assert cited("Improve this (paragraphs 32, 111 and 112).") == {32, 111, 112}
    assert cited("Improve this by 2015.") == set()


@pytest.mark.parametrize(
    "text",
    [
        "this was raised at the last inspection",
        "the previous child protection inspection",
        "the 2013 inspection",
    ],
)
def test_a_paragraph_that_points_back_is_known(text: str):
    assert EARLIER.search(text)


@pytest.mark.parametrize("part", [field.name for field in fields(Parts)])
def test_each_part_can_be_switched_off(part: str):
    found = ranker(
        paragraph(2, "Few children know about advocacy."), parts=Parts(**{part: OFF.get(part, 0.0)})
    )
    assert best(ADVOCACY, found)[0] == 2


def test_a_recommendation_that_is_asked_for_again_is_told():
    again = recommendation(5, "Ensure that more children know about advocacy.")
    (told,) = assess_by_rules([ADVOCACY], ranker(again))
    assert told.status == Status.ASKED_AGAIN
    assert [one.terms for one in told.again] == [again]
    assert told.again[0].closely


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Advocacy for children has improved and is effective.", Status.IMPROVED),
        ("Advocacy for children is weak and too few know of it.", Status.CRITICISED),
        ("Advocacy for children is good in places, but limited in others.", Status.MIXED),
    ],
)
def test_the_evidence_suggests_a_status(said: str, status: Status):
    found = ranker(paragraph(4, said))
    assert assess(found.ask(ADVOCACY), found, []).status == status


def test_what_nothing_speaks_to_is_not_found():
    found = ranker()
    assert assess(found.ask(recommendation(1, "zebra crossing")), found, []).status == Status.NOT_FOUND


def test_what_a_board_was_asked_is_not_found_in_passing_where_the_board_was_not_reviewed_again():
    asked = recommendation(1, "the board should audit neglect and dental checks", board=True)
    passing = paragraph(4, "Dental checks are good.")
    assert fate_of(asked, ranker(passing)) == Status.IMPROVED
    assert fate_of(asked, ranker(passing, board_reviewed=False)) == Status.NOT_FOUND
    plain = paragraph(4, "Audits of neglect and of dental checks are good.")
    assert fate_of(asked, ranker(plain, board_reviewed=False)) == Status.IMPROVED


def evidence_for(asked: Terms, *later: Terms) -> list[int | None]:
    found = ranker(*later)
    return [match.terms.piece.number for match in assess(found.ask(asked), found, []).found]


def test_a_paragraph_that_only_uses_a_word_of_every_report_is_no_evidence():
    asked = recommendation(1, "ensure plans mention advocacy")
    plans = [paragraph(10 + n, f"Plans for {word} mention it.") for n, word in enumerate("abcdef")]
    assert evidence_for(asked, paragraph(5, "Advocacy is good."), *plans) == [5]


def test_a_paragraph_far_behind_the_best_is_no_evidence():
    asked = recommendation(1, "advocacy for neglected children at conferences with interpreters")
    best_one = paragraph(4, "Advocacy reaches neglected children at conferences with interpreters.")
    behind = paragraph(5, "Advocacy at conferences comes and goes.")
    assert evidence_for(asked, best_one, behind) == [4]
    assert evidence_for(asked, behind) == [5]


def fate_of(asked: Terms, found: Ranker) -> Status:
    return assess(found.ask(asked), found, []).status


def test_words_keep_company_where_they_stand_together_more_than_chance():
    texts = [{"audit", "moderation"} for _ in range(20)] + [{"garden"} for _ in range(400)]
    assert learn(texts)["audit"][0][0] == "moderation"
    assert "garden" not in learn(texts)
