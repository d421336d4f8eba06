"""PDFs as they come: pages that are pictures or missing, text that is unseen, drawn twice, in columns or in a form."""

from datetime import UTC, date, datetime, timedelta

import pytest

from reports.parsing.document import ParsedReport
from reports.parsing.report import parse_report
from tests.parsing.typesetting import (
    HEIGHT,
    PICTURE,
    Setter,
    Sheet,
    graded,
    ilacs,
    pdf,
    single,
    strands,
    text_at,
)

GRADES = ["good", "good", "outstanding", "inadequate", "good"]
# Where the report's "Inadequate" is printed, and its size.
PLACE = (303.0, 12.0)
LEFT = (
    "1. Visits are made on time and",
    "children are seen alone by their",
    "worker. Plans are written with",
    "the family and kept short. They",
    "say who does what by when.",
    "2. Panels meet each month and",
    "record what they decide.",
)
RIGHT = (
    "3. Foster carers are trained well",
    "and supported by a named worker",
    "who visits often. Homes are near",
    "to school. Brothers and sisters",
    "live together where they can.",
    "4. Records are kept up to date in",
    "one place that all can read.",
)


def codes(report: ParsedReport) -> list[str]:
    return [warning.code for warning in report.warnings]


def message(report: ParsedReport, code: str) -> str:
    return next(warning.message for warning in report.warnings if warning.code == code)


def text_of(report: ParsedReport) -> str:
    return " ".join(block.text for block in report.blocks)


def set_report(*, paragraphs: int = 9, a_page: int = 3) -> Setter:
    """A report with numbered paragraphs on pages of their own."""
    setter = graded(ilacs())
    for number in range(1, paragraphs + 1):
        if number % a_page == 1:
            setter.next_page()
        setter.numbered(
            number, f"Workers in team {number} visit children and write down what they say each time."
        )
    return setter


def read(setter: Setter) -> ParsedReport:
    return parse_report(setter.bytes(), name="report.pdf")


def row_of(setter: Setter, text: str) -> float:
    """How far down the front page a text is."""
    return next(top for words, _, top, _, _ in setter.sheets[0].pieces if words == text)


@pytest.mark.parametrize("a_page", [3, 9])
def test_a_page_that_is_a_picture_is_said_and_the_others_keep_their_numbers(a_page: int):
    setter = set_report(paragraphs=4 * a_page, a_page=a_page)
    setter.sheets[2] = Sheet(before=[PICTURE])
    report = read(setter)
    left = [*range(1, a_page + 1), *range(2 * a_page + 1, 4 * a_page + 1)]
    assert [p.number for p in report.paragraphs] == left
    assert message(report, "no-text") == "Page 3 holds no text: it is a picture, and pictures are not read."
    assert [w.page for w in report.warnings if w.code == "no-text"] == [3]


def test_an_empty_page_is_said():
    setter = set_report()
    setter.sheets[2] = Sheet()
    assert message(read(setter), "no-text") == "Page 3 holds no text: it is empty."


def test_a_page_that_is_missing_is_said_and_the_others_keep_their_numbers():
    setter = set_report(paragraphs=36, a_page=9)
    setter.foot()
    del setter.sheets[2]
    report = parse_report(pdf(*setter.sheets), name="report.pdf")
    assert [p.number for p in report.paragraphs] == [*range(1, 10), *range(19, 37)]
    assert message(report, "missing-page") == (
        "The printed page 2 is followed by 4: page 3 is missing from the file."
    )


@pytest.mark.parametrize(
    "drawn",
    [
        b"3 Tr %s 0 Tr",
        b"7 Tr %s",
        b"1 1 1 rg %s",
        b"0.97 g %s",
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_text_that_cannot_be_seen_is_no_grade(drawn: bytes, before: bool):
    setter = set_report()
    top = row_of(setter, "Inadequate")
    unseen = b"q " + drawn.replace(b"%s", text_at("Outstanding", PLACE[0], top)) + b" Q"
    (setter.sheets[0].before if before else setter.sheets[0].after).append(unseen)
    report = read(setter)
    assert [j.grade for j in report.judgements] == GRADES
    assert [j.printed_grade for j in report.judgements][3] == "Inadequate"
    assert message(report, "hidden-text") == (
        "Page 1 holds text that a reader cannot see (“Outstanding”): it was left out."
    )


@pytest.mark.parametrize("place", [(-300, 400), (700, 400), (100, -40), (100, HEIGHT + 40)])
def test_text_off_the_page_is_left_out(place: tuple[float, float]):
    setter = set_report()
    setter.sheets[1].put("A secret recommendation for gardens", *place)
    report = read(setter)
    assert "secret" not in text_of(report)
    assert "A secret recommendation for gardens" in message(report, "hidden-text")


def test_white_text_on_a_dark_ground_is_read():
    setter = set_report()
    top = row_of(setter, "Judgement")
    setter.sheets[0].before.append(b"q 0 0 0.4 rg 60 %g 480 24 re f Q" % (HEIGHT - top - 8))
    setter.sheets[0].pieces = [
        piece for piece in setter.sheets[0].pieces if piece[0] not in ("Judgement", "Grade")
    ]
    setter.sheets[0].after.append(
        b"q 1 1 1 rg %s %s Q" % (text_at("Judgement", 77, top), text_at("Grade", 303, top))
    )
    report = read(setter)
    assert "Judgement\tGrade" in text_of(report)
    assert "hidden-text" not in codes(report)


def test_the_unseen_text_of_a_scan_is_read_and_said_to_be_a_machines():
    setter = set_report()
    words = text_at("4. Children are heard by their workers in every plan that is made.", 71, 200)
    setter.sheets[2] = Sheet(before=[PICTURE], after=[b"3 Tr " + words])
    report = read(setter)
    assert "Children are heard by their workers" in text_of(report)
    assert message(report, "recognised-text") == (
        "Page 3 is a picture with text that a machine recognised: compare it with the picture."
    )
    assert "hidden-text" not in codes(report)


@pytest.mark.parametrize(("right", "down"), [(0.0, 0.0), (0.4, 0.0), (0.5, -0.5), (1.2, 1.2)])
def test_text_drawn_twice_is_read_once(right: float, down: float):
    setter = set_report()
    once = read(setter)
    for sheet in setter.sheets:
        sheet.pieces += [(text, left + right, top + down, *rest) for text, left, top, *rest in sheet.pieces]
    twice = parse_report(pdf(*setter.sheets), name="report.pdf")
    assert [b.text for b in twice.blocks] == [b.text for b in once.blocks]
    assert twice.paragraphs == once.paragraphs
    assert [j.grade for j in twice.judgements] == GRADES


def test_words_in_a_font_without_characters_are_flagged_and_never_words():
    setter = set_report()
    top = row_of(setter, "Inadequate")
    setter.sheets[0].pieces = [piece for piece in setter.sheets[0].pieces if piece[0] != "Inadequate"]
    codes_of_signs = "".join(f"{ord(letter):04x}" for letter in "Outstanding").encode()
    setter.sheets[0].after.append(
        b"BT /F3 12 Tf 1 0 0 1 303 %g Tm <%s> Tj ET" % (HEIGHT - top, codes_of_signs)
    )
    report = read(setter)
    assert [j.grade for j in report.judgements if j.strand == "care-leavers"] in ([], [None])
    assert "unreadable-font" in codes(report)


def test_a_page_whose_letters_are_mixed_up_is_flagged():
    setter = set_report()
    setter.next_page()
    setter.paragraph("Xpslfst jo uijt upxo wjtju dijmesfo boe xsjuf epxo xibu uifz tbz fbdi ujnf. " * 8)
    report = read(setter)
    assert [w.page for w in report.warnings if w.code == "garbled-text"] == [5]


def columns(*, shift: float = 0.0, right: tuple[str, ...] = RIGHT) -> ParsedReport:
    setter = graded(ilacs())
    setter.footer = ""
    setter.next_page()
    setter.heading("The experiences and progress of children in care")
    for one, other in zip(LEFT, right, strict=True):
        setter.line(one)
        setter.beside(other, by=shift, left=310)
    return read(setter)


@pytest.mark.parametrize("shift", [0.0, 5.0])
def test_two_columns_are_read_one_after_the_other(shift: float):
    report = columns(shift=shift)
    assert [p.number for p in report.paragraphs] == [1, 2, 3, 4]
    assert report.paragraphs[0].text.endswith("They say who does what by when.")
    assert report.paragraphs[2].text.startswith(
        "Foster carers are trained well and supported by a named worker"
    )
    assert {p.section for p in report.paragraphs} == {("The experiences and progress of children in care",)}


def test_a_table_with_two_columns_of_sentences_stays_a_table_and_is_flagged():
    rows = tuple(
        line.removeprefix(f"{number}. ") for line, number in zip(LEFT, [1] * 5 + [2] * 2, strict=True)
    )
    setter = graded(ilacs())
    setter.next_page()
    for one in rows:
        setter.line(one)
        setter.beside(one, by=0, left=310)
    report = read(setter)
    assert "Visits are made on time and\tVisits are made on time and" in text_of(report)
    assert message(report, "maybe-columns") == (
        "Page 2 may be set in two columns: check the order of its text."
    )


def test_the_filled_fields_of_a_form_are_read_beside_their_labels_and_flagged():
    setter = set_report()
    top = row_of(setter, "Inadequate")
    setter.sheets[0].pieces = [piece for piece in setter.sheets[0].pieces if piece[0] != "Inadequate"]
    setter.sheets[0].fields.append(("Inadequate", (303, HEIGHT - top - 4, 420, HEIGHT - top + 12)))
    setter.sheets[0].fields.append(("", (303, 20, 420, 40)))
    report = read(setter)
    assert [j.grade for j in report.judgements] == GRADES
    assert "“Inadequate”" in message(report, "form-field")


def dated(dates: str) -> ParsedReport:
    return read(graded(ilacs(dates=f"Inspection dates: {dates}")))


def test_an_inspection_in_the_future_is_a_warning():
    soon = datetime.now(tz=UTC).date() + timedelta(days=40)
    report = dated(f"{soon.day} {soon:%B %Y}")
    assert report.start == soon
    assert message(report, "date-in-future") == (
        f"The date on which the inspection began is {soon.isoformat()}, in the future."
    )
    assert "date-in-future" not in codes(dated("4 to 15 March 2024"))


def test_an_inspection_before_2000_is_a_warning():
    report = dated("4 to 15 March 1994")
    assert report.start == date(1994, 3, 4)
    assert message(report, "date-too-early") == (
        "The date on which the inspection began is 1994-03-04, before 2000."
    )


def test_a_publication_before_the_inspection_is_a_warning():
    setter = strands(single())
    early = [
        ("Report published: 13 May 2014" if words.startswith("Report published") else words, *rest)
        for words, *rest in setter.sheets[0].pieces
    ]
    assert "published-too-early" not in codes(read(setter))
    setter.sheets[0].pieces = early
    assert "published-too-early" in codes(read(setter))


def test_a_report_without_oddities_has_no_warning_about_its_pages():
    assert {
        "no-text",
        "hidden-text",
        "unreadable-font",
        "garbled-text",
        "form-field",
        "maybe-columns",
    }.isdisjoint(codes(read(set_report())))
