"""A curator's corrections: checked before they are made, shown with their reason, and to be taken back."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from reports.models import Correction, Inspection
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
    assert "what it prints cannot be read again" in response.content.decode()
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
    from reports.holdings import SAMPLES
    from reports.intake import ingest_files
    from reports.reference import load_authorities

    load_authorities()
    list(ingest_files([Path(SAMPLES) / "ashmere-2014-single-inspection.txt"]))
    return Inspection.objects.get(slug="ashmere-2014-09-02")
