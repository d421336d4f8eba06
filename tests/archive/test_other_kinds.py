"""Visits and area inspections become inspections of their own kind: without grades, with what they say instead."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from reports.archive.batch import ingest_files
from reports.archive.corrections import correct
from reports.archive.ingest import Result, SourceFile, save_report
from reports.archive.reparse import reparse
from reports.archive.withdrawal import restore_report, withdraw_report
from reports.models import Correction, Inspection, Recommendation, Source
from reports.parsing import PARSER_VERSION
from reports.parsing.document import ActionItem, OtherDocument, Outcome
from reports.parsing.report import parse_report
from tests.builders import make_authority
from tests.parsed import parsed_report, source_file
from tests.parsing.test_golden_cases import CASES

pytestmark = pytest.mark.django_db
VISIT = "a-focused-visit-says-what-was-looked-at.md"
JOINT = "a-joint-inspection-names-its-partners.md"
AREA = "an-area-report-has-an-outcome-and-no-grade.md"
COUNCILS = {
    VISIT: ("X06000001", "Ashmere"),
    JOINT: ("X06000002", "Calderwick"),
    AREA: ("X06000003", "Tarnbridge"),
}


def council_of(name: str) -> None:
    code, council = COUNCILS[name]
    make_authority(name=council, gss_code=code)


def saved(name: str) -> Inspection:
    """The letter of a golden case, in the archive."""
    council_of(name)
    data = (CASES / name).read_bytes()
    file = SourceFile(name=name, folder="letters", sha256=name.encode().hex()[:64], size=len(data))
    return save_report(parse_report(data, name=name), file=file).inspection


@pytest.mark.parametrize(("name", "kind"), [(VISIT, "visit"), (JOINT, "jtai"), (AREA, "send")])
def test_a_document_without_grades_is_an_inspection_of_its_kind(name: str, kind: str):
    inspection = saved(name)
    assert (inspection.kind, inspection.framework) == (kind, None)
    assert inspection.authority is not None
    assert inspection.slug == f"{inspection.authority.slug}-{inspection.start}"
    assert inspection.judgements.count() == 0
    assert inspection.recommendations.exists()
    assert inspection.source.state in (Source.State.CLEAN, Source.State.WARNINGS)
    assert list(Inspection.objects.ungraded()) == list(Inspection.objects.listed()) == [inspection]
    assert not Inspection.objects.placed().exists()
    assert not Inspection.objects.unplaced().exists()


def test_a_visit_keeps_its_theme_as_a_phrase():
    theme = saved(VISIT).theme
    assert theme
    assert not theme.endswith(".")
    assert len(theme.split()) < 30


def test_a_joint_inspection_keeps_its_partners():
    assert saved(JOINT).partners


def test_an_outcome_is_kept_with_its_sentence_and_whom_a_priority_action_is_addressed_to():
    whom = "Ashmere Council and NHS Ashmere Integrated Care Board"
    document = OtherDocument(
        kind="send",
        outcome=Outcome("inconsistent", "Arrangements lead to inconsistent experiences.", 2),
        items=(
            ActionItem("Plan together.", "priority action", ("Areas for priority action",), whom, 3),
            ActionItem("Listen to parents.", "improvement", ("Areas for improvement",), None, 3),
        ),
    )
    report = parsed_report(make_authority(), framework=None, judgements={}, other=document)
    inspection = save_report(report, file=source_file()).inspection
    assert (inspection.outcome, inspection.outcome_page) == ("inconsistent", 2)
    assert inspection.outcome_printed == "Arrangements lead to inconsistent experiences."
    asked = inspection.recommendations.in_printed_order().values_list("category", "addressee", "page")
    assert list(asked) == [("priority action", whom, 3), ("improvement", "", 3)]
    assert inspection.recommendations.filter(category=Recommendation.Category.IMPROVEMENT).count() == 1


def test_the_words_of_a_visit_are_found_by_its_kind():
    paragraph = saved(VISIT).paragraphs.first()
    assert paragraph is not None
    paragraph.refresh_from_db()
    assert "framework=visit" in paragraph.tags


def test_a_kind_has_no_framework_and_an_outcome_is_of_an_area_inspection_alone():
    inspection = saved(VISIT)
    for wrong in ({"framework": "ilacs"}, {"outcome": "inconsistent"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Inspection.objects.filter(pk=inspection.pk).update(**wrong)


def test_unnumbered_paragraphs_keep_their_ids_when_a_letter_is_read_again():
    inspection = saved(VISIT)
    before = list(inspection.paragraphs.values_list("anchor", "text"))
    data = (CASES / VISIT).read_bytes()
    source = inspection.source
    file = SourceFile(name=source.name, folder=source.folder, sha256=source.sha256, size=source.size)
    again = save_report(parse_report(data, name=VISIT), file=file, again=True).inspection
    assert again == inspection
    assert list(inspection.paragraphs.values_list("anchor", "text")) == before


def stored_as_another_document(folder: Path) -> Path:
    """A letter that an earlier parser kept as a document of an unknown kind."""
    council_of(VISIT)
    path = folder / VISIT
    path.write_bytes((CASES / VISIT).read_bytes())
    list(ingest_files([path]))
    inspection = Inspection.objects.get()
    Inspection.objects.filter(pk=inspection.pk).update(kind="", slug="document-0", former_slugs=[])
    Source.objects.update(parser_version="9", state=Source.State.UNKNOWN_KIND)
    return path


@pytest.mark.parametrize("way", ["ingested again", "reparse"])
def test_a_letter_that_was_kept_as_another_document_finds_its_place(client: Client, tmp_path: Path, way: str):
    path = stored_as_another_document(tmp_path)
    if way == "reparse":
        list(reparse(Source.objects.standing()))
    else:
        assert [one.result for one in ingest_files([path])] == [Result.REPLACED]
        assert [one.result for one in ingest_files([path])] == [Result.UNCHANGED]
    inspection = Inspection.objects.get()
    assert inspection.kind == "visit"
    assert inspection.former_slugs == ["document-0"]
    assert inspection.source.parser_version == PARSER_VERSION
    assert client.get("/inspections/document-0/").status_code == 302


def test_a_withdrawn_visit_says_nothing_and_comes_back_whole(tmp_path: Path):
    council_of(AREA)
    path = tmp_path / AREA
    path.write_bytes((CASES / AREA).read_bytes())
    list(ingest_files([path]))
    before = Inspection.objects.get()
    withdraw_report(Inspection.objects.get(), kind="redaction", reason="Asked for.")
    gone = Inspection.everything.get()
    assert (gone.kind, gone.theme, gone.outcome, gone.outcome_printed, gone.partners) == ("", "", "", "", [])
    path.write_bytes(path.read_bytes() + b"\n")
    assert [one.result for one in ingest_files([path])] == [Result.WITHDRAWN]
    after = restore_report(gone)
    for field in ("kind", "outcome", "outcome_printed", "partners", "start", "slug"):
        assert getattr(after, field) == getattr(before, field)


def test_a_curator_can_say_that_a_document_is_a_visit_and_a_visit_an_inspection():
    inspection = saved(VISIT)
    said = Correction(inspection=inspection, field="framework", value="jtai", reason="Its title says so.")
    assert correct(said).kind == "jtai"
    assert said.printed == "visit"
    said.value = "ilacs"
    assert (correct(said).framework, inspection.kind) == ("ilacs", "")
    with pytest.raises(ValidationError, match="visit, jtai, send"):
        correct(Correction(inspection=inspection, field="framework", value="none", reason="A slip."))


def test_counts_of_kinds_leave_out_what_there_is_none_of():
    visit = saved(VISIT)
    assert Inspection.objects.listed().kind_counts() == {"visit": 1}
    assert visit.start is not None
    assert visit.start > date(2017, 12, 31)
