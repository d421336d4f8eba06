"""Which group of people a text is about: praise of work with care leavers says nothing of children in need."""

import re

# Groups by the names that reports give them. A text may be about several.
GROUPS: dict[str, str] = {
    "in care": r"looked after|children in care|child in care|cared[- ]for|in(?:to)? care|placements?|permanen\w+",
    "care leavers": r"care leavers?|leaving care|care[- ]experienced|pathway plan\w*|personal advis[eo]rs?",
    "in need": r"children? in need|child in need",
    "protection": r"child protection|section 47|core groups?|strategy (?:discussions?|meetings?)",
    "early help": r"early help|early intervention|common assessments?|family support|children’s centres?",
    "missing": r"missing|return (?:home )?interviews?",
    "exploitation": r"exploit\w+|trafficked|gangs?",
    "disabled": r"disab\w+|special educational needs",
    "unaccompanied": r"unaccompanied|asylum",
    "private fostering": r"private(?:ly)? foster\w+",
    "homeless": r"homeless\w*",
    "adoption": r"adopt\w+",
    "foster carers": r"foster carers?|fostering|connected (?:persons?|carers?)|special guardian\w*|kinship",
    "domestic abuse": r"domestic (?:abuse|violence)|marac",
    "board": r"l?scbs?|safeguarding (?:children )?board|the board|board’s|board members|board partners",
    "social workers": r"social workers?|practitioners|workforce|staff",
    "managers": r"managers?|managerial|management oversight|supervision",
    "reviewing officers": r"reviewing officers?|iros?|conference chairs?",
    "leaders": r"leaders?|elected members|councillors|corporate parent\w*|lead member|chief executive",
    "allegations": r"allegations?|designated officers?|lado",
    "education": r"virtual (?:school|head\w*)|education\w*|attainment|schools?|peps?",
    "health": r"health|dental|immunis\w+|camhs",
}
PATTERNS = {name: re.compile(rf"\b(?:{pattern})\b") for name, pattern in GROUPS.items()}


def groups_of(text: str) -> frozenset[str]:
    """The groups that a text names."""
    text = text.lower().replace("'", "’")
    return frozenset(name for name, pattern in PATTERNS.items() if pattern.search(text))
