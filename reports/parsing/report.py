"""The one way in: the bytes of a report's file to one value that says all the report says."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from reports.frameworks import LAYOUTS, ReportLayout
from reports.parsing.blocks import group
from reports.parsing.body import outlined, read_body
from reports.parsing.document import Authority, Block, Page, ParsedReport, Warning
from reports.parsing.drawn_rules import Rule, read_rules
from reports.parsing.errors import UnreadableReport
from reports.parsing.fact_warnings import fact_warnings
from reports.parsing.front import Front, read_front
from reports.parsing.headings import folded
from reports.parsing.judgements import FRONT_PAGES, read_judgements
from reports.parsing.layout import Layout, measure, straighten
from reports.parsing.other_kinds import OtherReading, Rules, read_other
from reports.parsing.page_numbers import printed_pages
from reports.parsing.page_warnings import missing_pages
from reports.parsing.readers import read_pages
from reports.parsing.structure_warnings import structure_warnings
from reports.parsing.tables import rows_of

MOST_PAGES = 500
# Fewer words than this are not a report of any kind.
FEWEST_WORDS = 40
# The inspectorate has inspected councils' services for children only since then (Care Standards Act 2000, and
# Ofsted since 2007): an earlier date was misread or misprinted.
FIRST_YEAR = 2000
# A fault of the parser on a hostile file still fails that file alone, in a sentence that `make fuzz` looks for.
FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError)
FAULT = "The report's structure could not be read"


def parse_report(data: bytes, *, name: str, pages: int = MOST_PAGES) -> ParsedReport:
    """Read a report from its file's bytes; `name` says by its suffix what the file claims to be.

    A report of an unknown kind is a value too, with framework None and a warning. Raises UnreadableReport, and
    nothing else, where there is nothing to read.
    """
    source = read_pages(data, name=name, pages=pages)
    try:
        return parse_pages(source, rules=lambda: read_rules(data))
    except FAULTS as error:
        raise UnreadableReport(f"{FAULT} ({type(error).__name__}).") from error


def no_rules() -> dict[int, tuple[Rule, ...]]:
    return {}


def parse_pages(pages: Sequence[Page], *, rules: Rules = no_rules) -> ParsedReport:
    """Read a report from its pages of lines; `rules` gives the lines drawn on them, should the tables need them."""
    pages = straighten(pages)
    layout = measure(pages)
    blocks = group(pages, layout)
    placed = outlined(blocks, layout)
    blocks = tuple(item.block for item in placed)
    front = read_front(blocks)
    report = recognise(front) or recognise_by_rows(front, blocks, layout)
    other = None if report else read_other(blocks, layout, rules)
    if other:
        front = front_of(front, other)
    judgements, warnings = read_judgements(blocks, report, layout) if report else ((), unknown_kind(blocks))
    if other and other.document.kind:
        warnings = ()
    paragraphs, recommendations, more_warnings = read_body(placed, report, printed=layout.printed)
    if report:
        for warnings_about in (fact_warnings, structure_warnings):
            more_warnings += tuple(
                warnings_about(
                    report,
                    blocks=blocks,
                    judgements=judgements,
                    recommendations=recommendations,
                    paragraphs=paragraphs,
                    lead_inspector=front.lead_inspector,
                )
            )
    printed = printed_pages(blocks) if layout.printed else {}
    of_pages = [warning for page in pages for warning in page.warnings]
    of_pages += missing_pages(printed, pages=len(pages))
    accounted = {line.number for block in blocks for line in block.lines}
    return ParsedReport(
        authority=authority_of(front),
        framework=report.framework if report else None,
        reinspection=front.reinspection,
        title=front.title,
        start=front.start,
        end=front.end,
        published=front.published,
        lead_inspector=front.lead_inspector,
        judgements=judgements,
        recommendations=recommendations,
        paragraphs=paragraphs,
        blocks=blocks,
        unaccounted=tuple(line for page in pages for line in page.lines if line.number not in accounted),
        warnings=(*front.warnings, *unlikely_dates(front), *of_pages, *warnings, *more_warnings),
        pages=len(pages),
        printed_pages=printed,
        other=other.document if other else None,
    )


def front_of(front: Front, other: OtherReading) -> Front:
    """The facts of a document of another kind: those of its opening, which its front page says otherwise."""
    opening = other.opening
    return replace(
        front,
        title=opening.title,
        printed=opening.printed,
        resolution=opening.resolution,
        start=opening.start,
        end=opening.end,
        published=opening.published,
        lead_inspector=other.lead_inspector,
        warnings=other.warnings,
    )


def unlikely_dates(front: Front) -> Iterator[Warning]:
    """Dates that no published report can have: to come, before there was such an inspection, or published first."""
    today = datetime.now(tz=UTC).date()
    for what, day in (("the inspection began", front.start), ("the report was published", front.published)):
        if day and day > today:
            yield Warning(
                "date-in-future", f"The date on which {what} is {day.isoformat()}, in the future.", 1
            )
        elif day and day.year < FIRST_YEAR:
            yield Warning(
                "date-too-early",
                f"The date on which {what} is {day.isoformat()}, before {FIRST_YEAR}.",
                1,
            )
    if front.published and front.start and front.published < front.start:
        yield Warning(
            "published-too-early",
            f"The report says that it was published on {front.published.isoformat()}, before the inspection "
            f"began on {front.start.isoformat()}.",
            1,
        )


def recognise(front: Front) -> ReportLayout | None:
    """The framework whose reports bear such a title, None where none does."""
    title = folded(front.title or "")
    for layout in LAYOUTS:
        if layout.recognised_by.search(title) and not (layout.not_by and layout.not_by.search(title)):
            return layout
    return None


def recognise_by_rows(front: Front, blocks: Sequence[Block], layout: Layout) -> ReportLayout | None:
    """The framework whose grade table has a row like one on the front page, for an inspection without its name."""
    title = folded(front.title or "")
    labels = [
        folded(row.label)
        for block in blocks
        if block.role == "table" and block.page <= FRONT_PAGES
        for row in rows_of(block.lines, layout)
    ]
    for known in LAYOUTS:
        ruled_out = known.not_by and known.not_by.search(title)
        if known.only_row and not ruled_out and any(known.only_row.search(label) for label in labels):
            return known
    return None


def unknown_kind(blocks: Sequence[Block]) -> tuple[Warning, ...]:
    words = sum(len(block.text.split()) for block in blocks)
    if words < FEWEST_WORDS:
        raise UnreadableReport("The text is not an inspection report: there is hardly a word in it.")
    return (
        Warning(
            "unknown-kind", "The report is of no framework that is known here: its text is kept as it is.", 1
        ),
    )


def authority_of(front: Front) -> Authority | None:
    if front.printed is None:
        return None
    entry = front.resolution.entry
    return Authority(front.printed, entry.name if entry else None, entry.gss_code if entry else None)
