"""The inspection frameworks as data: names, years, scales, strands, and how their reports are set out.

Imports nothing of the project. Adding a framework means adding a description here: `LAYOUTS` tells the parser
by which words to know its reports, where their grades stand and under which headings they recommend.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

# Best first. "adequate" (until 2013) and "requires improvement" (since) are different grades of
# different scales: no code may turn one into the other.
GRADES = ("outstanding", "good", "requires improvement", "adequate", "inadequate")
SCALE_2012 = ("outstanding", "good", "adequate", "inadequate")
SCALE_2013 = ("outstanding", "good", "requires improvement", "inadequate")


@dataclass(frozen=True, slots=True)
class Strand:
    """A thing that is judged, by the same key in every framework."""

    key: str
    name: str


STRANDS = (
    Strand("overall", "Overall effectiveness"),
    Strand("help-and-protection", "Help and protection"),
    Strand("practice", "Quality of practice"),
    Strand("care", "Children in care"),
    Strand("care-and-care-leavers", "Children in care and care leavers"),
    Strand("adoption", "Adoption"),
    Strand("care-leavers", "Care leavers"),
    Strand("leadership", "Leadership"),
    Strand("lscb", "Local Safeguarding Children Board"),
    Strand("other", "Other judgements"),
)


@dataclass(frozen=True, slots=True)
class Framework:
    """One inspection framework; `years` is the first and the last year of its inspections (None: still used).

    `given_up` are the strands that its later reports judge no longer. `joint` are the rows that judge several strands
    in one grade, each with the strands that it judges.
    """

    key: str
    name: str
    short: str
    years: tuple[int, int | None]
    scale: tuple[str, ...]
    strands: tuple[str, ...]
    given_up: tuple[str, ...] = ()
    joint: tuple[tuple[str, tuple[str, ...]], ...] = ()


FRAMEWORKS = (
    Framework(
        key="cp",
        name="Inspection of local authority arrangements for the protection of children",
        short="Protection of children",
        years=(2012, 2013),
        scale=SCALE_2012,
        strands=("overall", "help-and-protection", "practice", "leadership"),
    ),
    Framework(
        key="lac",
        name="Inspection of looked after children services",
        short="Looked after children",
        years=(2013, 2013),
        scale=SCALE_2012,
        strands=("overall", "care", "practice", "leadership", "other"),
    ),
    Framework(
        key="sif",
        name="Inspection of services for children in need of help and protection, "
        "children looked after and care leavers",
        short="Single inspection framework",
        years=(2013, 2018),
        scale=SCALE_2013,
        strands=("overall", "help-and-protection", "care", "adoption", "care-leavers", "leadership", "lscb"),
    ),
    Framework(
        key="lscb",
        name="Review of the effectiveness of the Local Safeguarding Children Board",
        short="Review of the LSCB",
        years=(2013, 2018),
        scale=SCALE_2013,
        strands=("lscb",),
    ),
    Framework(
        key="ilacs",
        name="Inspection of local authority children's services",
        short="ILACS",
        years=(2018, None),
        scale=SCALE_2013,
        strands=(
            "overall",
            "help-and-protection",
            "care",
            "care-and-care-leavers",
            "care-leavers",
            "leadership",
        ),
        # One care row until 2022, and an overall grade until March 2026.
        given_up=("care-and-care-leavers", "overall"),
        joint=(("care-and-care-leavers", ("care", "care-leavers")),),
    ),
)
BY_KEY = {framework.key: framework for framework in FRAMEWORKS}
JOINT = {row: strands for framework in FRAMEWORKS for row, strands in framework.joint}
# Ofsted, ILACS: inspections from this day on give each strand a grade and none overall.
NO_OVERALL_FROM = date(2026, 4, 1)
OVERALL_ENDED = f"{NO_OVERALL_FROM - timedelta(days=1):%B %Y}"
# Those that look at a service as a whole: a review of the board alone says nothing of the other strands.
WHOLE = tuple(framework.key for framework in FRAMEWORKS if len(framework.strands) > 1)


Absence = Literal["not judged", "judged jointly", "not in framework"]


def absence(key: str | None, strand: str, judged: Collection[str] = ()) -> Absence:
    """Why a report under a framework has no judgement of a strand by itself.

    `judged` are the strands that the report judges. It judges the strand in one row with others; or its framework has
    no such judgement, or has given it up; or it has one, and this report does not judge it, as a re-inspection leaves
    out the safeguarding board.
    """
    if any(row in judged for row in joint_rows(strand)):
        return "judged jointly"
    framework = BY_KEY.get(key or "")
    has = framework is not None and strand in framework.strands and strand not in framework.given_up
    return "not judged" if has else "not in framework"


def judged_now() -> tuple[str, ...]:
    """The strands that the framework in use judges, in the order of its reports."""
    return tuple(
        strand
        for framework in FRAMEWORKS
        if framework.years[1] is None
        for strand in framework.strands
        if strand not in framework.given_up
    )


def joint_rows(strand: str) -> tuple[str, ...]:
    """The rows in which any framework judges a strand together with others."""
    return tuple(row for row, strands in JOINT.items() if strand in strands)


def judged_with(strand: str) -> str:
    """With what a strand is judged jointly: "with children in care"; empty where it never is."""
    others = [
        other.name
        for other in STRANDS
        if other.key != strand and any(other.key in JOINT[row] for row in joint_rows(strand))
    ]
    names = " and ".join(name[0].lower() + name[1:] for name in others)
    return f"with {names}" if names else ""


def judging(strand: str) -> tuple[str, ...]:
    """The keys of the frameworks of which every report can be expected to judge a strand."""
    return tuple(one.key for one in FRAMEWORKS if absence(one.key, strand) == "not judged")


def may_be_set_against(grade: str, other: str) -> bool:
    """Whether any list, arrow or line may set one grade against another: the one rule of every chart and list.

    "Adequate" is a grade of the scale of 2012 alone and "requires improvement" of the one that replaced it. They are
    different grades, and no drawing joins them.
    """
    both = {grade, other}
    return not (both - set(SCALE_2013) and both - set(SCALE_2012))


def scale_of(key: str | None) -> tuple[str, ...]:
    """The grades that a framework gives, the best first; all grades where the framework is not known."""
    framework = BY_KEY.get(key or "")
    return framework.scale if framework else GRADES


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
    stand: in a table on the front page, or in the record of main findings at the end. `overall` and `board`
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
    # A row that only this framework's table has: it tells the framework where the title says too little.
    only_row: re.Pattern[str] | None = None


# Letters and visits that name the same services, but are no inspection with grades.
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
    ("lscb", pattern(r"safeguarding children'?s? board", r"\blscb\b")),
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
            r"the local (?:authority|safeguarding children board)",
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
            r"(?:review|inspection) of the effectiveness of (?:the )?(?:.{0,60} )?safeguarding children'?s? board"
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

# "The local authority's strengths", "Key strengths and weaknesses of the LSCB"
STRENGTHS = r".{0,60}\bstrengths(?: and (?:weaknesses|areas for .*))?(?: of .{1,60})?$"
# How deep the standard headings stand, for text files in which nothing else shows it: (rank, wording).
HEADINGS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, pattern(r"section \d\b", r"part \d\b", r"what the inspection judge?ments mean")),
    (0, pattern(r"information about (?:this|the) (?:inspection|review)", r"record of main findings")),
    (0, pattern(r"inspection of local authority arrangements", r"inspection of looked after children")),
    (
        1,
        pattern(
            r"the local authority$",
            r"(?!.*\b(?:of|about|for|by|to)\b)(?:[\w' -]{1,40} )?safeguarding children'?s? board(?: \(.*\))?$",
            r"the lscb$",
        ),
    ),
    (2, pattern(r"executive summary", r"summary of (?:key )?findings", r"recommendations$")),
    (2, pattern(r"what does .* need to improve", STRENGTHS, r"progress since")),
    (2, pattern(r"summary for children", r"information about (?:this|the) local authority")),
    (2, pattern(r"inspection judge?ments? about", r"inspection findings.+")),
    (3, pattern(r"about this inspection", r"service information", r"overall effectiveness")),
    (3, pattern(r"the inspection judge?ments and what they mean", r"areas for improvement$")),
    (3, pattern(r"the effectiveness of the help and protection", r"the quality of practice")),
    (3, pattern(r"leadership and (?:governance|management)", r"capacity to improve")),
    (3, pattern(r"outcomes for looked after", r"quality of provision")),
    (5, pattern(r"(?:the )?experiences?(?: and progress)? of", r"leadership, management and governance")),
    (5, pattern(r"(?:the )?impact of leaders", r"what needs? to improve")),
    (7, pattern(r"(?:the )?graded judge?ment", r"adoption performance")),
    (7, pattern(r"priority and immediate action", r"the inspection team")),
    (8, pattern(r"summary$", r"(?:the )?inspection findings$")),
)
# Headings that stand within a part or a strand, however large they are set, and never end one.
WITHIN_STRANDS = pattern(r"summary$", r"(?:the )?inspection findings$", r"recommendations$")
# Headings over sentences and lists: the part about a strand, or a report's half, never stands under one.
LISTS = pattern(
    r"summary$",
    r"(?:the )?inspection findings$",
    r"recommendations$",
    r"executive summary",
    r"summary of (?:key )?findings",
    r"summary for (?:children|young people)",
    r"what (?:does .* )?needs? to improve",
    STRENGTHS,
    r"progress since",
    r"areas for improvement$",
    r"priority and immediate action",
    r"information about",
    r"the inspection team",
    r"what the inspection judge?ments mean",
)
# Headings that open the part about a strand by their wording alone. Others ("Leadership, management and
# governance", "Care leavers") may also head a group of recommendations.
SURELY_A_STRAND = pattern(
    r"(?:the )?experiences?(?: (?:and|of) progress)? of",
    r"(?:the )?impact of leaders",
    r"(?:the )?overall effectiveness",
    r"the effectiveness of the help and protection",
    r"(?:the )?graded? judge?ment",
    r"outcomes for looked after",
)


def strand_of_label(key: str | None, label: str) -> str | None:
    """The strand that a row or heading of a framework's report is about, None where it is about none."""
    layout = LAYOUT_BY_KEY.get(key or "")
    folded = label.lower().replace("’", "'")
    rows = layout.rows if layout else ROWS
    return next((strand for strand, wording in rows if wording.search(folded)), None)


def strand_of_section(framework_key: str | None, section: tuple[str, ...]) -> str | None:
    """The strand under whose heading a paragraph stands: that of the innermost heading which names one.

    `section` is a path of headings, outermost first. Headings that only speak of a strand in passing (a list of
    recommendations, a summary, facts about the place) give none.
    """
    framework = BY_KEY.get(framework_key or "")
    if framework is None:
        return None
    wordings = [heading.lower().replace("’", "'") for heading in section]
    if no_strand(section):
        return None
    if len(framework.strands) == 1:
        return framework.strands[0]
    for heading, folded in zip(reversed(section), reversed(wordings), strict=True):
        if STRAND_HEADING.match(folded):
            strand = strand_of_label(framework_key, heading)
            if strand in framework.strands:
                return strand
    return None


def no_strand(section: tuple[str, ...]) -> bool:
    """Whether a section only lists, sums up or gives the background: no strand is judged in it."""
    return any(NO_STRAND.match(heading.lower().replace("’", "'")) for heading in section)


# Headings that open the part of a report in which one strand is judged.
STRAND_HEADING = pattern(
    r"(?:the )?experiences?(?: and progress)? of",
    r"(?:the )?impact of leaders",
    r"(?:the )?overall effectiveness",
    r"the effectiveness of the help and protection",
    r"the effectiveness of the (?:lscb|local safeguarding children board)\b",
    r"the quality of practice",
    r"leadership\b",
    r"capacity to improve",
    r"outcomes for looked after",
    r"quality of provision",
    r"(?:the )?(?:graded judge?ment (?:for|about) )?(?:the )?(?:adoption|experiences? and progress of care leavers)",
    r"(?:2\.[12] )?(?:the )?graded judge?ment",
    r"(?:the |section \d\W+ ?(?:the )?effectiveness (?:of )?(?:the )?)?local safeguarding children board",
    r"(?:the )?lscb\b",
    r"inspection judge?ments? about the lscb",
    r"inspection findings .* board",
    r"(?:children|care leavers)\b",
)
NO_STRAND = pattern(
    r"executive summary",
    r"summary of (?:key )?findings",
    r"summary for (?:children|young people)",
    RECOMMENDED,
    IMPROVE,
    IMPROVEMENT,
    r"priority and immediate action",
    # "Key strengths and weaknesses of the LSCB" stands over what is found of the board.
    r".{0,60}\bstrengths$",
    r"progress since",
    r"information about",
    r"about this inspection",
    r"service information",
    r"the inspection judge?ments and what they mean",
    r"what the (?:[\w ]+ )?inspection judge?ments mean",
    r"(?:children|child protection|care leavers) .*\bin this area",
    r"record of main findings",
)
