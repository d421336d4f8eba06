"""Blocks to paragraphs and recommendations, each under the headings above it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.frameworks import BY_KEY, STRAND_HEADING, TIMESCALES, ReportLayout
from reports.frameworks.wordings import BOARD_NAME, BOARD_WORDS, GRADE_WORDS
from reports.parsing.document import Block, Category, Kind, Line, Paragraph, Recommendation, Warning
from reports.parsing.headings import SAYS_KIND, TIMESCALE, Outline, Step, folded, without_grade
from reports.parsing.joining import marks_of, without_marks
from reports.parsing.layout import Layout
from reports.parsing.marks import number_of
from reports.parsing.nesting import Nested, nest
from reports.parsing.tables import has_head, rows_of

# "No areas for priority action were identified": a statement, not a recommendation.
STATEMENT = re.compile(
    r"(?:there (?:are|were|is|was) )?(?:no|none)\b.{0,120}"
    r"\b(?:identified|found|required|needed|recommended|raised|made|arising)\b"
    r"|there (?:are|were) no (?:areas|priority|recommendations)"
    r"|(?:the |this )?(?:inspection|inspectors|review) (?:did not|have not|has not) (?:find|found|identif|ma[kd]e)"
    r"|(?:the |this )?(?:inspection|inspectors|review) (?:identified|found|made) no\b"
    r"|(?:none|not applicable)\.?$",
    re.IGNORECASE,
)
LONGEST_STATEMENT = 220
MEANING = re.compile(r"what the inspection judge?ments mean", re.IGNORECASE)
EXPLAINED = re.compile(
    rf"(?:the )?(?:local authority|local {BOARD_NAME}|lscb)\b"
    rf"|{GRADE_WORDS}",
    re.IGNORECASE,
)
# What paragraphs are made of; and what they are made of where nothing else would hold the rest.
BODY = ("numbered", "bullet", "text")
ANY_TEXT = (*BODY, "title", "front", "table", "boilerplate")
BOARD_NAMED = re.compile(BOARD_WORDS, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with the path of headings above it."""

    block: Block
    section: tuple[str, ...]
    steps: tuple[Step, ...]


def explains_judgements(section: Sequence[str]) -> bool:
    """Whether a section only explains the scale of grades, for the authority, for the board, or grade by grade."""
    place = next((n for n, heading in enumerate(section) if MEANING.match(heading)), None)
    return place is not None and all(EXPLAINED.match(heading) for heading in section[place + 1 :])


def heading_row(block: Block, layout: Layout) -> tuple[str, Line] | None:
    """The label of a table that is one strand's heading, and its first line; None for any other table."""
    rows = rows_of(block.lines, layout)
    if len(rows) != 1 or not STRAND_HEADING.match(folded(rows[0].label)):
        return None
    first = next(
        (line for line in block.lines if rows[0].label.startswith(line.text.split("\t")[0])), block.lines[0]
    )
    return without_grade(rows[0].label), first


def outlined(blocks: Sequence[Block], layout: Layout) -> list[Placed]:
    """Each block with its section. What only explains the scale of grades is boilerplate."""
    outline = Outline(blocks, layout)
    placed = []
    for block in blocks:
        if block.role == "heading":
            outline.enter(block)
        elif block.role == "table" and (row := heading_row(block, layout)):
            # Above every heading a table with the names of its columns is the front page's, with one row or many.
            if outline.path or not has_head(block.lines):
                outline.enter_row(*row)
        elif block.role in ("text", "bullet") and explains_judgements(outline.section):
            block = replace(block, role="boilerplate")
        placed.append(Placed(block, outline.section, outline.steps))
    return placed


def read_body(
    placed: Sequence[Placed], report: ReportLayout | None, *, printed: bool
) -> tuple[tuple[Paragraph, ...], tuple[Recommendation, ...], tuple[Warning, ...]]:
    """Paragraphs, recommendations and warnings of a report, in printed order."""
    found = Recommendations(report, placed, printed=printed) if report else None
    recommendations = found.read() if found else ()
    taken = found.taken if found else frozenset()
    read = [item for index, item in enumerate(placed) if item.block.role in BODY and index not in taken]
    paragraphs = paragraphs_of(read if report else whole_text(placed), printed=printed)
    return paragraphs, recommendations, numbering_warnings(paragraphs)


def whole_text(placed: Sequence[Placed]) -> list[Placed]:
    """All that a report of an unknown kind says: its page shows no title, and no front or judgement holds the rest.

    A heading with nothing under it is a text too; others are kept as the sections of what they head.
    """
    kept = {item.section for item in placed if item.block.role in ANY_TEXT}
    headed = {section[:depth] for section in kept for depth in range(len(section) + 1)}
    bare = [item.block.role == "heading" and item.section not in headed for item in placed]
    return [
        replace(item, section=item.section[:-1]) if alone else item
        for item, alone in zip(placed, bare, strict=True)
        if alone or item.block.role in ANY_TEXT
    ]


def paragraphs_of(items: Sequence[Placed], *, printed: bool) -> tuple[Paragraph, ...]:
    """The paragraphs of blocks, each bullet at its place in its list."""
    words = [words_of(item.block) for item in items]
    places = nest(
        [(item.block, item.section, text) for item, text in zip(items, words, strict=True)], printed=printed
    )
    return tuple(
        paragraph_of(item, text, place) for item, text, place in zip(items, words, places, strict=True)
    )


def paragraph_of(item: Placed, words: str, place: Nested) -> Paragraph:
    block = item.block
    number = number_of(block.lines[0]) if block.role == "numbered" else None
    return Paragraph(
        number=number.value if number else None,
        text=without_marks(words),
        section=item.section,
        kind=kind_of(block),
        page=block.page,
        marks=marks_of(words),
        level=place.level,
        under=place.under,
    )


def kind_of(block: Block) -> Kind:
    return "numbered" if block.role == "numbered" else "bullet" if block.role == "bullet" else "text"


def words_of(block: Block) -> str:
    """A block's text without its number or its bullet."""
    text = block.text
    if block.role == "numbered":
        text = re.sub(r"^(?:[-*+]\s+)?\d{1,3}[.)]?\s*", "", text, count=1)
    elif block.role == "bullet":
        text = text.removeprefix("•")
    return text.strip()


class Recommendations:
    """The recommendations among a report's blocks; `taken` are those blocks that are not paragraphs besides."""

    def __init__(self, report: ReportLayout, placed: Sequence[Placed], *, printed: bool) -> None:
        self.report = report
        self.placed = placed
        self.printed = printed
        self.taken: set[int] = set()

    def read(self) -> tuple[Recommendation, ...]:
        found: list[Recommendation] = []
        for part in self.parts():
            found.extend(self.read_part(part))
        return tuple(found)

    def parts(self) -> list[list[int]]:
        """Indexes of the blocks under headings of recommendations: one list for each unbroken part."""
        parts: list[list[int]] = []
        last = -2
        for index, item in enumerate(self.placed):
            if item.block.role in ("footnote", "running", "table", "heading"):
                if last == index - 1 and self.recommends(item):
                    last = index
                continue
            if self.recommends(item):
                if last == index - 1 and parts:
                    parts[-1].append(index)
                else:
                    parts.append([index])
                last = index
        return parts

    def recommends(self, item: Placed) -> bool:
        """Whether a block is under a heading of recommendations, and under none below it that ends them."""
        place = next((n for n, heading in enumerate(item.section) if self.opens(heading)), None)
        if place is None:
            return False
        return not any(
            not step.groups and self.report.recommends_no_more.match(folded(step.text))
            for step in item.steps[place + 1 :]
        )

    def opens(self, heading: str) -> bool:
        return bool(self.report.recommends.match(folded(heading)))

    def read_part(self, part: Sequence[int]) -> list[Recommendation]:
        """The items of one part: numbered where the framework numbers them and any is, otherwise bullets."""
        numbered = any(self.placed[n].block.role == "numbered" for n in part) and (
            self.report.numbered or self.is_list_of_its_own(part)
        )
        items: list[tuple[Placed, list[str]]] = []
        margin: float | None = None
        for index in part:
            item = self.placed[index]
            block = item.block
            left = block.lines[0].left
            if block.role == ("numbered" if numbered else "bullet"):
                deeper = (
                    margin is not None and left is not None and left > margin + (6.0 if self.printed else 0.5)
                )
                if items and deeper and not numbered:
                    items[-1][1].append(words_of(block))
                else:
                    items.append((item, [words_of(block)]))
                    margin = left if margin is None or left is None else min(margin, left)
            elif items and block.role == "bullet" and items[-1][0].section == item.section:
                items[-1][1].append(words_of(block))
            else:
                continue
            if not (numbered and self.report.numbered) or block.role == "bullet":
                self.taken.add(index)
        return [
            self.recommendation(item, texts)
            for item, texts in items
            if not is_statement(without_marks(texts[0]))
        ]

    def is_list_of_its_own(self, part: Sequence[int]) -> bool:
        """Whether recommendations have numbers 1, 2, 3 of their own, and the paragraphs begin with 1 behind them."""
        if any(self.placed[n].block.role == "bullet" for n in part):
            return False
        later = (item.block for item in self.placed[part[-1] + 1 :] if item.block.role == "numbered")
        first = next((number_of(block.lines[0]) for block in later), None)
        return first is not None and first.value == 1

    def recommendation(self, item: Placed, texts: Sequence[str]) -> Recommendation:
        number = number_of(item.block.lines[0]) if item.block.role == "numbered" else None
        place = next(n for n, heading in enumerate(item.section) if self.opens(heading))
        words = " ".join(texts)
        says_kind = SAYS_KIND.match(folded(item.section[place]))
        below = item.section[place if says_kind or self.report.timescales else place + 1 :]
        return Recommendation(
            number=number.value if number else None,
            text=without_marks(words),
            headings=tuple(heading for heading in below if not TIMESCALE.fullmatch(heading)),
            timescale=timescale_of(item.section),
            addressee=self.addressee(item.section),
            page=item.block.page,
            marks=marks_of(words),
            category=category_of(below),
            parts=tuple(without_marks(part) for part in texts[1:]),
        )

    def addressee(self, section: tuple[str, ...]) -> str:
        if BY_KEY[self.report.framework].board_alone or any(
            BOARD_NAMED.search(heading) for heading in section
        ):
            return "LSCB"
        return "local authority"


def category_of(headings: Sequence[str]) -> Category:
    """What the headings over a recommendation call it, the innermost that says so first."""
    for heading in reversed(headings):
        if found := SAYS_KIND.match(folded(heading)):
            return "priority action" if found["priority"] else "recommendation"
    return "recommendation"


def is_statement(text: str) -> bool:
    """Whether an item only says that there is nothing to recommend."""
    return len(text) <= LONGEST_STATEMENT and bool(STATEMENT.match(text))


def timescale_of(section: tuple[str, ...]) -> str | None:
    for heading in reversed(section):
        if TIMESCALE.fullmatch(heading):
            in_words = heading.lower().replace(" 3 ", " three ").replace(" 6 ", " six ")
            return next(known for known in TIMESCALES if in_words.startswith(known.lower()))
    return None


def numbering_warnings(paragraphs: Sequence[Paragraph]) -> tuple[Warning, ...]:
    """Where the run of paragraph numbers skips one or begins again."""
    warnings = []
    last = 0
    for paragraph in paragraphs:
        if paragraph.number is None:
            continue
        if paragraph.number == 1 and last:
            warnings.append(
                Warning("numbering-restarts", f"Paragraph numbers begin again after {last}.", paragraph.page)
            )
        elif paragraph.number == last:
            warnings.append(
                Warning("numbering-repeats", f"Paragraph number {last} is printed twice.", paragraph.page)
            )
        elif paragraph.number != last + 1:
            warnings.append(
                Warning(
                    "numbering-gap", f"Paragraph {paragraph.number} follows paragraph {last}.", paragraph.page
                )
            )
        last = paragraph.number
    return tuple(warnings)
