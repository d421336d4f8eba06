"""How well search ranks: nDCG@10 and precision@10 over information needs with graded judgements.

A table has an object a line: `query`, `style`, and `judgements`, each with the report's `file` (its name, with or
without its folder), how the paragraph `starts` (or its number, as `paragraph`), and a `grade`: 2 answers the need,
1 is on its topic. What nobody judged counts as 0.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reports.benchmarks.search import DEPTH, Searcher, plain
from reports.models import Paragraph


@dataclass(frozen=True, slots=True)
class Need:
    """A query as a person types it, and the grades of the paragraphs that were judged for it, by primary key."""

    query: str
    style: str
    grades: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Quality:
    """Of so many needs: the means of nDCG@10 and P@10, and the queries without a relevant result among ten."""

    needs: int
    ndcg: float
    precision: float
    missed: tuple[str, ...]


def needs_of(file: Path) -> tuple[list[Need], list[str]]:
    """The needs of a table, and the judged paragraphs that the archive does not hold, as text."""
    known: dict[str, list[tuple[int, int | None, str, str]]] = defaultdict(list)
    rows = Paragraph.objects.values_list(
        "pk", "number", "text", "inspection__source__folder", "inspection__source__name"
    )
    for pk, number, text, folder, name in rows.iterator(chunk_size=2000):
        known[plain(name)].append((pk, number, plain(text), plain(folder)))
    needs, lost = [], []
    for line in file.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        grades: dict[int, int] = {}
        for judged in given["judgements"]:
            found = paragraphs_of(judged, known)
            grades |= dict.fromkeys(found, judged["grade"])
            if not found:
                lost.append(f"{judged['file']}: {judged.get('starts', judged.get('paragraph'))}")
        needs.append(Need(given["query"], given.get("style", ""), grades))
    return needs, lost


def paragraphs_of(
    judged: Mapping[str, Any], known: Mapping[str, Sequence[tuple[int, int | None, str, str]]]
) -> list[int]:
    """The paragraphs that a judgement is about, by primary key."""
    folder, _, name = judged["file"].rpartition("/")
    starts = plain(judged.get("starts", ""))
    return [
        pk
        for pk, number, text, within in known.get(plain(name), ())
        if (not folder or plain(folder) == within)
        and (text.startswith(starts) if starts else number == judged.get("paragraph"))
    ]


def quality(searcher: Searcher, needs: Sequence[Need]) -> dict[str, Quality]:
    """By style, and over all: how well a searcher ranks what was judged."""
    found: dict[str, list[tuple[Need, list[int]]]] = defaultdict(list)
    for need in needs:
        if not any(need.grades.values()):
            continue
        gains = [need.grades.get(pk, 0) for pk, _ in zip(searcher(need.query), range(DEPTH), strict=False)]
        found[need.style].append((need, gains))
        found["all"].append((need, gains))
    return {
        style: Quality(
            needs=len(pairs),
            ndcg=sum(ndcg(gains, need.grades.values()) for need, gains in pairs) / len(pairs),
            precision=sum(sum(gain > 0 for gain in gains) / DEPTH for _, gains in pairs) / len(pairs),
            missed=tuple(need.query for need, gains in pairs if not any(gains)),
        )
        for style, pairs in found.items()
    }


def ndcg(gains: Sequence[int], grades: Iterable[int]) -> float:
    """Normalised discounted cumulative gain of ten results (Järvelin and Kekäläinen 2002, gains of 2 ** grade - 1)."""
    return dcg(gains) / dcg(sorted(grades, reverse=True)[:DEPTH])


def dcg(gains: Sequence[int]) -> float:
    return sum((2.0**gain - 1) / math.log2(rank + 1) for rank, gain in enumerate(gains, start=1))
