"""Authorities' names in a query, understood as filters."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from reports.browse.authority_names import FILLING, ORDINARY, TITLES, names_of
from reports.language.query_grammar import Clause
from reports.models import Authority, Inspection

# "neglect in Northam", "care leavers at Southam council"
LEADS = {"in", "at", "for", "by", "from", "of", "about", "on", "within", "across", "near"}


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
            begin = at - 1 if at and leads(clauses[at - 1], span[0], text=text) else at
            found.append(Place(tuple(sorted(names[parts])), tuple(clauses[begin : end + titles])))
            at = end + titles
            break
        else:
            at += 1
    return found


def leads(clause: Clause, name: Clause, *, text: str) -> bool:
    """Whether a word belongs to the name that follows it: without the name nothing would be left for it to say."""
    between = text[clause.end : name.start]
    return text[clause.start : clause.end].lower() in LEADS and between.isspace()


def ordinary(span: Sequence[Clause], *, text: str) -> bool:
    """Whether a name is typed as the ordinary word that it also is."""
    if len(span) > 1 or span[0].parts[0] not in ORDINARY:
        return False
    return text[span[0].start].islower() or text.isupper()


def words_of_names() -> set[str]:
    """The words of all authorities' names, present and former: what a misspelt one may have been meant to be."""
    names = names_of(Authority.objects.known().values_list("pk", "name", "former_names"))
    return {word for name in names for word in name} - ORDINARY
