"""What a client may send, decided from the head of a request, before any of its body is read.

Django's check against forgery reads a form's fields, and so the whole body: what nobody may send has to be refused
before that check.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string

Answer = Callable[[HttpRequest], HttpResponseBase]
View = Callable[..., HttpResponseBase]

SAFE = {"GET", "HEAD", "OPTIONS"}
# What a form adds to the file that it uploads: boundaries, names, the token against forgery.
FORM_OVERHEAD = 64 * 1024


def takes_post(view: View) -> View:
    """Mark a public view that answers a POST; every other one outside the admin refuses it."""
    view.takes_post = True  # type: ignore[attr-defined]
    return view


class RequestBodyMiddleware:
    """Refuses what a view takes no body for (405), bodies without a length (411), and too large ones (413)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        length = content_length(request)
        if length is None:
            return refusal(
                HTTPStatus.LENGTH_REQUIRED, "Send the length of the request’s body (Content-Length)."
            )
        if request.method not in SAFE and not may_post(request, view):
            response = refusal(HTTPStatus.METHOD_NOT_ALLOWED, "This page takes no form: use GET.")
            response.headers["Allow"] = "GET, HEAD, OPTIONS"
            return response
        if length > (limit := largest_body(request)):
            sentence = f"The request is larger than this page takes ({filesizeformat(limit)})."
            return refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, sentence)
        return None


def content_length(request: HttpRequest) -> int | None:
    """The bytes that follow the head of the request, as it says; None where they are sent without a length."""
    if request.headers.get("Transfer-Encoding"):
        return None
    length = request.headers.get("Content-Length") or "0"
    return int(length) if length.isascii() and length.isdecimal() else None


def may_post(request: HttpRequest, view: View) -> bool:
    """Whether the view takes a POST: those of the admin, and public ones that are marked so."""
    match = request.resolver_match
    return bool((match and "admin" in match.app_names) or getattr(view, "takes_post", False))


def largest_body(request: HttpRequest) -> int:
    """The most bytes that this client may send to this page."""
    match = request.resolver_match
    if match and match.view_name == settings.UPLOAD_VIEW and get_user(request).has_perm("reports.add_source"):
        return settings.REPORT_MAX_BYTES + FORM_OVERHEAD
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def refusal(status: HTTPStatus, sentence: str) -> HttpResponse:
    return HttpResponse(render_to_string("refused.html", {"sentence": sentence}), status=status)
