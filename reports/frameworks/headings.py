"""The standard headings of reports: how deep each is, and which strand the text under it is about."""

import re

from reports.frameworks.definitions import BY_KEY
from reports.frameworks.layouts import IMPROVE, IMPROVEMENT, LAYOUT_BY_KEY, RECOMMENDED, ROWS, pattern
from reports.frameworks.wordings import BOARD_NAME

# "The local authority's strengths", "Key strengths and weaknesses of the LSCB"
STRENGTHS = r".{0,60}\bstrengths(?: and (?:weaknesses|areas for .*))?(?: of .{1,60})?$"
# How deep the standard headings are, for text files in which nothing else shows it: (rank, wording).
HEADINGS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (0, pattern(r"section \d\b", r"part \d\b", r"what the inspection judge?ments mean")),
    (0, pattern(r"information about (?:this|the) (?:inspection|review)", r"record of main findings")),
    (0, pattern(r"inspection of local authority arrangements", r"inspection of looked after children")),
    (
        1,
        pattern(
            r"the local authority$",
            rf"(?!.*\b(?:of|about|for|by|to)\b)(?:[\w' -]{{1,40}} )?{BOARD_NAME}(?: \(.*\))?$",
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
# Headings that are within a part or a strand, however large they are set, and never end one.
WITHIN_STRANDS = pattern(r"summary$", r"(?:the )?inspection findings$", r"recommendations$")
# Headings over sentences and lists: the part about a strand, or a report's half, is never under one.
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
    """The strand under whose heading a paragraph is: that of the innermost heading which names one.

    `section` is a path of headings, outermost first. Headings that only mention a strand in passing (a list of
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
    rf"the effectiveness of the (?:lscb|local {BOARD_NAME})\b",
    r"the quality of practice",
    r"leadership\b",
    r"capacity to improve",
    r"outcomes for looked after",
    r"quality of provision",
    r"(?:the )?(?:graded judge?ment (?:for|about) )?(?:the )?(?:adoption|experiences? and progress of care leavers)",
    r"(?:2\.[12] )?(?:the )?graded judge?ment",
    rf"(?:the |section \d\W+ ?(?:the )?effectiveness (?:of )?(?:the )?)?local {BOARD_NAME}",
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
    # "Key strengths and weaknesses of the LSCB" is over what is found of the board.
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
