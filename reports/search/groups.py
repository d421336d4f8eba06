"""A query's words as groups: each a thing that a paragraph should speak of, in its own words or in others."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reports.comparing.vocabulary import stems_of
from reports.search.endings import other_number
from reports.search.light import LIGHT, SHARE
from reports.search.statistics import Frequencies
from reports.search.terms import longest_term
from reports.search.thesaurus import SAME, Expansion, Thesaurus, phrases
from reports.search.wording import Clause

# What stands between the words of a phrase in a tsquery: 'staying' <-> 'put', 'team' <2> 'child'.
FOLLOWED_BY = re.compile(r"<(?:-|\d+)>")
# The thesaurus may say much for a word; beyond these the gain is noise and the cost is not.
MAX_EXPANSIONS = 14


@dataclass(frozen=True, slots=True)
class Group:
    """What one word, phrase or term of the query stands for.

    `literals` are the stems of the reader's own words, all of which belong together; `phrases` are what the
    reader put in quotes or joined by "or", any of which will do (queries in PostgreSQL's own form);
    `expansions` are the thesaurus's. `term` is the thesaurus's term, where one was used. `share` is how much
    of its weight the group keeps.
    """

    typed: str
    literals: tuple[str, ...] = ()
    phrases: tuple[Expansion, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    term: str = ""
    required: bool = False
    share: float = 1.0

    def holding(self) -> str:
        """The query of the texts that say it: all of the reader's words, or something that means the same."""
        ways = [conjunction(map(quoted, self.literals))] if self.literals else []
        ways += [way.query for way in (*self.phrases, *self.expansions) if way.weight >= SAME]
        return disjunction(ways)

    def touching(self) -> str:
        """The query of the texts that speak of it at all: any of the words, anything related."""
        ways = [quoted(stem) for stem in self.literals]
        ways += [way.query for way in (*self.phrases, *self.expansions)]
        return disjunction(ways)


@dataclass(frozen=True, slots=True)
class Words:
    """The groups of a query, what no text may hold, and the typed words that are stop words alone."""

    groups: tuple[Group, ...]
    excluded: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def words_of(
    clauses: Sequence[Clause], *, thesaurus: Thesaurus, frequencies: Frequencies, skipped: Iterable[str] = ()
) -> Words:
    """The groups of the clauses. `skipped` are terms of the thesaurus that the reader switched off.

    A word that the archive does not hold, and for which the thesaurus has nothing, is set aside as unknown.
    """
    words = {part for clause in clauses for part in clause.parts}
    stems = stems_of(words | {other for word in words if (other := other_number(word))})
    quotes = phrases(clause.phrase for clause in clauses)
    skipped = {term.casefold() for term in skipped}
    groups: list[Group] = []
    excluded: list[str] = []
    ignored: list[str] = []
    at = 0
    while at < len(clauses):
        clause = clauses[at]
        if clause.excluded:
            if query := quotes[clause.phrase]:
                excluded.append(query)
            at += 1
            continue
        run = alternatives_from(clauses, at)
        if len(run) > 1 or clause.quoted:
            ways = tuple(
                Expansion(
                    one.phrase,
                    quotes[one.phrase],
                    tuple(stems[part] for part in one.parts if stems[part]),
                    1.0,
                )
                for one in run
                if quotes[one.phrase]
            )
            if ways:
                typed = " or ".join(one.phrase for one in run)
                groups.append(Group(typed, phrases=ways, required=True))
            else:
                ignored += [one.phrase for one in run]
            at += len(run)
            continue
        end, term, expansions = longest_term(clauses, at, stems=stems, thesaurus=thesaurus)
        parts = [part for one in clauses[at:end] for part in one.parts]
        literals = tuple(dict.fromkeys(stems[part] for part in parts if stems[part]))
        if term.casefold() in skipped:
            term, expansions = "", ()
        if literals or expansions:
            share = SHARE if len(parts) == 1 and parts[0] in LIGHT and not expansions else 1.0
            groups.append(Group(" ".join(parts), literals, expansions=expansions, term=term, share=share))
        else:
            ignored += parts
        at = end
    known, unknown = known_to(frequencies, distinct(groups))
    return Words(tuple(known), tuple(excluded), tuple(ignored), tuple(unknown))


def alternatives_from(clauses: Sequence[Clause], at: int) -> Sequence[Clause]:
    """The clause and those that "or" joins to it."""
    end = at + 1
    while end < len(clauses) and clauses[end].alternative:
        end += 1
    return clauses[at:end]


def distinct(groups: Iterable[Group]) -> list[Group]:
    """Groups without those that repeat another one's words."""
    seen: set[object] = set()
    kept = []
    for group in groups:
        words = (group.literals, tuple(way.query for way in group.phrases))
        if words == ((), ()) or words not in seen:
            kept.append(group)
        seen.add(words)
    return kept


def known_to(frequencies: Frequencies, groups: Iterable[Group]) -> tuple[list[Group], list[str]]:
    """The groups without what the archive does not hold, and the typed words of which nothing is left."""
    groups = list(groups)
    frequencies.learn(
        {stem for group in groups for stem in group.literals},
        {stem for group in groups for way in (*group.phrases, *group.expansions) for stem in way.stems},
    )
    known, unknown = [], []
    for group in groups:
        literals = tuple(stem for stem in group.literals if frequencies.of(stem))
        expansions = tuple(way for way in group.expansions if frequencies.of_phrase(way.stems))
        if not (literals or expansions or group.phrases):
            unknown.append(group.typed)
        else:
            known.append(replace(group, literals=literals, expansions=expansions[:MAX_EXPANSIONS]))
    return known, unknown


def weight_of(group: Group, frequencies: Frequencies) -> float:
    """How much a group says: the rarer its words, the more."""
    own = group.share * sum(frequencies.rarity(frequencies.of(stem)) for stem in group.literals)
    ways = group.phrases or (() if own else group.expansions)
    return own or max((frequencies.rarity(frequencies.of_phrase(way.stems)) for way in ways), default=0.0)


def share_of(group: Group, frequencies: Frequencies, *, loosely: bool) -> float:
    """Which share of the archive's paragraphs holds a group, or (loosely) touches it, at most."""
    ways = [way for way in (*group.phrases, *group.expansions) if loosely or way.weight >= SAME]
    found = sum(frequencies.of_all(way.stems) for way in ways)
    own = [frequencies.of(stem) for stem in group.literals]
    if own:
        found += sum(own) if loosely else min(own)
    return min(1.0, found / max(1, frequencies.total))


def quoted(lexeme: str) -> str:
    """A lexeme as PostgreSQL's tsquery reads it."""
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def conjunction(queries: Iterable[str]) -> str:
    return " & ".join(f"({query})" for query in dict.fromkeys(queries) if query)


def disjunction(queries: Iterable[str]) -> str:
    return " | ".join(f"({query})" for query in dict.fromkeys(queries) if query)
