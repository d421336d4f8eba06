"""gunicorn's worker as this project has it: whoever is refused gets the answer, and nobody waits for who leaves."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from selectors import DefaultSelector
from types import SimpleNamespace

import pytest

from inspections.leaving import Leaving
from inspections.web_worker import Arriving, Connection, DeadlineSocket, WebWorker
from tests.conftest import ROOT

REFUSES = """
def application(environ, start_response):
    start_response("405 Method Not Allowed", [("Content-Length", "7")])
    return [b"refused"]
"""
Address = tuple[str, int]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """Where one worker answers everything with 405, and reads no body."""
    with refusing(tmp_path_factory.mktemp("refuses"), said=subprocess.DEVNULL) as (_, address):
        yield address


@contextlib.contextmanager
def refusing(folder: Path, *, said: int) -> Iterator[tuple["subprocess.Popen[str]", Address]]:
    """Such a server, and its address; what it says goes to `said`."""
    (folder / "refuses.py").write_text(REFUSES)
    listener = socket.create_server(("127.0.0.1", 0))
    command = [str(Path(sys.executable).with_name("gunicorn")), "-b", f"fd://{listener.fileno()}"]
    command += ["-k", "inspections.web_worker.WebWorker", "--threads", "2", "--no-control-socket"]
    server = subprocess.Popen(
        [*command, "--graceful-timeout", "60", "refuses"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        pass_fds=[listener.fileno()],
        stderr=said,
        text=True,
    )
    try:
        yield server, listener.getsockname()
    finally:
        server.terminate()
        server.wait(timeout=30)
        listener.close()


def answers(client: socket.socket) -> bytes:
    """Everything that comes until the server has done."""
    client.settimeout(20)
    return b"".join(iter(lambda: client.recv(65536), b""))


@pytest.mark.parametrize(
    "head",
    [b"Content-Length: 5000000", b"Content-Length: 70000", b"Transfer-Encoding: chunked"],
    ids=["megabytes", "more than a socket holds", "without a length"],
)
def test_a_refused_body_that_is_sent_to_its_end_gets_the_answer_and_is_told_that_the_connection_ends(
    address: Address, head: bytes
) -> None:
    length = 5_000_000 if b"chunked" in head else int(head.split()[1])
    with socket.create_connection(address) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: here\r\n" + head + b"\r\n\r\n")
        body = b"4c4b40\r\n" + b"x" * length if b"chunked" in head else b"x" * length
        client.sendall(body)
        client.shutdown(socket.SHUT_WR)
        answer = answers(client)
    assert answer.startswith(b"HTTP/1.1 405")
    assert b"Connection: close" in answer
    assert answer.endswith(b"refused")


def test_a_small_refused_body_leaves_the_connection_for_the_next_request(address: Address) -> None:
    small = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\n123456789"
    last = b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
    with socket.create_connection(address) as client:
        client.sendall(small)
        assert client.recv(65536).startswith(b"HTTP/1.1 405")
        client.sendall(small + last)
        assert answers(client).count(b"HTTP/1.1 405") == 2


def test_clients_that_do_not_close_their_connection_keep_nobody_waiting(address: Address) -> None:
    asked = b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
    with contextlib.ExitStack() as staying:
        for _ in range(20):
            client = staying.enter_context(socket.create_connection(address))
            client.sendall(asked)
        began = time.monotonic()
        with socket.create_connection(address) as client:
            client.sendall(asked)
            assert answers(client).endswith(b"refused")
        assert time.monotonic() - began < 2


def test_a_head_with_two_lengths_is_refused_at_once(address: Address) -> None:
    began = time.monotonic()
    with socket.create_connection(address) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n")
        assert answers(client).startswith(b"HTTP/1.1 400")
    assert time.monotonic() - began < 5


def test_who_does_not_send_what_they_announced_is_told_so() -> None:
    ours, theirs = socket.socketpair()
    worker = WebWorker.__new__(WebWorker)
    worker.nr_conns, worker.arriving, worker.poller = 1, {}, DefaultSelector()
    worker.leaving = Leaving(worker.poller, closed=worker.one_has_left)
    conn = Connection(SimpleNamespace(), DeadlineSocket(fileno=ours.detach()), "", "")
    conn.worker = worker
    theirs.sendall(b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n")
    worker.look_at(Arriving(conn, deadline=time.monotonic() - 1))
    assert theirs.recv(1000).startswith(b"HTTP/1.1 408 Request Timeout\r\n")
    assert worker.nr_conns == 1, "it counts until it has gone"
    theirs.close()
    while worker.nr_conns:
        for key, _ in worker.poller.select(1):
            key.data(key.fileobj)


def test_who_has_asked_nothing_does_not_keep_a_worker_that_ends(tmp_path: Path) -> None:
    """Browsers open connections ahead of need: gunicorn waited for these to its limit, and killed the worker."""
    with refusing(tmp_path, said=subprocess.PIPE) as (server, address):
        with socket.create_connection(address) as first:  # until the worker is there
            first.sendall(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
            assert answers(first).startswith(b"HTTP/1.1 405")
        with socket.create_connection(address), socket.create_connection(address) as half:
            half.sendall(b"GET / HTTP/1.1\r\n")
            with socket.create_connection(address) as last:  # the two before it have been accepted then
                last.sendall(b"GET / HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
                assert answers(last)
            server.terminate()
            _, said = server.communicate(timeout=20)  # not the minute that gunicorn would wait
    assert "SIGKILL" not in said
    assert server.returncode == 0
