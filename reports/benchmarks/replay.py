"""A replay of mixed requests as readers send them: how many are answered from what is kept, and in how much memory."""

import random
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

from django.urls import reverse

from inspections.kept_pages import HIT, STATUS
from reports import frameworks
from reports.models import Authority, Inspection, Theme

REQUESTS = 2000
READERS = 8
# Of a hundred requests; each kind's own pages are asked for as words are used: the second half as often as the first.
SHARES = {
    "home": 10,
    "lists": 20,
    "reports": 25,
    "authorities": 15,
    "searches": 15,
    "comparisons": 10,
    "themes": 5,
}
WORDS = (
    *("missing children", "care leavers", "social workers caseloads", "placement stability", "early help"),
    *("foster carers", "child protection plans", "sexual exploitation", "health assessments", "supervision"),
    *("private fostering", "permanence", "return home interviews", "pathway plans", "neglect", "audit"),
)


@dataclass(frozen=True, slots=True)
class Replay:
    """What became of the requests: how many were answered from what is kept, and each status."""

    hits: int
    statuses: Counter[int]

    @property
    def hit_rate(self) -> float:
        """The share of the requests that were answered from what is kept."""
        return self.hits / max(1, self.statuses.total())


def mixed_paths(count: int = REQUESTS) -> list[str]:
    """Paths of all kinds of page of the archive at hand; the same archive, the same paths."""
    chance = random.Random(11)  # noqa: S311
    pools = pools_of(chance)
    kinds = chance.choices([*SHARES], weights=[*SHARES.values()], k=count)
    return [popular(pools[kind], chance) for kind in kinds if pools[kind]]


def pools_of(chance: random.Random) -> dict[str, list[str]]:
    """The pages of each kind, in an order of their own: the first are asked for most."""
    inspections = list(Inspection.objects.placed().order_by("authority", "start"))
    pairs = [(a, b) for a, b in pairwise(inspections) if a.authority_id == b.authority_id]
    lists = [reverse(name) for name in ("inspections", "authorities", "national", "trajectories", "themes")]
    for strand in frameworks.judged_now():
        lists += [
            f"{reverse('inspections')}?{urlencode({strand: grade})}" for grade in ("good", "inadequate")
        ]
        lists.append(f"{reverse('authorities')}?{urlencode({strand: 'inadequate'})}")
        lists.append(f"{reverse('trajectories')}?{urlencode({'strand': strand})}")
    pools = {
        "home": ["/"],
        "lists": lists,
        "reports": [one.get_absolute_url() for one in inspections],
        "authorities": [one.get_absolute_url() for one in Authority.objects.inspected()],
        "searches": [f"{reverse('search')}?{urlencode({'q': words})}" for words in WORDS],
        "comparisons": [reverse("compare", args=[a.slug, b.slug]) for a, b in pairs],
        "themes": [theme.get_absolute_url() for theme in Theme.objects.all()],
    }
    for pool in pools.values():
        chance.shuffle(pool)
    return pools


def popular(pool: Sequence[str], chance: random.Random) -> str:
    """One of them by Zipf's law: the second half as often as the first."""
    return chance.choices(pool, weights=[1 / (rank + 1) for rank in range(len(pool))])[0]


def replay(port: int, paths: Sequence[str]) -> Replay:
    """Ask for each path once, in order, over so many readers at once."""

    def ask(path: str) -> tuple[int, bool]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{port}{path}", headers={"Accept-Encoding": "br, gzip"}
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                answer.read()
                return answer.status, answer.headers.get(STATUS) == HIT
        except urllib.error.HTTPError as error:
            return error.code, False

    with ThreadPoolExecutor(READERS) as readers:
        answers = list(readers.map(ask, paths))
    return Replay(sum(hit for _, hit in answers), Counter(status for status, _ in answers))


def memory_of_workers(parent: int) -> list[float]:
    """The resident memory of each process that the web server has started, in megabytes; what all share counts in
    each. Nothing where the system does not say (only Linux does)."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:  # it has ended
            continue
        if int(fields["PPid"]) == parent and "VmRSS" in fields:
            found.append(int(fields["VmRSS"].split()[0]) / 1024)
    return found


def replay_lines(found: Replay, memory: Sequence[float]) -> list[str]:
    """The figures as lines of Markdown."""
    others = ", ".join(
        f"{count} with {status}" for status, count in sorted(found.statuses.items()) if status != 200
    )
    lines = [
        f"A replay of {found.statuses.total():,} mixed requests on an archive that nobody has asked yet: "
        f"{found.hit_rate:.0%} answered from what is kept{f'; {others}' if others else ''}."
    ]
    if memory:
        each = ", ".join(f"{megabytes:,.0f}" for megabytes in sorted(memory))
        lines.append(f"Memory of each worker after it: {each} MB.")
    return lines
