"""Years in a query, understood as filters: "2014", "2012-2014", "since 2018", "before 2015".

"2013-14" is also what texts call a school year or a year of reporting, whenever they were written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.language.query_grammar import Clause

# Children's services have been inspected under these frameworks since 2012; the margins are generous.
FIRST, LAST = 2000, 2099
YEAR = re.compile(r"20\d\d")
SHORT = re.compile(r"\d\d")
FROM = {"since", "from"}
UNTIL = {"until", "till", "to"}
LEADS = {*FROM, *UNTIL, "in", "during", "of", "before", "after", "between", "by", "year"}


@dataclass(frozen=True, slots=True)
class Years:
    """The first and the last year meant (None: open), and the clauses that say so."""

    first: int | None
    last: int | None
    clauses: tuple[Clause, ...]

    @property
    def school_year(self) -> str:
        """The years as texts write a school year or a year of reporting ("2013–14"), if they were typed so."""
        named = [clause.parts for clause in self.clauses if span_of(clause)]
        closed = self.first and self.last and len(named) == 1
        return "–".join(named[0]) if closed and SHORT.fullmatch(named[0][-1]) else ""

    @property
    def in_words(self) -> str:
        """The query of the texts that name this school year: 2013–14, 2013-14, 2013/14; empty for other years."""
        first, _, last = self.school_year.partition("–")
        return f"'{first}' <-> ('{last}' | '-{last}') | '{first}/{last}'" if first else ""

    def __str__(self) -> str:
        if self.first == self.last:
            return str(self.first)
        if self.first is None:
            return f"until {self.last}"
        return f"since {self.first}" if self.last is None else f"{self.first} to {self.last}"


def years_in(clauses: Sequence[Clause]) -> Years | None:
    """The one year or range that a query names; None where it names none, or several apart."""
    found = [index for index, clause in enumerate(clauses) if span_of(clause)]
    if not found or any(clause.alternative for clause in clauses):
        return None
    first_at, last_at = found[0], found[-1]
    spans = [span_of(clauses[index]) for index in found]
    lead = clauses[first_at - 1] if first_at else None
    word = lead.parts[0] if lead and lead.plain and len(lead.parts) == 1 else ""
    used = list(clauses[first_at : last_at + 1])
    if len(found) == 1:
        first, last = spans[0] or (0, 0)
    elif len(found) == 2 and joined(clauses[first_at + 1 : last_at]):
        first, last = sorted((spans[0] or (0, 0))[:1] + (spans[1] or (0, 0))[1:])
    else:
        return None
    if word in LEADS and lead is not None:
        used.insert(0, lead)
    opened = len(found) == 1
    if opened and word == "before":
        return Years(None, first - 1, tuple(used))
    if opened and word == "after":
        return Years(last + 1, None, tuple(used))
    if opened and word in UNTIL:
        return Years(None, last, tuple(used))
    if opened and word in FROM:
        return Years(first, None, tuple(used))
    return Years(first, last, tuple(used))


def span_of(clause: Clause) -> tuple[int, int] | None:
    """The years of a clause: "2014", "2012-2014", "2012/13" (the school year: both)."""
    if not clause.plain or not 1 <= len(clause.parts) <= 2 or not YEAR.fullmatch(clause.parts[0]):
        return None
    first = int(clause.parts[0])
    if len(clause.parts) == 1:
        return first, first
    second = clause.parts[1]
    if YEAR.fullmatch(second):
        return (first, int(second)) if int(second) >= first else None
    if SHORT.fullmatch(second) and int(second) == (first + 1) % 100:
        return first, first + 1
    return None


def joined(between: Sequence[Clause]) -> bool:
    """Whether two years belong together: nothing between them, or "to", "and", "until"."""
    return not between or (
        len(between) == 1
        and between[0].plain
        and between[0].parts in {("to",), ("and",), ("until",), ("till",)}
    )
