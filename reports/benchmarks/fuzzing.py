"""Real reports, damaged at random, through the parser: only a report or one clear sentence may come out.

Each round damages a few hundred files, writes them to a folder of its own and has them read by the pool, with
short limits. A file that ends a worker, hangs it, or makes the parser fall over its own feet is a finding and
is kept, with the seed that made it.
"""

import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from reports.parsing.pool import DIED, GIVEN_UP, Limits, parse_paths
from reports.parsing.report import FAULT

Damage = Callable[[bytes, bytes, random.Random], bytes]
ROUND = 100
LIMITS = Limits(seconds=20, memory=768 * 1024 * 1024)


def truncated(data: bytes, other: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def headless(data: bytes, other: bytes, chance: random.Random) -> bytes:
    return b"%PDF-1.5\n" + data[chance.randrange(1, len(data)) :]


def flipped(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """A few bits turned over."""
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 100, 1000))):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def blanked(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """A stretch overwritten with one byte."""
    start = chance.randrange(len(data))
    size = chance.randrange(1, 4096)
    return data[:start] + chance.choice((b"\0", b"\xff", b" ", b"(")) * size + data[start + size :]


def shuffled(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Two stretches of the file in each other's place, as if pages or objects were swapped."""
    one, two, three, four = sorted(chance.randrange(len(data)) for _ in range(4))
    return data[:one] + data[three:four] + data[two:three] + data[one:two] + data[four:]


def spliced(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The beginning of one report and the end of another."""
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]


def renumbered(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Digits changed where the file's structure is in plain text: references, lengths, boxes."""
    damaged = bytearray(data)
    digits = [
        place
        for place in chance.sample(range(len(damaged)), min(20_000, len(damaged)))
        if 48 <= damaged[place] < 58
    ]
    for place in digits[: chance.choice((1, 5, 50))]:
        damaged[place] = 48 + chance.randrange(10)
    return bytes(damaged)


DAMAGES: tuple[Damage, ...] = (truncated, headless, flipped, blanked, shuffled, spliced, renumbered)


@dataclass(slots=True)
class Findings:
    """What a run did: files read, what came out, and the files kept."""

    files: int = 0
    parsed: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    kept: list[Path] = field(default_factory=list)


def fuzz(reports: Sequence[Path], *, minutes: float, seed: int, keep: Path) -> Iterator[Findings]:
    """Damage and read reports until the time is over; yields the findings so far after each round."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    end = monotonic() + 60 * minutes
    findings = Findings()
    while monotonic() < end:
        folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
        try:
            read_round(damage_round(reports, folder, chance), findings, keep=keep)
        finally:
            shutil.rmtree(folder)
        yield findings


def damage_round(reports: Sequence[Path], folder: Path, chance: random.Random) -> list[Path]:
    """One round's damaged files, named after what was done to them."""
    paths = []
    for number in range(ROUND):
        data, other = (chance.choice(reports).read_bytes() for _ in range(2))
        damages = chance.choices(DAMAGES, k=chance.choice((1, 1, 2)))
        for damage in damages:
            data = damage(data, other, chance) or b"\0"
        names = "-".join(damage.__name__ for damage in damages)
        path = folder / f"{number:03}-{names}{chance.choice(('.pdf', '.pdf', '.pdf', '.txt'))}"
        path.write_bytes(data)
        paths.append(path)
    return paths


def read_round(paths: Sequence[Path], findings: Findings, *, keep: Path) -> None:
    for outcome in parse_paths(paths, limits=LIMITS):
        findings.files += 1
        if outcome.error is None:
            findings.parsed += 1
            continue
        findings.refused["".join(letter for letter in outcome.error if not letter.isdigit())] += 1
        if outcome.error.startswith((DIED, GIVEN_UP, FAULT)):
            keep.mkdir(parents=True, exist_ok=True)
            kept = keep / f"{(outcome.sha256 or 'unread')[:12]}-{outcome.path.name}"
            shutil.copyfile(outcome.path, kept)
            findings.kept.append(kept)
