"""What looks wrong in the structure of a report that was read: each is a warning with its page.

Nothing is mended. A sentence under the wrong heading is as misleading as a lost one, and only a reader can say which
of the two a strange structure is: the report's own slip, or the parser's.
"""

import re
from collections.abc import Iterator, Sequence

from reports.frameworks import BOARD_STRAND, STRAND_HEADING, ReportLayout, no_strand, strand_of_section
from reports.parsing.document import Block, FootnoteMark, Judgement, Paragraph, Recommendation, Warning
from reports.parsing.front_prose import FEWEST_WORDS, SENTENCE_END
from reports.parsing.headings import folded
from reports.parsing.tables import GRADE

# Fewer numbered paragraphs in a row without a strand may be an opening of the part about the board.
LONG_RUN = 3
# Paragraphs at whose text a reader stops: how much of it a message shows.
SHOWN = 60
SEVERAL_INSPECTORS = re.compile(r"\b(?:lead|reporting) (?:ofsted |social care )?inspectors\b", re.IGNORECASE)
ONE_NAME = re.compile(r"(?:(?!\band\b)[^,&])+")
SIGN = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def structure_warnings(
    report: ReportLayout,
    *,
    blocks: Sequence[Block],
    judgements: Sequence[Judgement],
    recommendations: Sequence[Recommendation],
    paragraphs: Sequence[Paragraph],
    lead_inspector: str | None,
) -> Iterator[Warning]:
    """The warnings about the structure of a report of a known framework."""
    yield from one_of_several_inspectors(blocks, lead_inspector)
    yield from prose_in_front(blocks)
    yield from jumping_recommendations(report, recommendations)
    yield from board_without_recommendations(report, judgements, recommendations)
    yield from unfinished_recommendations(recommendations)
    yield from without_strand(report, paragraphs)
    yield from odd_beginnings(paragraphs)
    yield from marks_without_notes(blocks, [*paragraphs, *recommendations])


def one_of_several_inspectors(blocks: Sequence[Block], lead_inspector: str | None) -> Iterator[Warning]:
    """The front page says "Lead inspectors", and one name was read."""
    if not lead_inspector or not ONE_NAME.fullmatch(lead_inspector):
        return
    for block in blocks:
        if block.role == "front" and SEVERAL_INSPECTORS.search(block.text):
            yield Warning(
                "one-inspector", "The report names lead inspectors, and one name was read.", block.page
            )
            return


def prose_in_front(blocks: Sequence[Block]) -> Iterator[Warning]:
    """A sentence that was taken for a part of the front page, and states no grade: it is not shown."""
    for block in blocks:
        words = len(block.text.split())
        if block.role != "front" or words < FEWEST_WORDS or GRADE.search(block.text):
            continue
        if SENTENCE_END.search(block.text):
            yield Warning(
                "front-prose",
                f"A sentence of the front page is not shown: “{shown(block.text)}”.",
                block.page,
            )


def jumping_recommendations(
    report: ReportLayout, recommendations: Sequence[Recommendation]
) -> Iterator[Warning]:
    """Numbers of recommendations to one addressee that do not follow one another."""
    before: Recommendation | None = None
    for one in recommendations:
        if one.number is None or (before and before.addressee != one.addressee):
            before = None
        if before and before.number is not None and one.number not in (None, before.number + 1):
            yield Warning(
                "recommendations-jump",
                f"Recommendation {one.number} follows recommendation {before.number}.",
                one.page,
            )
        before = one


def board_without_recommendations(
    report: ReportLayout, judgements: Sequence[Judgement], recommendations: Sequence[Recommendation]
) -> Iterator[Warning]:
    """The board is judged and not outstanding, and nothing is addressed to it."""
    if not report.board or any(one.addressee == "LSCB" for one in recommendations):
        return
    for judgement in judgements:
        if judgement.strand == BOARD_STRAND and judgement.grade not in (None, "outstanding"):
            yield Warning(
                "board-unaddressed",
                "The board is judged, and no recommendation is addressed to it.",
                judgement.page,
            )


def unfinished_recommendations(recommendations: Sequence[Recommendation]) -> Iterator[Warning]:
    """Recommendations whose points were not found."""
    for one in recommendations:
        if one.text.endswith(":"):
            yield Warning(
                "recommendation-unfinished",
                f"The recommendation “{shown(one.text)}” ends in a colon.",
                one.page,
            )


def without_strand(report: ReportLayout, paragraphs: Sequence[Paragraph]) -> Iterator[Warning]:
    """Numbered paragraphs in a row without a strand, behind the first that has one, in no list or summary."""
    run: list[Paragraph] = []
    seen = False
    for one in [*paragraphs, None]:
        strand = strand_of_section(report.framework, one.section) if one else None
        if one and seen and one.kind == "numbered" and strand is None and not is_elsewhere(one.section):
            run.append(one)
            continue
        if len(run) >= LONG_RUN and run[0].number is not None:
            yield Warning(
                "no-strand",
                f"Paragraphs {run[0].number} to {run[-1].number} stand under no judged strand.",
                run[0].page,
            )
        run = []
        seen = seen or strand is not None


def is_elsewhere(section: tuple[str, ...]) -> bool:
    """Whether a section is a list, a summary or background, or judges something that is not a strand of its own."""
    return no_strand(section) or any(STRAND_HEADING.match(folded(heading)) for heading in section)


def odd_beginnings(paragraphs: Sequence[Paragraph]) -> Iterator[Warning]:
    """Paragraphs that are only a number, or that begin in lower case and that nothing leads in."""
    for one in paragraphs:
        if not any(character.isalpha() for character in one.text):
            said = f"is only “{shown(one.text)}”" if one.text else f"{one.number or ''} has no text"
            yield Warning("only-a-number", " ".join(f"Paragraph {said}.".split()), one.page)
        elif one.text[0].islower() and one.under is None:
            yield Warning("lower-case", f"A paragraph begins in lower case: “{shown(one.text)}”.", one.page)


def marks_without_notes(
    blocks: Sequence[Block], passages: Sequence[Paragraph | Recommendation]
) -> Iterator[Warning]:
    """Raised marks in the text that have no note at the foot of their page, or of the next."""
    notes = {
        (block.page, sign.group())
        for block in blocks
        if block.role == "footnote" and (sign := SIGN.match(block.text))
    }
    told: set[tuple[int, str]] = set()
    for passage in passages:
        for mark in passage.marks:
            place = (passage.page, mark.sign)
            if place in told or has_note(mark, passage.page, notes):
                continue
            told.add(place)
            yield Warning(
                "mark-without-note", f"No footnote was found for the mark “{mark.sign}”.", passage.page
            )


def has_note(mark: FootnoteMark, page: int, notes: set[tuple[int, str]]) -> bool:
    return (page, mark.sign) in notes or (page + 1, mark.sign) in notes


def shown(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rsplit(' ', 1)[0]} …"
