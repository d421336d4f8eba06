"""A curator's corrections: checked before they are made, shown with their reason, and to be taken back."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from reports.archive.batch import ingest_files
from reports.archive.holdings import SAMPLES
from reports.archive.reference import load_authorities
from reports.models import Correction, Inspection, Source
from reports.reading.changes import changes_of
from tests.builders import make_authority, make_inspection, make_source

pytestmark = pytest.mark.django_db


def correct(
    client: Client, inspection: Inspection, fact: str, value: str, reason: str = "Page 1 says so."
) -> str:
    """Send the form and return what the curator sees next."""
    address = f"/admin/reports/inspection/{inspection.pk}/correct/{fact}/"
    response = client.post(address, {"value": value, "reason": reason}, follow=True)
    assert response.status_code == 200
    inspection.refresh_from_db()
    return str(response.content.decode())


def test_every_fact_of_a_report_has_a_way_to_be_corrected(admin_client: Client) -> None:
    inspection = make_inspection(judgements={"overall": "good", "care-leavers": "inadequate"})
    text = admin_client.get(f"/admin/reports/inspection/{inspection.pk}/change/").content.decode()
    for fact in ("authority", "framework", "start", "end", "published", "lead_inspector", "grade-overall"):
        assert f'href="/admin/reports/inspection/{inspection.pk}/correct/{fact}/"' in text
    assert "/correct/grade-care-leavers/" in text


def test_an_authority_that_was_not_resolved_is_set_and_the_report_finds_its_place(
    admin_client: Client,
) -> None:
    authority = make_authority(name="Ashmere")
    inspection = make_inspection(
        source=make_source(state="unknown-authority"), slug="document-0123456789ab", start=date(2014, 9, 2)
    )
    inspection.authority = None
    inspection.save()
    correct(admin_client, inspection, "authority", authority.gss_code)
    assert inspection.authority == authority
    assert inspection.slug == "ashmere-2014-09-02"
    assert inspection.former_slugs == ["document-0123456789ab"]
    assert inspection.source.state == "clean"


def test_a_corrected_grade_reaches_its_judgement_and_keeps_what_was_printed(admin_client: Client) -> None:
    inspection = make_inspection(judgements={"overall": "good"})
    text = correct(admin_client, inspection, "grade-overall", "inadequate")
    judgement = inspection.judgements.get()
    assert (judgement.grade, judgement.printed_grade) == ("inadequate", "Good")
    correction = Correction.objects.get()
    assert (correction.printed, correction.value, correction.reason) == (
        "Good",
        "inadequate",
        "Page 1 says so.",
    )
    assert correction.made_by is not None
    assert "printed “Good”; Page 1 says so." in text


def test_a_grade_of_another_scale_cannot_be_given(admin_client: Client) -> None:
    inspection = make_inspection(framework="cp", start=date(2012, 10, 8), judgements={"overall": "adequate"})
    text = correct(admin_client, inspection, "grade-overall", "requires improvement")
    assert "Select a valid choice" in text
    assert not Correction.objects.exists()
    assert inspection.judgements.get().grade == "adequate"


def test_a_correction_without_a_reason_is_not_made(admin_client: Client) -> None:
    inspection = make_inspection()
    text = correct(admin_client, inspection, "end", "2014-11-01", reason="  ")
    assert "Say why the fact is corrected; readers see the reason." in text
    assert not Correction.objects.exists()


def test_an_inspection_cannot_end_before_it_starts(admin_client: Client) -> None:
    inspection = make_inspection(start=date(2014, 10, 1))
    text = correct(admin_client, inspection, "end", "2014-09-01")
    assert "The last day of an inspection cannot lie before its first." in text
    assert not Correction.objects.exists()


def test_a_place_that_another_report_holds_is_refused_in_a_sentence(admin_client: Client) -> None:
    authority = make_authority(name="Ashmere")
    make_inspection(authority=authority, start=date(2014, 10, 1))
    second = make_inspection(authority=authority, start=date(2014, 11, 3), end=date(2014, 11, 20))
    text = correct(admin_client, second, "start", "2014-10-01")
    assert "Another report already stands for that authority, framework and day: ashmere-2014-10-01." in text
    assert not Correction.objects.exists()
    assert second.start == date(2014, 11, 3)


def test_a_report_whose_place_another_one_holds_can_take_it_and_answers_at_both_addresses(
    admin_client: Client, tmp_path: Path
) -> None:
    # A report about Ashmere that is not a sample (those make way for others), and the same from a file that spells the
    # council's name as nobody does.
    load_authorities()
    text = (Path(SAMPLES) / "ashmere-2014-single-inspection.txt").read_text(encoding="utf-8")
    own = tmp_path / "own.txt"
    own.write_text(text + "\n", encoding="utf-8")
    list(ingest_files([own]))
    ashmere_2014 = Inspection.objects.get()
    misspelt = tmp_path / "misspelt.txt"
    misspelt.write_text(text.replace("Ashmere", "Ahsmere"), encoding="utf-8")
    list(ingest_files([misspelt]))
    second = Inspection.objects.get(authority=None)
    correct(admin_client, ashmere_2014, "lead_inspector", "Adriana Pell")

    asked = correct(admin_client, second, "authority", "X06000001")
    assert "Another report already stands for that authority, framework and day" in asked
    assert 'name="replace"' in asked
    assert Inspection.objects.count() == 2

    address = f"/admin/reports/inspection/{second.pk}/correct/authority/"
    form = {"value": "X06000001", "reason": "A slip of the printer.", "replace": "1"}
    assert admin_client.post(address, form).status_code == 302
    standing = Inspection.objects.get()
    assert (standing.pk, standing.slug) == (ashmere_2014.pk, "ashmere-2014-09-02")
    assert standing.former_slugs == [second.slug]
    assert standing.source.name == "misspelt.txt"
    assert standing.authority_printed.startswith("Ahsmere")
    assert set(standing.corrections.values_list("field", flat=True)) == {"authority", "lead_inspector"}
    assert standing.lead_inspector == "Adriana Pell"
    assert standing.paragraphs.filter(text__contains="Ahsmere").exists()


def test_what_the_replaced_report_was_corrected_to_is_in_the_past_of_what_replaces_it(
    admin_client: Client, tmp_path: Path
) -> None:
    load_authorities()
    text = (Path(SAMPLES) / "ashmere-2014-single-inspection.txt").read_text(encoding="utf-8")
    for name, content in (("own.txt", text + "\n"), ("misspelt.txt", text.replace("Ashmere", "Ahsmere"))):
        (tmp_path / name).write_text(content, encoding="utf-8")
        list(ingest_files([tmp_path / name]))
    first, second = Inspection.objects.exclude(authority=None).get(), Inspection.objects.get(authority=None)
    correct(admin_client, first, "lead_inspector", "Adriana Pell")
    correct(admin_client, second, "lead_inspector", "Adrian Bell")
    form = {"value": "X06000001", "reason": "A slip of the printer.", "replace": "1"}
    admin_client.post(f"/admin/reports/inspection/{second.pk}/correct/authority/", form)
    kept = Correction.objects.get(field="lead_inspector")
    assert (kept.inspection, kept.value) == (first, "Adrian Bell")
    [change, added] = changes_of(kept)
    assert (added.what, added.values["value"], change.what) == ("added", "Adriana Pell", "changed")
    assert ("value", "Adriana Pell", "Adrian Bell") in {
        (one.name, one.before, one.after) for one in change.differences
    }


def test_a_report_does_not_take_a_place_for_which_its_file_cannot_be_read(admin_client: Client) -> None:
    authority = make_authority(name="Ashmere")
    make_inspection(authority=authority, start=date(2014, 10, 1))
    second = make_inspection(authority=authority, start=date(2014, 11, 3))
    address = f"/admin/reports/inspection/{second.pk}/correct/start/"
    form = {"value": "2014-10-01", "reason": "Read.", "replace": "1"}
    assert "cannot be read for that place. The file “" in admin_client.post(address, form).content.decode()
    assert Inspection.objects.count() == 2
    assert not Correction.objects.exists()


def test_a_place_that_another_report_prints_is_taken_though_a_curator_moved_that_report(
    admin_client: Client,
) -> None:
    authority = make_authority(name="Ashmere")
    first = make_inspection(authority=authority, start=date(2014, 10, 1))
    correct(admin_client, first, "start", "2014-10-02")
    second = make_inspection(authority=authority, start=date(2014, 9, 3), end=date(2014, 11, 20))
    text = correct(admin_client, second, "start", "2014-10-01")
    assert f"Another report already stands for that authority, framework and day: {first.slug}." in text


@pytest.mark.parametrize("fact", ["end", "published", "lead_inspector"])
def test_a_fact_that_is_not_printed_can_be_cleared(admin_client: Client, client: Client, fact: str) -> None:
    inspection = make_inspection(published=date(2014, 12, 1), lead_inspector="A. Person")
    correct(admin_client, inspection, fact, "")
    assert not getattr(inspection, fact)
    assert Correction.objects.get().printed
    assert (
        ": none printed; the report, as it was read, says"
        in client.get(inspection.get_absolute_url()).content.decode()
    )


def test_a_first_day_that_is_not_printed_can_be_cleared_and_the_address_stays(admin_client: Client) -> None:
    inspection = make_inspection(start=date(2014, 10, 1))
    address = inspection.get_absolute_url()
    correct(admin_client, inspection, "start", "")
    assert inspection.start is None
    assert admin_client.get(address).status_code == 200


def test_a_grade_can_be_cleared_to_not_judged(admin_client: Client) -> None:
    inspection = make_inspection(
        judgements={"overall": "good"}, paragraphs=[{"text": "Text.", "strand": "overall", "grade": "good"}]
    )
    correct(admin_client, inspection, "grade-overall", "not judged")
    judgement = inspection.judgements.get()
    assert (judgement.grade, judgement.status) == (None, "not judged")
    assert inspection.paragraphs.get().grade == ""


def test_each_of_two_judgements_of_one_strand_can_be_corrected(admin_client: Client, client: Client) -> None:
    inspection = make_inspection(framework="lac", judgements={"overall": "good", "care": "good"})
    inspection.judgements.update(strand="other")
    text = admin_client.get(f"/admin/reports/inspection/{inspection.pk}/change/").content.decode()
    assert "/correct/grade-other/" in text
    assert "/correct/grade-other-2/" in text
    correct(admin_client, inspection, "grade-other-2", "inadequate")
    assert list(inspection.judgements.values_list("grade", flat=True)) == ["good", "inadequate"]
    text = client.get(inspection.get_absolute_url()).content.decode()
    assert "Other judgements, no. 2: inadequate" in text
    assert text.count('class="grade__corrected"') == 1


def test_a_warning_that_a_curator_has_answered_is_neither_shown_nor_counted(
    admin_client: Client, client: Client
) -> None:
    warning = {"code": "unknown-authority", "message": "The reference list has no such name.", "page": 1}
    source = make_source(state="unknown-authority", warnings=[warning])
    inspection = make_inspection(source=source, slug="document-0123456789ab")
    Inspection.objects.filter(pk=inspection.pk).update(authority=None)
    inspection.refresh_from_db()
    correct(admin_client, inspection, "authority", make_authority(name="Ashmere").gss_code)
    source.refresh_from_db()
    assert (source.state, source.warnings) == ("clean", [])
    assert "no such name" not in client.get(inspection.get_absolute_url()).content.decode()
    assert Source.objects.shown().warning_counts() == []


def test_grades_that_another_framework_does_not_give_are_no_grades_once_it_is_corrected(
    admin_client: Client,
) -> None:
    inspection = make_inspection(framework="cp", judgements={"overall": "adequate", "leadership": "good"})
    correct(admin_client, inspection, "framework", "sif")
    judgements = inspection.judgements.values_list("printed_grade", "grade", "status")
    assert list(judgements) == [("Adequate", None, "not read"), ("Good", "good", "graded")]


def test_correcting_a_fact_again_keeps_what_was_printed_first(admin_client: Client) -> None:
    inspection = make_inspection(start=date(2014, 10, 1), end=date(2014, 10, 10))
    correct(admin_client, inspection, "end", "2014-10-11")
    correct(admin_client, inspection, "end", "2014-10-12", reason="Read again.")
    correction = Correction.objects.get()
    assert (correction.printed, correction.value, correction.reason) == (
        "2014-10-10",
        "2014-10-12",
        "Read again.",
    )


def test_a_fact_that_a_report_does_not_have_is_not_found(admin_client: Client) -> None:
    inspection = make_inspection(judgements={"overall": "good"})
    for fact in ("grade-adoption", "grade", "slug"):
        address = f"/admin/reports/inspection/{inspection.pk}/correct/{fact}/"
        assert admin_client.get(address).status_code == 404


def test_a_correction_cannot_be_taken_back_without_the_file(admin_client: Client) -> None:
    inspection = make_inspection()
    correct(admin_client, inspection, "end", "2014-11-01")
    correction = Correction.objects.get()
    response = admin_client.post(f"/admin/reports/correction/{correction.pk}/withdraw/", follow=True)
    assert "What the report prints cannot be read again. The file “" in response.content.decode()
    assert Correction.objects.exists()


def test_a_correction_in_the_list_leads_to_its_report(admin_client: Client) -> None:
    inspection = make_inspection()
    correct(admin_client, inspection, "end", "2014-11-01")
    response = admin_client.get(f"/admin/reports/correction/{Correction.objects.get().pk}/change/")
    assert response["Location"] == f"/admin/reports/inspection/{inspection.pk}/change/"


def test_a_correction_outlives_a_new_reading_and_goes_when_it_is_taken_back(
    admin_client: Client, ashmere_2014: Inspection
) -> None:
    correct(admin_client, ashmere_2014, "grade-care-leavers", "requires improvement")
    correct(admin_client, ashmere_2014, "lead_inspector", "Adriana Pell")
    grade = Correction.objects.get(field="grade")
    admin_client.post(f"/admin/reports/correction/{grade.pk}/withdraw/")
    ashmere_2014.refresh_from_db()
    assert ashmere_2014.judgements.get(strand="care-leavers").grade == "inadequate"
    assert ashmere_2014.lead_inspector == "Adriana Pell"
    assert list(Correction.objects.values_list("field", flat=True)) == ["lead_inspector"]


@pytest.fixture
def ashmere_2014() -> Inspection:
    """The sample report of 2014, read and stored as any report is."""
    load_authorities()
    list(ingest_files([Path(SAMPLES) / "ashmere-2014-single-inspection.txt"]))
    return Inspection.objects.get(slug="ashmere-2014-09-02")
