"""How alike two recommendations are: whether the later one asks for the same again."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from reports.comparing.matching import CITED, Ranker
from reports.comparing.terms.pieces import Terms
from reports.comparing.terms.recommendation_query import Ask, telling_terms

# Two recommendations of which one says so little of what the other asks are not alike.
SLIGHT = 0.04
# From here on two recommendations say much the same, whatever their themes.
CLOSE = 0.35
# A recommendation is cut into the things that it asks for where it cites paragraphs and where a clause ends; what
# is shorter than so many words asks for nothing by itself.
CLAUSE_END = re.compile(r"(?<=[.;:])\s+|\n")
FEWEST_WORDS = 5
# A word or a concept this rare is a matter to have in common; "plan" and "timeliness" are in every report.
RARE = 1.5
# Without a theme or a rare concept in common, what two share are words of the trade: "collate", "coordinate".
NO_GROUND = 0.5
# One telling word in common may be chance; two seldom are.
ONE_MATTER = 0.9


@dataclass(frozen=True, slots=True)
class Again:
    """A later recommendation beside an earlier one, and how alike they are.

    `likeness` is 0 where they are not; one text twice is 1, and a shared theme can lift it above. `closely`: it
    asks for much the same, not only for something like it.
    """

    terms: Terms
    likeness: float
    closely: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A later recommendation as what it asks for, whole and thing by thing where it asks for several."""

    whole: Ask
    parts: tuple[Ask, ...]


def asked_for(recommendation: Terms, ask: Callable[[Terms], Ask]) -> Asked:
    """Read a later recommendation with `ask`."""
    return Asked(ask(recommendation), tuple(map(ask, things(recommendation))))


def things(recommendation: Terms) -> Iterable[Terms]:
    """The several things that one recommendation asks for; none where it asks for one."""
    piece = recommendation.piece
    clauses = CLAUSE_END.split(CITED.sub("\n", piece.text))
    found = [clause for clause in clauses if len(clause.split()) >= FEWEST_WORDS]
    if len(found) > 1:
        for clause in found:
            yield recommendation.reader.read(replace(piece, text=clause))


def compared(one: Ask, other: Asked, ranker: Ranker) -> Again:
    """How much each says of what the other asks, and whether they share a matter: a theme, or a rare concept."""
    said, part = max(
        ((both_ways(one, part, ranker), part) for part in (other.whole, *other.parts)),
        key=lambda found: found[0],
    )
    if not said:
        return Again(other.whole.terms, 0.0, closely=False)
    elsewhere = other.whole.about_care and not one.about_care and not ranker.care_asked
    likeness = (
        said
        * ground(one, other.whole, part, ranker)
        * (ONE_MATTER if len(matters(one, part.terms, ranker)) < 2 else 1.0)
        * (ranker.parts.care if elsewhere else 1.0)
    )
    return Again(other.whole.terms, likeness, closely=said >= CLOSE)


def both_ways(one: Ask, other: Ask, ranker: Ranker) -> float:
    """How much each of two texts says of what the other asks, 0 to 1."""
    there = ranker.words(one, other.terms) / (ranker.words(one, one.terms) or 1.0)
    if there < SLIGHT:
        return 0.0
    back = ranker.words(other, one.terms) / (ranker.words(other, other.terms) or 1.0)
    return math.sqrt(there * back)


def ground(one: Ask, other: Ask, part: Ask, ranker: Ranker) -> float:
    """A factor for the matter that two recommendations share: the rarer their theme, the more it counts."""
    themes = one.terms.piece.themes & other.terms.piece.themes
    if themes:
        return 1.0 + max(ranker.theme_rarity.get(theme, 0.0) for theme in themes)
    return 1.0 if rare_concept(one, part.terms, ranker) else NO_GROUND


def on_the_matter(one: Ask, reading: Terms, ranker: Ranker) -> bool:
    """Whether a text is about what was asked, and does not only use one of its words."""
    return (
        bool(one.terms.piece.themes & reading.piece.themes)
        or rare_concept(one, reading, ranker)
        or len(matters(one, reading, ranker)) > 1
    )


def rare_concept(one: Ask, reading: Terms, ranker: Ranker) -> bool:
    """Whether both name a concept that not every report is full of."""
    shared = (term for term in one.terms.counts.keys() & reading.counts.keys() if term.startswith("="))
    return any(ranker.rarity(term) >= RARE for term in shared)


def matters(one: Ask, reading: Terms, ranker: Ranker) -> set[str]:
    """The distinct rare matters that a text shares with what was asked: a word and the concept that it names are
    one."""
    held = (term for term in telling_terms(one) & reading.counts.keys() if ranker.rarity(term) >= RARE)
    return {
        named if (named := one.otherwise.get(term, ("",))[0]) in reading.counts else term for term in held
    }
