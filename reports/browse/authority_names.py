"""What authorities are called: by name, by a former name, for short, and misspelt."""

import re
from collections.abc import Iterable, Mapping

from reports.language.edit_distance import slips

PART = re.compile(r"[^\W_]+")

# Words of a name that people leave out or change: "Windsor & Maidenhead", "Stockton on Tees".
FILLING = {"and", "the", "of", "upon", "on", "with"}
# What may follow a name and belongs to it: "Rochdale Borough Council".
TITLES = {"council", "borough", "city", "county", "metropolitan", "district", "mbc", "cc", "bc", "lbc"}
# Names, and parts of names, that are ordinary words or point to no one place. In small letters they are
# taken for the word, unless a title or nothing else is beside them; "Reading" with a capital is the town.
# A river flows past several places.
ORDINARY = {
    *("reading", "bury", "bath", "barking", "tower", "central", "city", "county", "royal", "forest"),
    *("north", "south", "east", "west", "isle", "isles", "great", "greater", "st", "saint", "upper", "lower"),
    *("thames", "tyne"),
}


def names_of(authorities: Iterable[tuple[int, str, list[str]]]) -> dict[tuple[str, ...], frozenset[int]]:
    """What each authority is called: its names, the first of names that are joined ("Brighton"), the county
    ("Durham"), and the town by its river ("Hull").
    """
    names: dict[tuple[str, ...], set[int]] = {}
    for pk, name, former in authorities:
        for whole in (name, *former):
            parts = parts_of(whole)
            names.setdefault(parts, set()).add(pk)
            if len(parts) > 2:  # BCP: Bournemouth, Christchurch and Poole
                names.setdefault(("".join(part[0] for part in parts),), set()).add(pk)
            if len(parts) > 1:
                for part in {parts[0], *joined_parts(whole), *last_part(whole)} - ORDINARY:
                    names.setdefault((part,), set()).add(pk)
    return {name: frozenset(pks) for name, pks in names.items() if len(pks) <= 3 and name}


def joined_parts(name: str) -> Iterable[str]:
    """The places of a name that joins several: Telford and Wrekin."""
    if " and " not in name and "," not in name and " with " not in name:
        return ()
    return {piece[0] for piece in map(parts_of, name.replace(" and ", ",").split(",")) if len(piece) == 1}


def last_part(name: str) -> Iterable[str]:
    """What "County Durham" and "Kingston upon Hull" are called for short."""
    parts = PART.findall(name.lower())
    return parts[-1:] if parts[0] == "county" or "upon" in parts else ()


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name in small letters, without those that people leave out."""
    return tuple(part for part in PART.findall(name.lower()) if part not in FILLING)


def called(text: str, names: Mapping[tuple[str, ...], frozenset[int]]) -> frozenset[int]:
    """The authorities of this very name, with or without "Council" behind it; none where nothing is called so."""
    parts = parts_of(text)
    while parts and parts not in names and parts[-1] in TITLES:
        parts = parts[:-1]
    return names.get(parts, frozenset())


def spelt_most_like(text: str, names: Mapping[tuple[str, ...], frozenset[int]]) -> frozenset[int]:
    """The authorities whose name differs from this by the fewest slips; none where all differ by too many."""
    typed = " ".join(part for part in parts_of(text) if part not in TITLES)
    # Every fifth letter may be wrong: one of five, two of ten.
    allowed = len(typed) // 5
    found: dict[int, set[int]] = {}
    for name, pks in names.items():
        written = " ".join(name)
        if abs(len(written) - len(typed)) <= allowed and (count := slips(typed, written)) <= allowed:
            found.setdefault(count, set()).update(pks)
    return frozenset(found[min(found)]) if found else frozenset()
