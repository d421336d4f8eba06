"""The terms of the thesaurus in what was typed, and all that is said for each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reports.language.query_grammar import Clause
from reports.search.query.endings import other_number
from reports.search.query.thesaurus import Expansion, Thesaurus, key_of

# A term of several words ("council flat") brings what the thesaurus says for its single words too, for less.
# nDCG@10 is 0.806 without it and with 0.2, 0.808 with 0.4, 0.812 with 0.8 (MEASURED.md).
OF_A_PART = 0.4


def longest_term(
    clauses: Sequence[Clause], at: int, *, stems: Mapping[str, str], thesaurus: Thesaurus
) -> tuple[int, str, tuple[Expansion, ...]]:
    """Where the longest term of the thesaurus that begins here ends, the term, and what is said for it.

    Without any the clause is alone. A clause of several parts ("co-produced") is never cut in two.
    """
    best: tuple[int, str, tuple[Expansion, ...]] = at + 1, "", ()
    words: tuple[str, ...] = ()
    for end in range(at, len(clauses)):
        clause = clauses[end]
        follows = end + 1 < len(clauses) and clauses[end + 1].alternative
        if not clause.plain or clause.alternative or (follows and end > at):
            break
        words += clause.parts
        if len(words) > thesaurus.longest:
            break
        if entry := thesaurus.lookup(key_of(words, stems), words):
            best = end + 1, entry.term, with_parts(entry.expansions, words, stems, thesaurus)
    end, term, expansions = best
    if end == at + 1 and thesaurus.terms and (number := with_number(clauses[at], stems)):
        return end, term or clauses[at].parts[0], (*number, *expansions)
    return best


def with_parts(
    expansions: tuple[Expansion, ...],
    words: Sequence[str],
    stems: Mapping[str, str],
    thesaurus: Thesaurus,
) -> tuple[Expansion, ...]:
    """A term's expansions, and for less what is said for its single words."""
    if len(words) == 1:
        return expansions
    known = {expansion.stems for expansion in expansions} | {(stems[word],) for word in words}
    parts = [thesaurus.lookup(key_of([word], stems), (word,)) for word in words]
    more = [
        replace(expansion, weight=expansion.weight * OF_A_PART)
        for part in parts
        if part
        for expansion in part.expansions
        if expansion.stems not in known
    ]
    return (*expansions, *more)


def with_number(clause: Clause, stems: Mapping[str, str]) -> tuple[Expansion, ...]:
    """The plural of an acronym, or its singular: the same word, but not to the stemmer."""
    word, *more = clause.parts
    other = "" if more else stems.get(other_number(word), "")
    if not (other and stems[word]) or other == stems[word]:
        return ()
    return (Expansion(other_number(word), f"'{other}'", (other,), 1.0),)
