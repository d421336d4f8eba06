"""One parsed report into the archive."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError

from reports.archive.corrections import correct
from reports.archive.curation import make
from reports.archive.ingest import Result, save_failure, save_report
from reports.models import Authority, Correction, Inspection, Paragraph, Source
from reports.parsing.document import Block, FootnoteMark, Line, ParsedReport, Warning
from reports.parsing.document import Paragraph as ParsedParagraph
from tests.builders import make_authority
from tests.parsed import parsed_report, source_file

pytestmark = pytest.mark.django_db


def test_a_new_report_is_added_under_the_address_of_its_authority_and_first_day():
    authority = make_authority(name="Ashmere")
    saved = save_report(parsed_report(authority), file=source_file())
    assert saved.result == Result.ADDED
    assert saved.inspection.slug == "ashmere-2014-10-01"
    assert saved.inspection.source.state == "clean"
    assert (saved.inspection.paragraph_count, saved.inspection.word_count) == (2, 6)


def test_the_same_report_in_new_bytes_replaces_the_old_one_and_keeps_its_address():
    authority = make_authority()
    first = save_report(
        parsed_report(authority, recommendations=["One", "Two"]), file=source_file(content="a")
    )
    kept = first.inspection.recommendations.get(order=1).pk
    again = save_report(
        parsed_report(authority, recommendations=["One"], paragraphs=["Only this."]),
        file=source_file(content="b"),
    )
    assert again.result == Result.REPLACED
    assert again.inspection.pk == first.inspection.pk
    assert again.inspection.slug == first.inspection.slug
    assert list(again.inspection.recommendations.values_list("pk", "text")) == [(kept, "One")]
    assert list(again.inspection.paragraphs.values_list("text", flat=True)) == ["Only this."]


def test_a_text_does_not_replace_the_published_pdf_of_the_same_report():
    authority = make_authority()
    save_report(parsed_report(authority, paragraphs=["From the PDF."]), file=source_file("a.pdf"))
    saved = save_report(parsed_report(authority, paragraphs=["From a text."]), file=source_file("a.txt"))
    assert saved.result == Result.UNCHANGED
    assert saved.inspection.source.name == "a.pdf"
    assert [p.text for p in saved.inspection.paragraphs.all()] == ["From the PDF."]
    assert saved.inspection.sources.count() == 2


def test_a_pdf_takes_the_place_of_a_text_of_the_same_report():
    authority = make_authority()
    save_report(parsed_report(authority, paragraphs=["From a text."]), file=source_file("a.txt"))
    saved = save_report(parsed_report(authority, paragraphs=["From the PDF."]), file=source_file("a.pdf"))
    assert saved.result == Result.REPLACED
    assert [p.text for p in saved.inspection.paragraphs.all()] == ["From the PDF."]


def test_two_frameworks_on_one_day_have_an_address_each():
    authority = make_authority(name="Ashmere")
    save_report(parsed_report(authority, framework="sif"), file=source_file("a.pdf"))
    second = save_report(parsed_report(authority, framework="lscb"), file=source_file("b.pdf"))
    assert second.inspection.slug == "ashmere-2014-10-01-lscb"


def test_a_report_of_an_unknown_authority_is_kept_and_flagged_and_no_authority_is_made():
    saved = save_report(parsed_report(None, printed="Nowhere Council"), file=source_file())
    assert saved.inspection.authority is None
    assert saved.inspection.authority_printed == "Nowhere Council"
    assert saved.inspection.slug.startswith("document-")
    assert saved.inspection.source.state == Source.State.UNKNOWN_AUTHORITY
    assert saved.inspection.paragraphs.count() == 2


def test_a_report_of_an_unknown_kind_is_kept_with_its_text():
    saved = save_report(
        parsed_report(make_authority(), framework=None, warnings=["unknown-kind"]), file=source_file()
    )
    assert saved.inspection.source.state == Source.State.UNKNOWN_KIND
    assert saved.inspection.paragraphs.count() == 2


def test_a_document_that_finds_its_authority_keeps_its_older_address_too():
    authority = make_authority(name="Ashmere")
    lost = save_report(parsed_report(None), file=source_file()).inspection
    found = save_report(parsed_report(authority), file=source_file(), again=True).inspection
    assert found.pk == lost.pk
    assert found.slug == "ashmere-2014-10-01"
    assert found.former_slugs == [lost.slug]


def test_a_judgement_that_was_not_made_has_no_grade():
    saved = save_report(
        parsed_report(make_authority(), judgements={"overall": "good", "adoption": None}), file=source_file()
    )
    adoption = saved.inspection.judgements.get(strand="adoption")
    assert (adoption.grade, adoption.status, adoption.printed_grade) == (None, "not judged", "Not judged")


def test_two_runs_of_numbers_in_one_file_have_anchors_of_their_own():
    report = parsed_report(make_authority())
    doubled = parsed_report(make_authority(name="Twice"))
    twice = doubled.__class__(
        **{f: getattr(doubled, f) for f in doubled.__slots__} | {"paragraphs": report.paragraphs * 2}
    )
    inspection = save_report(twice, file=source_file()).inspection
    assert list(inspection.paragraphs.values_list("anchor", flat=True)) == [
        "para-1",
        "para-2",
        "para-1-b",
        "para-2-b",
    ]


def test_a_corrected_grade_survives_reading_the_report_again():
    authority = make_authority()
    report = parsed_report(authority, judgements={"leadership": "good"})
    inspection = save_report(report, file=source_file(content="a")).inspection
    correct(
        Correction(
            inspection=inspection,
            field="grade",
            strand="leadership",
            value="inadequate",
            reason="The table was misread.",
        )
    )
    again = save_report(report, file=source_file(content="b")).inspection
    judgement = again.judgements.get(strand="leadership")
    assert (judgement.grade, judgement.printed_grade) == ("inadequate", "good")
    assert again.corrections.get().printed == "good"


def twice_judged(authority: Authority) -> ParsedReport:
    """A report that judges one strand twice: good, and good again."""
    report = parsed_report(authority, judgements={"overall": "good", "other": "good"})
    return replace(report, judgements=tuple(replace(one, strand="other") for one in report.judgements))


def test_of_two_judgements_of_one_strand_each_is_corrected_by_its_order_and_stays_so():
    report = twice_judged(make_authority())
    inspection = save_report(report, file=source_file(content="a")).inspection
    for order, value in ((2, "inadequate"), (1, "outstanding")):
        correct(
            Correction(
                inspection=inspection,
                field="grade",
                strand="other",
                order=order,
                value=value,
                reason="Misread.",
            )
        )
    assert list(inspection.judgements.values_list("grade", flat=True)) == ["outstanding", "inadequate"]
    again = save_report(report, file=source_file(content="b")).inspection
    assert list(again.judgements.values_list("grade", flat=True)) == ["outstanding", "inadequate"]


def test_a_third_judgement_of_a_strand_that_has_two_cannot_be_corrected():
    inspection = save_report(twice_judged(make_authority()), file=source_file()).inspection
    with pytest.raises(ValidationError, match="no such judgement"):
        correct(
            Correction(
                inspection=inspection, field="grade", strand="other", order=3, value="good", reason="Misread."
            )
        )


def test_a_grade_and_a_date_are_cleared_and_stay_cleared():
    report = parsed_report(make_authority(), published=date(2014, 12, 1))
    inspection = save_report(report, file=source_file(content="a")).inspection
    for field, strand, value in (("grade", "overall", "not judged"), ("published", "", "")):
        correct(
            Correction(
                inspection=inspection, field=field, strand=strand, value=value, reason="None stands there."
            )
        )
    again = save_report(report, file=source_file(content="b")).inspection
    judgement = again.judgements.get()
    assert (judgement.grade, judgement.status, judgement.printed_grade) == (None, "not judged", "good")
    assert again.published is None
    assert again.corrections.get(field="published").printed == "2014-12-01"


def test_correcting_again_what_was_not_printed_remembers_that_it_was_not():
    inspection = save_report(parsed_report(make_authority()), file=source_file()).inspection
    for value in ("2014-12-01", "2014-12-02"):
        made = inspection.corrections.first() or Correction(inspection=inspection, field="published")
        made.value, made.reason = value, "The cover says so."
        correct(made)
    assert inspection.corrections.get().printed == ""


def test_a_grade_of_another_scale_is_kept_as_printed_and_is_no_grade():
    report = parsed_report(make_authority(), framework="sif", judgements={"overall": "adequate"})
    judgement = save_report(report, file=source_file()).inspection.judgements.get()
    assert (judgement.grade, judgement.status, judgement.printed_grade) == (None, "not read", "adequate")


def test_the_same_bytes_are_saved_once_and_keep_the_name_that_they_came_under_first():
    authority = make_authority()
    save_report(parsed_report(authority), file=source_file("a.pdf", content="same"))
    saved = save_report(parsed_report(authority), file=source_file("b.pdf", content="same"))
    assert (saved.result, saved.note) == (Result.UNCHANGED, "the archive holds this very file already")
    assert Source.objects.get().name == "a.pdf"


def test_a_file_keeps_the_time_when_it_was_handed_in_however_often_it_is_read():
    report = parsed_report(make_authority())
    save_report(report, file=source_file())
    before = Source.objects.get()
    save_report(report, file=source_file(), again=True)
    after = Source.objects.get()
    assert after.ingested_at == before.ingested_at
    assert after.read_at > before.read_at


CORRECTED = [("authority", "X99999999"), ("framework", "ilacs"), ("start", "2014-09-30")]


@pytest.mark.parametrize(("field", "value"), CORRECTED)
def test_a_report_in_new_bytes_finds_the_one_whose_place_a_curator_has_corrected(field: str, value: str):
    make_authority(gss_code="X99999999")
    report = parsed_report(make_authority())
    first = save_report(report, file=source_file(content="a")).inspection
    make(Correction(inspection=first, field=field, value=value, reason="The cover says so."))
    again = save_report(report, file=source_file(content="b"))
    assert (again.result, again.inspection.pk) == (Result.REPLACED, first.pk)
    assert again.inspection.slug == first.slug


UNPRINTED = [
    ("authority", "X99999999", {"printed": "", "authority": None}),
    ("framework", "sif", {"framework": None}),
    ("start", "2014-09-30", {"start": None}),
]


@pytest.mark.parametrize(("field", "value", "missing"), UNPRINTED)
def test_where_a_part_of_the_place_was_not_printed_the_words_tell_whether_it_is_the_same_report(
    field: str, value: str, missing: dict[str, None]
):
    ashmere = make_authority(gss_code="X99999999")
    report = parsed_report(**{"authority": ashmere, **missing})  # type: ignore[arg-type]
    first = save_report(report, file=source_file(content="a")).inspection
    make(Correction(inspection=first, field=field, value=value, reason="The cover says so."))
    again = save_report(report, file=source_file(content="b"))
    assert (again.result, again.inspection.pk) == (Result.REPLACED, first.pk)
    other = parsed_report(**{"authority": ashmere, **missing, "paragraphs": ["Of something else."]})  # type: ignore[arg-type]
    assert save_report(other, file=source_file(content="c")).result == Result.ADDED


def test_a_report_of_an_unknown_authority_in_new_bytes_replaces_the_old_one():
    first = save_report(parsed_report(None), file=source_file(content="a")).inspection
    again = save_report(parsed_report(None), file=source_file(content="b"))
    assert (again.result, again.inspection.pk) == (Result.REPLACED, first.pk)
    other = save_report(parsed_report(None, printed="Another Council"), file=source_file(content="c"))
    assert other.result == Result.ADDED


def test_a_warning_that_a_curator_has_answered_is_not_raised_again():
    ashmere = make_authority(name="Ashmere")
    report = parsed_report(None, warnings=["unknown-authority"])
    inspection = save_report(report, file=source_file(content="a")).inspection
    make(Correction(inspection=inspection, field="authority", value=ashmere.gss_code, reason="A slip."))
    assert (inspection.source.state, inspection.source.warnings) == ("clean", [])
    again = save_report(report, file=source_file(content="b")).inspection
    assert (again.source.state, again.source.warnings) == ("clean", [])
    still = save_report(
        replace(report, warnings=(*report.warnings, Warning("odd-heading", "A heading.", 2))),
        file=source_file(content="c"),
    ).inspection
    assert (still.source.state, [one["code"] for one in still.source.warnings]) == (
        "warnings",
        ["odd-heading"],
    )


def test_a_corrected_first_day_survives_and_the_address_stays():
    authority = make_authority(name="Ashmere")
    report = parsed_report(authority)
    inspection = save_report(report, file=source_file(content="a")).inspection
    correct(
        Correction(inspection=inspection, field="start", value="2014-09-30", reason="The front page says so.")
    )
    again = save_report(report, file=source_file(content="b"))
    assert again.result == Result.REPLACED
    assert Inspection.objects.count() == 1
    assert again.inspection.start == date(2014, 9, 30)
    assert again.inspection.slug == "ashmere-2014-10-01"


def test_a_failed_file_is_remembered_and_spoils_nothing_that_stands():
    save_failure("It is empty.", file=source_file("empty.pdf"))
    assert Source.objects.get().error == "It is empty."
    assert not Inspection.objects.exists()
    file = source_file("good.pdf")
    save_report(parsed_report(make_authority()), file=file)
    save_failure("Now it cannot be read.", file=file)
    assert Source.objects.get(name="good.pdf").state == "clean"
    assert Paragraph.objects.count() == 2


def test_a_report_that_the_database_refuses_leaves_nothing_behind():
    report = parsed_report(make_authority())
    beyond = replace(report, paragraphs=tuple(replace(one, number=70_000) for one in report.paragraphs))
    with pytest.raises(DataError):
        save_report(beyond, file=source_file())
    assert not Source.objects.exists()
    assert not Inspection.objects.exists()


def test_each_failed_file_is_remembered_though_their_bytes_are_the_same():
    for name in ("a.pdf", "b.pdf", "a.pdf"):
        save_failure("It is a web page.", file=source_file(name, content="<html>"))
    assert list(Source.objects.values_list("name", flat=True)) == ["a.pdf", "b.pdf"]


def test_files_that_failed_are_one_once_their_bytes_can_be_read():
    for name in ("a.pdf", "b.pdf"):
        save_failure("It is a picture.", file=source_file(name, content="same"))
    save_report(parsed_report(make_authority()), file=source_file("a.pdf", content="same"))
    assert list(Source.objects.values_list("name", "state", "error")) == [("a.pdf", "clean", "")]


def test_a_file_whose_bytes_are_a_report_under_another_ending_is_listed_as_failed_too():
    save_failure("It is not a PDF.", file=source_file("a.pdf", content="text"))
    save_report(parsed_report(make_authority()), file=source_file("a.txt", content="text"))
    save_failure("It is not a PDF.", file=source_file("b.pdf", content="text"))
    states = set(Source.objects.values_list("name", "state"))
    assert states == {("a.pdf", "failed"), ("a.txt", "clean"), ("b.pdf", "failed")}


def test_footnotes_are_kept_with_their_page_and_replaced_with_the_report():
    authority = make_authority()
    note = Line(page=7, number=40, text="² The local authority was given a choice.")
    blocks = (Block(role="footnote", text=note.text, lines=(note,)),)
    report = parsed_report(authority)
    first = save_report(replace(report, blocks=blocks), file=source_file("a")).inspection
    assert list(first.footnotes.values_list("text", "page")) == [(note.text, 7)]
    save_report(report, file=source_file("b"))
    assert not first.footnotes.exists()


def test_a_footnote_is_tied_to_the_place_of_its_mark_on_its_page_or_the_one_before():
    def paragraph(page: int, *signs: str) -> ParsedParagraph:
        marks = tuple(FootnoteMark(sign=sign, place=4) for sign in signs)
        return ParsedParagraph(
            number=page, text="Care is good.", section=(), kind="numbered", page=page, marks=marks
        )

    notes = [("¹ Here.", 3), ("² Run on.", 5), ("³ Under a heading.", 5), ("¹ The same figure.", 6)]
    lines = [Line(page=page, number=n, text=text) for n, (text, page) in enumerate(notes)]
    report = replace(
        parsed_report(make_authority()),
        paragraphs=(paragraph(3, "¹"), paragraph(4, "²"), paragraph(6, "¹")),
        blocks=tuple(Block(role="footnote", text=line.text, lines=(line,)) for line in lines),
    )
    tied = save_report(report, file=source_file("a")).inspection.footnotes.values_list("anchor", "place")
    assert list(tied) == [("para-3", 4), ("para-4", 4), ("", None), ("para-6", 4)]
