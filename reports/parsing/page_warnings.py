"""What a page's reader should know: that it is a picture, that text on it is unseen or unreadable, and the like.

Each is a warning with its page. Nothing of a page is left out without one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reports.parsing.document import Line, Warning

# So much of what was left out is quoted, in characters.
QUOTED = 80
# English prose has one of these among every few words; text in which a font's signs are mixed up has none.
COMMONEST = frozenset(
    ("the", "of", "and", "to", "in", "a", "for", "is", "are", "that", "with", "on", "by", "have", "not", "be")
)
# Fewer words than this say nothing about a page's language, and this share of commonest words is far too small.
ENOUGH_WORDS = 60
FEWEST_COMMON = 0.01
WORD = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Oddities:
    """What was met on a page: words that are not seen or not readable, a scan's own text, form fields, columns."""

    hidden: list[str] = field(default_factory=list)
    unreadable: int = 0
    recognised: bool = False
    filled: list[str] = field(default_factory=list)
    maybe_columns: bool = False


def page_warnings(
    number: int, lines: Sequence[Line], oddities: Oddities, *, scan: bool
) -> tuple[Warning, ...]:
    """The warnings about page `number` of a PDF; `scan` says that it holds no text and a picture."""
    return tuple(
        Warning(code, message, number) for code, message in messages(number, lines, oddities, scan=scan)
    )


def messages(
    number: int, lines: Sequence[Line], oddities: Oddities, *, scan: bool
) -> Iterator[tuple[str, str]]:
    """Code and sentence of each warning."""
    if not lines:
        what = "it is a picture, and pictures are not read" if scan else "it is empty"
        yield "no-text", f"Page {number} holds no text: {what}."
    if oddities.recognised:
        yield (
            "recognised-text",
            f"Page {number} is a picture with text that a machine recognised: compare it with the picture.",
        )
    if oddities.hidden:
        yield (
            "hidden-text",
            f"Page {number} holds text that a reader cannot see (“{quoted(oddities.hidden)}”): it was left out.",
        )
    if oddities.unreadable:
        yield (
            "unreadable-font",
            f"Page {number} has words in a font that does not say which characters they are: "
            "they could not be read.",
        )
    elif is_garbled(lines):
        yield (
            "garbled-text",
            f"Page {number} does not read as English: its font may give wrong characters.",
        )
    if oddities.filled:
        yield (
            "form-field",
            f"Page {number} is a form with typed answers (“{quoted(oddities.filled)}”): check that they are the "
            "inspectorate’s own.",
        )
    if oddities.maybe_columns:
        yield "maybe-columns", f"Page {number} may be set in two columns: check the order of its text."


def quoted(words: Sequence[str]) -> str:
    """Words as a quotation of limited length."""
    text = " ".join(words)
    return text if len(text) <= QUOTED else text[:QUOTED].rstrip() + "…"


def is_garbled(lines: Sequence[Line]) -> bool:
    """Whether a page has many words and hardly one of those that English prose is full of."""
    words = [word.lower() for line in lines for word in WORD.findall(line.text)]
    if len(words) < ENOUGH_WORDS:
        return False
    return sum(word in COMMONEST for word in words) < FEWEST_COMMON * len(words)


def missing_pages(printed: Mapping[int, int], *, pages: int) -> Iterator[Warning]:
    """Pages that the printed numbers skip: between two neighbouring pages of the file, each with its number."""
    for page in range(1, pages):
        before, after = printed.get(page), printed.get(page + 1)
        if before is None or after is None or after <= before + 1:
            continue
        gone = f"page {before + 1} is" if after == before + 2 else f"pages {before + 1} to {after - 1} are"
        yield Warning(
            "missing-page",
            f"The printed page {before} is followed by {after}: {gone} missing from the file.",
            page + 1,
        )
