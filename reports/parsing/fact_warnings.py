"""What looks wrong once a whole report is read: facts that its framework always prints and that are missing here.

Nothing is mended: each is a warning for a curator, with the page to look at.
"""

from collections.abc import Iterator, Sequence

from reports.frameworks import BOARD_STRAND, BY_KEY, ReportLayout, strand_of_section
from reports.parsing.document import Block, Judgement, Paragraph, Recommendation, Warning
from reports.parsing.headings import GRADE_ALONE, GRADE_BEHIND

# Judged without a part of the report of their own.
WITHOUT_A_PART = {"overall", "other"}


def fact_warnings(
    report: ReportLayout,
    *,
    blocks: Sequence[Block],
    judgements: Sequence[Judgement],
    recommendations: Sequence[Recommendation],
    paragraphs: Sequence[Paragraph],
    lead_inspector: str | None,
) -> Iterator[Warning]:
    """The warnings about a report of a known framework, the front page's first."""
    framework = BY_KEY[report.framework]
    if lead_inspector is None and framework.names_inspector:
        yield Warning("no-inspector", "No lead inspector was found on the front page.", 1)
    yield from off_the_scale(report, judgements)
    yield from repeated(judgements)
    if not framework.board_alone and {judgement.strand for judgement in judgements} <= {
        "overall",
        BOARD_STRAND,
    }:
        yield Warning("no-table", "No table with the judgement of each strand was found.", 1)
    if not recommendations and framework.always_recommends:
        yield Warning(
            "no-recommendations", "No recommendation was found; such a report always makes some.", 1
        )
    yield from without_part(report, judgements, paragraphs)
    yield from unknown_headings(report, blocks)


def off_the_scale(report: ReportLayout, judgements: Sequence[Judgement]) -> Iterator[Warning]:
    """Grades that another framework gives, but not this one."""
    for judgement in judgements:
        if judgement.grade and judgement.grade not in BY_KEY[report.framework].scale:
            yield Warning(
                "grade-off-scale",
                f"“{judgement.label}” has the grade “{judgement.printed_grade}”, which this framework does not give.",
                judgement.page,
            )


def repeated(judgements: Sequence[Judgement]) -> Iterator[Warning]:
    """A strand that is judged twice in one report."""
    seen: set[str] = set()
    for judgement in judgements:
        if judgement.strand in seen and judgement.strand != "other":
            yield Warning("judged-twice", f"“{judgement.label}” is judged more than once.", judgement.page)
        seen.add(judgement.strand)


def without_part(
    report: ReportLayout, judgements: Sequence[Judgement], paragraphs: Sequence[Paragraph]
) -> Iterator[Warning]:
    """Judgements whose part of the report was not found: its paragraphs are under no grade."""
    found = {strand_of_section(report.framework, section) for section in {p.section for p in paragraphs}}
    for judgement in judgements:
        if judgement.grade and judgement.strand not in found | WITHOUT_A_PART:
            yield Warning(
                "no-part", f"The part of the report about “{judgement.label}” was not found.", judgement.page
            )


def unknown_headings(report: ReportLayout, blocks: Sequence[Block]) -> Iterator[Warning]:
    """Headings that carry a grade, as only a strand's do, and name no strand that is known."""
    for block in blocks:
        text = block.text.strip()
        if block.role != "heading" or GRADE_ALONE.fullmatch(text):
            continue
        graded = GRADE_BEHIND.search(text)
        if graded and strand_of_section(report.framework, (text[: graded.start()],)) is None:
            yield Warning(
                "unknown-heading", f"The heading “{text[:120]}” names no judged strand.", block.page
            )
