from reports.comparing.alignment import align
from reports.comparing.sections import side_by_side
from reports.comparing.weights import Weights, counted
from tests.comparing.plain import CONCEPTS, paragraph

EARLIER = [
    paragraph(1, "Advocacy reaches few children at conferences.", section=("Help",)),
    paragraph(2, "Caseloads of social workers are high.", section=("Help",)),
    paragraph(3, "The zebra crossing was repainted.", section=("Roads",)),
]
LATER = [
    paragraph(1, "Workers hold high caseloads and feel the strain."),
    paragraph(2, "More children at conferences are helped by advocacy."),
    paragraph(3, "Foster carers are recruited slowly."),
]


def weights() -> Weights:
    frequencies, total = counted([*EARLIER, *LATER])
    return Weights(frequencies, total, {c.name: c for c in CONCEPTS}, local=True)


def test_paragraphs_are_aligned_by_what_they_say_and_not_by_place():
    assert [p.later.piece.number if p.later else None for p in align(EARLIER, LATER, weights())] == [
        2,
        1,
        None,
    ]


def test_sections_keep_the_earlier_order_and_say_how_many_found_a_counterpart():
    sections = side_by_side(EARLIER, LATER, weights())
    assert [(s.heading, s.found, len(s.rows)) for s in sections] == [("Help", 2, 2), ("Roads", 0, 1)]


def test_common_terms_are_marked_on_both_sides():
    row = side_by_side(EARLIER, LATER, weights())[0].rows[0]
    for side in (row.left, row.right):
        assert "advocacy" in {span.text.lower() for span in side if span.role == "mark"}


def test_nearly_the_same_text_is_shown_as_a_diff():
    before = [paragraph(1, "The inspection team had five inspectors and looked at case files.")]
    after = [paragraph(9, "The inspection team had six inspectors and looked at case files.")]
    (section,) = side_by_side(before, after, Weights({}, 0, {c.name: c for c in CONCEPTS}))
    assert [s.text.strip() for s in section.rows[0].changes if s.role in {"ins", "del"}] == ["five", "six"]
    assert not section.rows[0].unchanged


def test_a_heading_that_every_paragraph_stands_under_is_left_out():
    title = "Inspection of services"
    pieces = [paragraph(n, f"Word {n}.", section=(title, f"Part {n}")) for n in (1, 2)]
    assert [section.heading for section in side_by_side(pieces, LATER, weights())] == ["Part 1", "Part 2"]
