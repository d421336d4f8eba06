"""How the reports of each framework are printed: how to recognise them, where the grades are, what recommends.

Adding a framework means adding its `ReportLayout` here beside its description in `definitions`.
"""

import re
from dataclasses import dataclass
from typing import Literal

from reports.frameworks.wordings import BOARD_NAME

# Under which a report on the protection of children or on looked after children sets its recommendations.
TIMESCALES = ("Immediately", "Within three months", "Within six months")

Place = Literal["front", "record"]


def pattern(*alternatives: str) -> re.Pattern[str]:
    """One pattern of several wordings, for lower-case text with straight quotes."""
    return re.compile("|".join(alternatives))


@dataclass(frozen=True, slots=True)
class ReportLayout:
    """How a framework's reports are set out. All patterns are for lower-case text with straight quotes.

    `recognised_by` finds the framework in the title, `not_by` rules it out. `table` says where the grades
    are: in a table on the front page, or in the record of main findings at the end. `overall` and `board`
    find sentences that give a grade outside the table; the grade itself is what follows them.
    `recommends` finds the headings under which recommendations stand and `recommends_no_more` those that end
    them. `numbered` says whether recommendations share the paragraphs' numbers.
    """

    framework: str
    recognised_by: re.Pattern[str]
    not_by: re.Pattern[str] | None
    table: Place
    rows: tuple[tuple[str, re.Pattern[str]], ...]
    recommends: re.Pattern[str]
    recommends_no_more: re.Pattern[str]
    numbered: bool
    timescales: bool = False
    overall: bool = False
    board: bool = False
    # A row that only this framework's table has: it gives the framework where the title says too little.
    only_row: re.Pattern[str] | None = None
    # How its title begins, in any case, where no other report's title begins so.
    title_begins: str = ""
    # Where its title names the authority, as `name`, in words that no other framework's title has.
    named_in_title: re.Pattern[str] | None = None


# Letters and visits that name the same services, but are not inspections with grades.
NO_INSPECTION = pattern(
    r"focused visit",
    r"monitoring visit",
    r"joint targeted area",
    r"joint area",
    r"pilot",
    r"progress inspection",
    r"assurance visit",
)
# Headings over recommendations: "What does the local authority need to improve?", "Areas for priority and
# immediate action", "Areas for improvement", "Recommendations for the LSCB".
IMPROVE = r"what .{0,80}needs? (?:to (?:do to )?(?:be )?improved?|improving|improvement)\b"
IMPROVEMENT = (
    r"(?:key |other |further )?areas? (?:for|of|requiring) (?:further )?(?:improvement|development)$"
)
RECOMMENDED = r"(?:key |summary of )?recommendations?(?: (?:for|to) .*)?$"
RECOMMENDATIONS = pattern(
    IMPROVE,
    RECOMMENDED,
    r"(?:areas? for )?(?:priority|immediate)(?: and | or |, |/)?(?:priority|immediate)? ?actions?\b",
    IMPROVEMENT,
)
# Rows of grade tables, the most particular first.
ROWS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("overall", pattern(r"overall effectiveness")),
    ("care-and-care-leavers", pattern(r"(?:in care|looked after) and care(?: leavers|[- ]experienced)")),
    ("lscb", pattern(BOARD_NAME, r"\blscb\b")),
    ("adoption", pattern(r"adoption")),
    ("care-leavers", pattern(r"care leavers", r"leaving care", r"care[- ]experienced")),
    ("help-and-protection", pattern(r"help (?:and|or) protection")),
    ("leadership", pattern(r"impact of leaders", r"leadership")),
    ("practice", pattern(r"quality of practice")),
    ("care", pattern(r"in (?:our )?care\b", r"looked after", r"cared[- ]for children")),
)
# The longer table of the inspection of looked after children services has rows of its own.
LAC_ROWS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("overall", pattern(r"overall effectiveness")),
    ("care", pattern(r"outcomes for looked after")),
    ("care-leavers", pattern(r"care leavers", r"leaving care")),
    ("practice", pattern(r"quality of (?:provision|practice)")),
    ("leadership", pattern(r"leadership")),
)
LAYOUTS = (
    ReportLayout(
        framework="cp",
        recognised_by=pattern(r"arrangements for the protection of children"),
        not_by=NO_INSPECTION,
        table="record",
        rows=ROWS,
        recommends=pattern(IMPROVEMENT, RECOMMENDED),
        recommends_no_more=pattern(r"about this inspection", r"service information"),
        numbered=False,
        timescales=True,
    ),
    ReportLayout(
        framework="lac",
        recognised_by=pattern(
            r"inspection of (?:safeguarding and )?(?:services for )?looked after children(?: services)?"
        ),
        not_by=NO_INSPECTION,
        table="record",
        rows=LAC_ROWS,
        recommends=pattern(IMPROVEMENT, RECOMMENDED),
        recommends_no_more=pattern(
            r"outcomes for looked after", r"about this inspection", r"service information"
        ),
        numbered=False,
        timescales=True,
    ),
    ReportLayout(
        framework="sif",
        recognised_by=pattern(
            r"inspection of services for children in need of help and protection",
            r"children in need of help and protection, children looked after and care leavers",
        ),
        not_by=NO_INSPECTION,
        table="front",
        rows=ROWS,
        recommends=RECOMMENDATIONS,
        recommends_no_more=pattern(
            r".*\b(?:strengths|good practice|work(?:s|ing) well)\b",
            r"progress (?:since|made)",
            r"(?:summary )?for (?:children|young people)",
            r"information about",
            r"executive summary",
            r"summary of findings",
            r"(?:the )?experiences?(?: and progress)? of",
            r"(?:inspection |key |main )?(?:findings|judge?ments?)\b",
            rf"the local (?:authority|{BOARD_NAME})",
            r"leadership, management",
        ),
        numbered=True,
        overall=True,
        board=True,
        only_row=pattern(r"looked after and achieving permanence"),
    ),
    ReportLayout(
        framework="lscb",
        recognised_by=pattern(
            rf"(?:review|inspection) of the effectiveness of (?:the )?(?:.{{0,60}} )?{BOARD_NAME}"
        ),
        not_by=NO_INSPECTION,
        table="front",
        rows=ROWS,
        recommends=RECOMMENDATIONS,
        recommends_no_more=pattern(
            r".*\b(?:strengths|good practice|work(?:s|ing) well)\b",
            r"progress (?:since|made)",
            r"information about",
            r"summary",
            r"(?:inspection |key |main )?(?:findings|judge?ments?)\b",
        ),
        numbered=True,
        board=True,
    ),
    ReportLayout(
        framework="ilacs",
        recognised_by=pattern(
            r"inspection of .{0,120}children'?s'? (?:social care )?services",
        ),
        not_by=NO_INSPECTION,
        table="front",
        rows=ROWS,
        recommends=pattern(IMPROVE, IMPROVEMENT, RECOMMENDED),
        recommends_no_more=pattern(
            r"(?:the )?experiences?(?: and progress)? of",
            r"(?:the )?impact of leaders",
            r"overall effectiveness",
        ),
        numbered=False,
        only_row=pattern(r"impact of leaders on (?:social work )?practice"),
    ),
)
LAYOUT_BY_KEY = {layout.framework: layout for layout in LAYOUTS}
