"""Whatever is asked of search, a proper page or a sentence answers, never an error."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st


def get(client: Client, *, path: str = "/search/", **data: Any) -> Any:
    return client.get(f"{path}?{urlencode(data, doseq=True)}", secure=True)


NASTY = (
    "a" * 10_000,
    "word " * 2000,
    "the and of",
    "!!! ??? ...",
    '"unbalanced quote',
    "\x00null\x00",
    "'; DROP TABLE reports_paragraph; --",
    "<script>alert(1)</script>",
    "שלום עולם مرحبا",
    "a & b | !c <-> d:*",
    "\\ \\' \\\\",
    "%s %(x)s %%",
    "-",
    "or or or",
    '"" "',
    "= ~sample=1 'authority=1'",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
)


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("typed", NASTY)
@pytest.mark.parametrize("path", ["/search/", "/search.csv", "/search.json", "/search.atom"])
def test_hostile_queries_are_queries(client: Client, path: str, typed: str) -> None:
    response = get(client, path=path, q=typed)
    assert response.status_code == 200
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if path != "/search.json":  # JSON is data: nothing that reads it runs it
        assert b"<script>alert" not in body


QUERIES = st.lists(
    st.one_of(
        st.sampled_from(
            ["care", "leavers", "ashmere", "2014", "since", "or", "-", '"', "flat", "'", "(", "&", "\\"]
        ),
        st.text(max_size=12),
    ),
    max_size=12,
).map(" ".join)
NAMES = (
    *("authority", "region", "framework", "year", "from", "to", "strand", "grade", "kind", "theme"),
    *("in", "sort", "group", "also", "skip", "page", "timescale", "addressee"),
)
VALUES = ("ashmere", "sif", "2014", "good", "none", "recommendations", "newest", "report", "off")
FILTERS = st.dictionaries(
    st.sampled_from(NAMES), st.one_of(st.sampled_from(VALUES), st.text(max_size=8)), max_size=4
)


@given(typed=QUERIES, filters=FILTERS)
@example(typed='"', filters={"page": "-1"})
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@pytest.mark.usefixtures("archive")
def test_no_address_ends_in_an_error(client: Client, typed: str, filters: dict[str, str]) -> None:
    assert get(client, q=typed, **filters).status_code in {200, 400}
