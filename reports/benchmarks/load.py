"""A small load tool: many connections of this process that ask a server on this machine, again and again.

HTTP/1.1 with connections kept open. The client is one process on the machine that it measures, so its figures are
for comparing pages with each other in one run, not for praising the server.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles

PATIENCE = 30  # seconds until an answer is given up


@dataclass(slots=True)
class Load:
    """What became of the requests of one run: seconds of each that was answered, and how often each status came."""

    seconds: float = 0
    times: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    failures: int = 0

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds if self.seconds else 0

    @property
    def median(self) -> float:
        """In seconds."""
        return median(self.times) if self.times else 0

    @property
    def p95(self) -> float:
        """In seconds."""
        return quantiles(self.times, n=20, method="inclusive")[-1] if len(self.times) > 1 else self.median


def run_load(
    port: int,
    paths: Sequence[str],
    *,
    connections: int,
    seconds: float,
    headers: Sequence[tuple[str, str]] = (),
) -> Load:
    """Ask for the paths in turn over so many connections for so long."""
    return asyncio.run(_run(port, paths, connections=connections, seconds=seconds, headers=headers))


async def _run(
    port: int,
    paths: Sequence[str],
    *,
    connections: int,
    seconds: float,
    headers: Sequence[tuple[str, str]],
) -> Load:
    load = Load()
    started = time.perf_counter()
    end = started + seconds
    requests = [request_bytes(port, path, headers) for path in paths]
    await asyncio.gather(
        *(_client(port, requests[n % len(requests) :] + requests, load, end) for n in range(connections))
    )
    load.seconds = time.perf_counter() - started
    return load


async def _client(port: int, requests: Sequence[bytes], load: Load, end: float) -> None:
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None
    turn = 0
    while time.perf_counter() < end:
        try:
            if writer is None or reader is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
            started = time.perf_counter()
            writer.write(requests[turn % len(requests)])
            status, keep = await asyncio.wait_for(read_answer(reader), PATIENCE)
            load.times.append(time.perf_counter() - started)
            load.statuses[status] += 1
            turn += 1
            if not keep:
                writer.close()
                writer = None
        except (OSError, asyncio.IncompleteReadError, TimeoutError, ValueError):
            load.failures += 1
            if writer:
                writer.close()
            writer = None
            await asyncio.sleep(0.01)
    if writer:
        writer.close()


def request_bytes(port: int, path: str, headers: Sequence[tuple[str, str]]) -> bytes:
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Accept-Encoding: br, gzip"]
    lines += [f"{name}: {value}" for name, value in headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


async def read_answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    """The status of the next answer, read to its end, and whether the connection stays open."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    if fields.get("transfer-encoding") == "chunked":
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    elif status not in (204, 304):
        await reader.readexactly(int(fields["content-length"]))
    return status, fields.get("connection") != "close"
