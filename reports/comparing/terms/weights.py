"""How informative a term is: one rare in the archive very, a word of every recommendation hardly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reports.comparing.terms.associations import Nearby
from reports.comparing.terms.concepts import Concept
from reports.comparing.terms.pieces import Terms
from reports.language.document_frequency import inverse_document_frequency

# The words that recommendations are written in, whatever they ask for. They are stems.
ASKING_WORDS = """
    accel access act action address agenc appropri appropriate area arrang author better child
    children clear clearli comprehens consist continu demonstr develop effect ensur establish evalu
    famili focus focuss full fulli good high impact implement improv includ increas inform lead
    level local made make meet monitor need number outcom partner peopl place practic process
    promot provid provis qualiti receiv regular regularli relev report requir result review robust
    robustli secur servic set specif step strengthen support sure system take time timescal
    undertak use work young
"""
ASKING = frozenset(ASKING_WORDS.split())


@dataclass(frozen=True, slots=True)
class Weights:
    """Document frequencies over the paragraphs of the archive, the concepts' phrases, and which words are
    near to which. `local`: over the reports in hand, where concepts are counted like words."""

    frequencies: Mapping[str, int]
    total: int
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    nearby: Nearby = field(default_factory=dict)
    local: bool = False

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a stem or of a concept, never below 0."""
        return inverse_document_frequency(self.frequency(term), self.total)

    def frequency(self, term: str) -> int:
        """Paragraphs that hold the term; a concept that was not counted is as frequent as its phrases can be."""
        if term in self.frequencies or self.local or not term.startswith("="):
            return min(self.frequencies.get(term, 0), self.total)
        phrases = self.concepts[term[1:]].phrases
        return min(sum(min(self.frequencies.get(s, 0) for s in phrase) for phrase in phrases), self.total)


def counted(readings: Iterable[Terms]) -> tuple[dict[str, int], int]:
    """Document frequencies over some pieces: what replaces the archive's while it has none."""
    frequencies: dict[str, int] = {}
    total = 0
    for reading in readings:
        total += 1
        for term in reading.counts:
            frequencies[term] = frequencies.get(term, 0) + 1
    return frequencies, total
