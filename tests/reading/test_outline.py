import itertools

from reports.models import Judgement, Paragraph
from reports.reading.contents import contents_of
from reports.reading.outline import Section, give_judgements, outline, sections_of, walk

KEYS = itertools.count(1)
JUDGED = "Inspection judgements"
CARE = "The experiences and progress of children looked after"
ADOPTION = "The graded judgement for adoption performance"
LEAVERS = "The graded judgement about the experience and progress of care leavers"


def paragraph(*section: str, strand: str = "", words: int = 10) -> Paragraph:
    return Paragraph(pk=next(KEYS), section=list(section), text="x", strand=strand, words=words)


def shape(root: Section) -> list[str]:
    return [f"{each.depth} {each.heading}" if isinstance(each, Section) else "p" for each in walk(root)]


def judged(
    root: Section, *judgements: Judgement, framework: str = "sif", asked: tuple[int, ...] = ()
) -> dict[str, str]:
    """The strand of each section that is given a judgement, by the section's anchor."""
    give_judgements(root, judgements, framework=framework, asked=asked)
    return {each.anchor: each.judgement.strand for each in sections_of(root) if each.judgement}


def test_headings_stand_before_what_they_head_and_once_for_a_run():
    root = outline([paragraph(), paragraph("A"), paragraph("A", "B"), paragraph("A"), paragraph("C", "B")])
    assert shape(root) == ["p", "1 A", "p", "2 B", "p", "p", "1 C", "2 B", "p"]


def test_every_section_has_an_anchor_of_its_own():
    root = outline([paragraph("A"), paragraph("B"), paragraph("A")])
    assert [each.anchor for each in sections_of(root)] == ["section-1", "section-2", "section-3"]


def test_a_judgement_stands_by_the_heading_that_opens_its_part_and_not_by_those_below():
    root = outline(
        [
            paragraph(JUDGED, CARE, "Summary", strand="care"),
            paragraph(JUDGED, CARE, ADOPTION, strand="adoption"),
            paragraph(JUDGED, CARE, LEAVERS, strand="care-leavers"),
        ]
    )
    given = judged(root, *(Judgement(strand=strand) for strand in ("care", "adoption", "care-leavers")))
    assert {each.heading: given[each.anchor] for each in sections_of(root) if each.anchor in given} == {
        CARE: "care",
        ADOPTION: "adoption",
        LEAVERS: "care-leavers",
    }


def test_a_judgement_that_fits_no_strand_stands_by_the_heading_that_says_its_label():
    root = outline(
        [
            paragraph("Overall effectiveness", strand="overall"),
            paragraph("Capacity to Improve", "Areas for improvement"),
            paragraph("Capacity to Improve"),
        ]
    )
    capacity = Judgement(strand="other", label="Capacity to improve")
    elsewhere = Judgement(strand="other", label="Value for money")
    assert judged(root, capacity, elsewhere, framework="lac") == {"section-2": "other"}


def test_of_two_parts_about_a_strand_the_one_that_says_most_is_judged():
    root = outline(
        [
            paragraph("Overall effectiveness", strand="overall", words=20),
            paragraph("Areas for improvement"),
            paragraph("Overall effectiveness", strand="overall", words=200),
        ]
    )
    assert judged(root, Judgement(strand="overall"), framework="cp") == {"section-3": "overall"}


def test_a_heading_over_recommendations_alone_is_never_what_is_judged():
    asked = paragraph("Areas for improvement", "Care leavers", strand="care-leavers", words=500)
    judgement = Judgement(strand="care-leavers")
    root = outline([asked, paragraph(CARE, LEAVERS, strand="care-leavers")])
    assert judged(root, judgement, asked=(asked.pk,)) == {"section-4": "care-leavers"}
    assert judged(outline([asked]), judgement, asked=(asked.pk,)) == {}


def test_a_report_of_one_strand_is_judged_in_its_longest_part():
    root = outline(
        [paragraph("Summary", strand="lscb", words=20), paragraph("Findings", strand="lscb", words=300)]
    )
    assert judged(root, Judgement(strand="lscb"), framework="lscb") == {"section-2": "lscb"}


def test_the_contents_are_two_deep_and_go_deeper_to_what_is_judged():
    asked = paragraph("A", "Recommendations")
    root = outline(
        [
            asked,
            paragraph("A", "B", "C"),
            paragraph(JUDGED, CARE, "Homes"),
            paragraph(JUDGED, CARE, LEAVERS, strand="care-leavers"),
        ]
    )
    give_judgements(root, [Judgement(strand="care-leavers")], framework="sif", asked=(asked.pk,))
    first, second = contents_of(root, asked={asked.pk})
    assert [each.text for each in first.entries] == ["B"]
    assert first.entries[0].entries == ()
    assert [each.text for each in second.entries[0].entries] == [LEAVERS]


def test_headings_go_no_deeper_than_html_has():
    root = outline([paragraph(*"abcdefgh")])
    assert max(each.level for each in sections_of(root)) == 6
