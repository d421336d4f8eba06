"""gunicorn's threaded worker, made safe from slow clients and from its own expensive pages.

A request gets a thread only once it has arrived whole, or as much of it as a socket holds: whoever sends a byte every
few seconds waits outside, and is turned away at a deadline. Expensive pages have threads of their own, so that a
queue for them delays nobody else.
"""

import contextlib
import errno
import re
import socket
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

from inspections.admission import arrival, is_expensive
from inspections.leaving import Leaving

# A request's head may take so long, in seconds; a body gets more time as it comes in at this rate, in bytes a second.
READ_SECONDS = 10
LEAST_RATE = 16 * 1024
# As much of a request is waited for outside the threads; a larger one has shown that it comes from somebody real.
PEEKED = 16 * 1024
# How soon a request that is not whole yet is looked at again, in seconds.
LOOK_AGAIN = 0.02
EXPENSIVE_THREADS = 4
# A worker that ends waits so long, in seconds, for who has asked nothing yet or has their answer: gunicorn would wait
# for them as long as for a page that is being made, and then kill the worker. For a next request it waits two seconds.
LINGER = 2.5
SEND_SECONDS = 30
# Two lengths in one head are an error, which gunicorn answers at once.
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,12})(?=\r\n)", re.IGNORECASE)
TOO_LATE = (
    b"HTTP/1.1 408 Request Timeout\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n"
    b"Content-Length: 37\r\n\r\nThe request took too long to arrive.\n"
)
REQUEST_LINE = re.compile(rb"[A-Z]+ ([^ ?\r\n]*)")


class DeadlineSocket(socket.socket):
    """A connection whose blocking reads end at a deadline, as if the client had gone."""

    started = 0.0
    received = 0

    def begin(self) -> None:
        """From here on another request is read."""
        self.started, self.received = time.monotonic(), 0

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        if self.gettimeout() == 0 or flags & socket.MSG_PEEK:
            return super().recv(size, flags)
        left = self.started + READ_SECONDS + self.received / LEAST_RATE - time.monotonic()
        try:
            if left <= 0:
                raise TimeoutError
            self.settimeout(left)
            data = super().recv(size, flags)
        except TimeoutError as error:
            raise ConnectionResetError(errno.ECONNRESET, "the request took too long to arrive") from error
        self.settimeout(SEND_SECONDS)
        self.received += len(data)
        return data

    def sendall(self, data: Any, flags: int = 0, /) -> None:
        try:
            super().sendall(data, flags)
        except TimeoutError as error:
            raise BrokenPipeError(errno.EPIPE, "the client took too long to read the answer") from error


@dataclass(slots=True)
class Arriving:
    """A request that has not arrived whole yet."""

    conn: TConn
    deadline: float
    look_at: float = 0.0


class Connection(TConn):  # type: ignore[misc]  # gunicorn has no types
    """A connection that the worker lets leave once its answer is sent, instead of waiting for that."""

    worker: "WebWorker"

    def close(self, graceful: bool = False) -> None:
        if graceful:
            self.worker.let_leave(self.sock)
        else:
            super().close()


class WebWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """`worker_class = "inspections.web_worker.WebWorker"`"""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arriving: dict[TConn, Arriving] = {}
        self.ends_at = 0.0
        self.expensive = ThreadPoolExecutor(max_workers=EXPENSIVE_THREADS)

    def accept(self, listener: socket.socket) -> None:
        """Take a connection, and wait outside the threads for what it asks."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        conn = Connection(self.cfg, DeadlineSocket(fileno=client.detach()), address, listener.getsockname())
        conn.worker = self
        self.await_request(conn)

    def on_client_socket_readable(self, conn: TConn, client: socket.socket) -> None:
        """The next request on a connection that was kept open begins."""
        self.poller.unregister(client)
        self.keepalived_conns.remove(conn)
        self.await_request(conn)

    def await_request(self, conn: TConn) -> None:
        conn.sock.begin()
        self.look_at(Arriving(conn, deadline=time.monotonic() + READ_SECONDS))

    def look_at(self, arriving: Arriving) -> None:
        """Hand a whole request to a thread; wait for more of another; turn away one that is late."""
        conn = arriving.conn
        self.arriving.pop(conn, None)
        try:
            begun = conn.sock.recv(PEEKED, socket.MSG_PEEK)
        except BlockingIOError:
            begun = None
        except OSError:
            begun = b""
        if begun == b"":
            self.turn_away(conn)
        elif begun and is_whole(begun):
            conn.data_ready = True
            self.enqueue_request(conn, begun)
        elif time.monotonic() > arriving.deadline:
            self.turn_away(conn, saying=TOO_LATE if begun else b"")
        elif begun is None:
            # Nothing yet: the poller says when there is.
            self.arriving[conn] = arriving
            arriving.look_at = arriving.deadline
            self.poller.register(conn.sock, EVENT_READ, partial(self.on_first_bytes, arriving))
        else:
            # Asked about a socket with unread bytes, the poller would answer at once, for ever.
            self.arriving[conn] = arriving
            arriving.look_at = time.monotonic() + LOOK_AGAIN

    def on_first_bytes(self, arriving: Arriving, client: socket.socket) -> None:
        self.poller.unregister(client)
        self.look_at(arriving)

    def turn_away(self, conn: TConn, *, saying: bytes = b"") -> None:
        """End a connection; whoever had begun to ask is told why, if their side of it takes that at once."""
        self.nr_conns -= 1
        if saying:
            with contextlib.suppress(OSError):
                conn.sock.send(saying)
        conn.close(graceful=bool(saying))

    def enqueue_request(self, conn: TConn, begun: bytes) -> None:
        """Queue a request for the threads that answer pages of its kind."""
        line = REQUEST_LINE.match(begun)
        expensive = line is not None and is_expensive(line.group(1).decode("latin-1"))
        pool = self.expensive if expensive else self.tpool
        future = pool.submit(self.handle_arrived, conn, time.monotonic())
        future.add_done_callback(partial(self.when_handled, conn))

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """Answer one request; a body that had not arrived with it may stay unread, so nothing can follow it."""
        if body_of(req) > PEEKED:
            req.force_close()
        return super().handle_request(req, conn)

    def let_leave(self, client: socket.socket) -> None:
        """A connection whose answer is sent; it counts until it has gone."""
        self.nr_conns += 1
        self.leaving.add(client)

    def one_has_left(self) -> None:
        self.nr_conns -= 1

    def handle_arrived(self, conn: TConn, at: float) -> Any:
        """Answer a request in this thread, which may ask how long ago it arrived."""
        arrival.at = at
        return self.handle(conn)

    def when_handled(self, conn: TConn, future: "Future[Any]") -> None:
        self.method_queue.defer(self.finish_request, conn, future)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """As gunicorn does, and look again at what was not whole yet."""
        if not self.alive:
            self.hurry()
        waiting = [one for one in self.arriving.values() if one.look_at < one.deadline]
        super().wait_for_and_dispatch_events(min(timeout, LOOK_AGAIN) if waiting else timeout)
        now = time.monotonic()
        for arriving in [one for one in self.arriving.values() if one.look_at <= now]:
            if arriving.look_at == arriving.deadline:
                self.poller.unregister(arriving.conn.sock)
            self.look_at(arriving)
        self.leaving.close_late()

    def hurry(self) -> None:
        """This worker ends: what has not arrived, and who has not gone, gets a last moment."""
        self.ends_at = self.ends_at or time.monotonic() + LINGER
        for arriving in self.arriving.values():
            if arriving.look_at == arriving.deadline:
                arriving.look_at = min(arriving.look_at, self.ends_at)
            arriving.deadline = min(arriving.deadline, self.ends_at)
        self.leaving.hurry(self.ends_at)

    def run(self) -> None:
        self.leaving = Leaving(self.poller, closed=self.one_has_left)
        try:
            super().run()
        finally:
            for conn in list(self.arriving):
                conn.close()
            self.leaving.close_all()
            self.expensive.shutdown(wait=False)


def body_of(req: Any) -> int:
    """How many bytes the head of a request says that its body has; without end where it does not say."""
    sent = dict(req.headers)
    if "TRANSFER-ENCODING" in sent:
        return sys.maxsize
    return int(sent.get("CONTENT-LENGTH") or 0)  # gunicorn has refused what is no number


def is_whole(begun: bytes) -> bool:
    """Whether a request has arrived to its end, or so much of it that the rest may be waited for in a thread."""
    head, separator, body = begun.partition(b"\r\n\r\n")
    if len(begun) >= PEEKED:
        return True
    if not separator:
        return False
    lengths = LENGTH.findall(head + b"\r\n")
    return len(lengths) != 1 or len(body) >= int(lengths[0])
