"""How often readers may say that a status is wrong, without anything being kept of who they are."""

import hashlib
import hmac

from django.conf import settings
from django.utils import timezone

from reports.models import StatusChallenge

# One client, and all together, in one day. A council's office sits behind one address.
PER_CLIENT = 20
PER_DAY = 500


def client_digest(address: str) -> str:
    """A client's address as a digest that is good for one day and cannot be turned back without the secret."""
    key = f"{settings.SECRET_KEY} {timezone.localdate()}".encode()
    return hmac.new(key, address.encode(), hashlib.sha256).hexdigest()[:32]


def may_challenge(digest: str) -> bool:
    """Whether this client, and readers altogether, are below the limit of a day."""
    today = StatusChallenge.objects.filter(made_at__date=timezone.localdate())
    return today.count() < PER_DAY and today.filter(client=digest).count() < PER_CLIENT


def forget_clients() -> None:
    """Empty the digests of earlier days."""
    StatusChallenge.objects.filter(made_at__date__lt=timezone.localdate()).exclude(client="").update(
        client=""
    )
