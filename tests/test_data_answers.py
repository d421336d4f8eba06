"""Data may be read from any site, and their errors by a program."""

import pytest
from django.test import Client

from inspections.data_answers import plain_bytes
from tests.builders import make_authority, make_inspection

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["/inspections.json", "/inspections.csv", "/search.atom?q=plan", "/no/such.json"]
)
def test_any_site_may_read_data(client: Client, path: str):
    response = client.get(path)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Link" in response["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("path", ["/", "/inspections/", "/admin/", "/health/"])
def test_a_page_gives_no_other_site_leave(client: Client, path: str):
    assert "Access-Control-Allow-Origin" not in client.get(path).headers


def test_a_browser_that_asks_first_may_send_what_a_conditional_request_needs(client: Client):
    asked = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
    response = client.options("/inspections.json", headers=asked)
    assert response.status_code == 204
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    ("path", "status", "title", "detail"),
    [
        ("/inspections.json?x=1", 400, "Bad Request", "“x”"),
        ("/inspections.json?region=x", 400, "Bad Request", "“x” is not a value of “region”"),
        ("/inspections.json?page=0", 400, "Bad Request", "page is a whole number from 1; “0” is not."),
        ("/inspections.json?per_page=201", 400, "Bad Request", "from 1 to 200; “201” is not."),
        ("/inspections.json?page=9", 400, "Bad Request", "page=9 is beyond the last: this list has 1"),
        ("/search.json", 400, "Bad Request", "Nothing is asked for"),
        ("/inspections/nowhere.json", 404, "Not Found", "There is nothing at this URL."),
        ("/nowhere.json", 404, "Not Found", "There is nothing at this URL."),
    ],
)
def test_an_error_of_json_is_a_problem_with_a_sentence(
    client: Client, path: str, status: int, title: str, detail: str
):
    response = client.get(path, headers={"Accept-Encoding": "br"})
    assert response["Content-Type"] == "application/problem+json"
    found = response.json()
    assert (response.status_code, found["status"], found["title"]) == (status, status, title)
    assert found["type"] == "about:blank"
    assert detail in found["detail"]


def test_a_long_sentence_is_read_although_it_was_compressed(client: Client):
    names = "&".join(f"no-such-parameter-{number}=1" for number in range(40))
    found = client.get(f"/inspections.json?{names}", headers={"Accept-Encoding": "br"}).json()
    assert "“no-such-parameter-39”" in found["detail"]


def test_a_withdrawn_report_is_a_problem_that_says_so(client: Client):
    from django.utils import timezone

    inspection = make_inspection(authority=make_authority(name="Ashmere"))
    inspection.withdrawn_at, inspection.withdrawn_for = timezone.now(), "court-order"
    inspection.save()
    found = client.get(f"/inspections/{inspection.slug}.json")
    assert found.status_code == 410
    assert "withdrawn" in found.json()["detail"]


def test_an_error_of_csv_stays_a_sentence(client: Client):
    response = client.get("/inspections.csv?x=1")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "“x”" in plain_bytes(response).decode()


def test_head_gets_the_status_of_an_error_without_its_body(client: Client):
    """Also where the sentence is long enough to be compressed."""
    response = client.head("/inspections.json?no-such-thing=1", headers={"Accept-Encoding": "br"})
    assert (response.status_code, response.content) == (400, b"")
    assert response["Content-Type"] == "application/problem+json"
