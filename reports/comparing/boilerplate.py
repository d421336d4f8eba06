"""What a report says of itself and not of services: how it was made, what its words mean, what introduces a list."""

import re

from reports.comparing.terms.pieces import Piece
from reports.frameworks.wordings import GRADE_WORDS

# Headings of parts that are much the same in every report, or that recommend, which is compared by itself.
FORMAL = re.compile(
    r"about th(?:is|e) (?:inspection|review)|information about|service information|the inspection team|"
    r"(?:what )?the inspection judge?ments?(?: and what they)? mean|record of main findings|"
    r"child(?:ren living| protection|ren looked after) in this area|"
    r"recommendations?$|areas for improvement$|priority and immediate action$|what (?:does .+ )?needs? to improve"
)
# "… should take the following action.", "The areas for improvement are:"
INTRODUCES = re.compile(
    r":\s*$|\bthe following (?:action|area|recommendation|improvement|strength)s?\b[^.]{0,40}\.?\s*$"
)
# "The overall effectiveness of services in Ashmere is judged to be good.": the table of judgements says it.
JUDGES = re.compile(rf"[^.]*\b(?:is|are) (?:judged (?:to be )?)?(?:{GRADE_WORDS})\.?\s*$")


def is_boilerplate(piece: Piece) -> bool:
    """Whether a paragraph would be beside its like in any pair of reports, and says nothing of this one."""
    heading = piece.section[-1].lower().replace("’", "'") if piece.section else ""
    text = piece.text.lower()
    return bool(FORMAL.match(heading) or INTRODUCES.search(text) or JUDGES.fullmatch(text))
