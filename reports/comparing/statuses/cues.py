"""What a paragraph says of a matter: praise, criticism, or both, read from the words that inspectors use.

A clause is praise or criticism; "not", "too few" and their like turn praise round. Each sentence counts by how
much it says of the matter asked about, so that praise of something else in the same paragraph weighs little.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from reports.comparing.terms.words import sentences

# "has improved", "is effective", "good quality", "well coordinated"
PRAISE = re.compile(
    r"\b(?:improv(?:ed|ing|ements?|es)|strengthened|strong(?:er|ly)?|strengths?|effective(?:ly)?|good|excellent|"
    r"outstanding|well|robust(?:ly)?|rigorous(?:ly)?|thorough(?:ly)?|comprehensive(?:ly)?|timely|prompt(?:ly)?|"
    r"swift(?:ly)?|appropriate(?:ly)?|clear(?:ly)?|consistent(?:ly)?|positive(?:ly)?|progress|success(?:ful|fully)?|"
    r"regular(?:ly)?|increased|increasing(?:ly)?|better|high[- ]quality|established|embedded|responsive|sensitive|"
    r"skilled|stable|benefit(?:s|ed)?|valued?|purposeful(?:ly)?|proactive(?:ly)?|careful(?:ly)?|praised?|"
    r"commendabl[ey]|tenacious|innovative|routinely|quickly|reduced|decisive(?:ly)?|influential|impressive)\b"
)
# "remains a weakness", "there are gaps", "too many plans drift"
CRITICISM = re.compile(
    r"\b(?:poor(?:ly|er)?|weak(?:ness|nesses|er)?|inconsisten(?:t|tly|cy|cies)|insufficien(?:t|tly)|inadequate(?:ly)?|"
    r"ineffective(?:ly)?|unclear|incomplete|variable|varie[sd]|vary|delay(?:s|ed)?|drift(?:ed|s)?|slow(?:ly)?|"
    r"lack(?:s|ed|ing)?|limited|limits?|absence|gaps?|shortfalls?|deficits?|fail(?:s|ed|ure|ures|ing)?|"
    r"under-?developed|hamper(?:s|ed)?|impeded?|concerns? about|hinder(?:s|ed)?|undermin(?:es|ed)|deteriorat\w+|"
    r"too (?:many|few|long|high|slow|little|late|often|variable|descriptive|soon|early|much)|not yet|yet to|"
    r"not all|not always|not enough|further work|more work|needs? to|has taken too|remain(?:s)? a challenge|"
    r"unsatisfactory|outdated|missed|reluctan(?:t|ce)|low take-up|take-up \w+ \w+ \w+ low|unacceptabl[ey]|"
    r"serious|significant shortfall|worse|stubbornly|impersonal|adversely|rarely|seldom|little evidence|"
    r"requires? improvement|difficult(?:y|ies)?|cumbersome|disrupt\w*|unallocated|overdue)\b"
)
# What, in the few words before it, turns praise into criticism.
TURNED = re.compile(
    r"\b(?:not|no|nor|never|neither|without|cannot|can't|isn't|less|insufficiently|lacks?|few|little|hardly|rarely|"
    r"to be|sufficiently|should be|could be|would be|further|more)\b(?:\s+[\w'’-]+){0,3}\s*$"
)
# "this is not yet good", but also: "no delay", "without drift" turn criticism into praise.
RELIEVED = re.compile(
    r"\b(?:no|without|reduc(?:ed?|ing|tion)|minimis(?:ed?|ing)|avoid(?:s|ed|ing)?|prevent(?:s|ed|ing)?|"
    r"tackl(?:e[sd]?|ing)|address(?:es|ed|ing)?)\b(?:\s+[\w'’-]+){0,3}\s*$"
)
CLAUSE = re.compile(
    r",?\s+(?:but|although|though|while|whilst|however|nevertheless|despite)\b|;\s+|(?<=\w),\s+(?=which|and)"
)


@dataclass(frozen=True, slots=True)
class Tone:
    """How much praise and how much criticism."""

    praise: float = 0.0
    criticism: float = 0.0

    def __add__(self, other: "Tone") -> "Tone":
        return Tone(self.praise + other.praise, self.criticism + other.criticism)

    def times(self, factor: float) -> "Tone":
        return Tone(self.praise * factor, self.criticism * factor)

    @property
    def share(self) -> float | None:
        """Praise as a share of both, or None where neither was read."""
        both = self.praise + self.criticism
        return self.praise / both if both else None


def tone(text: str, *, relevance: Callable[[int], float]) -> Tone:
    """The tone of a text, each sentence weighted by `relevance` of its index, 0 to 1."""
    total = Tone()
    for index, (start, end) in enumerate(sentences(text)):
        total += sentence_tone(text[start:end]).times(relevance(index))
    return total


def sentence_tone(sentence: str) -> Tone:
    """One sentence, clause by clause: a clause counts once, for what it says most."""
    total = Tone()
    for clause in CLAUSE.split(sentence.lower()):
        praise = criticism = 0
        for found in PRAISE.finditer(clause):
            if TURNED.search(clause[: found.start()]):
                criticism += 1
            else:
                praise += 1
        for found in CRITICISM.finditer(clause):
            if RELIEVED.search(clause[: found.start()]):
                praise += 1
            else:
                criticism += 2
        if praise or criticism:
            total += Tone(praise / (praise + criticism), criticism / (praise + criticism))
    return total
