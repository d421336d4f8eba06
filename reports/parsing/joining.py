"""Printed lines to running text: hyphens at line ends, footnote marks, white space."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from reports.parsing.document import FootnoteMark, Line
from reports.parsing.rows import SOFT_HYPHEN

LETTERS = re.compile(r"[^\W\d_]+(?:[-‑][^\W\d_]+)*")
LAST_PART = re.compile(r"(?<![^\W\d_])[^\W\d_]+$")
FIRST_PART = re.compile(r"[^\W\d_]+")
HYPHENS = ("-", "‐", "‑", SOFT_HYPHEN)
MARKS = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


class Vocabulary:
    """The words that a document prints within its lines: they show whether a hyphen belongs to a word."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.counts: Counter[str] = Counter()
        for line in lines:
            self.counts.update(word.lower().replace("‑", "-") for word in LETTERS.findall(line.text))

    def is_one_word(self, first: str, rest: str) -> bool:
        """Whether the document writes the two parts elsewhere as one word, and never with a hyphen."""
        return bool(self.counts[(first + rest).lower()]) and not self.counts[f"{first}-{rest}".lower()]

    def join(self, lines: Sequence[Line]) -> str:
        """The text of lines that belong together. A hyphen at a line's end stays unless it only cut a word."""
        text = ""
        for line in lines:
            text = self.joined(text, line.text) if text else line.text
        return " ".join(text.replace(SOFT_HYPHEN, "").split())

    def joined(self, text: str, more: str) -> str:
        if not text.endswith(HYPHENS) or not more[:1].isalnum() or len(text) < 2 or not text[-2].isalnum():
            return f"{text} {more}"
        stem = text[:-1]
        first, rest = LAST_PART.search(stem), FIRST_PART.match(more)
        if text.endswith(SOFT_HYPHEN) or (first and rest and self.is_one_word(first.group(), rest.group())):
            return stem + more
        return text + more


def without_marks(text: str) -> str:
    """Text without the raised marks of footnotes."""
    return " ".join(MARKS.sub("", text).split())


def marks_of(text: str) -> tuple[FootnoteMark, ...]:
    """The raised marks of a text, each at its place in the text without them."""
    return tuple(
        FootnoteMark(sign=mark.group(), place=len(without_marks(text[: mark.start()])))
        for mark in MARKS.finditer(text)
    )
