import pytest

from reports.comparing.alignment import align
from reports.comparing.boilerplate import is_boilerplate
from reports.comparing.sections import SideBySide, headings, side_by_side
from reports.comparing.terms.pieces import Terms
from reports.comparing.terms.weights import Weights, counted
from tests.comparing.plain import CONCEPTS, paragraph

EARLIER = [
    paragraph(1, "Independent advocacy reaches few children at conferences.", section=("Help",)),
    paragraph(2, "Caseloads of social workers in duty teams are high.", section=("Help",)),
    paragraph(3, "The zebra crossing was repainted.", section=("Roads",)),
]
LATER = [
    paragraph(1, "Social workers in duty teams hold high caseloads."),
    paragraph(2, "More children at conferences are helped by independent advocacy."),
    paragraph(3, "Foster carers are recruited slowly."),
]


def weights() -> Weights:
    frequencies, total = counted([*EARLIER, *LATER])
    return Weights(frequencies, total, {c.name: c for c in CONCEPTS}, local=True)


def beside(earlier: list[Terms], later: list[Terms], **options: object) -> SideBySide:
    return side_by_side(earlier, later, Weights({}, 0, {c.name: c for c in CONCEPTS}), **options)  # type: ignore[arg-type]


def found(earlier: Terms, *later: Terms, **options: object) -> int | None:
    (pair,) = align([earlier], [*later, *LATER[1:]], weights(), **options)  # type: ignore[arg-type]
    return pair.later.piece.number if pair.later else None


def test_paragraphs_are_aligned_by_what_they_say_and_not_by_place():
    assert [p.later.piece.number if p.later else None for p in align(EARLIER, LATER, weights())] == [
        2,
        1,
        None,
    ]


def test_the_authorities_names_make_no_two_paragraphs_alike():
    one = paragraph(1, "Ashmere Borough Council Partnership meets weekly.")
    other = paragraph(9, "Ashmere Borough Council Partnership is poor.")
    assert found(one, other) == 9
    assert found(one, other, names={"ashmere", "borough", "council", "partnership"}) is None


def test_a_shared_theme_lifts_a_likeness():
    texts = "Children in the north town play chess at noon.", "Children of the north sail at noon to islands."
    plain = [paragraph(n, text) for n, text in zip((1, 9), texts, strict=True)]
    on = [paragraph(n, text, themes=frozenset({"play"})) for n, text in zip((1, 9), texts, strict=True)]
    frequencies, total = counted([*plain, *LATER])
    rare = Weights(frequencies, total, {}, local=True)
    likeness = [
        align([one], [other], rare, theme_rarity={"play": 1.0})[0].likeness for one, other in (plain, on)
    ]
    assert likeness[0] < likeness[1]


def test_a_short_text_is_not_alike_for_a_few_words():
    assert found(paragraph(1, "Complaints are learned from."), paragraph(9, "Complaints learned.")) is None


def test_sections_keep_the_earlier_order_and_say_which_paragraphs_found_a_counterpart():
    sections = beside(EARLIER, LATER).sections
    assert [(s.heading, len(s.rows), len(s.alone)) for s in sections] == [("Help", 2, 0), ("Roads", 0, 1)]


def test_common_terms_are_marked_on_both_sides():
    row = beside(EARLIER, LATER).sections[0].rows[0]
    for side in (row.left, row.right):
        assert "advocacy" in " ".join(span.text.lower() for span in side if span.role == "mark")


def test_nearly_the_same_text_is_shown_as_a_diff():
    before = [paragraph(1, "The inspection team had five inspectors and looked at case files.")]
    after = [paragraph(9, "The inspection team had six inspectors and looked at case files.")]
    (section,) = beside(before, after).sections
    assert [s.text.strip() for s in section.rows[0].changes if s.role in {"ins", "del"}] == ["five", "six"]
    assert not section.rows[0].unchanged


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("About this inspection", "This inspection was unannounced."),
        ("What the inspection judgements mean", "Good is good."),
        ("Areas for improvement", "The council was asked for much."),
        ("Help", "The council should take the following action."),
        ("Help", "The areas for improvement are:"),
        ("Overall effectiveness", "The overall effectiveness of services in Ashmere is judged to be good."),
    ],
)
def test_what_a_report_says_of_itself_is_boilerplate(heading: str, text: str):
    assert is_boilerplate(paragraph(1, text, section=("Ashmere", heading)).piece)


@pytest.mark.parametrize(
    "text",
    ["The board is good. It meets often.", "In the following year caseloads rose, and they remain high."],
)
def test_what_a_report_says_of_services_is_none(text: str):
    assert not is_boilerplate(paragraph(1, text, section=("Help",)).piece)


def test_boilerplate_is_left_out_unless_everything_is_asked_for():
    formal = paragraph(4, "This inspection was unannounced.", section=("About this inspection",))
    assert beside([*EARLIER, formal], LATER).left_out == 1
    whole = beside([*EARLIER, formal], LATER, everything=True)
    assert whole.left_out == 0
    assert whole.sections[-1].heading == "About this inspection"


def test_a_section_that_goes_on_later_is_one_section():
    pieces = [
        paragraph(n, f"Word {n}.", section=(part,)) for n, part in ((1, "Help"), (2, "Care"), (3, "Help"))
    ]
    assert [section.heading for section in beside(pieces, LATER).sections] == ["Help", "Care"]


def test_sections_have_distinct_names_and_no_longer_ones_than_that_takes():
    paths = [("Report", "Help", "Quality"), ("Report", "Care", "Quality"), ("Report", "Leaders"), ()]
    assert headings(paths) == {
        paths[0]: "Help › Quality",
        paths[1]: "Care › Quality",
        paths[2]: "Leaders",
        (): "Without a heading",
    }


def test_a_last_heading_that_says_nothing_by_itself_is_left_out():
    pieces = [paragraph(n, f"Word {n}.", section=("Report", f"Part {n}", "Summary")) for n in (1, 2)]
    assert [section.heading for section in beside(pieces, LATER).sections] == ["Part 1", "Part 2"]
