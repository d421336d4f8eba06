from reports.comparing.matching import Ranker
from reports.comparing.statuses.likeness import asked_for, compared, things
from reports.comparing.statuses.rule_assessment import asking_again
from reports.comparing.terms.pieces import Terms
from reports.comparing.terms.weights import Weights
from tests.comparing.plain import CONCEPTS, paragraph, recommendation

BY_NAME = {concept.name: concept for concept in CONCEPTS}
FILLER = [
    paragraph(90 + n, f"Foster carers number {n} like their {word}.")
    for n, word in enumerate(("gardens", "boats", "plans", "plans", "plans", "plans"))
]


def again(asked: Terms, *later: Terms, rarity: float = 0.5) -> list[int]:
    found = ranker(*later, rarity=rarity)
    told = asking_again(found.ask(asked), found, [asked_for(one, found.ask) for one in later])
    return [one.terms.piece.order for one in told]


def ranker(*later: Terms, rarity: float = 0.5) -> Ranker:
    themes = {theme: rarity for one in later for theme in one.piece.themes}
    return Ranker([*later, *FILLER], Weights({}, 0, BY_NAME), theme_rarity=themes)


def alike(asked: Terms, later: Terms) -> float:
    found = ranker(later)
    return compared(found.ask(asked), asked_for(later, found.ask), found).likeness


def test_a_concept_in_common_is_ground_to_ask_for_the_same():
    asked = recommendation(1, "improve advocacy at conferences")
    assert again(asked, recommendation(5, "Strengthen advocacy for all.")) == [5]


def test_words_of_the_trade_in_common_are_not():
    asked = recommendation(1, "collate trends in bullying at primary schools", themes=frozenset({"bullying"}))
    other = recommendation(5, "Collate trends in truancy among older pupils.", themes=frozenset({"truancy"}))
    assert again(asked, other) == []


def test_a_shared_theme_lifts_a_likeness_and_a_rarer_one_more():
    on = frozenset({"bullying"})
    asked = recommendation(1, "collate trends in bullying at schools", themes=on)
    other = recommendation(5, "Schools note bullying early.", themes=on)
    found = ranker(other, rarity=0.2), ranker(other, rarity=0.8)
    common, rare = (compared(one.ask(asked), asked_for(other, one.ask), one).likeness for one in found)
    assert 0 < common < rare


def test_two_matters_in_common_tell_more_than_one():
    asked = recommendation(1, "advocacy interpreters")
    one = alike(asked, recommendation(5, "advocacy lighthouses"))
    two = alike(asked, recommendation(5, "advocacy interpreters"))
    assert one < two / 2


def test_a_recommendation_of_several_things_is_as_like_as_the_likest_of_them():
    single = recommendation(5, "improve advocacy for children in care.")
    several = recommendation(
        5,
        "Act on these: improve roofs and gutters of homes (paragraph 3) improve advocacy for children in care "
        "(paragraph 4) repaint the old zebra crossing soon (paragraphs 5, 6).",
    )
    asked = recommendation(1, "improve advocacy for children in care")
    assert len(list(things(several))) == 3
    assert alike(asked, several) > 0.9 * alike(asked, single)


def test_a_recommendation_of_one_thing_is_not_cut():
    assert list(things(recommendation(5, "Improve advocacy for children (paragraph 4)."))) == []


def test_beside_one_that_asks_again_others_on_its_theme_ask_for_a_part():
    on = frozenset({"advocacy"})
    asked = recommendation(1, "advocacy interpreters bicycles lighthouses gardens orchards", themes=on)
    strong = recommendation(5, "advocacy interpreters bicycles", themes=on)
    text = "Advocacy takes pens, ink, paper."
    assert again(asked, strong, recommendation(6, text, themes=on)) == [5, 6]
    assert again(asked, strong, recommendation(6, text)) == [5]
