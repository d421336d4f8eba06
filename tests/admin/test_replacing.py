"""A newer file takes a report's place with what differs in view, and the older one can be the report again."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from reports.archive.corrections import correct
from reports.archive.reference import load_authorities
from reports.models import Correction, Inspection, Source
from tests.archive.test_ingest_command import ASHMERE_2012, ingest

pytestmark = pytest.mark.django_db


def test_a_file_that_was_replaced_is_the_report_again_with_its_corrections(client: Client, tmp_path: Path):
    client.force_login(User.objects.create_superuser("curator"))
    load_authorities()
    ingest(ASHMERE_2012)
    inspection = Inspection.objects.get()
    first = inspection.source
    texts = list(inspection.paragraphs.values_list("text", flat=True))
    grades = list(inspection.judgements.values_list("grade", flat=True))
    correct(
        Correction(inspection=inspection, field="lead_inspector", value="B. Marsh", reason="Page 2 says so.")
    )
    newer = ASHMERE_2012.read_text().replace(texts[-1].split(".")[0], "The ferry runs at noon")
    upload = SimpleUploadedFile("newer.md", newer.encode())
    preview = client.post("/admin/reports/source/upload/", {"file": upload}, follow=True)
    assert "What would change for readers" in preview.text
    assert preview.context["change"].paragraphs_added == preview.context["change"].paragraphs_gone == 1
    assert Inspection.objects.get().source == first
    assert Source.objects.count() == 1

    client.post(preview.redirect_chain[-1][0], {"confirm": "1"})
    assert Inspection.objects.get().source != first
    page = f"/admin/reports/source/{first.pk}/change/"
    assert "the report is shown from" in client.get(page).text
    assert "shows uploaded/newer.md in its place" in ingest(ASHMERE_2012)

    assert "again" in client.post(f"/admin/reports/source/{first.pk}/show-again/", follow=True).text
    inspection = Inspection.objects.get()
    assert inspection.source == first
    assert inspection.lead_inspector == "B. Marsh"
    assert list(inspection.paragraphs.values_list("text", flat=True)) == texts
    assert list(inspection.judgements.values_list("grade", flat=True)) == grades
    assert "Let this file be the report again" not in client.get(page).text
    refused = client.post(f"/admin/reports/source/{first.pk}/show-again/", follow=True)
    assert "the one that is shown" in refused.text


def test_who_may_only_look_brings_no_file_back(client: Client):
    client.force_login(User.objects.create_user("viewer", is_staff=True))
    assert client.post("/admin/reports/source/1/show-again/").status_code == 403
