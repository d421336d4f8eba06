"""Words with their places to printed lines: which words share a baseline, where columns part, what is raised.

Nothing here knows the PDF library, so a page can be made up of a few words in a test.
"""

import itertools
import re
import unicodedata
from dataclasses import dataclass, field

from reports.parsing.document import Cell, Line

# Gaps between two words, in ems: less is one word, more is a new column.
JOINED = 0.12
COLUMN = 0.7
# Justified text has wide spaces too, but all of a line's are as wide: a column's gap is wider by this factor,
# or wider than any space, in ems.
WIDER_THAN_SPACES = 2.0
ALWAYS_COLUMN = 4.0
# Baselines that differ by less than this share of the type's size are on one line.
SAME_BASELINE = 0.22
# A footnote's mark is smaller than this share of the type beside it, and raised by less than this share.
SMALL = 0.85
RAISED = 0.75
# Lines of one size never stand nearer than this: what does is raised.
OVERLAPPING = 0.6

# "1." and "■" are in a column of their own, yet begin the line's text: no tab follows them.
LEADER = re.compile(r"[^\w\s]{1,2}|[a-z•o]|\(?(?:\d{1,3}(?:\.\d{1,2})?|[a-z]|[ivx]{1,4})[.)]?", re.IGNORECASE)
MARK = re.compile(r"[\d*†‡,]{1,4}")
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LIGATURES = {ord(ligature): unicodedata.normalize("NFKC", ligature) for ligature in "ﬀﬁﬂﬃﬄﬅﬆ"}
# Soft hyphens inside a line, zero-width characters and control characters print nothing.
UNPRINTED = {
    **dict.fromkeys(
        (*range(0x20), *range(0x7F, 0xA0), 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF)
    ),
}
SOFT_HYPHEN = "\u00ad"


@dataclass(slots=True)
class Run:
    """Neighbouring words of one baseline, without a column's gap between them."""

    left: float
    top: float
    size: float
    right: float = 0.0
    bold: bool = True
    words: list[str] = field(default_factory=list)
    # The widths of the spaces between its words.
    spaces: list[float] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(self.words)


def raised(text: str) -> str:
    """A footnote's mark as superscript digits, so that it never reads as part of a word or number."""
    return text.translate(SUPERSCRIPTS)


def clean(word: str) -> str:
    """A word without what prints nothing; ligatures in letters; a soft hyphen only where a line ends in it."""
    if word.isascii() and word.isprintable():
        return word
    word = word.translate(UNPRINTED).translate(LIGATURES)
    if SOFT_HYPHEN in word:
        ends_line = word.endswith(SOFT_HYPHEN)
        word = word.replace(SOFT_HYPHEN, "") + (SOFT_HYPHEN if ends_line else "")
    return re.sub(r"[\ud800-\udfff]", "\ufffd", word)


def lines_of(runs: list[Run], *, page: int, first: int) -> tuple[Line, ...]:
    """The printed lines of a page, from its top down; `first` is the number of its first line."""
    rows = with_marks(group(runs))
    printed = [row for row in rows if any(run.text for run in row)]
    return tuple(line_of(row, page=page, number=first + index) for index, row in enumerate(printed))


def group(runs: list[Run]) -> list[list[Run]]:
    """Runs that share a baseline, rows from the top down."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.top, run.left)):
        if rows:
            base = max(rows[-1], key=lambda other: other.size)
            if abs(run.top - base.top) <= max(1.0, SAME_BASELINE * min(run.size, base.size)):
                rows[-1].append(run)
                continue
        rows.append([run])
    return rows


def with_marks(rows: list[list[Run]]) -> list[list[Run]]:
    """Rows in which raised marks have joined the line that they are in."""
    joined: list[list[Run]] = []
    for index, row in enumerate(rows):
        below = rows[index + 1] if index + 1 < len(rows) else None
        if below is None or not all(MARK.fullmatch(word) for run in row for word in run.words):
            joined.append(row)
            continue
        size = max(run.size for run in below)
        drop = below[0].top - row[0].top
        largest = max(run.size for run in row)
        reach = RAISED if largest < SMALL * size else OVERLAPPING if largest <= size else 0.0
        if drop < reach * size:
            for run in row:
                run.words = [raised(word) for word in run.words]
            below.extend(row)
        else:
            joined.append(row)
    return joined


def line_of(row: list[Run], *, page: int, number: int) -> Line:
    """One line of a row's runs: joined, or parted by tabs where a column begins."""
    row.sort(key=lambda run: run.left)
    size = max(row, key=lambda run: len(run.text)).size
    cells: list[Cell] = []
    indent: float | None = None
    left, right, text = row[0].left, row[0].right, row[0].text
    spaces = spaces_of(row)
    for run in row[1:]:
        gap = run.left - right
        if is_column(gap, size=size, spaces=spaces) and not LEADER.fullmatch(text):
            cells.append(Cell(left, right, text))
            left, text = run.left, run.text
        else:
            if indent is None and LEADER.fullmatch(text):
                indent = round(run.left, 1)
            text += ("" if gap < JOINED * size else " ") + run.text
        right = max(right, run.right)
    cells.append(Cell(left, right, text))
    cells = [cell for cell in cells if cell.text]
    return Line(
        page=page,
        number=number,
        text="\t".join(cell.text for cell in cells),
        size=round(size, 1),
        bold=all(run.bold for run in row if run.text.isalpha()) and any(run.bold for run in row),
        left=round(row[0].left, 1),
        top=round(max(row, key=lambda run: run.size * len(run.text)).top, 1),
        right=round(right, 1),
        indent=indent,
        cells=tuple(cells) if len(cells) > 1 else (),
    )


def spaces_of(row: list[Run]) -> list[float]:
    """The widths of all spaces of a line, in its words' order; not the one behind a number or bullet."""
    spaces: list[float] = []
    for before, run in itertools.pairwise([None, *row]):
        if (
            before is not None
            and run is not None
            and not (before is row[0] and LEADER.fullmatch(before.text))
        ):
            spaces.append(run.left - before.right)
        if run is not None:
            spaces.extend(run.spaces)
    return spaces


def is_column(gap: float, *, size: float, spaces: list[float]) -> bool:
    """Whether a gap parts two columns: wide for its type, and wide beside the narrowest space of its line."""
    if gap <= COLUMN * size:
        return False
    others = sorted(spaces)
    narrowest = others[0] if len(others) > 1 else 0.0
    return gap > ALWAYS_COLUMN * size or gap > WIDER_THAN_SPACES * max(narrowest, 0.0)
