"""Limits by address, and figures for Prometheus: both are there to be switched on."""

import ipaddress
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from inspections.rate_limits import client_network
from tests.builders import make_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_no_limit_is_set_unless_it_is_asked_for(client: Client):
    assert "RateLimit-Limit" not in client.get("/about/").headers


def test_beyond_the_limit_an_address_waits_and_others_do_not(settings: LazySettings):
    settings.RATE_LIMIT = 2
    client = Client()
    answers = [client.get("/about/", REMOTE_ADDR="10.0.0.1") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer["RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
    assert answers[2]["Retry-After"] == answers[2]["RateLimit-Reset"]
    assert client.get("/about/", REMOTE_ADDR="10.0.0.2").status_code == 200
    assert client.get("/health/", REMOTE_ADDR="10.0.0.1").status_code == 200
    curator = Client()
    curator.force_login(User.objects.create_user("curator"))
    assert curator.get("/about/", REMOTE_ADDR="10.0.0.1").status_code == 200
    forged = Client()
    forged.cookies["sessionid"] = "forged"
    assert forged.get("/about/", REMOTE_ADDR="10.0.0.1").status_code == 429


def test_addresses_of_one_household_are_one_client():
    assert client_network("2001:db8::1") == client_network("2001:db8::2") != client_network("2001:db8:1::1")
    assert client_network("nonsense") == "unknown"


def test_metrics_are_for_the_networks_that_are_named(settings: LazySettings):
    make_inspection()
    assert Client().get("/metrics").status_code == 404
    settings.METRICS_CLIENTS = [ipaddress.ip_network("10.0.0.0/8")]
    client = Client()
    assert client.get("/about/", REMOTE_ADDR="192.0.2.1").status_code == 200
    page = client.get("/metrics", REMOTE_ADDR="10.1.2.3")
    assert "archive_reports 1\n" in page.text
    assert "archive_jobs_waiting 0\n" in page.text
    assert 'archive_requests_total{method="GET",status="200"}' in page.text
    assert client.get("/metrics", REMOTE_ADDR="192.0.2.1").status_code == 404
