"""A text as words: where each is, its stem, and the sentence that it is in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

# "multi-agency" is two words, "child's" one.
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# "… are seen alone. Plans are …", "… quickly; however …", and the bullets that are inside a paragraph.
SENTENCE_END = re.compile(r"(?<=[.!?;])[\"'”’)]*\s+(?=[^a-z\s])|\s+(?=[■•◼])|;\s+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its place in characters, its stem ("" for a stop word), and its sentence."""

    start: int
    end: int
    stem: str
    sentence: int


def spelling(word: str) -> str:
    """A word as it is looked up: small letters and a plain apostrophe."""
    return word.lower().replace("’", "'")


def spelled(text: str) -> list[str]:
    """The words of a text in order, as they are looked up."""
    return WORD.findall(spelling(text))


def spellings(texts: Iterable[str]) -> set[str]:
    """Every distinct word of some texts, as it is looked up."""
    found: set[str] = set()
    for text in texts:
        found.update(spelled(text))
    return found


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end; together they cover it."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    starts = [0, *ends]
    return [(start, end) for start, end in zip(starts, [*ends, len(text)], strict=True) if start < end]


def words(text: str, stems: Mapping[str, str]) -> tuple[Word, ...]:
    """The words of a text in order; a word that `stems` does not know counts as a stop word."""
    found = []
    spans = sentences(text)
    sentence = 0
    for match in WORD.finditer(text):
        while sentence + 1 < len(spans) and match.start() >= spans[sentence][1]:
            sentence += 1
        stem = stems.get(spelling(match.group()), "")
        found.append(Word(match.start(), match.end(), stem, sentence))
    return tuple(found)
