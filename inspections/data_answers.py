"""What a program gets from the archive's data, whichever site it runs on: leave to read, and errors that it can read.

Data are the URLs that end like a file. Any site may read them from a browser (CORS), since they hold nothing of the
reader. An error at a `.json` URL is a problem in the sense of RFC 9457, with the sentence that the page would show.
"""

import gzip
from collections.abc import Callable
from http import HTTPStatus

import brotli
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from inspections.known_parameters import is_data

Answer = Callable[[HttpRequest], HttpResponseBase]

OTHERS = ("/admin/", "/health/", "/static/")
# What a script may read of an answer beside what CORS lets it read of every one.
EXPOSED = "ETag, Link, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset"
ASKED_FIRST = {
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}
SENTENCES = {
    HTTPStatus.NOT_FOUND: "There is nothing at this URL.",
    HTTPStatus.GONE: "What was at this URL has been withdrawn.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Data can only be read: use GET.",
    HTTPStatus.INTERNAL_SERVER_ERROR: "The archive failed to answer. The error has been logged.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The archive is busy or cannot reach its database. Try again in a minute.",
}


class DataAnswersMiddleware:
    """Lets other sites read data, and words errors of JSON as JSON."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        path = request.path_info
        if path.startswith(OTHERS) or not is_data(path):
            return self.get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            return open_to_all(HttpResponse(status=HTTPStatus.NO_CONTENT, headers=ASKED_FIRST))
        response = self.get_response(request)
        if path.endswith(".json") and response.status_code >= HTTPStatus.BAD_REQUEST:
            response = problem(response)
            if request.method == "HEAD" and isinstance(response, HttpResponse):
                response.content = b""
        return open_to_all(response)


def open_to_all(response: HttpResponseBase) -> HttpResponseBase:
    """The answer, which any site may read."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED
    return response


def problem(response: HttpResponseBase) -> HttpResponseBase:
    """An error as `application/problem+json`: its status, what that is called, and the sentence that says what is wrong
    and what to do. What else the answer says in its headers stays."""
    status = HTTPStatus(response.status_code)
    body = JsonResponse(
        {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail(response)},
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
    for name, value in response.items():
        if name.lower() not in {"content-type", "content-length", "content-encoding", "etag"}:
            body[name] = value
    patch_vary_headers(body, ["Accept-Encoding"])
    return body


def detail(response: HttpResponseBase) -> str:
    """The sentence of an answer in plain text; of a page, what such a status means."""
    status = HTTPStatus(response.status_code)
    said = ""
    if isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/plain"):
        said = plain_bytes(response).decode("utf-8", "replace").strip()
    return said or SENTENCES.get(status, status.description)


def plain_bytes(response: HttpResponse) -> bytes:
    """The body as it was before it was compressed (`inspections.compression`)."""
    if not response.content:  # of an answer to HEAD
        return b""
    match response.get("Content-Encoding"):
        case "br":
            return bytes(brotli.decompress(response.content))
        case "gzip":
            return gzip.decompress(response.content)
        case _:
            return response.content
