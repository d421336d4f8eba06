"""Authorities' names in a query, understood as filters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from reports.models import Authority, Inspection
from reports.search.wording import PART, Clause

# Words of a name that people leave out or change: "Windsor & Maidenhead", "Stockton on Tees".
FILLING = {"and", "the", "of", "upon", "on", "with"}
# What may follow a name and belongs to it: "Rochdale Borough Council".
TITLES = {"council", "borough", "city", "county", "metropolitan", "district", "mbc", "cc", "bc", "lbc"}
# Names, and parts of names, that are ordinary words or point to no one place. In small letters they are
# taken for the word, unless a title or nothing else stands beside them; "Reading" with a capital is the town.
# A river flows past several places.
ORDINARY = {
    *("reading", "bury", "bath", "barking", "tower", "central", "city", "county", "royal", "forest"),
    *("north", "south", "east", "west", "isle", "isles", "great", "greater", "st", "saint", "upper", "lower"),
    *("thames", "tyne"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """The authorities that a name stands for (two, where a name was shared or divided), and its clauses."""

    authorities: tuple[int, ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """What a query names that is on the reference list and of which no report is held; mostly one authority."""

    names: tuple[str, ...]
    clauses: tuple[Clause, ...]


def places_in(clauses: Sequence[Clause], *, text: str) -> tuple[list[Place], list[Absent]]:
    """The authorities that a query names: those with reports, and those without any. One query."""
    plain = [clause for clause in clauses if clause.plain and not clause.alternative]
    if not plain:
        return [], []
    rows = list(
        Authority.objects.annotate(held=Exists(Inspection.objects.filter(authority=OuterRef("pk"))))
        .filter(Q(held=True) | Q(fictional=False))
        .values_list("pk", "name", "former_names", "held")
    )
    absent = {pk: name for pk, name, _, held in rows if not held}
    # A name that is shared is taken for that of the authority that has reports.
    names = {
        **names_of((pk, name, former) for pk, name, former, held in rows if not held),
        **names_of((pk, name, former) for pk, name, former, held in rows if held),
    }
    found = find(plain, names=names, text=text)
    places = [place for place in found if place.authorities[0] not in absent]
    missing = [
        Absent(tuple(absent[pk] for pk in place.authorities), place.clauses)
        for place in found
        if place not in places
    ]
    return places, missing


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


def find(
    clauses: Sequence[Clause], *, names: dict[tuple[str, ...], frozenset[int]], text: str
) -> list[Place]:
    """The longest names first; a name is made of whole clauses that follow each other."""
    longest = max(map(len, names), default=0)
    found: list[Place] = []
    at = 0
    while at < len(clauses):
        for end in range(min(len(clauses), at + longest + 3), at, -1):
            span = clauses[at:end]
            parts = tuple(part for clause in span for part in clause.parts if part not in FILLING)
            filled = span[0].parts[0] in FILLING or span[-1].parts[-1] in FILLING
            if filled or parts not in names:
                continue
            titles = 0
            while end + titles < len(clauses) and set(clauses[end + titles].parts) <= TITLES:
                titles += 1
            alone = len(clauses) == len(span) + titles
            if ordinary(span, text=text) and not (titles or alone):
                continue
            found.append(Place(tuple(sorted(names[parts])), tuple(clauses[at : end + titles])))
            at = end + titles
            break
        else:
            at += 1
    return found


def ordinary(span: Sequence[Clause], *, text: str) -> bool:
    """Whether a name is typed as the ordinary word that it also is."""
    if len(span) > 1 or span[0].parts[0] not in ORDINARY:
        return False
    return text[span[0].start].islower() or text.isupper()
