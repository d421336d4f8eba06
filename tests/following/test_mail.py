"""Mail without accounts: confirmed by a link, one mail however much is followed, stopped in one click, never twice."""

import re
import smtplib
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from reports.following import digests
from reports.following.digests import Sent, send_digests
from reports.following.returned_mail import take_back
from reports.jobs import tasks
from reports.models import Authority, Digest, Follow, Follower, Judgement
from tests.builders import make_authority, make_inspection
from tests.views.test_changes import commit

pytestmark = pytest.mark.django_db
ROOT = "https://archive.example"
MONDAY = date(2026, 11, 2)
Mails = list[EmailMultiAlternatives]


@pytest.fixture(autouse=True)
def mail_server(settings: LazySettings) -> None:
    settings.EMAIL_SERVER = {"host": "mail.example"}
    settings.DEFAULT_FROM_EMAIL = "archive@archive.example"


@pytest.fixture
def ashmere() -> Authority:
    return make_authority(name="Ashmere")


def link_in(mail: EmailMultiAlternatives) -> str:
    [url] = re.findall(r"http\S+/follow/confirm/\S+", str(mail.body))
    return urlsplit(url).path


def follows(address: str, kind: str = "authority", value: str = "ashmere", **fields: Any) -> Follower:
    """Somebody who has confirmed already."""
    follower, _new = Follower.objects.get_or_create(address=address, defaults=fields)
    Follow.objects.create(follower=follower, kind=kind, value=value, confirmed_at=timezone.now())
    return follower


def news(ashmere: Authority, count: int = 1) -> None:
    for year in range(count):
        make_inspection(authority=ashmere, start=date(2010 + year, 3, 1), published=date(2010 + year, 5, 1))
    commit()


def send(day: date = MONDAY) -> Sent:
    return send_digests(root=ROOT, today=day)


def test_what_is_followed_is_confirmed_by_a_link_then_sent_and_stopped(
    client: Client, mailoutbox: Mails, ashmere: Authority
):
    page = client.get("/authorities/ashmere/").text
    assert 'href="/follow/?authority=ashmere"' in page
    asked = client.post(
        "/follow/?authority=ashmere", {"address": "Reader@Council.example", "rhythm": "weekly"}
    )
    assert "We have sent a mail to that address." in asked.text
    [confirmation] = mailoutbox
    assert confirmation.to == ["reader@council.example"]
    assert len(confirmation.alternatives) == 1
    news(ashmere)
    assert send().sent == 0, "nothing is sent before it is confirmed"
    confirm = link_in(confirmation)
    assert "Ashmere" in client.get(confirm).text
    assert not Follow.objects.exclude(confirmed_at=None).exists(), "looking at the link confirms nothing"
    managed = client.post(confirm, follow=True)
    assert "reader@council.example" in managed.text

    assert send().sent == 1
    digest = mailoutbox[-1]
    assert "Ashmere, 1 March 2010" in str(digest.body)
    assert f"{ROOT}/inspections/ashmere-2010-03-01/" in str(digest.body)
    assert digest.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = urlsplit(digest.extra_headers["List-Unsubscribe"].strip("<>")).path
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(stop).status_code == 200
    assert Follower.objects.exists(), "looking at the link stops nothing"
    assert strict.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Follower.objects.exists()
    assert not Follow.objects.exists()
    assert client.get(stop).status_code == 404


def test_one_mail_however_much_is_followed_and_each_report_once(mailoutbox: Mails, ashmere: Authority):
    for kind, value in (("authority", "ashmere"), ("list", "overall=good"), ("search", "q=ferry")):
        follows("reader@council.example", kind, value)
    make_inspection(authority=ashmere, judgements={"overall": "good"}, paragraphs=["The ferry is late."])
    make_inspection(authority=make_authority(name="Calderwick"), judgements={"overall": "inadequate"})
    commit()
    assert send().sent == 1
    [mail] = mailoutbox
    assert mail.subject == "Inspection Archive: 1 report among what you follow"
    assert str(mail.body).count("/inspections/ashmere-") == 1
    assert "Because you follow: Ashmere, inspections (overall: good), the search for “ferry”" in str(
        mail.body
    )
    assert "Calderwick" not in str(mail.body)


def test_what_is_sent_is_not_sent_again_and_the_next_comes_after_its_time(
    mailoutbox: Mails, ashmere: Authority
):
    follows("weekly@council.example")
    follows("daily@council.example", rhythm="daily")
    news(ashmere)
    assert send().sent == 2
    assert send().sent == 0
    make_inspection(authority=ashmere, start=date(2019, 3, 1))
    commit()
    assert send(MONDAY + timedelta(days=1)).sent == 1
    assert mailoutbox[-1].to == ["daily@council.example"]
    assert "ashmere-2010" not in str(mailoutbox[-1].body)
    assert send(MONDAY + timedelta(days=7)).sent == 1
    assert mailoutbox[-1].to == ["weekly@council.example"]
    assert "ashmere-2019" in str(mailoutbox[-1].body)


def test_a_report_that_is_read_again_is_no_news_and_a_changed_grade_is(mailoutbox: Mails, ashmere: Authority):
    report = make_inspection(authority=ashmere, judgements={"overall": "good"}, paragraphs=["One."])
    commit()
    follows("reader@council.example", rhythm="daily", seen_change=digests.last_change())
    report.paragraphs.update(text="Two.")
    report.save()
    commit()
    assert send().nothing_new == 1
    Judgement.objects.filter(inspection=report).update(grade="inadequate")
    commit()
    assert send(MONDAY + timedelta(days=1)).sent == 1
    assert "(a grade changed)" in str(mailoutbox[-1].body)


class KilledError(BaseException):
    """Stands for SIGKILL: nothing of ours catches it."""


def test_none_is_sent_twice_whatever_is_killed(
    mailoutbox: Mails, ashmere: Authority, monkeypatch: pytest.MonkeyPatch
):
    """Killed at every few mails, before and after the mail server has taken one."""
    for number in range(30):
        follows(f"reader-{number}@council.example")
    news(ashmere, 10)
    real = EmailBackend.send_messages
    sends = Counter[str]()

    def killing(self: EmailBackend, messages: Any) -> int:
        sends["mail"] += 1
        if sends["mail"] % 7 == 3:
            raise KilledError
        sent = real(self, messages)
        if sends["mail"] % 7 == 6:
            raise KilledError
        return int(sent or 0)

    monkeypatch.setattr(EmailBackend, "send_messages", killing)
    kills = 0
    for _ in range(40):
        try:
            send()
            break
        except KilledError:
            kills += 1
    assert kills >= 6
    assert max(Counter(mail.to[0] for mail in mailoutbox).values()) == 1
    assert Digest.objects.filter(state="doubt").count() == kills, "one for each kill, and no more"
    assert Digest.objects.filter(state="sent").count() == 30 - kills
    reached = {mail.to[0] for mail in mailoutbox}
    missed = {one.follower.address for one in Digest.objects.filter(state="doubt")} - reached
    assert len(reached) + len(missed) == 30, "whoever got none is listed as in doubt"
    assert all("ashmere-2019" in str(mail.body) for mail in mailoutbox)


def test_a_refused_address_is_switched_off_and_a_busy_server_is_not_its_fault(
    mailoutbox: Mails, ashmere: Authority, monkeypatch: pytest.MonkeyPatch
):
    follows("gone@council.example")
    follows("full@council.example")
    news(ashmere)

    def refuse(self: EmailBackend, messages: list[EmailMultiAlternatives]) -> int:
        [address] = messages[0].to
        code = 550 if address.startswith("gone") else 452
        raise smtplib.SMTPRecipientsRefused({address: (code, b"no")})

    sends = EmailBackend.send_messages
    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    assert send().refused == 2
    assert dict(Follower.objects.values_list("address", "off_for")) == {
        "gone@council.example": "bounce",
        "full@council.example": "",
    }
    monkeypatch.setattr(EmailBackend, "send_messages", sends)
    assert send().sent == 1, "what was refused for now is sent by the next round"
    assert mailoutbox[-1].to == ["full@council.example"]


BOUNCE = """From: mailer-daemon@mail.example
Content-Type: multipart/report; report-type={kind}; boundary="b"
MIME-Version: 1.0

--b
Content-Type: text/plain

Something happened.
--b
Content-Type: {type}

{fields}
--b--
"""
DELIVERY = "Reporting-MTA: dns; mail.example\n\nFinal-Recipient: rfc822; reader@council.example\nAction: {}\nStatus: {}"


@pytest.mark.parametrize(
    ("kind", "type_", "fields", "off"),
    [
        ("delivery-status", "message/delivery-status", DELIVERY.format("failed", "5.1.1"), "bounce"),
        ("delivery-status", "message/delivery-status", DELIVERY.format("delayed", "4.4.7"), ""),
        (
            "feedback-report",
            "message/feedback-report",
            "Feedback-Type: abuse\nVersion: 1\nOriginal-Rcpt-To: <reader@council.example>",
            "complaint",
        ),
    ],
)
def test_mail_that_comes_back_switches_an_address_off(kind: str, type_: str, fields: str, off: str):
    follows("reader@council.example")
    take_back(BOUNCE.format(kind=kind, type=type_, fields=fields).encode())
    assert Follower.objects.get().off_for == off
    assert take_back(b"Subject: hello\n\nreader@council.example") == []


def test_sign_ups_are_limited_by_client_and_by_address(client: Client, mailoutbox: Mails, ashmere: Authority):
    def post(address: str, of: str = "authority=ashmere", ip: str = "192.0.2.1") -> int:
        return client.post(
            f"/follow/?{of}", {"address": address, "rhythm": "daily"}, REMOTE_ADDR=ip
        ).status_code

    for year in range(5):
        assert post("reader@council.example", f"list=from={2010 + year}", ip=f"192.0.2.{year + 9}") == 200
    assert post("reader@council.example", ip="192.0.2.99") == 429
    for number in range(10):
        assert post(f"reader-{number}@council.example") == 200
    assert post("reader-11@council.example") == 429
    assert len(mailoutbox) == 15
    assert Follow.objects.filter(client__contains="192.").count() == 0
    client.post("/follow/?authority=ashmere", {"address": "b@c.example", "rhythm": "daily", "website": "x"})
    assert len(mailoutbox) == 15, "a program that fills in everything is sent nothing"


def test_what_is_not_confirmed_is_forgotten_after_three_days(
    client: Client, mailoutbox: Mails, ashmere: Authority
):
    client.post("/follow/?authority=ashmere", {"address": "reader@council.example", "rhythm": "daily"})
    Follow.objects.update(asked_at=timezone.now() - timedelta(days=4))
    send()
    assert not Follower.objects.exists()
    assert client.get(link_in(mailoutbox[0])).status_code == 404


def test_the_page_of_an_address_takes_follows_off_and_deletes_it(client: Client, ashmere: Authority):
    follower = follows("reader@council.example")
    follows("reader@council.example", "search", "q=ferry")
    page = f"/follow/manage/{digests.token_of(follower)}/"
    assert "The search for “ferry”" in client.get(page).text
    client.post(page, {"rhythm": "daily"})
    assert Follower.objects.get().rhythm == "daily"
    client.post(page, {"remove": str(Follow.objects.get(kind="search").pk)})
    assert Follow.objects.get().kind == "authority"
    client.post(page, {"delete": "1"})
    assert not Follower.objects.exists()
    assert client.get("/follow/manage/forged/").status_code == 404


def test_an_operator_deletes_an_address(capsys: pytest.CaptureFixture[str], ashmere: Authority):
    follows("reader@council.example")
    call_command("forget_address", "Reader@council.example")
    assert not Follower.objects.exists()
    with pytest.raises(CommandError, match="Nobody follows anything"):
        call_command("forget_address", "reader@council.example")


@pytest.mark.parametrize(
    "query", ["", "?authority=nowhere", "?list=overall=splendid", "?search=", "?search=q="]
)
def test_what_cannot_be_followed_is_said(client: Client, query: str):
    answer = client.get(f"/follow/{query}")
    assert answer.status_code == 400
    assert "There is no such thing to follow." in answer.text


def test_without_a_mail_server_nothing_offers_mail(
    client: Client, settings: LazySettings, ashmere: Authority
):
    settings.EMAIL_SERVER = {}
    make_inspection(authority=ashmere)
    for page in ("/authorities/ashmere/", "/inspections/", "/search/?q=plan"):
        assert "/follow/" not in client.get(page).text
    assert client.get("/follow/?authority=ashmere").status_code == 404
    with pytest.raises(tasks.ValidationError, match="No mail is sent"):
        tasks.send_mail(lambda step: None)


def test_the_job_says_what_was_sent(settings: LazySettings, mailoutbox: Mails, ashmere: Authority):
    settings.SITE_URL = ROOT
    follows("reader@council.example")
    news(ashmere)
    assert tasks.send_mail(lambda step: None)["said"].startswith("1 mails were sent")


def test_a_round_asks_the_database_as_often_for_a_thing_that_many_follow(ashmere: Authority):
    def cost(readers: int) -> int:
        Follower.objects.all().delete()
        for number in range(readers):
            follows(f"reader-{number}@council.example", "search", "q=ferry")
        asked = 0

        def count(execute: Callable[..., Any], *given: Any) -> Any:
            nonlocal asked
            asked += "to_tsquery" in str(given[0]) or "@@" in str(given[0])
            return execute(*given)

        with connection.execute_wrapper(count):
            send()
        return asked

    make_inspection(authority=ashmere, paragraphs=["The ferry is late."])
    commit()
    first = cost(1)
    assert 0 < cost(6) <= first


def test_a_confirmation_is_mailed_once_a_day_however_often_it_is_asked_for(
    client: Client, mailoutbox: Mails, ashmere: Authority
):
    given = {"address": "reader@council.example", "rhythm": "weekly"}
    for _ in range(3):
        assert "We have sent a mail to that address." in client.post("/follow/?authority=ashmere", given).text
    assert len(mailoutbox) == 1
    Follow.objects.update(asked_at=timezone.now() - timedelta(days=1, minutes=1))
    client.post("/follow/?authority=ashmere", given)
    assert len(mailoutbox) == 2


def test_an_address_that_complained_gets_no_mail_whoever_asks(
    client: Client, mailoutbox: Mails, ashmere: Authority
):
    follows("reader@council.example", off_for="complaint")
    given = {"address": "reader@council.example", "rhythm": "weekly"}
    assert "We have sent a mail to that address." in client.post("/follow/?authority=ashmere", given).text
    assert mailoutbox == []


def test_a_confirmation_carries_no_words_of_whoever_asked(
    client: Client, mailoutbox: Mails, ashmere: Authority
):
    given = {"address": "reader@council.example", "rhythm": "weekly"}
    client.post("/follow/?search=q%3Dyou%2Bhave%2Bwon%2Bexample.org", given)
    [mail] = mailoutbox
    assert "a search" in str(mail.body)
    assert "won" not in str(mail.body) + str(mail.alternatives[0][0])


@pytest.mark.parametrize(
    "query", ["authority=%00", "list=%00", f"search=q%3D{'%25C3%25A9' * 120}", "search=q%3D" + "a" * 600]
)
def test_what_cannot_be_kept_is_refused_and_nothing_cut(client: Client, query: str):
    response = client.post(f"/follow/?{query}", {"address": "reader@council.example", "rhythm": "weekly"})
    assert response.status_code == 400
    assert "There is no such thing to follow." in response.text
    assert not Follow.objects.exists()
