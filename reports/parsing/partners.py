"""The bodies that a letter or an area report names beside the council: police, health, probation."""

import re
from collections.abc import Sequence

from reports.frameworks.other_kinds import OtherKind
from reports.parsing.document import Line
from reports.parsing.joining import Vocabulary, without_marks

# What such a body's name ends in; "NHS" may begin it and have a list of places behind it.
ENDS = (
    r"(?:Integrated\sCare\s(?:Board|System)|ICBs?\b|Clinical\sCommissioning\sGroups?|CCGs?\b|Constabulary"
    r"|Police\b(?! and Crime)|police force|NHS (?:Foundation )?Trust|Community\sRehabilitation\sCompany"
    r"|Youth\s(?:Offending|Justice)\s(?:Team|Service))"
)
PLACE = r"[A-Z][\w'’-]*"
BODY = re.compile(
    rf"\bNHS (?:{PLACE}(?:, and |, | and the | and | of | ))*?{ENDS}"
    rf"|\b(?:{PLACE}(?: and the | and | & | of | ))*?{ENDS}"
    r"|\bNHS England\b|\b(?:National )?Probation\sService|\bCafcass|\bCAFCASS"
)
# Without a name of its own, a body is any of its sort.
ANY = re.compile(
    r"(?:the )?(?:Integrated Care Boards?|ICBs?|Clinical Commissioning Groups?|CCGs?|Police|police force|Constabulary)"
)
# "Chief Constable of", "Surrey County Council and": another's name or office before it.
BEFORE = re.compile(
    r"^.*\b(?:Constable|Commissioner|Head|Executive|Manager|Director|Superintendent|Lead|Specialist Services)(?: of)? "
    r"|^.*\bCouncil (?:and )?(?:the )?|^(?:The )?(?:London|Royal) Borough of [A-Z]\w+ and (?:the )?"
)
NAMING = re.compile(r"\b(?:is|are) (?:jointly )?responsible for\b")
BECOMING = re.compile(r"\bbecame responsible for\b")
# "Northshire County Council and Northshire ICB. They are jointly responsible for": the sentence before names them.
POINTS_BEFORE = re.compile(r"^(?:They|These|Both)\b")
# "NHS North and East Shire Integrated Care Board (NHS NES ICB)": the same once more, for short.
FOR_SHORT = re.compile(r"(?<!\s)\s{0,9}\([^)]{1,40}\)")
SENTENCE_END = re.compile(r"(?<=[a-z)])\.\s")
SALUTATION = re.compile(r"^Dear\b")
FIRST_WORDS = re.compile(r"^(?:The|Between|On|In|And|Of|For|and|of|the)\s+")


def partners_of(lines: Sequence[Line], kind: OtherKind, words: Vocabulary) -> tuple[str, ...]:
    """The bodies in the order in which they are named: above the salutation, or where their duty is said."""
    if kind.setting == "letter":
        return ()
    if kind.setting == "joint letter":
        end = next((index for index, line in enumerate(lines) if SALUTATION.match(line.text)), 0)
        return bodies_in("\n".join(without_marks(line.text) for line in lines[:end]))
    text = without_marks(words.join([line for line in lines if line.page <= 2]))
    sentences = [FOR_SHORT.sub("", sentence) for sentence in SENTENCE_END.split(text)]
    for naming in (NAMING, BECOMING):
        for place, sentence in enumerate(sentences):
            if naming.search(sentence):
                said = sentences[place - 1] if POINTS_BEFORE.match(sentence) and place else sentence
                if found := bodies_in(naming.split(said)[0]):
                    return found
    return ()


def bodies_in(text: str) -> tuple[str, ...]:
    """The bodies that a text names, each once; a name may go on behind the end of its line."""
    found: list[str] = []
    for match in BODY.finditer(text):
        name = " ".join(BEFORE.sub("", match.group()).split())
        while (shorter := FIRST_WORDS.sub("", name)) != name:
            name = shorter
        if name and name not in found and not ANY.fullmatch(name):
            found.append(name)
    # "Probation Service" beside "National Probation Service" is the same once more.
    return tuple(name for name in found if not any(other.endswith(f" {name}") for other in found))
