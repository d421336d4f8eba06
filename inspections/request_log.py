"""One line for each request, with an id that its other lines carry too; as text, or as JSON for machines."""

import json
import logging
import re
import time
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]

logger = logging.getLogger("inspections.requests")
request_id: ContextVar[str] = ContextVar("request_id", default="-")
# An id that a proxy has given already is kept, if it is one that may be in a log.
GIVEN = re.compile(r"[\w.-]{8,64}", re.ASCII)
FIELDS = ("client", "method", "path", "status", "milliseconds")


class RequestLogMiddleware:
    """Gives each request an id (`X-Request-ID`), knows the client behind a proxy, and logs what became of it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        given = request.headers.get("X-Request-ID", "")
        token = request_id.set(
            given if settings.BEHIND_PROXY and GIVEN.fullmatch(given) else uuid.uuid4().hex
        )
        request.META["REMOTE_ADDR"] = client_address(request)
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
            facts = {
                "client": request.META["REMOTE_ADDR"],
                "method": request.method,
                "path": request.path,
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - started) * 1000),
            }
            text = "%(client)s %(method)s %(path)s %(status)s %(milliseconds)s ms"
            logger.info(text, facts, extra={name: facts[name] for name in FIELDS})
            return response
        finally:
            request_id.reset(token)


def client_address(request: HttpRequest) -> str:
    """The address of whoever asked: behind a proxy the last one that it added, which nobody else can forge."""
    if settings.BEHIND_PROXY:
        forwarded = request.headers.get("X-Forwarded-For", "").rsplit(",", 1)[-1].strip()
        if forwarded:
            return forwarded[:45]
    return str(request.META.get("REMOTE_ADDR", ""))


class WithRequestId(logging.Filter):
    """Puts the id of the request that is being answered on every line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line: time, level, logger, message, request id, and what else the line is about."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": getattr(record, "request_id", "-"),
        }
        entry |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False, default=str)
