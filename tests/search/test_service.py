"""A search, from what is typed to ordered texts, on a real PostgreSQL."""

from datetime import date

import pytest
from django.db import connection

from reports.comparing.terms.vocabulary import count_terms
from reports.models import Inspection, Paragraph, ThesaurusEntry
from reports.search.plan import bounds
from reports.search.plan.indexing import refresh
from reports.search.query import groups
from reports.search.query.filters import Filters
from reports.search.query.understanding import Options
from reports.search.service import Results
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


def test_an_acronym_and_what_it_is_short_for_are_the_same_word() -> None:
    ThesaurusEntry.objects.create(term="TOC", expansions=["table of contents"], kind="acronym")
    in_full = "The table of contents: a table of contents."
    make_inspection(paragraphs=[f"The TOC {'is long and says very little of use ' * 9}.", in_full])
    count_terms()
    assert whole(search("toc"))[0] == in_full


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


@pytest.fixture
def crowded(archive: dict[str, Inspection], monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive that is large by the measures of search: 400 paragraphs, of which 20 can be ranked exactly."""
    from reports.search.plan.indexing import refresh

    authority = make_authority(name="Fullbrook")
    for year in range(2010, 2020):
        make_inspection(
            authority=authority,
            start=date(year, 5, 1),
            paragraphs=[f"Practice is improving, visit {n} of the year." for n in range(40)],
        )
    refresh()
    for name, value in {
        "EXACT": 20,
        "WINDOW": 30,
        "SAMPLE": 64,
        "TELLING": 3,
        "RESTING_ON": 20,
        "COUNTED_WHOLE": 0,
    }.items():
        monkeypatch.setattr(bounds, name, value)


def years_ranked(results: Results) -> set[int]:
    """The years of the texts that were ranked. How many years that takes, a random sample decides."""
    return set(
        Paragraph.objects.filter(pk__in=results.found.ids).values_list("inspection__start__year", flat=True)
    )


@pytest.mark.usefixtures("crowded")
def test_of_very_many_matches_the_newest_are_ranked_and_the_count_is_an_estimate() -> None:
    results = search("practice improving", options=ALONE)
    assert not results.found.exact
    assert 150 <= results.found.count <= 900
    assert 30 <= len(results.found.ids) <= 90
    years = years_ranked(results)
    assert years == set(range(min(years), 2020))
    assert len(years) <= 4


@pytest.mark.usefixtures("crowded")
def test_where_all_can_be_counted_the_count_and_its_facets_are_exact_though_not_all_are_ranked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bounds, "COUNTED_WHOLE", 100_000)
    results = search("practice improving", options=ALONE)
    held = Paragraph.objects.filter(text__icontains="practice", search_vector="improving")
    assert results.found.counted
    assert not results.found.exact
    assert results.found.count == held.count()
    for year in range(2010, 2020):
        assert results.tags[f"year={year}"] == held.filter(inspection__start__year=year).count()


@pytest.mark.usefixtures("crowded")
def test_an_estimate_rests_on_as_many_matches_as_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "RESTING_ON", 100)
    results = search("practice improving", options=ALONE)
    assert not results.found.counted
    assert results.found.sampled >= 100


@pytest.mark.usefixtures("crowded")
@pytest.mark.parametrize(("most", "exact", "months"), [(100, False, 3), (200, True, 0)])
def test_of_a_phrase_of_common_words_no_more_texts_are_looked_at_than_the_bound(
    monkeypatch: pytest.MonkeyPatch, most: int, exact: bool, months: int
) -> None:
    """200 texts hold "plan for" and "for adults", and none the phrase: each would have to be read to know that."""
    for year in range(2020, 2025):
        make_inspection(start=date(year, 9, 1), paragraphs=["One plan for children, or for adults."] * 40)
    count_terms()
    monkeypatch.setattr(bounds, "COUNTED_WHOLE", 100_000)
    monkeypatch.setattr(bounds, "CANDIDATES", most)
    results = search('"plan for adults"', options=ALONE)
    assert (results.found.exact, len(results.found.months)) == (exact, months)


@pytest.mark.usefixtures("crowded")
def test_a_sample_is_not_made_larger_than_can_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "RESTING_ON", 400)
    monkeypatch.setattr(bounds, "CANDIDATES", 1)
    results = search("practice improving", options=ALONE)
    assert results.found.scale == 8  # one text in eight, as the size of the archive asks for


@pytest.mark.usefixtures("crowded")
def test_of_very_many_matches_the_oldest_are_ranked_where_they_are_asked_for() -> None:
    results = search("practice improving", order="oldest", options=ALONE)
    years = years_ranked(results)
    assert years == set(range(2010, max(years) + 1))
    assert len(years) <= 4


@pytest.mark.usefixtures("crowded")
def test_a_rare_word_beside_common_ones_is_still_found_exactly() -> None:
    results = search("lighthouse or custody", options=ALONE)
    assert results.found.exact
    assert whole(results) == [ASHMERE_2014[2]]


@pytest.mark.usefixtures("crowded")
def test_a_common_word_under_a_narrow_filter_is_counted_exactly() -> None:
    filters = Filters(authority=("ashmere",))
    assert search("supervision", filters=filters, options=ALONE).found.exact


def test_a_search_uses_the_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT id FROM reports_paragraph WHERE search_vector @@"
            " '''supervis'' & ''authority=1'''::tsquery"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "paragraph_search" in plan


def test_text_that_looks_like_mark_up_is_text_like_any_other():
    make_inspection(paragraphs=["The form asks <script> for a zither and never closes it."])
    assert search("zither").found.count == 1


@pytest.mark.usefixtures("crowded")
def test_a_common_word_in_quotes_is_held_to_the_letter_by_what_is_ranked_and_by_what_the_count_rests_on() -> (
    None
):
    """A window and a sample are found by its stem, which other words have too."""
    for year in range(2010, 2020):
        make_inspection(start=date(year, 6, 1), paragraphs=["Practice improved, and is improved."] * 40)
    count_terms()
    results = search('"improving"', options=ALONE)
    assert not results.found.exact
    ranked = Paragraph.objects.filter(pk__in=results.found.ids)
    assert ranked.count() == len(results.found.ids) >= 30
    assert not ranked.exclude(text__contains="improving").exists()
    held = Paragraph.objects.filter(text__contains="improving").count()
    assert held / 2 <= results.found.count <= held * 2
