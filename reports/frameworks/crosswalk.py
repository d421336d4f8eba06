"""The crosswalk between frameworks: how far two strands judge the same thing, and why.

The data are in `data/crosswalk.toml`, reviewed like code. Every pair of strands of any two frameworks has an
answer: *same*, *partly* or *none*, with one sentence of reason and its source. Imports only `frameworks`.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from reports import frameworks

Relation = Literal["same", "partly", "none"]

DATA = Path(__file__).parents[1] / "data" / "crosswalk.toml"


@dataclass(frozen=True, slots=True)
class Link:
    """How far one strand of one framework can be set beside one strand of another."""

    strand_a: str
    strand_b: str
    relation: Relation
    reason: str
    source: str

    def turned(self) -> "Link":
        """The same link seen from the other framework."""
        return Link(self.strand_b, self.strand_a, self.relation, self.reason, self.source)


@dataclass(frozen=True, slots=True)
class Ending:
    """Why a strand has no counterpart in another framework."""

    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The data as they are written, the earlier framework first in every pair."""

    sources: dict[str, str]
    scopes: dict[str, str]
    links: dict[tuple[str, str], tuple[Link, ...]]
    endings: dict[tuple[str, str, str], Ending]


@cache
def crosswalk() -> Crosswalk:
    """The crosswalk as it is written in its file."""
    data: dict[str, Any] = tomllib.loads(DATA.read_text(encoding="utf-8"))
    sources: dict[str, str] = data["sources"]
    links: dict[tuple[str, str], tuple[Link, ...]] = {}
    for entry in data["link"]:
        a, b = entry["frameworks"]
        strand_a, strand_b = entry["strands"]
        one = Link(strand_a, strand_b, entry["relation"], entry["reason"], sources[entry["source"]])
        links[a, b] = (*links.get((a, b), ()), one)
    endings = {
        (entry["framework"], entry["strand"], entry["in"]): Ending(entry["reason"], sources[entry["source"]])
        for entry in data["ending"]
    }
    return Crosswalk(sources, data["scopes"], links, endings)


def link(framework_a: str, strand_a: str, framework_b: str, strand_b: str) -> Link:
    """How strand a of framework a and strand b of framework b relate. Every pair has an answer."""
    for known in links(framework_a, framework_b):
        if (known.strand_a, known.strand_b) == (strand_a, strand_b):
            return known
    reason = f"One judged {scope(framework_a, strand_a)}; the other {scope(framework_b, strand_b)}."
    return Link(strand_a, strand_b, "none", reason, source_of(framework_b))


def links(framework_a: str, framework_b: str) -> tuple[Link, ...]:
    """The pairs of strands of two frameworks that can be compared, seen from the first."""
    written = crosswalk().links
    if framework_a == framework_b:
        changed = written.get((framework_a, framework_a), ())
        return (*unchanged(framework_a), *changed, *(one.turned() for one in changed))
    if (framework_a, framework_b) in written:
        return written[framework_a, framework_b]
    return tuple(one.turned() for one in written.get((framework_b, framework_a), ()))


def unchanged(framework: str) -> tuple[Link, ...]:
    """Each strand of a framework beside itself."""
    name = frameworks.BY_KEY[framework].short
    reason = f"The same judgement of the same framework ({name})."
    source = source_of(framework)
    return tuple(
        Link(strand, strand, "same", reason, source) for strand in frameworks.BY_KEY[framework].strands
    )


def ending(framework: str, strand: str, other: str) -> Ending:
    """Why a strand of one framework has no counterpart in a report of another."""
    told = crosswalk().endings.get((framework, strand, other))
    if told:
        return told
    if framework == other:
        reason = "Only one of the two reports has this judgement."
    else:
        name = frameworks.BY_KEY[other].short
        reason = f"It judged {scope(framework, strand)}, which “{name}” does not judge by itself."
    return Ending(reason, source_of(other))


def source_of(framework: str) -> str:
    """The document that a framework's judgements are described in; its name, where the crosswalk has none."""
    return crosswalk().sources.get(framework) or frameworks.BY_KEY[framework].name


def scope(framework: str, strand: str) -> str:
    """What a strand judged, as the end of "… judged"."""
    return crosswalk().scopes.get(f"{framework} {strand}", "something that this framework does not name")
