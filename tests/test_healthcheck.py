"""The container's own question: does the archive answer?"""

import socket

import pytest

from inspections.healthcheck import address_of, is_healthy


@pytest.mark.django_db(transaction=True)
def test_an_archive_that_answers_is_healthy(live_server) -> None:  # type: ignore[no-untyped-def]
    assert is_healthy(f"{live_server.url}/health/")


@pytest.mark.django_db(transaction=True)
def test_it_is_asked_by_the_name_that_it_is_known_under(live_server, settings, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    settings.ALLOWED_HOSTS = ["archive.example"]
    assert not is_healthy(f"{live_server.url}/health/")
    monkeypatch.setenv("ALLOWED_HOSTS", "archive.example,www.archive.example")
    assert is_healthy(f"{live_server.url}/health/")


def test_an_archive_that_is_not_there_is_not_healthy() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        assert not is_healthy(f"http://127.0.0.1:{probe.getsockname()[1]}/health/")


@pytest.mark.parametrize(
    ("arguments", "port"),
    [("", 8000), ("--bind 0.0.0.0:9000", 9000), ("-b :9001 --threads 4", 9001), ("--bind=[::]:9002", 9002)],
)
def test_the_port_that_is_bound_is_asked(arguments: str, port: int) -> None:
    assert address_of(arguments) == f"http://127.0.0.1:{port}/health/"
