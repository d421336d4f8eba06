"""Which lines are headings, how deep they stand, and which grade they carry.

Printed headings show by size and weight. In bare text they show by what they are not: no sentence, no item;
and by the contents page, which names the upper ones.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.frameworks import HEADINGS, TIMESCALES
from reports.parsing.document import Block, Line
from reports.parsing.joining import without_marks
from reports.parsing.layout import Layout

LONGEST = 220
LONGEST_BARE = 130
ENDS_SENTENCE = re.compile(r"[.;,][\"'’”)\]]*\s*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
# "Grade 4 (inadequate)", "Inadequate", "Requires improvement to be good"
GRADE_ALONE = re.compile(
    r"(?:grade\s*\d\s*[(:–-]?\s*)?\(?"
    r"(?:outstanding|good|adequate|inadequate|requires?\s+improvement(?:\s+to\s+be\s+good)?|not\s+judged)\)?"
    r"(?:\s*\(?grade\s*\d\)?)?\.?",
    re.IGNORECASE,
)
# "The experiences and progress of care leavers: good", "... are inadequate", "... is requires improvement"
GRADE_BEHIND = re.compile(
    r"(?:\s*[:–—-]\s*|\s+(?:is|are)\s+(?:judged\s+to\s+be\s+)?(?:that\s+(?:it|they)\s+(?:is\s+|are\s+)?)?|\s*\(\s*|\s+)"
    r"(?P<grade>outstanding|good|adequate|inadequate|requires?\s+improvement(?:\s+to\s+be\s+good)?)\)?\s*[.]?$",
    re.IGNORECASE,
)
# "Help and protection: requires improvement to be good"
GRADE_SET_OFF = re.compile(
    r"\w\s*[:–—]\s*(?:outstanding|good|adequate|inadequate|requires?\s+improvement(?:\s+to\s+be\s+good)?)\s*\.?$",
    re.IGNORECASE,
)
# The rank of headings over the part about one strand.
STRAND_RANK = 5
# Below every heading of a report: a timescale over its recommendations.
DEEPEST = 90
# Below every heading that shows by its type: one that is set like the text.
PLAIN = 80
# "Lead inspector: Mary Smith"
NAMED_FACT = re.compile(r"[^:]{3,40}:\s+\S")
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
        heading = GRADE_BEHIND.sub("", heading)
    return heading.rstrip(" :")


@dataclass(frozen=True, slots=True)
class Step:
    """One heading of a path; `known` is the rank of its wording, if it is a standard heading."""

    rank: int
    known: int | None
    text: str

    @property
    def opens_part(self) -> bool:
        """Whether the heading opens one of a report's halves: the local authority, the board."""
        return self.known in (0, 1)

    def is_at_least(self, rank: int) -> bool:
        return self.known is not None and self.known >= rank


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

    def enter(self, heading: Block) -> None:
        """Go below a heading; a grade alone is not one."""
        if GRADE_ALONE.fullmatch(without_marks(heading.text)):
            return
        rank = self.rank(heading)
        known = None if rank in (PLAIN, DEEPEST) else known_rank(heading.text)
        while self.path and (self.path[-1].rank >= rank or self.ends(self.path[-1], known)):
            self.path.pop()
        self.path.append(Step(rank, known, without_grade(heading.text)))

    def ends(self, step: Step, known: int | None) -> bool:
        """Whether a standard heading ends a step of the path by its wording alone, however it is set."""
        if known is None:
            return False
        if not self.layout.printed or known >= STRAND_RANK:
            return step.is_at_least(known)
        return known == 0

    def enter_row(self, label: str, line: Line) -> None:
        """Go below a row of a table that stands over a part of the report as its heading, with its grade beside it."""
        known = known_rank(label)
        if style_of(line) in self.styles and shows_as_heading(line, self.layout):
            rank = 3 * self.styles.index(style_of(line))
            while self.path and (self.path[-1].rank >= rank or self.ends(self.path[-1], known)):
                self.path.pop()
        else:
            while (
                self.path
                and not self.path[-1].opens_part
                and not OPENS_FINDINGS.match(folded(self.path[-1].text))
            ):
                self.path.pop()
            rank = self.path[-1].rank + 1 if self.path else 0
        self.path.append(Step(rank, known, label))

    def rank(self, heading: Block) -> int:
        """The depth of a heading: by its style where it has one, else by the frameworks' and the contents' names.

        A heading of no standard wording, set like the standard one above it, stands below that one.
        """
        line = heading.lines[0]
        if TIMESCALE.fullmatch(heading.text):
            return DEEPEST
        if self.layout.printed and not shows_as_heading(line, self.layout):
            return PLAIN
        known = known_rank(heading.text)
        if self.layout.printed or line.level is not None:
            rank = 3 * (self.styles.index(style_of(line)) if self.layout.printed else line.level or 0)
            above = next(
                (step for step in reversed(self.path) if step.known is not None and step.rank == rank), None
            )
            return rank + 1 if known is None and above else rank
        if known is not None:
            return known
        return 14 if folded(without_grade(heading.text)) in self.named else 16

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(self.path)

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(step.text for step in self.path)


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
