"""The settings of mail and of timetables: what is wrong is one sentence at start-up."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from inspections import settings


@pytest.fixture
def sender(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_FROM", "archive@archive.example")


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp+tls://mail.example", 587, True, False),
        ("smtp+ssl://mail.example", 465, False, True),
        ("smtp+tls://mail.example:2525", 2525, True, False),
    ],
)
def test_a_mail_server_is_read_from_its_url(sender: None, url: str, port: int, tls: bool, ssl: bool) -> None:
    found = settings.mail_server(url)
    assert (found["host"], found["port"], found["tls"], found["ssl"]) == ("mail.example", port, tls, ssl)


def test_a_password_in_the_url_of_a_mail_server_may_hold_any_sign(sender: None) -> None:
    found = settings.mail_server("smtp+tls://archive:p%40ss%2Fword@mail.example")
    assert (found["user"], found["password"]) == ("archive", "p@ss/word")


@pytest.mark.parametrize("url", ["mail.example", "http://user:secret@mail.example", "smtp://"])
def test_what_is_no_mail_server_is_said_without_its_password(sender: None, url: str) -> None:
    with pytest.raises(ImproperlyConfigured) as raised:
        settings.mail_server(url)
    assert "EMAIL_URL is not the URL of a mail server" in str(raised.value)
    assert "secret" not in str(raised.value)


def test_without_a_sender_no_mail_server_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EMAIL_FROM", raising=False)
    assert settings.mail_server("") == {}
    with pytest.raises(ImproperlyConfigured, match="EMAIL_FROM is not"):
        settings.mail_server("smtp://mail.example")


def test_a_timetable_is_five_fields_of_cron_or_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HARVEST_CRON", " 17 5 * * * ")
    assert settings.timetable("HARVEST_CRON") == "17 5 * * *"
    monkeypatch.setenv("HARVEST_CRON", "")
    assert settings.timetable("HARVEST_CRON") == ""
    monkeypatch.setenv("HARVEST_CRON", "daily at five")
    with pytest.raises(ImproperlyConfigured, match="“daily at five”: it has to be five fields of cron"):
        settings.timetable("HARVEST_CRON")
