"""Which lines are headings, how deep they are, and which grade they carry.

Printed headings show by size and weight. In bare text they show by what they are not: no sentence, no item;
and by the contents page, which names the upper ones.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reports.frameworks import (
    HEADINGS,
    IMPROVE,
    LISTS,
    RECOMMENDED,
    SURELY_A_STRAND,
    TIMESCALES,
    WITHIN_STRANDS,
)
from reports.frameworks.wordings import GRADE_WORDS
from reports.parsing.document import Block, Line
from reports.parsing.joining import without_marks
from reports.parsing.layout import Layout

LONGEST = 220
LONGEST_BARE = 130
ENDS_SENTENCE = re.compile(r"[.;,][\"'’”)\]]*\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
# "Grade 4 (inadequate)", "Inadequate", "Requires improvement to be good"
GRADE_ALONE = re.compile(
    r"(?:grade\s*\d\s*[(:–-]?\s*)?\(?"
    rf"(?:{GRADE_WORDS}|not\s+judged)\)?"
    r"(?:\s*\(?grade\s*\d\)?)?\.?",
    re.IGNORECASE,
)
# "The experiences and progress of care leavers: good", "... are inadequate", "... is requires improvement"
GRADE_BEHIND = re.compile(
    r"(?<!\s)(?:\s*[:–—-]\s*|\s+(?:is|are)\s+(?:judged\s+to\s+be\s+)?(?:that\s+(?:it|they)\s+(?:is\s+|are\s+)?)?|\s*\(\s*|\s+)"
    rf"(?P<grade>{GRADE_WORDS})\)?\s*[.]?$",
    re.IGNORECASE,
)
# "The experiences and progress of care leavers are", "... is that it is": the grade is below or beside
COPULA = re.compile(
    r"(?<!\s)\s{1,3}(?:is|are)(?: judged)?(?: to be)?(?: that(?: (?:it|they)(?: (?:is|are))?)?)?$",
    re.IGNORECASE,
)
# "Help and protection: requires improvement to be good"
GRADE_SET_OFF = re.compile(
    rf"\w\s*[:–—]\s*(?:{GRADE_WORDS})\s*\.?$",
    re.IGNORECASE,
)
# The rank of headings over the part about one strand.
STRAND_RANK = 5
# How far apart the ranks of two styles are: headings of one style may be below each other.
STYLES_APART = 100
# In bare text: the rank of headings that the contents page names, and of all others.
NAMED_IN_CONTENTS = 14
BARE = 16
# Below every heading of a report: a timescale over its recommendations.
DEEPEST = 90_000
# Below every heading that shows by its type: one that is set like the text.
PLAIN = 80_000
# "Lead inspector: Mary Smith"
NAMED_FACT = re.compile(r"[^:]{3,40}:\s+\S")
# Headings that say what kind their recommendations are, and those over all kinds of them.
SAYS_KIND = re.compile(
    r"(?:key |other |further )?(?:areas? (?:for|of|requiring) )?(?:further )?"
    r"(?:(?P<priority>(?:priority|immediate)(?:(?: and | or |, |/)(?:priority|immediate))? actions?)"
    r"|improvement\b|development\b)"
)
OPENS_RECOMMENDATIONS = re.compile(rf"{IMPROVE}|{RECOMMENDED}")
# A summary may hold a list of strengths, if that is set smaller.
SUMS_UP = re.compile(r"summary of (?:key )?findings|executive summary")
LISTED_IN_SUMMARY = re.compile(r".*\bstrengths\b|summary$")
# Of the lists, those that also are within the part about a strand.
WITHIN_FINDINGS = re.compile(r"summary$|(?:the )?inspection findings$")
# What the grades mean is explained for either half of a report.
EXPLAINS_GRADES = re.compile(r"what the (?:[\w ]+ )?inspection judge?ments mean")
# The rank of the headings of lists that are under no other list.
TOP_OF_LISTS = 2
# The heading over the parts in which the strands are judged one by one.
OPENS_FINDINGS = re.compile(r"inspection (?:judge?ments?|findings)")
# "Immediately:", "Within three months", "Within 6 months of this inspection:"
TIMESCALE = re.compile(
    rf"(?:{'|'.join(TIMESCALES)}|Within [36] months)(?: (?:of|from) [^.:]{{1,60}})?\s*[:.]?", re.IGNORECASE
)


def shows_as_heading(line: Line, layout: Layout) -> bool:
    """Whether a line's own look is a heading's: large or bold, not a sentence."""
    text = line.text
    if not any(character.isalpha() for character in text) or len(text) > LONGEST:
        return False
    if line.level is not None:
        return True
    if not layout.printed:
        return line.bold and not ENDS_SENTENCE.search(text)
    return layout.is_larger(line) or (line.bold and not layout.is_small(line))


def is_bare_heading(line: Line, following: Line | None) -> bool:
    """Whether a line of bare text is a heading: short, alone, capitalised, and no sentence."""
    text = line.text
    return (
        line.space > 0
        and (following is None or following.space > 0 or following.bold)
        and len(text) <= LONGEST_BARE
        and text[:1].isupper()
        and "\t" not in text
        and not NAMED_FACT.match(text)
        and not ENDS_SENTENCE.search(text)
    )


def same_style(one: Line, other: Line) -> bool:
    """Whether two lines are set alike, so that one may go on with the other's heading."""
    return (
        abs((one.size or 0.0) - (other.size or 0.0)) <= 0.6
        and one.bold == other.bold
        and one.level == other.level
    )


def without_grade(heading: str) -> str:
    """A heading as it names a section: without its footnote's mark and the grade that it carries."""
    heading = without_marks(heading).rstrip(" :")
    if not GRADE_ALONE.fullmatch(heading):
        heading = COPULA.sub("", GRADE_BEHIND.sub("", heading))
    return heading.rstrip(" :")


@dataclass(frozen=True, slots=True)
class Step:
    """One heading of a path. `style` is the rank of its type alone, `rank` its depth among the headings above it.

    `known` is the rank of its wording, if it is a standard heading. One that `groups` what is in a list is
    none, however it is worded.
    """

    rank: int
    known: int | None
    text: str
    style: int = 0
    groups: bool = False

    @property
    def wording(self) -> str:
        return folded(self.text)

    @property
    def opens_part(self) -> bool:
        """Whether the heading opens one of a report's halves: the local authority, the board."""
        return self.known in (0, 1) and not self.is_list

    @property
    def is_list(self) -> bool:
        """Whether the heading is over sentences or a list, in which no strand is judged."""
        return bool(LISTS.match(self.wording))

    @property
    def opens_strand(self) -> bool:
        return self.known is not None and self.known >= 3 and not self.is_list

    @property
    def is_surely_a_strand(self) -> bool:
        return bool(SURELY_A_STRAND.match(self.wording))


def known_rank(heading: str) -> int | None:
    """The rank that the frameworks give to a heading's wording; one that carries a grade is a strand's."""
    text = folded(without_grade(heading))
    known = next((rank for rank, wording in HEADINGS if wording.match(text)), None)
    return STRAND_RANK if known is None and GRADE_SET_OFF.search(without_marks(heading)) else known


class Outline:
    """The path of headings above each block of a document."""

    def __init__(self, blocks: Sequence[Block], layout: Layout) -> None:
        self.layout = layout
        headings = [block for block in blocks if block.role == "heading"]
        self.styles = sorted({style_of(block.lines[0]) for block in headings})
        self.named = {
            folded(entry) for block in blocks if block.role == "contents" for entry in entries(block)
        }
        self.path: list[Step] = []
        # Whether the part about a strand has begun in this half of the report.
        self.in_findings = False

    def enter(self, heading: Block) -> None:
        """Go below a heading; a grade alone is not one."""
        if GRADE_ALONE.fullmatch(without_marks(heading.text)):
            return
        style = self.style_rank(heading)
        known = None if style in (PLAIN, DEEPEST) else known_rank(heading.text)
        step = Step(self.rank(style, known), known, without_grade(heading.text), style, groups=style == PLAIN)
        if (step.opens_strand and self.groups_a_list(step, heading)) or self.repeats_part(step):
            step = Step(style + 1, None, step.text, style, groups=True)
        self.go_below(step)

    def go_below(self, step: Step) -> None:
        """Leave what the step ends, the outermost first, and what is under that with it."""
        place = next((n for n, above in enumerate(self.path) if ends(step, above)), len(self.path))
        del self.path[place:]
        above = self.path[-1].rank if self.path else -1
        self.path.append(replace(step, rank=max(step.rank, above + 1)))
        if step.opens_part:
            self.in_findings = False
        elif step.opens_strand:
            self.in_findings = True

    def repeats_part(self, step: Step) -> bool:
        """Whether a smaller heading only names once more the half of the report that is open: "The LSCB"."""
        return step.known == 1 and any(above.known == 1 and above.style < step.style for above in self.path)

    def groups_a_list(self, step: Step, heading: Block) -> bool:
        """Whether a heading worded like a strand's only names a group of the recommendations, or reasons, above it."""
        above = next(
            (one for one in self.path if one.is_list and not WITHIN_FINDINGS.match(one.wording)), None
        )
        if above is None or step.is_surely_a_strand or GRADE_BEHIND.search(without_marks(heading.text)):
            return False
        return step.style > above.style or (not self.in_findings and step.style == above.style)

    def enter_row(self, label: str, line: Line) -> None:
        """Go below a row of a table that is over a part of the report as its heading, with its grade beside it."""
        known = known_rank(label)
        known = STRAND_RANK if known is None else known
        if style_of(line) in self.styles and shows_as_heading(line, self.layout):
            rank = STYLES_APART * self.styles.index(style_of(line))
            self.go_below(Step(rank, known, label, rank))
            return
        while self.path and not self.path[-1].opens_part and not OPENS_FINDINGS.match(self.path[-1].wording):
            self.path.pop()
        rank = self.path[-1].rank + 1 if self.path else 0
        self.path.append(Step(rank, known, label, rank))
        self.in_findings = True

    def style_rank(self, heading: Block) -> int:
        """The depth of a heading by its type alone; in bare text, by its wording and the contents' names."""
        line = heading.lines[0]
        if TIMESCALE.fullmatch(heading.text):
            return DEEPEST
        if self.layout.printed and not shows_as_heading(line, self.layout):
            return PLAIN
        if self.layout.printed:
            return STYLES_APART * self.styles.index(style_of(line))
        if line.level is not None:
            return STYLES_APART * line.level
        known = known_rank(heading.text)
        if known is not None:
            return known
        return NAMED_IN_CONTENTS if folded(without_grade(heading.text)) in self.named else BARE

    def rank(self, style: int, known: int | None) -> int:
        """The depth of a heading: one of no standard wording, set like the standard one above it, is below that."""
        if known is not None or style in (PLAIN, DEEPEST, NAMED_IN_CONTENTS, BARE):
            return style
        above = next(
            (step for step in reversed(self.path) if step.known is not None and step.style == style), None
        )
        return above.rank + 1 if above else style

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(self.path)

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(step.text for step in self.path)


def ends(step: Step, above: Step) -> bool:
    """Whether a heading ends one that is open above it.

    Two standard headings are compared by their wording, whatever size each is set in; any other pair by its type.
    """
    if step.known is None or above.known is None:
        return above.rank >= step.rank
    if EXPLAINS_GRADES.match(above.wording) and step.known == 1:
        return above.style >= step.style
    if above.is_list:
        return not step.is_list or ends_list(step, above)
    if WITHIN_STRANDS.match(step.wording):
        return False
    return above.known >= step.known


def ends_list(step: Step, above: Step) -> bool:
    """Whether the heading of one list or summary ends that of another."""
    if SUMS_UP.match(above.wording) and LISTED_IN_SUMMARY.match(step.wording):
        return above.style >= step.style
    if SAYS_KIND.match(step.wording) and OPENS_RECOMMENDATIONS.match(above.wording):
        return False
    if step.known is None or above.known is None or WITHIN_STRANDS.match(step.wording):
        return True
    return step.known <= TOP_OF_LISTS or above.known >= step.known or "strengths" in above.wording


def style_of(line: Line) -> tuple[float, bool]:
    """A key that sorts larger headings first, bold ones before light ones of the same size."""
    return (-round(line.size or 0.0), not line.bold)


def entries(block: Block) -> Iterable[str]:
    """What a contents page names: each line without the number of its page."""
    for line in block.lines:
        yield re.sub(r"[\s.…]*\d*\s*$", "", line.text)


def folded(text: str) -> str:
    """A heading for comparison: lower case, straight quotes, single spaces."""
    return " ".join(without_marks(text).lower().replace("’", "'").replace("\t", " ").split()).rstrip(" :")
