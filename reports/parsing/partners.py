"""The bodies that a letter or an area report names beside the council: police, health, probation."""

import re
from collections.abc import Sequence

from reports.frameworks.other_kinds import OtherKind
from reports.parsing.document import Line
from reports.parsing.joining import Vocabulary, without_marks

# What such a body's name ends in; "NHS" may begin it and have a list of places behind it.
ENDS = (
    r"(?:Integrated Care (?:Board|System)|ICBs?\b|Clinical Commissioning Groups?|Constabulary|Police\b(?! and Crime)"
    r"|NHS (?:Foundation )?Trust|Community Rehabilitation Company|Youth (?:Offending|Justice) (?:Team|Service))"
)
PLACE = r"[A-Z][\w'’-]*"
BODY = re.compile(
    rf"\bNHS (?:{PLACE}(?:, and |, | and the | and | of | ))*?{ENDS}"
    rf"|\b(?:{PLACE}(?: and the | and | & | of | ))*?{ENDS}"
    r"|\bNHS England\b|\b(?:National )?Probation Service|\bCafcass|\bCAFCASS"
)
# Without a name of its own, a body is any of its sort.
ANY = re.compile(
    r"(?:the )?(?:Integrated Care Boards?|ICBs?|Clinical Commissioning Groups?|Police|Constabulary)"
)
# "Chief Constable of", "Surrey County Council and": another's name or office before it.
BEFORE = re.compile(
    r"^.*\b(?:Constable|Commissioner|Head|Executive|Manager|Director|Superintendent|Lead|Specialist Services)(?: of)? "
    r"|^.*\bCouncil (?:and )?(?:the )?|^(?:The )?(?:London|Royal) Borough of [A-Z]\w+ and (?:the )?"
)
NAMING = re.compile(r"\b(?:is|are) (?:jointly )?responsible for\b")
SALUTATION = re.compile(r"^Dear\b")
FIRST_WORDS = re.compile(r"^(?:The|Between|On|In|And|Of|For|and|of|the)\s+")


def partners_of(lines: Sequence[Line], kind: OtherKind, words: Vocabulary) -> tuple[str, ...]:
    """The bodies in the order in which they are named: above the salutation, or where their duty is said."""
    if kind.setting == "letter":
        return ()
    if kind.setting == "joint letter":
        end = next((index for index, line in enumerate(lines) if SALUTATION.match(line.text)), 0)
        texts = [line.text for line in lines[:end]]
    else:
        text = words.join([line for line in lines if line.page <= 2])
        texts = [sentence for sentence in re.split(r"(?<=[a-z)])\.\s", text) if NAMING.search(sentence)][:1]
        texts = [re.split(NAMING, sentence)[0] for sentence in texts]
    found: list[str] = []
    for text in texts:
        for match in BODY.finditer(without_marks(text)):
            name = BEFORE.sub("", match.group())
            while (shorter := FIRST_WORDS.sub("", name)) != name:
                name = shorter
            if name and name not in found and not ANY.fullmatch(name):
                found.append(name)
    return tuple(found)
