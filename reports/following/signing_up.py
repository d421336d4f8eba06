"""Signing up: an address asks to follow something, and does so once whoever reads its mail has confirmed it."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Max
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from reports.following.followed import name_for_strangers
from reports.models import ArchiveChange, Follow, Follower

# What is not confirmed is forgotten after so many days.
CONFIRMED_WITHIN = timedelta(days=3)
# How much anybody may ask for within a day: one client, and for one address.
MOST_OF_A_CLIENT, MOST_FOR_AN_ADDRESS = 10, 5
TOO_MANY = "We have had many requests of this kind today. Please try again tomorrow."
FOLLOW, FOLLOWER = "following.follow", "following.follower"


class TooManyError(Exception):
    """The limit of a day is reached."""


@transaction.atomic
def ask(address: str, *, kind: str, value: str, rhythm: str, client: str) -> Follow | None:
    """Keep that somebody asks for something to be sent to an address: what is to be confirmed by a mail, None where no
    mail is due. Raises TooManyError.

    A confirmation is mailed once a day at most, however often it is asked for, and never to an address that has
    complained. Whoever asks learns nothing of whether the address follows anything already.
    """
    forget_unconfirmed()
    recent = Follow.objects.filter(asked_at__gt=timezone.now() - timedelta(days=1))
    if recent.filter(client=client).count() >= MOST_OF_A_CLIENT:
        raise TooManyError
    follower, new = Follower.objects.select_for_update().get_or_create(
        address=address.strip().lower(), defaults={"rhythm": rhythm, "seen_change": last_change()}
    )
    if not new and recent.filter(follower=follower).count() >= MOST_FOR_AN_ADDRESS:
        raise TooManyError
    follow, asked_first = Follow.objects.get_or_create(
        follower=follower, kind=kind, value=value, defaults={"client": client}
    )
    settled = follow.confirmed_at is not None and not follower.off_for
    if settled or follower.off_for == Follower.Off.COMPLAINT:
        return None
    if not asked_first:
        if recent.filter(pk=follow.pk).exists():
            return None
        Follow.objects.filter(pk=follow.pk).update(client=client, asked_at=timezone.now())
    return follow


def last_change() -> int:
    return ArchiveChange.objects.aggregate(last=Max("pk"))["last"] or 0


def send_confirmation(follow: Follow, *, root: str) -> None:
    """Mail the link that confirms. Raises SMTPException or OSError where the mail server does not take it."""
    context = {
        "name": name_for_strangers(follow.kind, follow.value),
        "url": root + reverse("follow-confirm", args=[signing.dumps(follow.pk, salt=FOLLOW)]),
        "days": CONFIRMED_WITHIN.days,
    }
    message(follow.follower.address, "Confirm what you follow", "confirm", context).send()


def message(address: str, subject: str, template: str, context: dict[str, Any]) -> EmailMultiAlternatives:
    """A mail in plain text and HTML from two templates of one name."""
    mail = EmailMultiAlternatives(
        f"Inspection Archive: {subject}", render_to_string(f"following/{template}.txt", context), to=[address]
    )
    mail.attach_alternative(render_to_string(f"following/{template}_mail.html", context), "text/html")
    return mail


def follow_of(token: str) -> Follow | None:
    """What a link of a confirmation is about; None for a link that is no longer good."""
    try:
        key = signing.loads(token, salt=FOLLOW, max_age=CONFIRMED_WITHIN)
    except signing.BadSignature:
        return None
    return Follow.objects.filter(pk=key).select_related("follower").first()


@transaction.atomic
def confirm(follow: Follow) -> None:
    """From now on the address follows it. An address that mail came back from is reached again."""
    Follow.objects.filter(pk=follow.pk, confirmed_at=None).update(confirmed_at=timezone.now(), client="")
    Follower.objects.filter(pk=follow.follower_id).update(off_for="")


def token_of(follower: Follower) -> str:
    """The signed part of the URLs by which an address manages what it follows, and stops."""
    return signing.dumps(follower.pk, salt=FOLLOWER)


def follower_of(token: str) -> Follower | None:
    """Whose URL it is; None where it is nobody's any more. It is good for as long as the address is kept."""
    try:
        key = signing.loads(token, salt=FOLLOWER)
    except signing.BadSignature:
        return None
    return Follower.objects.filter(pk=key).first()


def forget_unconfirmed() -> None:
    """Delete what was not confirmed in time, and addresses that follow nothing."""
    now = timezone.now()
    Follow.objects.filter(confirmed_at=None, asked_at__lt=now - CONFIRMED_WITHIN).delete()
    Follow.objects.filter(asked_at__lt=now - timedelta(days=1)).exclude(client="").update(client="")
    Follower.objects.filter(follows=None).delete()
