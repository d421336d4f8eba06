"""A search, from what is typed to ordered texts, on a real PostgreSQL."""

from datetime import date

import pytest

from reports.comparing.terms.vocabulary import count_terms
from reports.models import Inspection, Paragraph, ThesaurusEntry
from reports.search.query.filters import Filters
from reports.search.query.understanding import Options
from tests.builders import make_authority, make_inspection
from tests.search.archive import ASHMERE_2012, ASHMERE_2014, CALDERWICK_2019, search, texts, whole

pytestmark = pytest.mark.usefixtures("archive")
ALONE = Options(thesaurus=False, nearest=False)


def test_texts_that_hold_every_word_come_first_and_the_nearest_follow() -> None:
    results = search("caseloads supervision", options=Options(thesaurus=False))
    assert set(whole(results)) == {ASHMERE_2012[1], CALDERWICK_2019[2]["text"]}
    assert ASHMERE_2014[1]["text"] in texts(results)[2:]


def test_words_are_stemmed() -> None:
    assert whole(search("apprenticeship", options=ALONE)) == [ASHMERE_2014[0]]


def test_a_phrase_is_found_only_where_it_stands_together() -> None:
    assert whole(search('"social workers carry"', options=ALONE)) == [ASHMERE_2012[1]]
    assert whole(search('"workers social"', options=ALONE)) == []


def test_a_phrase_of_stop_words_finds_the_texts_that_hold_it_to_the_letter_and_no_others() -> None:
    make_inspection(
        paragraphs=[
            "The need for speed; needs, of some speed.",
            "There is a need, at speed.",
            "Some are in and out of care.",
        ]
    )
    assert whole(search('"need at speed"', options=ALONE)) == ["There is a need, at speed."]
    assert whole(search('"in and out of"', options=ALONE)) == ["Some are in and out of care."]
    assert whole(search('"some of speed"', options=ALONE)) == []


def test_a_word_in_quotes_is_found_as_it_is_written() -> None:
    make_inspection(paragraphs=["A zonal plan.", "Zonal plans."])
    assert whole(search('zonal "plans"', options=ALONE)) == ["Zonal plans."]
    assert whole(search('zonal -"plans"', options=ALONE)) == ["A zonal plan."]


def test_a_star_at_the_end_of_a_word_or_phrase_finds_what_begins_so() -> None:
    held = ["Signs of neglect.", "A negligent carer.", "The early helper."]
    make_inspection(paragraphs=held)
    assert sorted(whole(search("negl*", options=ALONE))) == [held[1], held[0]]
    assert (
        whole(search('"early hel"*', options=ALONE))
        == whole(search('"early hel*"', options=ALONE))
        == [held[2]]
    )
    assert whole(search("negl* carer", options=ALONE)) == [held[1]]


@pytest.mark.parametrize("typed", ["zonal NOT education", "zonal AND NOT education", "zonal -education"])
def test_not_in_capitals_is_a_minus(typed: str) -> None:
    make_inspection(paragraphs=["Zonal education is late.", "Zonal health is late."])
    assert whole(search(typed, options=ALONE)) == ["Zonal health is late."]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("wombats", 0),
        ("carers wombats", 0),
        ("carers/wombats", 0),
        ("24/7", 1),
        ('"24/7"', 1),
        ("referral", 2),
        ("quokka children", 2),
        ("referral.Children", 2),
        ("café", 3),
        ("cafe", 3),
        ("cafe\u0301", 3),
        ("multi\u2011agency", 4),
        ("safeguard", 4),
        ("safe\u00adguard", 4),
        ("wor\u200bkers", 4),
        ("zonal/or", 5),
        ("and/or", 5),
    ],
)
def test_halves_accents_and_what_nobody_sees_are_no_obstacle(typed: str, place: int) -> None:
    held = [
        "Help from carers/wombats.",
        "In touch 24/7 with them; 24 of 7 were not.",
        "The quokka referral.Children came.",
        "The cafe\u0301 opens.",
        "The multi‑agency work\u200bers safe\u00adguard.".replace("work\u200bers", "wor\u200bkers"),
        "Zonal and/or local.",
    ]
    make_inspection(paragraphs=[*held, "On 24 May 7 came."])
    found = whole(search(typed, options=ALONE))
    assert [text for text in found if text in {*held, "On 24 May 7 came."}] == [held[place]]


def test_a_phrase_with_a_hyphen_or_an_apostrophe_is_found_as_it_is_written() -> None:
    text = "The council’s culture of non-compliance is deep-rooted."
    make_inspection(paragraphs=[text])
    assert whole(search('"council\'s culture of non-compliance"', options=ALONE)) == [text]
    assert whole(search('"non compliance"', options=ALONE)) == [text]


def test_a_minus_leaves_texts_out_and_out_of_the_nearest_too() -> None:
    results = search("supervision -caseloads", options=Options(thesaurus=False))
    assert texts(results) == [ASHMERE_2014[1]["text"]]


def test_a_minus_alone_finds_all_the_others() -> None:
    assert len(texts(search("-supervision"))) == 6


def test_or_finds_either() -> None:
    assert len(whole(search("apprenticeships or custody", options=ALONE))) == 2


def test_or_leaves_the_thesaurus_on_for_each_of_its_words() -> None:
    ThesaurusEntry.objects.create(term="hoard", expansions=["treasure"], kind="everyday")
    ThesaurusEntry.objects.create(term="den", expansions=["cavern"], kind="everyday")
    make_inspection(paragraphs=["Treasure was found.", "The cavern is open."])
    count_terms()
    assert len(whole(search("hoard or den"))) == 2
    assert whole(search("hoard or den", options=Options(skipped=("hoard",)))) == ["The cavern is open."]
    assert whole(search('"hoard" or den', options=Options(nearest=False))) == ["The cavern is open."]
    assert whole(search("hoard or den", options=ALONE)) == []


def test_or_passes_over_a_stop_word() -> None:
    found = whole(search("apprenticeships or other custody", options=ALONE))
    assert len(found) == 2


def test_what_holds_the_words_as_they_were_typed_comes_before_what_says_it_in_others() -> None:
    ThesaurusEntry.objects.create(term="hoard", expansions=["gold", "silver", "jewels"], kind="everyday")
    typed = f"A hoard {'and much more of everything else besides ' * 9}was kept."
    make_inspection(paragraphs=["Gold, silver, jewels: gold and silver jewels.", typed, "Jewels of gold."])
    count_terms()
    found = whole(search("hoard"))
    assert len(found) == 3
    assert found[0] == typed


def test_a_council_and_a_year_in_the_words_are_filters() -> None:
    results = search("ashmere 2014 supervision", options=ALONE)
    assert whole(results) == [ASHMERE_2014[1]["text"]]
    assert str(results.understood.years) == "2014"
    assert results.understood.words_alone == "supervision"


def test_a_year_in_the_words_may_be_that_of_publication() -> None:
    """The inspection of November 2012 was published in January 2013."""
    assert whole(search("2013 missing protocol", options=ALONE)) == [ASHMERE_2012[2]]


@pytest.mark.parametrize("written", ["2010–11", "2010-11", "2010/11"])
def test_a_text_that_names_a_school_year_is_not_shut_out_by_the_date_of_its_inspection(written: str) -> None:
    text = f"The annual report {written} says little of apprenticeships."
    make_inspection(start=date(2012, 3, 5), paragraphs=[text, "The annual report of apprenticeships."])
    assert whole(search("annual report apprenticeships 2010-11", options=ALONE)) == [text]


def test_a_council_without_any_text_that_holds_all_words_shows_its_nearest() -> None:
    results = search("calderwick supervision apprenticeships")
    assert results.all_words == 0
    assert texts(results)[0] == CALDERWICK_2019[2]["text"]


@pytest.mark.parametrize("typed", ["the of and", "!!! ((( |&"])
def test_stop_words_and_signs_alone_are_nothing_to_search(typed: str) -> None:
    results = search(typed)
    assert results.nothing_to_search
    assert results.found.ids == ()


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(authority=("ashmere",)), 2),
        (Filters(region=("London",)), 1),
        (Filters(framework=("cp", "ilacs")), 2),
        (Filters(year=(2014,)), 1),
        (Filters(first_year=2013, last_year=2019), 2),
        (Filters(grade=("good",)), 1),
        (Filters(strand=("leadership",)), 1),
        (Filters(kind=("bullet",)), 1),
        (Filters(theme=("no-such-theme",)), 0),
        (Filters(authority=("nowhere",)), 0),
        (Filters(authority=("ashmere",), framework=("ilacs",)), 0),
    ],
)
def test_filters_narrow_what_is_found(filters: Filters, count: int) -> None:
    assert len(whole(search("supervision", filters=filters, options=ALONE))) == count


def test_filters_alone_list_texts_newest_first() -> None:
    found = texts(search("", filters=Filters(authority=("ashmere",))))
    assert len(found) == 6
    assert found[0] == ASHMERE_2014[0]


def test_newest_and_oldest_order_by_the_inspection() -> None:
    newest = texts(search("supervision", order="newest", options=ALONE))
    assert newest == [CALDERWICK_2019[2]["text"], ASHMERE_2014[1]["text"], ASHMERE_2012[1]]
    assert texts(search("supervision", order="oldest", options=ALONE)) == newest[::-1]


def test_newest_is_the_report_that_was_published_last_even_where_its_inspection_began_first(
    archive: dict[str, Inspection],
) -> None:
    inspection = archive["ashmere-2012"]
    inspection.published, inspection.published_from = date(2019, 12, 2), Inspection.PublishedFrom.METADATA
    inspection.save()
    assert texts(search("supervision", order="newest", options=ALONE))[0] == ASHMERE_2012[1]
    assert texts(search("supervision", order="oldest", options=ALONE))[-1] == ASHMERE_2012[1]
    assert whole(search("supervision", filters=Filters(year=(2012,)), options=ALONE)) == [ASHMERE_2012[1]]


@pytest.mark.parametrize(
    ("published", "month"),
    [
        (date(2013, 1, 9), "2013-01"),
        (date(2016, 3, 1), "2013-12"),
        (date(2002, 3, 1), "2012-11"),
        (None, "2012-11"),
    ],
)
def test_the_month_of_a_text_is_that_of_publication_within_the_year_after_the_inspection(
    archive: dict[str, Inspection], published: date | None, month: str
) -> None:
    Inspection.objects.filter(pk=archive["ashmere-2012"].pk).update(published=published)
    text = archive["ashmere-2012"].paragraphs.all()[0]
    assert f"~month={month}" in text.tags
    assert text.known_from == (published or archive["ashmere-2012"].end)


def test_recommendations_are_searched_the_same_way() -> None:
    results = search("ashmere caseloads", table="recommendation")
    assert texts(results)[0] == "Reduce the caseloads of social workers."


def test_a_corrected_inspection_is_found_under_its_new_facts(archive: dict[str, Inspection]) -> None:
    inspection = archive["calderwick-2019"]
    inspection.start, inspection.authority = date(2020, 1, 6), make_authority(name="Tarnbridge")
    inspection.end = date(2020, 1, 17)
    inspection.save()
    assert len(whole(search("tarnbridge 2020 supervision", options=ALONE))) == 1
    assert whole(search("supervision", filters=Filters(year=(2019,)), options=ALONE)) == []


def test_a_text_that_changes_is_found_by_its_new_words() -> None:
    Paragraph.objects.filter(text=ASHMERE_2012[2]).update(text="The lighthouse protocol.", grade="good")
    assert whole(search("lighthouse", filters=Filters(grade=("good",)), options=ALONE)) == [
        "The lighthouse protocol."
    ]


def test_text_that_looks_like_mark_up_is_text_like_any_other():
    make_inspection(paragraphs=["The form asks <script> for a zither and never closes it."])
    assert search("zither").found.count == 1
