"""What a curator does to a report that has to be read again for it is done outside the request, whole or not at all."""

import pytest
from django.conf import LazySettings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from reports.archive.reference import load_authorities
from reports.jobs import queue
from reports.models import Correction, Inspection, Job
from reports.reading.changes import changes_of
from tests.archive.test_ingest_command import ASHMERE_2012, ingest

pytestmark = pytest.mark.django_db
GIVEN = {"value": "lac", "reason": "The title names it."}


@pytest.fixture
def report(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Inspection:
    """A report that was read, in an archive whose processes are started by the test."""
    settings.JOBS_AT_ONCE = False
    monkeypatch.setattr(queue, "start", lambda job: None)
    load_authorities()
    ingest(ASHMERE_2012)
    return Inspection.objects.get()


def latest() -> Job:
    return Job.objects.latest("pk")


def test_a_corrected_framework_is_read_outside_the_request_and_taken_back_in_the_same_way(
    admin_client: Client, report: Inspection
) -> None:
    facts = f"/admin/reports/inspection/{report.pk}/change/"
    sent = admin_client.post(f"/admin/reports/inspection/{report.pk}/correct/framework/", GIVEN)
    assert sent["Location"] == f"/admin/jobs/{latest().pk}/"
    report.refresh_from_db()
    assert (report.framework, Correction.objects.exists()) == ("cp", False)
    call_command("run_job", latest().pk)
    ended = admin_client.get(sent["Location"], follow=True)
    assert ended.redirect_chain == [(facts, 302)]
    assert "Corrected: Framework" in ended.text
    report.refresh_from_db()
    correction = Correction.objects.get()
    assert (report.framework, correction.printed, str(correction.made_by)) == ("lac", "cp", "admin")
    assert changes_of(correction)[0].who == "admin"

    back = f"/admin/reports/correction/{correction.pk}/withdraw/"
    sent = admin_client.post(back, {"seen": admin_client.get(back).context["seen"]})
    assert Correction.objects.exists()
    call_command("run_job", latest().pk)
    assert "Taken back" in admin_client.get(sent["Location"], follow=True).text
    report.refresh_from_db()
    assert (report.framework, Correction.objects.exists()) == ("cp", False)


def test_a_correction_that_was_changed_meanwhile_is_not_overwritten_and_its_words_are_kept(
    admin_client: Client, report: Inspection
) -> None:
    form = f"/admin/reports/inspection/{report.pk}/correct/framework/"
    page = admin_client.post(form, GIVEN)["Location"]
    other = User.objects.create_user("another")
    Correction.objects.create(
        inspection=report, field="framework", value="sif", printed="cp", reason="Page 1.", made_by=other
    )
    call_command("run_job", latest().pk)
    text = admin_client.get(page).text
    assert "This was changed by another after the form was sent, and nothing of it was saved." in text
    assert Correction.objects.get().value == "sif"
    filled = admin_client.get(form).context["form"]
    assert (filled["value"].value(), filled["reason"].value()) == ("lac", "The title names it.")


def test_a_withdrawn_report_is_restored_and_counted_outside_the_request(
    admin_client: Client, report: Inspection
) -> None:
    page = f"/admin/reports/inspection/{report.pk}/"
    admin_client.post(f"{page}withdraw/", {"kind": "other", "reason": "Asked for."})
    assert latest().kind == Job.Kind.COUNT
    call_command("run_job", latest().pk)
    sent = admin_client.post(f"{page}restore/")
    assert not Inspection.objects.exists()
    call_command("run_job", latest().pk)
    assert "2012-10-08 is shown again." in admin_client.get(sent["Location"], follow=True).text
    assert Inspection.objects.get().paragraphs.exists()
    assert LogEntry.objects.latest("pk").get_change_message() == "Restored"


def test_what_cannot_be_corrected_is_said_on_the_form(admin_client: Client, report: Inspection) -> None:
    form = f"/admin/reports/inspection/{report.pk}/correct/framework/"
    assert "Select a valid choice" in admin_client.post(form, {**GIVEN, "value": "none"}).text
    assert not Job.objects.exists()


def test_work_whose_process_was_ended_after_it_was_saved_is_done_once(
    admin_client: Client, report: Inspection
) -> None:
    admin_client.post(f"/admin/reports/inspection/{report.pk}/correct/framework/", GIVEN)
    for _ in range(2):
        Job.objects.update(state=Job.State.WAITING, error="")
        call_command("run_job", latest().pk)
        assert (latest().state, latest().result) == ("done", {"said": "Corrected: Framework or kind."})
    assert len(changes_of(Correction.objects.get())) == 1
