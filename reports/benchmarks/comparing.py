"""How well a comparison finds what became of a recommendation, against tables made by hand.

A table is a file `<authority>-<year>-<year>.jsonl`: a line for each recommendation of the earlier report with
its first words (`rec`), the numbers of the later paragraphs and recommendations that a careful analyst would
certainly cite (`core`), and what became of it (`status`).
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from reports.comparing.loading import opening
from reports.comparing.service import Reading, read
from reports.comparing.statuses.rule_assessment import assess_by_rules
from reports.comparing.terms.recommendation_query import OFF, Parts
from reports.models import Inspection
from reports.models.recommendation_statuses import Status

# The tables' words for a status.
STATUSES = {
    "improved": Status.IMPROVED,
    "repeated": Status.ASKED_AGAIN,
    "still weak": Status.CRITICISED,
    "mixed": Status.MIXED,
    "not found": Status.NOT_FOUND,
}
DEPTHS = (1, 3, 5)
NOTHING = replace(Parts(), **{field.name: OFF.get(field.name, 0.0) for field in fields(Parts)})


@dataclass(frozen=True, slots=True)
class Judged:
    """One line of a table."""

    position: int
    core: frozenset[int]
    status: Status


@dataclass(frozen=True, slots=True)
class Table:
    """One pair of reports, read, and what a person found."""

    name: str
    reading: Reading
    lines: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Of the recommendations that have a core: for how many one of it is first, in the first three, five."""

    judged: int
    hits: tuple[int, ...]

    @property
    def shares(self) -> tuple[float, ...]:
        return tuple(round(hit / self.judged, 2) if self.judged else 0.0 for hit in self.hits)

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.judged + other.judged, tuple(a + b for a, b in zip(self.hits, other.hits, strict=True))
        )


def table(path: Path) -> Table:
    """Read a table and the two reports that it is about. Raises LookupError where the archive lacks them."""
    authority, earlier_year, later_year = path.stem.rsplit("-", 2)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    a = the_one(authority, int(earlier_year), [line["rec"] for line in lines])
    b = Inspection.objects.filter(authority__slug=authority, start__year=int(later_year)).first()
    if a is None or b is None:
        raise LookupError(f"The archive lacks a report that {path.name} is about.")
    judged = tuple(Judged(line["n"], frozenset(line["core"]), STATUSES[line["status"]]) for line in lines)
    return Table(path.stem, read(a, b), judged)


def the_one(authority: str, year: int, openings: Sequence[str]) -> Inspection | None:
    """The inspection of that year whose recommendations begin so: there may have been two."""
    found = Inspection.objects.select_related("authority").filter(authority__slug=authority, start__year=year)
    for inspection in found:
        texts = list(inspection.recommendations.order_by("order").values_list("text", flat=True))
        if texts and opening(texts[0]).startswith(opening(openings[0])[:30]):
            return inspection
    return None


def score(one: Table, parts: Parts | None = None) -> Score:
    """How many cores are found, with all parts or with these."""
    ranker = one.reading.ranker(parts)
    hits = [0] * len(DEPTHS)
    cored = [line for line in one.lines if line.core]
    for line in cored:
        asked = ranker.ask(one.reading.earlier.recommendations[line.position - 1])
        numbers = [match.terms.piece.number for match in ranker.rank(asked)]
        for index, depth in enumerate(DEPTHS):
            hits[index] += bool(line.core.intersection(numbers[:depth]))
    return Score(len(cored), tuple(hits))


def statuses(one: Table) -> Counter[tuple[Status, Status]]:
    """How often which status was found by hand and suggested."""
    suggested = assess_by_rules(one.reading.earlier.recommendations, one.reading.ranker())
    return Counter((line.status, suggested[line.position - 1].status) for line in one.lines)


def agreement(pairs: Mapping[tuple[Status, Status], int]) -> tuple[int, int]:
    """How many statuses agree, and of how many."""
    return sum(n for (found, said), n in pairs.items() if found == said), sum(pairs.values())


def without_each_part(tables: Iterable[Table]) -> dict[str, Score]:
    """The score over all tables with each part switched off, and with none left."""
    kept = list(tables)
    variants = {
        f"without {f.name}": replace(Parts(), **{f.name: OFF.get(f.name, 0.0)}) for f in fields(Parts)
    }
    variants["BM25 alone"] = NOTHING
    return {name: total(score(one, parts) for one in kept) for name, parts in variants.items()}


def total(scores: Iterable[Score]) -> Score:
    """All tables as one."""
    return sum(scores, Score(0, (0,) * len(DEPTHS)))
