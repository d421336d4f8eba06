"""Tables and sentences of a report to its judgements, as the framework's layout says where they are."""

import re
from collections.abc import Sequence

from reports.frameworks import BOARD_STRAND, BY_KEY, STRAND_NAMES, ReportLayout, strand_of_label
from reports.frameworks.wordings import BOARD_WORDS, GRADE_BY_WORDS, GRADE_WORDS
from reports.parsing.document import Block, Judgement, Warning
from reports.parsing.joining import without_marks
from reports.parsing.layout import Layout
from reports.parsing.tables import Row, has_head, rows_of

PRINTED = rf"{GRADE_WORDS}|not\s+judged"
# What may be between the thing judged and its grade: no further sentence, no clause about something else.
SHORT_BETWEEN = r"(?:\s+in\s+[\w\s]{1,40}?)?\s+"
BETWEEN = r"(?:(?!\b(?:that|which|who|because)\b)[^.]){0,140}?"
STATES = (
    r"(?:\b(?:are|is|as|be|remains?)\s+(?:now\s+|still\s+)?(?:judged\s+(?:to\s+be\s+|as\s+)?)?"
    r"|(?=\brequires?\s+improvement))"
)
# "is good at challenging its partners" gives no grade.
GIVEN = (
    rf"(?P<grade>{PRINTED})\b(?!-|\s+(?:at|quality|practice|progress|enough|evidence|examples?|outcomes?)\b)"
)
# "The overall judgement is that children's services require improvement", "Children's services in X are good"
OVERALL = (
    re.compile(rf"overall\s+judge?ment\b[^.]{{0,160}}?\b{GIVEN}", re.IGNORECASE),
    re.compile(rf"\b(?:services|social\s+care)\b{BETWEEN}{STATES}{GIVEN}", re.IGNORECASE),
    re.compile(rf"overall\s+effectiveness\b(?:\s*[:–-]\s*|{BETWEEN}{STATES}){GIVEN}", re.IGNORECASE),
)
# "The effectiveness of the Local Safeguarding Children Board (LSCB) is requires improvement"
BOARD_SENTENCES = (
    re.compile(
        rf"(?:effectiveness|arrangements)\s+[^.]{{0,200}}?(?:board|partnership|lscb)\b{BETWEEN}{STATES}{GIVEN}",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:safeguarding\s+(?:children(?:['’]?s)?|board)(?:\s+(?:board|partnership))?|[a-z]*scb)\b(?:\s*\([^)]*\))?"
        rf"(?:\s*[:–-]\s*|{SHORT_BETWEEN}{STATES}){GIVEN}",
        re.IGNORECASE,
    ),
)
# The full stop of "St. Helens" ends no sentence.
SAINT = re.compile(r"\bSt\.")
BOARD_NAMED = re.compile(BOARD_WORDS, re.IGNORECASE)
RECORD = re.compile(r"record of main findings", re.IGNORECASE)
# Grade tables of the body are summaries of one strand; the front page's has more rows, near the beginning.
FRONT_PAGES = 3


def read_judgements(
    blocks: Sequence[Block], report: ReportLayout, layout: Layout
) -> tuple[tuple[Judgement, ...], tuple[Warning, ...]]:
    """A report's judgements in printed order, and the warnings about them."""
    judgements = [judgement_of(row, report.framework) for row in table_rows(blocks, report, layout)]
    warnings: list[Warning] = []
    if report.overall and not any(one.strand == "overall" for one in judgements):
        if found := sentence(front_sentences(blocks), OVERALL):
            judgements.insert(0, stated(found, "overall"))
        else:
            warnings.append(Warning("no-overall", "No sentence with the overall judgement was found.", 1))
    if report.board and reviews_board(blocks) and not any(one.strand == BOARD_STRAND for one in judgements):
        if found := board_sentence(blocks):
            judgements.append(stated(found, BOARD_STRAND))
        else:
            warnings.append(
                Warning("no-board-judgement", "No sentence with the board's judgement was found.", 1)
            )
    if not judgements:
        warnings.append(Warning("no-judgements", "No judgement was found in the report.", 1))
    warnings += [
        Warning("unknown-grade", f"The grade “{judgement.printed_grade}” was not understood.", judgement.page)
        for judgement in judgements
        if judgement.grade is None and not judgement.printed_grade.lower().startswith("not")
    ]
    warnings += [
        Warning("unknown-row", f"What “{judgement.label}” judges was not understood.", judgement.page)
        for judgement in judgements
        if judgement.strand == "other" and "other" not in BY_KEY[report.framework].strands
    ]
    return tuple(judgements), tuple(warnings)


def table_rows(blocks: Sequence[Block], report: ReportLayout, layout: Layout) -> list[Row]:
    """The rows of the table that the framework's layout names."""
    if report.table == "front":
        tables = [block.lines for block in blocks if block.role == "table" and block.page <= FRONT_PAGES]
        rows = ((table, rows_of(table, layout)) for table in tables)
        # A row alone may be a heading with its grade beside it; the names of the columns make it a table.
        return next((found for table, found in rows if len(found) > 1 or (found and has_head(table))), [])
    place = next(
        (n for n, block in enumerate(blocks) if block.role == "heading" and RECORD.match(block.text)), None
    )
    if place is None:
        return []
    return [
        row for block in blocks[place + 1 :] if block.role == "table" for row in rows_of(block.lines, layout)
    ]


def judgement_of(row: Row, framework: str) -> Judgement:
    label = without_marks(row.label).strip(" .:")
    return Judgement(
        label=label,
        grade=grade_of(row.grade),
        printed_grade=without_marks(row.grade).rstrip("."),
        strand=strand_of_label(framework, label) or "other",
        page=row.page,
    )


def grade_of(printed: str) -> str | None:
    """The grade of the scale that a printed one means; "require improvement" has the scale's spelling."""
    return next((grade for grade, words in GRADE_BY_WORDS if words.match(printed.strip())), None)


def stated(found: tuple[str, int], strand: str) -> Judgement:
    printed, page = found
    return Judgement(STRAND_NAMES[strand], grade_of(printed), " ".join(printed.split()), strand, page)


def front_sentences(blocks: Sequence[Block]) -> list[tuple[str, int]]:
    """The front page's text, block by block, headings joined with what goes on below them."""
    texts = [
        (block.text, block.page)
        for block in blocks
        if block.role in ("front", "heading", "text") and block.page <= FRONT_PAGES
    ]
    joined = [
        (f"{text} {texts[n + 1][0]}" if texts[n + 1 : n + 2] and texts[n + 1][1] == page else text, page)
        for n, (text, page) in enumerate(texts)
    ]
    return [pair for both in zip(texts, joined, strict=True) for pair in both]


def sentence(texts: Sequence[tuple[str, int]], wordings: Sequence[re.Pattern[str]]) -> tuple[str, int] | None:
    """The grade that the first text with one of the wordings states, and its page.

    A page that states it goes before a later one, which may be about an earlier inspection's.
    """
    for page in sorted({page for _, page in texts}):
        here = [SAINT.sub("St", text) for text, its_page in texts if its_page == page]
        found = (match for wording in wordings for text in here if (match := wording.search(text)))
        if match := next(found, None):
            return match["grade"], page
    return None


def reviews_board(blocks: Sequence[Block]) -> bool:
    """Whether the report reviews the board too: its title or a heading says so."""
    return any(
        BOARD_NAMED.search(block.text) for block in blocks if block.role in ("title", "heading", "contents")
    )


def board_sentence(blocks: Sequence[Block]) -> tuple[str, int] | None:
    """The grade of the board: from the front page, or from the opening of the part about the board."""
    if found := sentence(front_sentences(blocks), BOARD_SENTENCES):
        return found
    headings = [(block.text, block.page) for block in blocks if block.role == "heading"]
    texts = [(block.text, block.page) for block in blocks if block.role in ("text", "numbered")]
    return (
        sentence(headings, BOARD_SENTENCES)
        or sentence(texts, BOARD_SENTENCES[:1])
        or sentence(texts, BOARD_SENTENCES[1:])
    )
