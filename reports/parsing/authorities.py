"""A printed name to the reference list of authorities, by rules and never by likeness.

The list is `reports/data/authorities.csv` with `fictional_authorities.csv`, which holds the councils of the
project's own samples. Its columns: name, former and other printed names, and what became of abolished ones.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
LISTS = (DATA / "authorities.csv", DATA / "fictional_authorities.csv")

# What a printed name says beside the place: "Metropolitan Borough of", "City Council", "Children's Trust".
STYLES = re.compile(
    r"\b(?:the|royal|london(?=\s+borough)|metropolitan|county|city|district|borough|unitary|council|corporation|authority|local"
    r"|mbc|mdc|cc|lb|la|ua|of|and|in|for|services|service|department|children|childrens|young|people|families"
    r"|trust|company|first|social|care|safeguarding|board|partnership|lscb|scb|lscp|limited|ltd|cic)\b"
)
PUNCTUATION = re.compile(r"[^a-z ]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One authority of the reference list; `abolished` is the first day on which it was no more."""

    name: str
    gss_code: str
    names: tuple[str, ...]
    also_printed: tuple[str, ...]
    successors: tuple[str, ...]
    abolished: date | None


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the list makes of a printed name: one authority, or all that could be meant."""

    entry: Entry | None
    candidates: tuple[Entry, ...] = ()


def key_of(name: str) -> str:
    """A name without styles and punctuation: "The Royal Borough of Windsor & Maidenhead", "windsor maidenhead"."""
    folded = name.lower().replace("&", " and ").replace("’", "'").replace("'s", "").replace("saint ", "st ")
    words = PUNCTUATION.sub(" ", folded.replace("'", ""))
    return " ".join(STYLES.sub(" ", words).split()) or " ".join(words.split())


def plain_key(name: str) -> str:
    """A name in lower case, without punctuation alone: for names that are all style, "City of London"."""
    return " ".join(
        PUNCTUATION.sub(" ", name.lower().replace("&", " and ").replace("’", "").replace("'", "")).split()
    )


def listed(cell: str) -> tuple[str, ...]:
    """The names of a cell that semicolons part."""
    return tuple(name.strip() for name in cell.split(";") if name.strip())


def entries() -> Iterator[Entry]:
    for path in LISTS:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield Entry(
                    name=row["name"],
                    gss_code=row["gss_code"],
                    names=(row["name"], row["ons_name"] or row["name"], *listed(row["former_names"])),
                    also_printed=listed(row["also_printed"]),
                    successors=tuple(row.get("successors", "").split()),
                    abolished=date.fromisoformat(row["abolished"]) if row.get("abolished") else None,
                )


@cache
def index() -> dict[str, tuple[Entry, ...]]:
    """Authorities by each of their names, folded both ways."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries():
        keys = {fold(name) for name in entry.names for fold in (key_of, plain_key)}
        keys |= {plain_key(name) for name in entry.also_printed}
        for key in keys:
            found[key].append(entry)
    return {key: tuple(among) for key, among in found.items()}


def standing_on(entry: Entry, on: date | None) -> Resolution:
    """An authority, or what became of it before that day."""
    if entry.abolished is None or on is None or on < entry.abolished:
        return Resolution(entry)
    heirs = tuple(other for other in entries() if other.gss_code in entry.successors)
    return Resolution(heirs[0]) if len(heirs) == 1 else Resolution(None, heirs)


def resolve(printed: str, *, on: date | None = None) -> Resolution:
    """The authority that a report means by a printed name; `on` is a day of its inspection.

    A name that several bear is that of the one which existed on the day, and otherwise nobody's: a curator
    decides.
    """
    for fold in (plain_key, key_of):
        found = index().get(fold(printed), ())
        if len(found) > 1 and on:
            found = (
                tuple(entry for entry in found if entry.abolished is None or on < entry.abolished) or found
            )
        if len(found) == 1:
            return standing_on(found[0], on)
        if found:
            return Resolution(None, found)
    return Resolution(None)
