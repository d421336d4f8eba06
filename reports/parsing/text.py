"""Text and Markdown to pages of lines, in either typography: `##` and pipe tables, or bare lines and tabs.

Marks of typography (hashes, asterisks, tags, links) leave the text and become facts of the line: its level,
its weight. Every line that is not blank stays a line.
"""

import re
from html import unescape

from reports.parsing.document import Line, Page
from reports.parsing.errors import BeyondLimits, UnreadableReport
from reports.parsing.rows import LIGATURES, UNPRINTED, raised

# "## Overall effectiveness"
HASHES = re.compile(r"(#{1,6})\s+(?P<text>\S.*)?")
# "**Within three months:**", "__Immediately__"
ALL_BOLD = re.compile(r"(\*\*|__)(?P<text>(?:(?!\1).)+)\1")
# "are **inadequate**", "*Working together*"
EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3})(?=\S)(?P<text>(?:(?!\s\1).)+?)(?<=\S)\1")
# "What needs to improve?<sup>1</sup>"
RAISED = re.compile(r"<sup>\s*(?P<mark>\d{1,3})\s*</sup>", re.IGNORECASE)
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
TAG = re.compile(r"</?(?:b|i|u|em|strong|br|sup|sub|p|span)\s*/?>", re.IGNORECASE)
# "[www.example.org](http://www.example.org)"
LINK = re.compile(r"!?\[(?P<text>[^\[\]]*)\]\([^()\s]*\)")
# "| Outstanding | a service that ... |"
PIPES = re.compile(r"\|(?P<cells>.*)\|\s*")
# "Overall effectiveness | Good": a row without pipes at its ends. No prose has a bar between two spaces.
INNER_PIPE = " | "
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|-])")


def read_text(data: bytes, *, pages: int) -> tuple[Page, ...]:
    """The pages of a text file: form feeds part them. Raises UnreadableReport where it is not UTF-8 text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableReport(
            f"The text is not valid UTF-8: byte {error.start + 1} cannot be read."
        ) from error
    if "\x00" in text:
        raise UnreadableReport("The file is not a text: it holds bytes that are not characters.")
    sheets = text.split("\f")
    if len(sheets) > pages:
        raise BeyondLimits(f"The text has {len(sheets)} pages, more than the {pages} that are read.")
    found: list[Page] = []
    number = 1
    for index, sheet in enumerate(sheets, start=1):
        lines = []
        space = 3 if index > 1 else 0
        for source in sheet.splitlines():
            if not source.strip():
                space += 1
                continue
            lines.append(line_of(source, page=index, number=number, space=space))
            number += 1
            space = 0
        found.append(Page(number=index, lines=tuple(lines)))
    return tuple(found)


def line_of(source: str, *, page: int, number: int, space: int) -> Line:
    """One source line as it would be printed, with `space` blank lines above it."""
    text = (
        unescape(
            TAG.sub("", BREAK.sub(" ", RAISED.sub(lambda found: raised(found["mark"]), source.strip("\r\n"))))
        )
        .translate(UNPRINTED | {0x9: "\t", 0xAD: None})
        .translate(LIGATURES)
    )
    text = LINK.sub(lambda match: match["text"], text).rstrip(" \u00a0")
    margin = len(text) - len(text.lstrip())
    text = text.lstrip()
    level: int | None = None
    bold = bool(re.fullmatch(r"\s*<b>.*</b>\s*", source))
    pipes = PIPES.fullmatch(text)
    if pipes or INNER_PIPE in text:
        cells = pipes["cells"] if pipes else text
        text = "\t".join(plain(cell.strip()) for cell in cells.split("|"))
        return Line(page, number, text.strip(" ") or "|", left=None, space=space)
    if hashes := HASHES.fullmatch(text):
        level, text = len(hashes[1]), (hashes["text"] or "").rstrip().rstrip("#").rstrip()
    if whole := ALL_BOLD.fullmatch(text):
        bold, text = True, whole["text"]
    return Line(
        page, number, plain(text) or source.strip(), bold=bold, left=float(margin), space=space, level=level
    )


def plain(text: str) -> str:
    """Text without the marks of emphasis and the backslashes of Markdown."""
    if "*" in text or "_" in text:
        text = EMPHASIS.sub(lambda match: match["text"], text)
    if "\\" in text:
        text = ESCAPED.sub(r"\1", text)
    return re.sub(r"[^\S\t]+", " ", text)
