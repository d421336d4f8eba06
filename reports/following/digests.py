"""Digests: one mail a day or a week to an address, of everything that is new among what it follows.

A row says that a mail is about to be sent before it is, and that it was sent after. Whatever is killed, no mail is sent
twice; the one that a killed worker was sending is listed as in doubt.
"""

import logging
import smtplib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from reports.following.followed import among, name_of, url_of
from reports.following.signing_up import forget_unconfirmed, last_change, message, token_of
from reports.models import ArchiveChange, Digest, Follow, Follower, Inspection

logger = logging.getLogger(__name__)

# Codes from here on say that it is no use to try again (RFC 5321, 4.2.1); those below, that it may be.
PERMANENT = 500
# Any number will do, as long as everybody who sends digests takes the same lock.
SENDING = 0x5EED_3A11
DAYS = {"daily": 1, "weekly": 7}
MOST_SHOWN = 20  # reports in one mail
NEWS = ("new", "restored")
Tell = Callable[[str], None]


@dataclass(slots=True)
class Sent:
    """What one round did."""

    sent: int = 0
    nothing_new: int = 0
    refused: int = 0
    in_doubt: int = 0

    @property
    def sentence(self) -> str:
        return (
            f"{self.sent} mails were sent, {self.nothing_new} addresses had nothing new, "
            f"{self.refused} were refused, {self.in_doubt} from before are in doubt."
        )


class AnotherRoundError(Exception):
    """Somebody else is sending digests."""


class News:
    """What is new since a change, and who of the follows it is for. Each follow is looked up once a round."""

    def __init__(self, since: int, until: int) -> None:
        changes = ArchiveChange.objects.filter(pk__gt=since, pk__lte=until)
        self.until = until
        self.new: dict[int, int] = {
            key: change
            for change, key in changes.filter(reason__in=NEWS).order_by("pk").values_list("pk", "inspection")
        }
        self.moved: dict[int, int] = {
            key: change for change, key in changes.of_grades().order_by("pk").values_list("pk", "inspection")
        }
        keys = {*self.new, *self.moved}
        self.reports: Mapping[int, Inspection] = (
            Inspection.objects.filter(pk__in=keys).for_reading().in_bulk()
        )
        self.kept: dict[tuple[str, str], set[int]] = {}

    def among(self, follow: Follow) -> set[int]:
        """The keys of the reports of this round that are among what somebody follows."""
        asked = (follow.kind, follow.value)
        if asked not in self.kept:
            self.kept[asked] = among(*asked, self.reports) if self.reports else set()
        return self.kept[asked]

    def items(self, follows: list[Follow], *, after: int) -> list[tuple[Inspection, str, list[str]]]:
        """Each report once, the newest first: with what happened and the names of what it is among."""
        names: dict[int, list[str]] = {}
        for follow in follows:
            for key in self.among(follow):
                names.setdefault(key, []).append(name_of(follow.kind, follow.value))
        found = []
        for key, followed in names.items():
            what = (
                "new" if self.new.get(key, 0) > after else "grade" if self.moved.get(key, 0) > after else ""
            )
            if what:
                found.append((self.reports[key], what, followed))
        return sorted(found, key=lambda item: (item[0].published or date.min, item[0].slug), reverse=True)


def send_digests(*, root: str, today: date | None = None, tell: Tell = lambda step: None) -> Sent:
    """Send what is due. Raises AnotherRoundError; OSError or SMTPException where the mail server does not answer."""
    today = today or timezone.localdate()
    with alone():
        done = Sent(
            in_doubt=Digest.objects.filter(state=Digest.State.SENDING).update(state=Digest.State.DOUBT)
        )
        forget_unconfirmed()
        due = [one for one in Follower.objects.reached().order_by("pk") if is_due(one, today)]
        if not due:
            return done
        news = News(min(one.seen_change for one in due), last_change())
        server = get_connection()
        server.open()
        try:
            for number, follower in enumerate(due, start=1):
                tell(f"Sending digests: {number} of {len(due)}")
                send_one(follower, news, server, root=root, today=today, done=done)
        finally:
            server.close()
    return done


def is_due(follower: Follower, today: date) -> bool:
    return follower.last_digest is None or follower.last_digest <= today - timedelta(
        days=DAYS[follower.rhythm]
    )


def send_one(
    follower: Follower, news: News, server: BaseEmailBackend, *, root: str, today: date, done: Sent
) -> None:
    """One address's mail, if there is anything new for it."""
    follows = list(follower.follows.exclude(confirmed_at=None).order_by("pk"))
    items = news.items(follows, after=follower.seen_change)
    digest = begin(follower, today, until=news.until, write=bool(items))
    if digest is None:
        done.nothing_new += not items
        return
    try:
        mail = mail_of(follower, items, follows, root=root)
        mail.connection = server
        mail.send()
    except smtplib.SMTPRecipientsRefused as error:
        done.refused += 1
        if any(code < PERMANENT for code, _text in error.recipients.values()):
            put_back(digest, follower)
        else:
            end(digest, Digest.State.REFUSED)
            Follower.objects.filter(pk=follower.pk).update(off_for=Follower.Off.BOUNCE)
    except smtplib.SMTPResponseException as error:
        logger.warning("A digest was refused: %s", error.smtp_code)
        done.refused += 1
        if error.smtp_code < PERMANENT:
            put_back(digest, follower)
        else:
            end(digest, Digest.State.REFUSED)
    else:
        end(digest, Digest.State.SENT)
        done.sent += 1


@transaction.atomic
def begin(follower: Follower, today: date, *, until: int, write: bool) -> Digest | None:
    """Keep that an address's news are told, before they are; None where they were, or where there are none."""
    present = Follower.objects.select_for_update().filter(pk=follower.pk, off_for="").first()
    if present is None or not is_due(present, today):
        return None
    Follower.objects.filter(pk=follower.pk).update(seen_change=until, last_digest=today)
    if not write:
        return None
    digest, new = Digest.objects.get_or_create(follower=follower, day=today)
    return digest if new else None


@transaction.atomic
def put_back(digest: Digest, follower: Follower) -> None:
    """The server has refused a mail for now and taken nothing of it: its news come with the next round."""
    digest.delete()
    Follower.objects.filter(pk=follower.pk).update(
        seen_change=follower.seen_change, last_digest=follower.last_digest
    )


def end(digest: Digest, state: Digest.State) -> None:
    Digest.objects.filter(pk=digest.pk).update(state=state)


def mail_of(
    follower: Follower, items: list[tuple[Inspection, str, list[str]]], follows: list[Follow], *, root: str
) -> EmailMultiAlternatives:
    """The mail, with the headers by which a mail program offers to stop it (RFC 8058)."""
    token = token_of(follower)
    stop = root + reverse("follow-stop", args=[token])
    context = {
        "items": [
            {
                "name": report.name,
                "start": report.start,
                "title": report.title,
                "published": report.published,
                "url": root + report.get_absolute_url(),
                "is_new": what == "new",
                "followed": ", ".join(dict.fromkeys(names)),
            }
            for report, what, names in items[:MOST_SHOWN]
        ],
        "more": max(0, len(items) - MOST_SHOWN),
        "changes": root + reverse("changes"),
        "follows": [
            {"name": name_of(one.kind, one.value), "url": root + url_of(one.kind, one.value)}
            for one in follows
        ],
        "manage": root + reverse("follow-manage", args=[token]),
        "stop": stop,
    }
    count = len(items)
    subject = f"{count} report{'' if count == 1 else 's'} among what you follow"
    mail = message(follower.address, subject, "digest", context)
    mail.extra_headers = {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return mail


@contextmanager
def alone() -> Iterator[None]:
    """One round at a time: the lock is the connection's own, so that it ends with its holder, however that ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [SENDING])
        [held] = cursor.fetchone()
    if not held:
        raise AnotherRoundError
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [SENDING])
