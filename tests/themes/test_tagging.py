from datetime import date

import pytest

from reports.models import ParagraphTheme, RecommendationTheme, Theme, ThemeShare
from reports.themes.figures import all_themes, by_grade, by_year, frameworks_by_year, most_said
from reports.themes.tagging import load_themes, tag_again, tag_inspection
from tests.builders import make_inspection

pytestmark = pytest.mark.django_db


def tagged(slug: str) -> set[int | None]:
    return set(ParagraphTheme.objects.filter(theme__slug=slug).values_list("paragraph__number", flat=True))


def test_about_thirty_themes_are_loaded_and_each_has_a_sentence_and_searches():
    load_themes()
    assert 28 <= Theme.objects.count() <= 34
    for theme in Theme.objects.all():
        assert theme.about.endswith(".")
        assert theme.expressions.strip()


def test_loading_twice_changes_nothing():
    load_themes()
    again = load_themes()
    assert (again.added, again.changed) == (0, 0)


def test_a_theme_that_a_curator_changed_keeps_the_curators_wording():
    load_themes()
    Theme.objects.filter(slug="neglect").update(edited=True, about="Ours.")
    load_themes()
    assert Theme.objects.get(slug="neglect").about == "Ours."


def test_a_theme_that_the_list_changed_is_searched_anew():
    load_themes()
    tag_inspection(make_inspection(paragraphs=["Neglect is known.", "Roads are long."]))
    Theme.objects.filter(slug="neglect").update(expressions="roads")
    assert load_themes().changed == 1
    assert tagged("neglect") == {1}


def test_paragraphs_and_recommendations_are_tagged_by_the_themes_searches():
    inspection = make_inspection(
        recommendations=["Improve advocacy."],
        paragraphs=["Advocates are known.", "Children live with domestic violence.", "The road is long."],
    )
    tag_inspection(inspection)
    assert tagged("advocacy") == {1}
    assert tagged("domestic-abuse") == {2}
    assert RecommendationTheme.objects.get().theme.slug == "advocacy"


def test_tagging_twice_changes_nothing():
    inspection = make_inspection(paragraphs=["Advocates are known."])
    tag_inspection(inspection)
    tag_inspection(inspection)
    assert ParagraphTheme.objects.count() == 1


def test_the_archive_is_tagged_anew_with_a_theme_that_a_curator_changes():
    tag_inspection(make_inspection(paragraphs=["Advocates are known.", "The zebra crossing is wide."]))
    theme = Theme.objects.get(slug="advocacy")
    theme.expressions = '"zebra crossing"\nthe'
    theme.save()
    tag_again([theme])
    assert tagged("advocacy") == {2}
    assert ThemeShare.objects.get(theme=theme).paragraphs == 1


@pytest.fixture
def archive() -> Theme:
    for year, text in ((2012, "Advocates are known here."), (2015, "Roads are long here.")):
        row = {"text": text, "grade": "good" if year == 2012 else "inadequate"}
        tag_inspection(make_inspection(start=date(year, 1, 1), paragraphs=[row, "Nothing else is said."]))
    return Theme.objects.get(slug="advocacy")


def test_a_theme_is_counted_by_year_for_every_thousand_words(archive: Theme):
    figures = by_year(archive)
    assert list(figures) == [2012, 2013, 2014, 2015]
    assert figures[2012].per_1000 == 125.0
    assert figures[2013].per_1000 is None
    assert figures[2015].per_1000 == 0.0


def test_a_theme_is_counted_by_the_grade_it_stands_under(archive: Theme):
    assert {grade: figure.per_1000 for grade, figure in by_grade(archive).items()} == {
        "good": 250.0,
        "inadequate": 0.0,
        "": 0.0,
    }


def test_the_list_of_themes_asks_the_same_number_of_queries_whatever_the_archive_holds(
    archive: Theme, django_assert_num_queries
):
    with django_assert_num_queries(5):
        all_themes()
    for year in (2016, 2017, 2018):
        tag_inspection(make_inspection(start=date(year, 1, 1), paragraphs=["Advocates.", "Neglect."]))
    with django_assert_num_queries(5):
        all_themes()


def test_reports_that_say_most_for_their_length_stand_first(archive: Theme):
    wordy = make_inspection(start=date(2016, 1, 1), paragraphs=["Advocates help."] * 3)
    tag_inspection(wordy)
    assert [inspection for inspection, _ in most_said(archive)] == [wordy]


@pytest.mark.parametrize(
    "heading",
    [
        "Children living in this area",
        "What the inspection judgements mean",
        "Information about this inspection",
    ],
)
def test_facts_about_the_area_and_what_a_report_says_of_itself_are_no_findings(heading: str):
    row = {"text": "12 children live with neglect.", "section": ["Part", heading]}
    tag_inspection(make_inspection(paragraphs=[row, {**row, "section": ["Part", "Summary"]}]))
    assert tagged("neglect") == {2}
    tag_again(Theme.objects.all())
    assert tagged("neglect") == {2}


def test_an_archive_that_was_tagged_in_an_older_way_is_tagged_again_curators_themes_too():
    tag_inspection(make_inspection(paragraphs=["Neglect is known."]))
    load_themes()
    ParagraphTheme.objects.all().delete()
    load_themes()
    assert tagged("neglect") == set()
    Theme.objects.filter(slug="neglect").update(tagging=1, edited=True)
    load_themes()
    assert tagged("neglect") == {1}


def test_years_are_mentioned_only_where_they_rest_on_enough_reports():
    for n in range(4):
        tag_inspection(
            make_inspection(start=date(2015, 1, 1 + n), paragraphs=["Advocates help a little here."])
        )
    tag_inspection(make_inspection(start=date(2012, 1, 1), paragraphs=["Advocates."]))
    line = next(line for line in all_themes() if line.theme.slug == "advocacy")
    assert [year for year, _ in line.firm_by_year] == [2015]


def test_the_frameworks_of_each_year_are_known():
    tag_inspection(make_inspection(start=date(2018, 1, 1), framework="sif", paragraphs=["Roads."]))
    tag_inspection(make_inspection(start=date(2018, 9, 1), framework="ilacs", paragraphs=["Roads."]))
    assert frameworks_by_year() == {2018: {"sif", "ilacs"}}
