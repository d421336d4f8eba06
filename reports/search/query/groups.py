"""A query's words as groups: each a thing that a paragraph should mention, in its own words or in others."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reports.language.letters import LetterPhrase
from reports.language.query_grammar import Clause, parts_of
from reports.language.stems import stems_of
from reports.search.query.endings import other_number
from reports.search.query.light import JUDGING, JUDGING_SHARE, LIGHT, SHARE
from reports.search.query.statistics import Frequencies, held_by_accident
from reports.search.query.terms import longest_term
from reports.search.query.thesaurus import EQUAL, SAME, WEIGHTS, Expansion, Thesaurus, phrases

# What is between the words of a phrase in a tsquery: 'staying' <-> 'put', 'team' <2> 'child'.
FOLLOWED_BY = re.compile(r"<(?:-|\d+)>")
# The thesaurus may say much for a word; beyond these the gain is noise and the cost is not.
MAX_EXPANSIONS = 14
# A word that a larger part of all texts holds, and more than a few, is general. Between 0.03 and 0.2 it hardly
# matters to the ranking; without it counts swell.
GENERAL, FEW = 0.07, 200


@dataclass(frozen=True, slots=True)
class Group:
    """What one word, phrase or term of the query stands for.

    `literals` are the stems of the reader's own words, all of which belong together; `phrases` are what the
    reader put in quotes or joined by "or", any of which will do (queries in PostgreSQL's own form);
    `expansions` are the thesaurus's. `term` is the thesaurus's term, where one was used. `share` is how much
    of its weight the group keeps. `phrase` is the query of a term's words side by side.
    """

    typed: str
    literals: tuple[str, ...] = ()
    phrases: tuple[Expansion, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    term: str = ""
    required: bool = False
    share: float = 1.0
    phrase: str = ""

    def holding(self) -> str:
        """The query of the texts that say it: all of the reader's words, or something that means the same."""
        ways = [conjunction(map(quoted, self.literals))] if self.literals else []
        ways += [way.query for way in self.same]
        return disjunction(ways)

    @property
    def said(self) -> bool:
        """Whether texts say it, in the reader's words or in others, and not only what is related."""
        return bool(self.literals) or any(way.weight >= SAME for way in (*self.phrases, *self.expansions))

    @property
    def same(self) -> tuple[Expansion, ...]:
        """The other ways of saying it; where nothing says the same and no text has the reader's words, all that is
        related.
        """
        ways = tuple(way for way in (*self.phrases, *self.expansions) if way.weight >= SAME)
        return ways if ways or self.literals else self.expansions

    def as_typed(self) -> str:
        """The query of the texts that say it as the reader did; all that say it, where no text has their words."""
        ways = [self.phrase or conjunction(map(quoted, self.literals))] if self.literals else []
        ways += [way.query for way in self.phrases]
        ways += [way.query for way in self.expansions if way.weight >= EQUAL]
        return disjunction(ways) if self.literals or self.phrases else self.holding()

    def touching(self) -> str:
        """The query of the texts that mention it at all: any of the words, anything related."""
        ways = [quoted(stem) for stem in self.literals]
        ways += [way.query for way in (*self.phrases, *self.expansions)]
        return disjunction(ways)


@dataclass(frozen=True, slots=True)
class Words:
    """The groups of a query, what no text may hold, and the typed words that are stop words alone.

    `unknown` are the typed words that the archive does not hold; `lacking` says that one of them is not a mere
    alternative, so that no text can hold all that was asked for.
    """

    groups: tuple[Group, ...]
    excluded: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    lacking: bool = False

    @property
    def hopeless(self) -> bool:
        """Whether nothing that the archive holds is left of the words."""
        return self.lacking and not self.groups


def words_of(
    clauses: Sequence[Clause], *, thesaurus: Thesaurus, frequencies: Frequencies, skipped: Iterable[str] = ()
) -> Words:
    """The groups of the clauses. `skipped` are terms of the thesaurus that the reader switched off.

    A word that the archive does not hold, and for which the thesaurus has nothing, is set aside as unknown.
    """
    words = {part for clause in clauses if not clause.quoted for part in clause.parts}
    words |= {word for clause in clauses if clause.quoted for word in whole_words(clause)}
    stems = stems_of(words | {other for word in words if (other := other_number(word))})
    clauses = past_stop_words(clauses, stems)
    ways = ways_of(clauses, stems)
    skipped = {term.casefold() for term in skipped}
    groups: list[Group] = []
    excluded: list[str] = []
    ignored: list[str] = []
    at = 0
    while at < len(clauses):
        clause = clauses[at]
        run = alternatives_from(clauses, at)
        if clause.excluded:
            end = at + 1
            excluded += [way.query] if (way := ways[at]) else []
            group, left_out = None, []
        elif len(run) > 1 or clause.quoted:
            end = at + len(run)
            terms = [
                longest_term([replace(one, alternative=False)], 0, stems=stems, thesaurus=thesaurus)[1:]
                for one in run
                if not one.quoted
            ]
            terms = [term for term in terms if term[0].casefold() not in skipped]
            meant = [way for way in ways[at:end] if way]
            group, left_out = of_alternatives(run, meant, terms), [one.phrase for one in run]
        elif "/" in clause.phrase and not any(stems[part] for part in clause.parts) and (way := ways[at]):
            # "and/or": to the letter, since neither half says anything by itself.
            end, left_out = at + 1, [clause.phrase]
            group = of_alternatives([clause], [way], ())
        else:
            end, term, expansions = longest_term(clauses, at, stems=stems, thesaurus=thesaurus)
            left_out = [part for one in clauses[at:end] for part in one.parts]
            if term.casefold() in skipped:
                term, expansions = "", ()
            group = of_term(left_out, term, expansions, stems)
        if group:
            groups.append(group)
        else:
            ignored += left_out
        at = end
    known, unknown, lacking = known_to(frequencies, distinct(groups), stems)
    return Words(tuple(known), tuple(excluded), tuple(ignored), tuple(unknown), lacking)


def ways_of(clauses: Sequence[Clause], stems: Mapping[str, str]) -> list[Expansion | None]:
    """Each clause as a query of its own, to the letter where it is in quotes; None where it has no word to look for."""
    queries = phrases(clause.phrase for clause in clauses if not clause.quoted)
    ways: list[Expansion | None] = []
    for clause in clauses:
        letters = None
        query = queries.get(clause.phrase, "")
        found = tuple(stems[part] for part in clause.parts if stems.get(part))
        if clause.quoted or ("/" in clause.phrase and not found):
            letters = LetterPhrase.of(clause.phrase, open_ended=clause.open_ended)
            query = letters.query()
            found = tuple(stems[word] for word in whole_words(clause) if stems.get(word))
        sign = "*" if clause.open_ended else ""
        ways.append(Expansion(f"{clause.phrase}{sign}", query, found, 1.0, letters) if query else None)
    return ways


def whole_words(clause: Clause) -> Iterable[str]:
    """The words of a phrase that a text which holds it has among its stems too.

    Of figures ("5,000") and of what an apostrophe divides ("O'Brien") PostgreSQL makes other words than a phrase has,
    and what is left open at its end is not a word yet.
    """
    words = LetterPhrase.of(clause.phrase).readings
    whole = words[0][: -1 if clause.open_ended else None] if words else ()
    return [word for word in whole if word.isascii() and word.isalpha()]


def of_alternatives(
    run: Sequence[Clause],
    ways: Sequence[Expansion],
    terms: Sequence[tuple[str, tuple[Expansion, ...]]],
) -> Group | None:
    """What is in quotes, or joined by "or", any of which will do; None where all of it is stop words.

    `terms` are those of the thesaurus among the plain words, with what is said for each.
    """
    expansions = {way.query: way for _, found in terms for way in found}
    if not (ways or expansions):
        return None
    return Group(
        " or ".join(one.phrase for one in run),
        phrases=tuple(ways),
        expansions=tuple(expansions.values()),
        term=next((term for term, _ in terms if term), ""),
        required=True,
    )


def of_term(
    parts: Sequence[str], term: str, expansions: tuple[Expansion, ...], stems: Mapping[str, str]
) -> Group | None:
    """A word, or several that are one term, with what the thesaurus says for it; None where it is a stop word."""
    literals = tuple(dict.fromkeys(stems[part] for part in parts if stems[part]))
    if not (literals or expansions):
        return None
    share = 1.0
    if len(parts) == 1 and parts[0] in JUDGING:
        share = JUDGING_SHARE
        expansions = tuple(replace(way, weight=way.weight * share) for way in expansions)
    elif len(parts) == 1 and parts[0] in LIGHT and not expansions:
        share = SHARE
    phrase = side_by_side([stems[part] for part in parts]) if term else ""
    return Group(" ".join(parts), literals, expansions=expansions, term=term, share=share, phrase=phrase)


def side_by_side(stems: Sequence[str]) -> str:
    """The query of words that follow each other, stop words (empty) between them; empty for less than two words."""
    query, gap = "", 1
    for stem in stems:
        if not stem:
            gap += 1
        elif not query:
            query, gap = quoted(stem), 1
        else:
            query, gap = f"{query} <{gap}> {quoted(stem)}", 1
    return query if ">" in query else ""


def past_stop_words(clauses: Sequence[Clause], stems: Mapping[str, str]) -> Sequence[Clause]:
    """The clauses, a stop word behind "or" passed over: "gran or other relatives" asks for gran or relatives."""
    kept: list[Clause] = []
    joining = False
    for place, clause in enumerate(clauses):
        says_nothing = clause.plain and not any(stems[part] for part in clause.parts)
        if clause.alternative and says_nothing and place + 1 < len(clauses):
            joining = True
            continue
        kept.append(replace(clause, alternative=clause.alternative or (joining and not clause.excluded)))
        joining = False
    return kept


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


def known_to(
    frequencies: Frequencies, groups: Iterable[Group], stems: Mapping[str, str]
) -> tuple[list[Group], list[str], bool]:
    """The groups without what the archive does not hold, the typed words that it does not hold, and whether one of
    those is not a mere alternative.

    Of a term with a word that is not held nothing is said where the thesaurus knows other words for the same.
    """
    groups = list(groups)
    frequencies.learn(
        {stem for group in groups for stem in group.literals}
        | {stem for group in groups for way in group.phrases for stem in way.stems},
        {stem for group in groups for way in group.expansions for stem in way.stems},
    )
    frequencies.forget({stems[word] for word in held_by_accident(word for word in stems if stems[word])})
    known: list[Group] = []
    unknown: list[str] = []
    lacking = False
    for group in groups:
        left = replace(
            group,
            literals=tuple(stem for stem in group.literals if frequencies.of(stem)),
            phrases=tuple(way for way in group.phrases if frequencies.of_phrase(way.stems)),
            expansions=held_expansions(group, frequencies),
        )
        if left.expansions and group.term and len(left.literals) < len(group.literals):
            # What is left of a term without one of its words means something else.
            left = replace(left, literals=())
        held = bool(left.literals or left.phrases or left.expansions)
        known += [left] if held else []
        if left.expansions and left.said:
            continue
        missing = [
            part for part in parts_of(group.typed) if stems.get(part) and not frequencies.of(stems[part])
        ]
        unknown += missing
        lacking |= not held or bool(missing and not group.phrases)
    return known, list(dict.fromkeys(unknown)), lacking


def held_expansions(group: Group, frequencies: Frequencies) -> tuple[Expansion, ...]:
    """What the thesaurus says for a group and the archive holds, the closest first.

    A single word that very many texts hold says too little to stand for a narrower one ("flat": "home"): unless it
    comes first, it is only related.
    """
    ways = [way for way in group.expansions if frequencies.of_phrase(way.stems)][:MAX_EXPANSIONS]
    general = max(FEW, GENERAL * frequencies.total)
    return tuple(
        replace(way, weight=min(way.weight, WEIGHTS["related"]))
        if place and way.weight < EQUAL and len(way.stems) == 1 and frequencies.of(way.stems[0]) > general
        else way
        for place, way in enumerate(ways)
    )


def weight_of(group: Group, frequencies: Frequencies) -> float:
    """How much a group says: the rarer its words, the more."""
    own = group.share * sum(frequencies.rarity(frequencies.of(stem)) for stem in group.literals)
    ways = group.phrases or (() if own else group.expansions)
    return own or group.share * max(
        (frequencies.rarity(frequencies.of_phrase(way.stems)) for way in ways), default=0.0
    )


def share_of(group: Group, frequencies: Frequencies, *, loosely: bool) -> float:
    """Which share of the archive's paragraphs holds a group, or (loosely) touches it, at most."""
    ways = (*group.phrases, *group.expansions) if loosely else group.same
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
