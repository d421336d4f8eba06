"""A reader without an account says that a status is wrong; a curator sees it, and nothing is kept of the reader."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from reports.archive import status_challenges as challenges
from reports.models import StatusChallenge
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db
MESSAGE = "Paragraph 12 says that the plans are late again."


@pytest.fixture
def form(db: None) -> str:
    """The URL of the form about the first recommendation of two inspections."""
    place = make_authority(name="Ashmere")
    one = make_inspection(
        authority=place, start=date(2012, 5, 1), recommendations=["Finish each plan in time."]
    )
    other = make_inspection(authority=place, start=date(2016, 5, 1))
    return f"/compare/{one.slug}/{other.slug}/recommendations/1/wrong/?status=mixed"


def test_a_reader_sees_the_recommendation_and_sends_what_is_wrong(form: str):
    client = Client(enforce_csrf_checks=True)
    page = client.get(form)
    assert "Finish each plan in time." in page.text
    assert "mixed" in page.text
    token = client.cookies["csrftoken"].value
    given = {"message": MESSAGE, "proposed": "criticised again", "csrfmiddlewaretoken": token}
    assert "A curator will read it." in client.post(form, given).text
    kept = StatusChallenge.objects.get()
    assert (kept.position, kept.shown, kept.proposed, kept.message) == (
        1,
        "mixed",
        "criticised again",
        MESSAGE,
    )
    assert kept.earlier.start == date(2012, 5, 1)


def test_a_form_of_another_site_is_refused(form: str):
    assert Client(enforce_csrf_checks=True).post(form, {"message": MESSAGE}).status_code == 403
    assert not StatusChallenge.objects.exists()


@pytest.mark.parametrize(
    "given", [{}, {"message": "short"}, {"message": "x" * 1001}, {"message": MESSAGE, "proposed": "splendid"}]
)
def test_what_says_nothing_or_too_much_is_not_kept(client: Client, form: str, given: dict[str, str]):
    response = client.post(form, given)
    assert response.status_code == 200
    assert "errorlist" in response.text
    assert not StatusChallenge.objects.exists()


def test_a_program_that_fills_in_every_field_is_thanked_and_ignored(client: Client, form: str):
    assert (
        "A curator will read it."
        in client.post(form, {"message": MESSAGE, "website": "http://x.example"}).text
    )
    assert not StatusChallenge.objects.exists()


def test_one_client_may_send_only_so_many_a_day(client: Client, form: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(challenges, "PER_CLIENT", 1)
    client.post(form, {"message": MESSAGE})
    refused = client.post(form, {"message": MESSAGE})
    assert refused.status_code == 429
    assert "try again tomorrow" in refused.text
    assert MESSAGE in refused.text
    assert client.post(form, {"message": MESSAGE}, REMOTE_ADDR="192.0.2.9").status_code == 200
    assert StatusChallenge.objects.count() == 2


def test_no_address_is_kept_and_the_digest_goes_the_day_after(client: Client, form: str):
    client.post(form, {"message": MESSAGE})
    kept = StatusChallenge.objects.get()
    assert "127.0.0.1" not in str(vars(kept))
    assert len(kept.client) == 32
    StatusChallenge.objects.update(made_at=timezone.now() - timedelta(days=2))
    challenges.forget_clients()
    kept.refresh_from_db()
    assert kept.client == ""


def test_a_recommendation_that_is_not_there_is_not_found(client: Client, form: str):
    assert client.get(form.replace("/1/", "/9/")).status_code == 404


def test_a_curator_sees_it_and_marks_it_as_answered_and_a_viewer_may_not(client: Client, form: str):
    client.post(form, {"message": MESSAGE})
    kept = StatusChallenge.objects.get()
    for codenames, answered in (
        (["view_statuschallenge"], False),
        (["view_statuschallenge", "add_outcome"], True),
    ):
        user = User.objects.create_user("-".join(codenames), is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        client.force_login(user)
        assert MESSAGE in client.get("/admin/reports/statuschallenge/").text
        client.post(
            "/admin/reports/statuschallenge/", {"action": "mark_answered", "_selected_action": [kept.pk]}
        )
        kept.refresh_from_db()
        assert (kept.answered_at is not None, kept.answered_by == user) == (answered, answered)
