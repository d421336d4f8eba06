"""Who may try to log in, and how often: every failure is counted in the database, by account and by client.

The counting is django-axes'. Whoever is locked out is told for how long; each failure is logged with the client.
"""

from http import HTTPStatus
from typing import Any

from axes.backends import AxesStandaloneBackend
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


class LimitedLogin(AxesStandaloneBackend):  # type: ignore[misc]  # axes has no types
    """Refuses an account or a client with too many failures; a log-in without a request is a program's own."""

    def authenticate(self, request: HttpRequest | None, username: str | None = None, **given: Any) -> None:
        if request is not None:
            super().authenticate(request, username=username, **given)


def locked_out(request: HttpRequest, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
    """The page for whoever has failed too often."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    sentence = (
        "There were too many failed log-ins for this account, or from this address. "
        f"Try again in {minutes} minutes."
    )
    response = HttpResponse(
        render_to_string("refused.html", {"sentence": sentence}), status=HTTPStatus.TOO_MANY_REQUESTS
    )
    response.headers["Retry-After"] = str(minutes * 60)
    return response
