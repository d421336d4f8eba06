"""What a query is taken to mean: the names, years and groups of words in it, misspellings put right."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.language.query_grammar import Clause, Wording, read
from reports.search.query.groups import Group, Words, words_of
from reports.search.query.places import Absent, Place, places_in, words_of_names
from reports.search.query.questions import without_asking
from reports.search.query.spelling import corrections, fit, misspelt_names
from reports.search.query.statistics import Frequencies
from reports.search.query.thesaurus import Thesaurus, thesaurus
from reports.search.query.years import Years, years_in


@dataclass(frozen=True, slots=True)
class Options:
    """Which steps are taken; benchmarks switch one off to see what it adds."""

    thesaurus: bool = True
    names_and_years: bool = True
    all_words_first: bool = True
    nearest: bool = True
    spelling: bool = True
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """What a query was taken to mean. `asking` are the words that only ask, which are not searched."""

    wording: Wording
    words: Words
    asking: tuple[Clause, ...] = ()
    places: tuple[Place, ...] = ()
    absent: tuple[Absent, ...] = ()
    years: Years | None = None
    corrected: tuple[tuple[str, str], ...] = ()

    @property
    def corrected_text(self) -> str:
        """The query with its misspellings put right; empty where there are none."""
        return respelt(self.wording.text, self.corrected) if self.corrected else ""

    @property
    def words_alone(self) -> str:
        """The query without the words that only ask, and the names and years that are filters or of no report."""
        clauses = list(self.asking)
        clauses += [clause for place in self.places for clause in place.clauses]
        clauses += [clause for place in self.absent for clause in place.clauses]
        clauses += self.years.clauses if self.years else ()
        return self.wording.without([(clause.start, clause.end) for clause in clauses])

    @property
    def asking_text(self) -> str:
        """The words that only ask, as they were typed."""
        return " ".join(self.wording.text[clause.start : clause.end] for clause in self.asking)

    @property
    def groups(self) -> tuple[Group, ...]:
        return self.words.groups


def understand(typed: str, *, frequencies: Frequencies, options: Options) -> Understood:
    """Take a query apart: the names and years in it, and the words that are left.

    A word that the archive does not know is taken for the known word that is spelt most like it, if one is.
    """
    understood = understand_as_typed(typed, frequencies=frequencies, options=options)
    if options.spelling and (unsure := unsure_words(understood)):
        names = words_of_names()
        unknown = set(understood.words.unknown)
        corrected = dict(misspelt_names(unsure - unknown, names))
        corrected |= dict(corrections(unknown, names=names))
        if corrected:
            text = respelt(understood.wording.text, tuple(corrected.items()))
            again = understand_as_typed(text, frequencies=frequencies, options=options)
            return replace(again, wording=understood.wording, corrected=tuple(sorted(corrected.items())))
    return understood


def unsure_words(understood: Understood) -> set[str]:
    """The words that the archive does not hold, and those of the groups that are not English words."""
    typed = (part for group in understood.groups for part in group.typed.lower().split())
    return {*understood.words.unknown, *(word for word in typed if fit(word))}


def understand_as_typed(typed: str, *, frequencies: Frequencies, options: Options) -> Understood:
    """What a query means if it is spelt as it was meant to be."""
    wording = read(typed)
    clauses, asking = without_asking(wording.clauses)
    places: list[Place] = []
    absent: list[Absent] = []
    years: Years | None = None
    if options.names_and_years:
        years = years_in(clauses)
        clauses = [clause for clause in clauses if not years or clause not in years.clauses]
        places, absent = places_in(clauses, text=wording.text)
        named = {clause for place in places for clause in place.clauses}
        named |= {clause for place in absent for clause in place.clauses}
        clauses = [clause for clause in clauses if clause not in named]
    words = words_of(
        clauses,
        thesaurus=thesaurus() if options.thesaurus else Thesaurus(),
        frequencies=frequencies,
        skipped=options.skipped,
    )
    return Understood(wording, words, tuple(asking), tuple(places), tuple(absent), years)


def respelt(text: str, corrected: Sequence[tuple[str, str]]) -> str:
    """The text with each misspelt word replaced, wherever it is a whole word."""
    for wrong, right in corrected:
        text = re.sub(rf"(?<!\w){re.escape(wrong)}(?!\w)", right, text, flags=re.IGNORECASE)
    return text
