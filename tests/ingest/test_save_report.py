"""One parsed report into the archive."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from reports.corrections import correct
from reports.ingest import Result, save_failure, save_report
from reports.models import Correction, Inspection, Paragraph, Source
from reports.parsing.document import Block, Line
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
    found = save_report(parsed_report(authority), file=source_file()).inspection
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


def test_a_grade_is_not_corrected_where_its_strand_is_judged_more_than_once():
    inspection = save_report(
        parsed_report(make_authority(), judgements={"overall": "good", "other": "good"}), file=source_file()
    ).inspection
    inspection.judgements.filter(strand="overall").update(strand="other")
    with pytest.raises(ValidationError, match="2 judgements of that strand"):
        correct(
            Correction(
                inspection=inspection, field="grade", strand="other", value="inadequate", reason="Misread."
            )
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


def test_footnotes_are_kept_with_their_page_and_replaced_with_the_report():
    authority = make_authority()
    note = Line(page=7, number=40, text="² The local authority was given a choice.")
    blocks = (Block(role="footnote", text=note.text, lines=(note,)),)
    report = parsed_report(authority)
    first = save_report(replace(report, blocks=blocks), file=source_file("a")).inspection
    assert list(first.footnotes.values_list("text", "page")) == [(note.text, 7)]
    save_report(report, file=source_file("b"))
    assert not first.footnotes.exists()
