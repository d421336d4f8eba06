"""What every answer carries, and what a reader gets while the database does not answer."""

import itertools
import logging
import sys
from collections.abc import Callable
from http import HTTPStatus

import psycopg
from django.db import Error, InterfaceError, OperationalError, ProgrammingError
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.views import defaults

Answer = Callable[[HttpRequest], HttpResponseBase]
logger = logging.getLogger(__name__)

# Nothing of a reader's machine is wanted.
PERMISSIONS = ", ".join(
    f"{feature}=()" for feature in ("camera", "geolocation", "microphone", "payment", "usb")
)
RETRY_AFTER = "30"  # seconds

TOO_SLOW = (
    "That question takes longer than the archive allows: ask for less, for example with fewer or rarer words."
)
WRITING = "The archive is taking in other reports. Nothing of this was saved: please try again in a minute."
FULL = "The disk of the archive's database is full. Nothing of this was saved: please tell whoever runs the archive."
UNREACHABLE = "The archive's database does not answer at the moment: please try again in a minute."
NOT_SET_UP = "The archive is being set up: please try again in a minute."
# Tables or columns that the code expects and the database does not have: migrations are under way, or forgotten.
MISSING = (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn, psycopg.errors.UndefinedFunction)


class PermissionsMiddleware:
    """Two headers that Django has no setting for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class DatabaseDownMiddleware:
    """A view that fails because of the database's state ends in one clear sentence and status 503."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
            return self.begin(request, response)
        return response

    def begin(self, request: HttpRequest, response: StreamingHttpResponse) -> HttpResponseBase:
        """Fetch the first pieces of a streamed answer (a header, a row) while its status can still say it failed."""
        pieces = iter(response.streaming_content)  # type: ignore[arg-type]  # nothing here is asynchronous
        try:
            first = list(itertools.islice(pieces, 2))
        except Error as error:
            answer = self.process_exception(request, error)
            if answer is None:
                raise
            return answer
        response.streaming_content = itertools.chain(first, pieces)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer_for(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500: what failed before any view began (finding out who is signed in asks the database too)."""
    error = sys.exc_info()[1]
    answer = answer_for(request, error) if isinstance(error, Exception) else None
    return answer or defaults.server_error(request)


def answer_for(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    """The sentence and status 503, where the database's state is the reason; else None. One line is logged."""
    sentence = sentence_for(exception)
    if sentence is None:
        return None
    logger.error("%s: %s", request.path, " ".join(str(exception).split()))
    if request.path.endswith((".csv", ".json", ".atom")):
        response = HttpResponse(sentence + "\n", content_type="text/plain; charset=utf-8")
    else:
        response = HttpResponse(render_to_string("503.html", {"sentence": sentence}))
    response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
    response.headers["Retry-After"] = RETRY_AFTER
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django would add a traceback
    return response


def sentence_for(exception: Exception) -> str | None:
    """What to tell the reader, or None where the error is the code's own fault and must show as one."""
    if not isinstance(exception, Error):
        return None
    if isinstance(exception.__cause__, psycopg.errors.LockNotAvailable):
        return WRITING
    if isinstance(exception.__cause__, psycopg.errors.QueryCanceled):
        return TOO_SLOW
    if isinstance(exception.__cause__, psycopg.errors.DiskFull):
        return FULL
    if isinstance(exception, (OperationalError, InterfaceError)):
        return UNREACHABLE
    if isinstance(exception, ProgrammingError) and isinstance(exception.__cause__, MISSING):
        return NOT_SET_UP
    return None
