"""What words are taken to mean: other words for the same, general words, and misspellings."""

import pytest

from reports.comparing.terms.vocabulary import count_terms
from reports.models import Paragraph, ThesaurusEntry
from reports.search.plan.indexing import refresh
from reports.search.query import groups
from reports.search.query.understanding import Options
from tests.builders import make_inspection
from tests.search.archive import ASHMERE_2012, ASHMERE_2014, search, texts, whole

pytestmark = pytest.mark.usefixtures("archive")
ALONE = Options(thesaurus=False, nearest=False)


def test_an_acronym_and_what_it_is_short_for_are_the_same_word() -> None:
    ThesaurusEntry.objects.create(term="TOC", expansions=["table of contents"], kind="acronym")
    in_full = "The table of contents: a table of contents."
    make_inspection(paragraphs=[f"The TOC {'is long and says very little of use ' * 9}.", in_full])
    count_terms()
    assert whole(search("toc"))[0] == in_full


def test_everyday_words_find_what_the_reports_call_it() -> None:
    results = search("kids waiting for a flat")
    assert ASHMERE_2012[0]["text"] in texts(results)
    assert whole(search("council flat")) == [ASHMERE_2012[0]["text"]]


def test_the_thesaurus_can_be_switched_off_whole_or_for_a_term() -> None:
    assert texts(search("council flat", options=Options(thesaurus=False))) == []
    assert texts(search("council flat", options=Options(skipped=("council flat",)))) == []


def test_an_acronym_is_found_in_its_plural_and_shown_as_such() -> None:
    text = "Fewer young people gain five GCSEs than elsewhere."
    make_inspection(paragraphs=[text])
    count_terms()
    results = search("gcse", options=Options(nearest=False))
    assert whole(results) == [text]
    assert [way.text for way in results.understood.groups[0].expansions] == ["gcses"]
    assert whole(search("gcse", options=Options(nearest=False, skipped=("gcse",)))) == []


def test_a_text_that_says_it_in_several_ways_comes_before_one_that_says_it_once() -> None:
    ThesaurusEntry.objects.create(term="hoard", expansions=["gold", "silver"], kind="everyday")
    make_inspection(paragraphs=["The gold is in the old box.", "The gold is in the silver box."])
    count_terms()
    assert texts(search("hoard")) == ["The gold is in the silver box.", "The gold is in the old box."]


def test_light_words_of_a_question_weigh_less_than_the_others() -> None:
    about_flats, about_nothing = "Hostels are scarce now.", "Everything is scarce now."
    make_inspection(paragraphs=[about_nothing, about_flats])
    count_terms()
    assert texts(search("everything hostels", options=Options(thesaurus=False))) == [
        about_flats,
        about_nothing,
    ]


def test_a_word_that_only_judges_weighs_less_than_what_it_judges() -> None:
    on_topic, judging = "Chronologies are kept.", "A marvellous evening was had by everybody there."
    make_inspection(paragraphs=[judging, on_topic])
    count_terms()
    assert texts(search("marvellous chronologies"))[:2] == [on_topic, judging]


def test_a_word_that_no_text_holds_and_for_which_there_are_only_related_ones_finds_the_nearest() -> None:
    ThesaurusEntry.objects.create(term="hoard", expansions=["treasure"], kind="related")
    make_inspection(paragraphs=["Treasure was found.", "Nothing was found."])
    count_terms()
    results = search("hoard")
    assert texts(results) == ["Treasure was found."]
    assert results.all_words == 0
    assert results.understood.words.unknown == ("hoard",)


def test_a_word_is_not_held_by_a_text_that_holds_another_of_its_stem_by_accident() -> None:
    make_inspection(paragraphs=["The pace is quite slow.", "Many staff resign."])
    count_terms()
    refresh()
    results = search("quitting")
    assert texts(results) == ["Many staff resign."]
    assert results.understood.corrected == ()
    assert texts(search("quitting", options=ALONE)) == []
    assert whole(search("quite", options=ALONE)) == ["The pace is quite slow."]


def test_what_is_left_of_a_term_without_one_of_its_words_is_not_searched() -> None:
    ThesaurusEntry.objects.create(term="carrying daggers", expansions=["blade"], kind="everyday")
    make_inspection(paragraphs=["Visits are carried out.", "A blade was found."])
    count_terms()
    assert texts(search("carrying daggers")) == ["A blade was found."]


def test_a_general_word_is_only_related_to_a_narrower_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "FEW", 2)
    ThesaurusEntry.objects.create(term="loft", expansions=["attic", "dwelling"], kind="everyday")
    make_inspection(paragraphs=[f"The dwelling {number} is dry." for number in range(4)] + ["An attic."])
    count_terms()
    results = search("loft")
    assert whole(results) == ["An attic."]
    assert len(texts(results)) == 5


def test_not_in_a_question_is_no_misspelling() -> None:
    results = search("kids dont like apprenticeships")
    assert results.understood.corrected == ()
    assert "not" in results.understood.words.ignored


def test_a_curators_entry_is_used_at_once_and_a_disabled_one_no_more() -> None:
    assert texts(search("pad")) == []
    entry = ThesaurusEntry.objects.create(term="pad", expansions=["tenancy"], kind="everyday")
    assert texts(search("pad")) == [ASHMERE_2012[0]["text"]]
    entry.enabled = False
    entry.save()
    assert texts(search("pad")) == []


def test_an_entry_that_goes_both_ways_is_used_from_either_side() -> None:
    ThesaurusEntry.objects.create(term="pad", expansions=["lodestar"], kind="acronym", both_ways=True)
    Paragraph.objects.filter(text=ASHMERE_2012[2]).update(text="A pad.")
    count_terms()
    assert texts(search("lodestar")) == ["A pad."]


def test_a_misspelling_is_searched_as_what_was_meant_and_shown() -> None:
    results = search("aprenticeships")
    assert results.understood.corrected_text == "apprenticeships"
    assert ASHMERE_2014[0] in texts(results)


def test_a_word_that_nobody_knows_leaves_the_others_to_be_searched() -> None:
    results = search("zzgrmpf apprenticeships", options=Options(thesaurus=False))
    assert results.all_words == 0
    assert texts(results) == [ASHMERE_2014[0]]
    assert results.understood.words.unknown == ("zzgrmpf",)
