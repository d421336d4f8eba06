"""Curators with the right withdraw a report with a reason and restore it; others may do neither."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.test import Client

from reports.archive.reference import load_authorities
from reports.models import Inspection, Paragraph
from tests.archive.test_ingest_command import ASHMERE_2012, ingest

pytestmark = pytest.mark.django_db
GIVEN = {"kind": "redaction", "reason": "A child’s name on page 3."}


@pytest.fixture
def report(db: None) -> Inspection:
    load_authorities()
    ingest(ASHMERE_2012)
    return Inspection.objects.get()


@pytest.fixture
def curator(client: Client) -> Client:
    user = User.objects.create_user("curator", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(codename__in=["withdraw_inspection", "view_inspection"])
    )
    client.force_login(user)
    return client


def test_a_curator_withdraws_with_a_reason_and_restores(curator: Client, report: Inspection):
    page = f"/admin/reports/inspection/{report.pk}/"
    assert "Withdraw this report" in curator.get(f"{page}change/").text
    curator.post(f"{page}withdraw/", GIVEN)
    assert not Paragraph.objects.exists()
    text = curator.get(f"{page}change/").text
    assert "A child’s name on page 3." in text
    assert "by curator" in text
    curator.post(f"{page}restore/")
    assert Paragraph.objects.exists()
    messages = [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")]
    assert [message.partition(" ")[0] for message in messages] == ["Withdrawn", "Restored"]
    assert curator.get(f"{page}history/").status_code == 200


def test_without_a_reason_nothing_is_withdrawn(curator: Client, report: Inspection):
    response = curator.post(
        f"/admin/reports/inspection/{report.pk}/withdraw/", {"kind": "other", "reason": ""}
    )
    assert "This field is required." in response.text
    assert Inspection.objects.get() == report


@pytest.mark.parametrize("action", ["withdraw", "restore"])
def test_who_may_only_look_may_do_neither(client: Client, report: Inspection, action: str):
    user = User.objects.create_user("viewer", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_inspection", "add_correction"]))
    client.force_login(user)
    page = f"/admin/reports/inspection/{report.pk}/"
    assert client.post(f"{page}{action}/", GIVEN).status_code == 403
    assert client.get(f"{page}{action}/").status_code == 403
    assert "Withdraw this report" not in client.get(f"{page}change/").text
    assert Inspection.objects.get() == report
