"""Closing a connection so that the client gets its answer, and nobody waits for it.

A connection that is closed while bytes of a request are unread is reset, and the reset may overtake the answer: the
client then sees an error in place of "too large" (RFC 9112, 9.6). What is left is therefore read away, within limits.
gunicorn does that in the one thread that takes every connection, for up to two seconds each; here the poller does.
"""

import contextlib
import socket
import time
from collections.abc import Callable
from selectors import EVENT_READ, BaseSelector

LEAVE_WITHIN = 10.0  # seconds
# As much as the largest upload; nothing of it is kept.
MOST_READ_AWAY = 64 * 1024 * 1024
AT_ONCE = 64 * 1024


class Leaving:
    """Connections whose answer is sent. `closed` is called once for each that has gone."""

    def __init__(self, poller: BaseSelector, closed: Callable[[], None]) -> None:
        self.poller = poller
        self.closed = closed
        self.deadlines: dict[socket.socket, float] = {}
        self.unread: dict[socket.socket, int] = {}

    def add(self, client: socket.socket) -> None:
        """Say that nothing more is sent, and wait for the client to have done."""
        self.deadlines[client] = time.monotonic() + LEAVE_WITHIN
        self.unread[client] = MOST_READ_AWAY
        try:
            client.shutdown(socket.SHUT_WR)
            client.setblocking(False)
            self.poller.register(client, EVENT_READ, self.read_away)
        except (OSError, ValueError):  # it has gone already
            self.close(client)

    def read_away(self, client: socket.socket) -> None:
        """What the client has sent is read and dropped, until it ends or has sent too much."""
        try:
            data = client.recv(AT_ONCE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self.unread[client] -= len(data)
        if not data or self.unread[client] <= 0:
            self.close(client)

    def hurry(self, deadline: float) -> None:
        """From here on nobody is waited for beyond this moment."""
        for client, own in self.deadlines.items():
            self.deadlines[client] = min(own, deadline)

    def close_late(self) -> None:
        """Close those that had their time."""
        now = time.monotonic()
        for client in [client for client, deadline in self.deadlines.items() if deadline <= now]:
            self.close(client)

    def close(self, client: socket.socket) -> None:
        del self.deadlines[client], self.unread[client]
        with contextlib.suppress(KeyError, ValueError):
            self.poller.unregister(client)
        client.close()
        self.closed()

    def close_all(self) -> None:
        for client in list(self.deadlines):
            client.close()
