from reports.models import Judgement, Paragraph
from reports.reading.outline import Section, outline, walk


def paragraph(*section: str, strand: str = "") -> Paragraph:
    return Paragraph(section=list(section), text="x", strand=strand)


def shape(root: Section) -> list[str]:
    return [f"{each.depth} {each.heading}" if isinstance(each, Section) else "p" for each in walk(root)]


def test_headings_stand_before_what_they_head_and_once_for_a_run():
    root = outline(
        [paragraph(), paragraph("A"), paragraph("A", "B"), paragraph("A"), paragraph("C", "B")], []
    )
    assert shape(root) == ["p", "1 A", "p", "2 B", "p", "p", "1 C", "2 B", "p"]


def test_every_section_has_an_anchor_of_its_own():
    root = outline([paragraph("A"), paragraph("B"), paragraph("A")], [])
    assert [each.anchor for each in walk(root) if isinstance(each, Section)] == [
        "section-1",
        "section-2",
        "section-3",
    ]


def test_a_section_shows_the_judgement_of_its_strand_and_its_own_sections_do_not_say_it_again():
    care, adoption = Judgement(strand="care"), Judgement(strand="adoption")
    root = outline(
        [
            paragraph("Looked after", strand="care"),
            paragraph("Looked after", "Health", strand="care"),
            paragraph("Looked after", "Adoption", strand="adoption"),
        ],
        [care, adoption],
    )
    said = {each.heading: each.judgement for each in walk(root) if isinstance(each, Section)}
    assert said == {"Looked after": care, "Health": None, "Adoption": adoption}


def test_headings_go_no_deeper_than_html_has():
    root = outline([paragraph(*"abcdefgh")], [])
    assert max(each.level for each in walk(root) if isinstance(each, Section)) == 6
