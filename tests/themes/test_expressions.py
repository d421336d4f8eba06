import tomllib

import pytest

from reports.models import ParagraphTheme, Theme
from reports.themes.expressions import Search, alternatives, mistakes, searches
from reports.themes.tagging import LIST, faults, tag_again, tag_inspection
from tests.builders import make_inspection

TEXTS = [
    "The sufficiency strategy is new.",
    "Sufficient homes are found, though not sufficiently near.",
    "Calls are answered out of hours.",
    "Calls are answered within 24 hours.",
    "Out-of-hours cover is good.",
    "A child’s plan is read.",
    "Missing children are found.",
    "Young people and children stay; all return home.",
    "One child’s home closed.",
]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("expressions", "found"),
    [
        ("sufficiency", {1, 2}),
        ("=sufficiency", {1}),
        ("=SUFFICIENCY", {1}),
        ('"out of hours"', {3, 4, 5}),
        ('="out of hours"', {3, 5}),
        ('calls ="out of hours"', {3}),
        ('calls -="out of hours"', {4}),
        ('="out of hours" or =sufficiency', {1, 3, 5}),
        ('=sufficiency\n="within 24 hours"', {1, 4}),
        ('="child\'s plan"', {6}),
        ("=sufficient -near", set()),
        ("-calls", set()),
        ("child", {6, 7, 8, 9}),
        ("children", {6, 7, 8, 9}),
        ("=child", {6, 9}),
        ('"a child" plan', {6}),
        ('"missing child"', {7}),
        ('stay -"missing child"', {8}),
        ("person", {8}),
        ('"children\'s homes"', {9}),
        ("", set()),
    ],
)
def test_a_line_finds_what_it_asks_for(expressions: str, found: set[int]):
    tag_inspection(make_inspection(paragraphs=TEXTS))
    theme = Theme.objects.earliest("order")
    theme.expressions = expressions
    theme.save()
    tag_again([theme])
    numbers = ParagraphTheme.objects.filter(theme=theme).values_list("paragraph__number", flat=True)
    assert set(numbers) == found


@pytest.mark.django_db
def test_a_report_is_tagged_when_it_comes_as_when_the_archive_is_tagged_anew():
    tag_inspection(make_inspection(paragraphs=TEXTS))
    themes = Theme.objects.all()
    alone = set(ParagraphTheme.objects.values_list("paragraph", "theme"))
    tag_again(themes)
    assert set(ParagraphTheme.objects.values_list("paragraph", "theme")) == alone


def test_lines_that_ask_alike_are_one_question():
    assert list(searches('early help\n="out of hours"\nneglect\n=CSE')) == [
        Search('"early" "help" or "neglect"', "", wholly=False),
        Search('"out of hours" or "CSE"', '"out of hours" or "CSE"', wholly=True),
    ]


def test_what_is_left_out_to_the_letter_does_not_leave_out_other_forms():
    assert list(alternatives('plan -="care plan"')) == [Search('"plan"', '-"care plan"', wholly=False)]


@pytest.mark.parametrize(
    ("expressions", "sentence"),
    [
        ('help\n"early help', "Line 2: a quotation mark is not closed."),
        ("= sufficiency", "Line 1: “=” stands directly before a word or a phrase in quotes."),
        ('=""', "Line 1: “=” stands directly before a word or a phrase in quotes."),
    ],
)
def test_a_line_that_cannot_be_read_is_told(expressions: str, sentence: str):
    assert mistakes(expressions) == [sentence]


@pytest.mark.django_db
@pytest.mark.parametrize("line", ["the", '="out of"', "-help"])
def test_a_line_that_can_find_nothing_is_told(line: str):
    assert faults(f"help\n{line}") == [
        f"“{line}” finds nothing: it asks for no word, or for common ones alone."
    ]


@pytest.mark.django_db
def test_every_line_of_the_list_can_be_read_and_can_find_something():
    for entry in tomllib.loads(LIST.read_text(encoding="utf-8"))["theme"]:
        assert faults(entry["expressions"]) == [], entry["slug"]


WIDE = {
    "placements": "Leaders have insufficient oversight of cases.",
    "permanence-and-adoption": "A permanent management team leads.",
    "front-door": "Children are seen within 24 hours.",
    "plans": "The move was carefully planned.",
    "voice-of-the-child": "In the view of managers this is enough.",
    "diversity": "A culture of high support grows.",
    "assessments": "Posts are assessed yearly.",
    "thresholds-and-referrals": "Leaders took steps to improve.",
}


@pytest.mark.django_db
@pytest.mark.parametrize(("slug", "text"), WIDE.items())
def test_a_word_of_the_same_stem_is_not_on_the_theme(slug: str, text: str):
    tag_inspection(make_inspection(paragraphs=[text]))
    assert not ParagraphTheme.objects.filter(theme__slug=slug).exists()


NAMES = {
    "assessments": "The multi-agency risk assessment conference meets monthly.",
    "management-oversight": "Case recording is up to date.",
    "child-protection-enquiries": "Children are at risk of significant harm.",
}


@pytest.mark.django_db
@pytest.mark.parametrize(("slug", "text"), NAMES.items())
def test_a_name_that_holds_a_themes_words_is_not_on_the_theme(slug: str, text: str):
    tag_inspection(make_inspection(paragraphs=[text]))
    assert not ParagraphTheme.objects.filter(theme__slug=slug).exists()


WORDINGS = {
    "assessments": "Assessments of disabled children are thorough.",
    "plans": "Plans are clear, and children’s plans are shared.",
    "supervision": "Supervision is uneven in depth.",
    "education-of-children-in-care": "The attainment of children in care rises.",
    "voice-of-the-child": "Meetings make sure that their voice is heard.",
    "lscb-and-partnership": "Learning from SCRs is shared.",
    "leadership-and-elected-members": "Senior managers know the services well.",
}


@pytest.mark.django_db
@pytest.mark.parametrize(("slug", "text"), WORDINGS.items())
def test_a_finding_in_the_fields_other_words_is_on_the_theme(slug: str, text: str):
    tag_inspection(make_inspection(paragraphs=[text]))
    assert ParagraphTheme.objects.filter(theme__slug=slug).exists()
