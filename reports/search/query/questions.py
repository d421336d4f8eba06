"""The words by which a sentence asks, which are not what it asks about: "what did Ofsted say about neglect?".

All reports are by inspectors and about councils, so words that only say so narrow nothing. They are left out of a
sentence that asks, at its beginning, at its end and around its verb; anywhere else they are searched.
"""

import re
from collections.abc import Sequence

from reports.language.query_grammar import Clause

AUXILIARY = r"(?:do|does|did|is|are|was|were|has|have|had|can|could|would|will|should)"
DETERMINER = r"(?:the|any|all|these|those|their|your|some|most|every|each|other|different|recent|latest)"
# Who wrote it, and what it is in.
SOURCE = rf"(?:{DETERMINER} )*(?:(?:ofsted|inspection) )?(?:ofsted(?: s)?|inspectors?|inspections?|reports?|archive)"
TEXT = rf"(?:{DETERMINER} )*(?:inspections?|reports?|paragraphs?|passages?|texts?)"
PLACE = rf"(?:{DETERMINER} )*(?:councils?|authority|authorities|local authority|local authorities|areas?|boroughs?)"
SAYING = (
    r"(?:(?:ever|often|usually|also) )?(?:say|says|said|mention|mentions|mentioned|talk|talked|write|wrote|written"
    r"|reports?|reported|think|thought|find|finds|found|discuss|discussed|comment|commented|conclude|concluded"
    r"|describe|described|note|noted|raise|raised|known|know|tell us)"
)
OF = r"(?: (?:about|on|of|with|regarding|concerning|that|whether|if|how|where))"

BEGINNINGS = (
    # "please", "can you", before another of these
    r"(?:please|hi|hello)",
    r"(?:can|could|would|will) (?:you|i|we)(?: please)?(?= (?:tell|show|find|list|give|search|look|get)\b)",
    # "tell me more about", "give me information on", "show me"
    r"(?:tell|show|give|find|get) (?:me|us)"
    rf"(?: (?:more|everything|something|anything|information|examples|evidence))?{OF}*",
    # "I want to know whether", "looking for"
    rf"(?:i|we) (?:want|need|would like|d like) to (?:know|find out|find|see|read|learn){OF}*",
    r"(?:(?:i am|i m|we are) )?(?:looking|searching|search|look) for",
    # "anything about", "is there anything about", "are there any reports of"
    rf"(?:(?:is|are|was|were) there )?(?:anything|something|everything|information|info){OF}+",
    rf"(?:is|are|was|were) there (?:{TEXT}|{DETERMINER}){OF}*",
    # "list all reports that mention", "which inspections found that", "any reports of"
    rf"(?:list |show |find |get )?(?:which |what )?{TEXT} (?:(?:that|which) )?{SAYING}{OF}*",
    rf"(?:list |show |find |get |any |all )(?:{TEXT}){OF}*",
    r"(?:reports?|paragraphs?|passages?) (?:about|on|where)",
    # "what is known about", "what has been said about"
    rf"what (?:{AUXILIARY} )?(?:been )?(?:said|known|written|reported|found|thought){OF}*",
    # "where do reports", "what did Ofsted say about", "do inspectors mention", "how often do reports find that"
    rf"(?:what|where|when|why|how|how often|how much|how many) {AUXILIARY} {SOURCE}(?: {SAYING})?{OF}*",
    rf"(?:do|does|did|have|has) {SOURCE} {SAYING}{OF}*",
    # "which councils were", "how many local authorities have been", "how well do councils"
    rf"(?:which|what|how many) {PLACE}(?: (?:that|who|{AUXILIARY}|been))*",
    rf"(?:what|where|when|why|how|how well|how often|how much) {AUXILIARY} {PLACE}",
    # "what happens when", "what about"
    r"what (?:happens|happened|about)(?: (?:when|if|to|with))?",
)
# "what problems [did inspectors find with] supervision"
MIDDLES = (rf"{AUXILIARY} {SOURCE} {SAYING}{OF}*",)
ENDINGS = (
    rf"(?:in|by|from|to|according to) (?:{SOURCE}|{TEXT})",
    r"(?:been )?(?:mentioned|discussed|reported|said|written about)",
    r"(?:please|thanks|thank you)",
)
# What begins a sentence that asks. Without one of these nothing is left out.
ASKING = re.compile(
    r"(?:what|where|when|why|who|whose|how|which|do|does|did|is|are|was|were|has|have|had|can|could|would|will|should"
    r"|please|hi|hello|tell|show|give|find|list|get|search|look|looking|searching|i|we|anything|something|everything"
    r"|information|info|any|all|reports?|paragraphs?|passages?) "
)
AT_BEGINNING = re.compile(rf"(?:{'|'.join(BEGINNINGS)})(?: |$)")
IN_BETWEEN = re.compile(rf"(?<= )(?:{'|'.join(MIDDLES)})(?= |$)")
AT_END = re.compile(rf"(?:^| )(?:{'|'.join(ENDINGS)})$")


def without_asking(clauses: Sequence[Clause]) -> tuple[list[Clause], list[Clause]]:
    """The clauses that say what is asked about, and those that only ask. Where all only ask, all are kept.

    What is in quotes, behind a minus or beside an "or" was chosen with care and is never left out.
    """
    kept = list(clauses)
    if not ASKING.match(said(kept)):
        return kept, []
    for pattern in (AT_BEGINNING, IN_BETWEEN, AT_END):
        while match := pattern.match(said(kept)) if pattern is AT_BEGINNING else pattern.search(said(kept)):
            first, last = clauses_at(kept, *match.span())
            if first == last:
                break
            kept = kept[:first] + kept[last:]
    return (kept, [clause for clause in clauses if clause not in kept]) if kept else (list(clauses), [])


def said(clauses: Sequence[Clause]) -> str:
    """The words of clauses; a sign for what is never left out."""
    return " ".join(words_of(clauses, place) for place in range(len(clauses)))


def words_of(clauses: Sequence[Clause], place: int) -> str:
    clause = clauses[place]
    joined = clause.alternative or (place + 1 < len(clauses) and clauses[place + 1].alternative)
    return " ".join(clause.parts) if clause.plain and not joined else '"'


def clauses_at(clauses: Sequence[Clause], start: int, end: int) -> tuple[int, int]:
    """The whole clauses whose words are between two places of the text: the first, and the one after the last."""
    inside = []
    at = 0
    for place in range(len(clauses)):
        width = len(words_of(clauses, place))
        if start <= at and at + width <= end:
            inside.append(place)
        at += width + 1
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
