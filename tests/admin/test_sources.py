"""Source files in the admin: found by state and warning, warnings beside their pages, never changed by hand."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from reports.archive.source_files import path_of
from reports.models import Source
from tests.builders import make_authority, make_inspection, make_source

pytestmark = pytest.mark.django_db
ODD_HEADING = {"code": "odd-heading", "message": "The heading “Coda” is not known.", "page": 7}
ODD_DATE = {"code": "odd-date", "message": "The date could not be read.", "page": None}


def listed(client: Client, query: str = "") -> str:
    response = client.get(f"/admin/reports/source/{query}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def viewer(client: Client) -> Client:
    """Somebody on the staff who may look at files and do nothing else."""
    user = User.objects.create_user("viewer", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_source"))
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/reports/source/",
        "/admin/reports/source/1/change/",
        "/admin/reports/source/upload/",
        "/admin/reports/source/upload/00000000000000000000000000000000/",
        "/admin/reports/inspection/1/change/",
        "/admin/reports/inspection/1/correct/start/",
        "/admin/reports/correction/1/withdraw/",
    ],
)
def test_a_stranger_is_asked_to_log_in(client: Client, address: str) -> None:
    for response in (client.get(address), client.post(address)):
        assert response.status_code == 302
        assert response["Location"].startswith("/admin/login/")


def test_files_are_listed_by_state(admin_client: Client) -> None:
    for state in Source.State.values:
        make_source(name=f"{state}.pdf", state=state)
    text = listed(admin_client, "?state__exact=failed")
    assert "samples/failed.pdf" in text
    assert "samples/clean.pdf" not in text


def test_files_are_listed_by_the_kind_of_their_warnings(admin_client: Client) -> None:
    make_source(name="one.pdf", state="warnings", warnings=[ODD_HEADING])
    make_source(name="two.pdf", state="warnings", warnings=[ODD_DATE])
    text = listed(admin_client, "?warning=odd-heading")
    assert "samples/one.pdf" in text
    assert "samples/two.pdf" not in text


def test_a_name_that_was_not_resolved_stands_in_the_list_as_printed(admin_client: Client) -> None:
    inspection = make_inspection(authority_printed="Nowhere Borough Council", source=make_source())
    inspection.authority = None
    inspection.save()
    assert "not resolved: “Nowhere Borough Council”" in listed(admin_client)


def test_a_warning_stands_beside_what_was_read_on_its_page(admin_client: Client) -> None:
    source = make_source(state="warnings", warnings=[ODD_DATE, ODD_HEADING])
    inspection = make_inspection(
        source=source,
        recommendations=[{"text": "Ask the children.", "page": 7}],
        paragraphs=[
            {"text": "On the page before.", "page": 6},
            {"text": "On the very page.", "page": 7},
        ],
    )
    place = path_of(source.sha256, source.media_type)
    place.parent.mkdir(parents=True)
    place.write_bytes(b"%PDF-1.4")
    text = admin_client.get(f"/admin/reports/source/{source.pk}/change/").content.decode()
    assert text.index("The report as a whole") < text.index("The date could not be read.")
    assert (
        text.index("Page 7")
        < text.index("The heading “Coda” is not known.")
        < text.index("On the very page.")
    )
    assert "Ask the children." in text
    assert "On the page before." not in text
    assert f'href="/sources/{source.sha256}.pdf#page=7"' in text
    assert f'href="{inspection.get_absolute_url()}#para-2"' in text


def test_text_of_a_report_cannot_run_in_the_admin(admin_client: Client) -> None:
    source = make_source(name="<b>x.pdf", warnings=[{**ODD_HEADING, "message": "<script>alert(1)</script>"}])
    make_inspection(source=source, paragraphs=[{"text": "<img src=x onerror=y>", "page": 7}])
    text = admin_client.get(f"/admin/reports/source/{source.pk}/change/").content.decode()
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "&lt;img src=x" in text


def test_an_unresolved_authority_can_be_set_from_its_file(admin_client: Client) -> None:
    inspection = make_inspection(source=make_source(state="unknown-authority"))
    inspection.authority = None
    inspection.save()
    text = admin_client.get(f"/admin/reports/source/{inspection.source_id}/change/").content.decode()
    assert f'href="/admin/reports/inspection/{inspection.pk}/correct/authority/"' in text


def test_one_who_may_look_may_not_hand_in_or_correct(viewer: Client) -> None:
    inspection = make_inspection(authority=make_authority())
    assert listed(viewer)
    assert "Upload a report" not in listed(viewer)
    assert viewer.get(f"/admin/reports/source/{inspection.source_id}/change/").status_code == 200
    assert viewer.get("/admin/reports/source/upload/").status_code == 403
    assert viewer.get(f"/admin/reports/inspection/{inspection.pk}/correct/start/").status_code == 403


@pytest.mark.parametrize("model", ["source", "inspection", "correction", "authority"])
def test_rows_are_not_added_or_deleted_by_hand(admin_client: Client, model: str) -> None:
    assert admin_client.get(f"/admin/reports/{model}/").status_code == 200
    assert admin_client.get(f"/admin/reports/{model}/add/").status_code == 403
    if model == "source":
        assert admin_client.post(f"/admin/reports/source/{make_source().pk}/delete/").status_code == 403
