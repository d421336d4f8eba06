"""Logging in: limited by account and by client, with a second factor for whoever wants one."""

import logging

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group, User
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from reports.archive.roles import CURATORS

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
PASSWORD = "a long enough password"  # noqa: S105 - of users that live as long as a test


@pytest.fixture
def curator() -> User:
    user = User.objects.create_user("curator", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get(name=CURATORS))
    return user


@pytest.fixture(autouse=True)
def no_pauses(settings: LazySettings) -> None:
    """Each wrong code makes the next one wait, longer each time."""
    settings.OTP_TOTP_THROTTLE_FACTOR = settings.OTP_STATIC_THROTTLE_FACTOR = 0


def log_in(
    client: Client,
    *,
    password: str = PASSWORD,
    name: str = "curator",
    code: str = "",
    address: str = "10.0.0.1",
):
    given = {"username": name, "password": password, "code": code, "next": "/admin/"}
    return client.post(LOGIN, given, REMOTE_ADDR=address)


def test_an_account_is_locked_after_so_many_failures_from_wherever(
    client: Client, curator: User, settings: LazySettings, caplog: pytest.LogCaptureFixture
):
    settings.AXES_FAILURE_LIMIT = 3
    with caplog.at_level(logging.WARNING):
        answers = [log_in(client, password="wrong", address=f"10.0.0.{n}") for n in range(3)]
    assert answers[-1].status_code == 429
    assert "Try again in 15 minutes" in answers[-1].text
    assert log_in(client, address="10.0.0.9").status_code == 429
    assert "10.0.0.1" in caplog.text


def test_a_client_is_locked_whatever_names_it_tries(client: Client, curator: User, settings: LazySettings):
    settings.AXES_FAILURE_LIMIT = 3
    for name in ("one", "two", "three"):
        log_in(client, name=name, password="wrong")
    assert log_in(client).status_code == 429
    assert log_in(client, address="10.0.0.2").status_code == 302


def set_up(client: Client) -> tuple[TOTPDevice, list[str]]:
    page = client.get("/admin/two-factor/").text
    device = TOTPDevice.objects.get()
    assert "data:image/svg+xml" in page
    answer = client.post("/admin/two-factor/", {"code": f"{totp(device.bin_key):06d}"})
    codes = list(StaticToken.objects.values_list("token", flat=True))
    assert len(codes) == 10
    assert all(code in answer.text for code in codes)
    assert not any(code in client.get("/admin/two-factor/").text for code in codes)
    return device, codes


def test_a_second_factor_is_asked_for_once_it_is_set_up(client: Client, curator: User):
    assert log_in(client).status_code == 302
    _, codes = set_up(client)
    client.logout()
    refused = log_in(client)
    assert refused.status_code == 200
    assert "second factor" in refused.text
    assert log_in(client, code="000000").status_code == 200
    assert log_in(client, code=codes[0]).status_code == 302
    client.logout()
    assert log_in(client, code=codes[0]).status_code == 200  # each works once


def test_wrong_codes_are_counted_like_wrong_passwords(client: Client, curator: User, settings: LazySettings):
    settings.AXES_FAILURE_LIMIT = 3
    log_in(client)
    _, codes = set_up(client)
    client.logout()
    for _ in range(3):
        answer = log_in(client, code="000000")
    assert answer.status_code == 429 or log_in(client, code=codes[0]).status_code == 429


def test_a_second_factor_is_taken_away_with_a_code_alone(client: Client, curator: User):
    log_in(client)
    _, codes = set_up(client)
    client.post("/admin/two-factor/", {"remove": "1", "code": "wrong"})
    assert TOTPDevice.objects.exists()
    client.post("/admin/two-factor/", {"remove": "1", "code": codes[0]})
    assert not TOTPDevice.objects.exists()
    client.logout()
    assert log_in(client).status_code == 302


def test_the_page_of_the_second_factor_is_for_accounts_alone(client: Client):
    assert client.get("/admin/two-factor/").status_code == 302
    page = client.get(LOGIN).text
    assert "Second factor" not in page
    assert 'autocomplete="one-time-code"' in page
