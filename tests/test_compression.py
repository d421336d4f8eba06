"""Pages go out compressed in the best way that the browser reads."""

import gzip

import brotli
import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from inspections.compression import CompressionMiddleware

PAGE = b"<p>Families are helped early.</p>" * 100


def answer(accepted: str, response: HttpResponseBase | None = None) -> HttpResponseBase:
    def view(request: HttpRequest) -> HttpResponseBase:
        return HttpResponse(PAGE) if response is None else response

    answered = CompressionMiddleware(view)(RequestFactory().get("/", headers={"Accept-Encoding": accepted}))
    assert isinstance(answered, HttpResponseBase)
    return answered


@pytest.mark.parametrize("accepted", ["br", "gzip, deflate, br, zstd", "gzip;q=0.5, br;q=1.0", "br;q=0.01"])
def test_a_browser_that_reads_brotli_gets_brotli(accepted: str) -> None:
    response = answer(accepted)
    assert response.headers["Content-Encoding"] == "br"
    assert "Accept-Encoding" in response.headers["Vary"]
    assert isinstance(response, HttpResponse)
    assert brotli.decompress(response.content) == PAGE
    assert response.headers["Content-Length"] == str(len(response.content))


@pytest.mark.parametrize("accepted", ["gzip", "gzip, br;q=0", "gzip, br;q=0.0, deflate", "gzip, brx"])
def test_a_browser_that_does_not_gets_gzip(accepted: str) -> None:
    response = answer(accepted)
    assert response.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response.headers["Vary"]
    assert isinstance(response, HttpResponse)
    assert gzip.decompress(response.content) == PAGE


def test_who_reads_neither_gets_the_page_as_it_is() -> None:
    response = answer("identity")
    assert not response.has_header("Content-Encoding")
    assert "Accept-Encoding" in response.headers["Vary"]


def test_what_is_short_compressed_already_or_in_pieces_is_not_compressed_by_brotli() -> None:
    assert not answer("br", HttpResponse(b"short")).has_header("Content-Encoding")
    assert (
        answer("br", HttpResponse(PAGE, headers={"Content-Encoding": "zstd"})).headers["Content-Encoding"]
        == "zstd"
    )
    assert answer("br, gzip", StreamingHttpResponse([PAGE])).headers["Content-Encoding"] == "gzip"


def test_a_strong_etag_becomes_a_weak_one() -> None:
    assert answer("br", HttpResponse(PAGE, headers={"ETag": '"a"'})).headers["ETag"] == 'W/"a"'
