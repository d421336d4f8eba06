"""What is compared: the paragraphs and recommendations of a report as plain values, and as terms."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from reports.comparing.concepts import Finder
from reports.comparing.words import Word, spelling, words

Kind = Literal["paragraph", "recommendation"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph or recommendation. `board`: it is the safeguarding board's, not the authority's."""

    kind: Kind
    anchor: str
    number: int | None
    order: int
    text: str
    section: tuple[str, ...] = ()
    strand: str = ""
    grade: str = ""
    themes: frozenset[str] = frozenset()
    page: int = 1
    board: bool = False
    timescale: str = ""

    @property
    def name(self) -> str:
        """How people refer to it: "para 12", "Rec 4"; a bullet is known by its place."""
        if self.kind == "recommendation":
            return f"Rec {self.number if self.number is not None else self.order}"
        return f"para {self.number}" if self.number is not None else f"p. {self.page}"


@dataclass(frozen=True, slots=True)
class Terms:
    """A piece with the terms that it is compared by: stems, and concepts written "=name".

    `named` says where concepts stand: first and last character, and the term.
    """

    piece: Piece
    words: tuple[Word, ...]
    named: tuple[tuple[int, int, str], ...]
    counts: Counter[str]
    pairs: frozenset[tuple[str, str]]
    by_sentence: tuple[frozenset[str], ...]
    length: int


def terms(piece: Piece, *, stems: Mapping[str, str], concepts: Finder) -> Terms:
    """Read a piece's text once: its words, its terms and how often each stands, by sentence too."""
    read = words(piece.text, stems)
    content = [word for word in read if word.stem]
    run = [word.stem for word in content]
    counts = Counter(run)
    by_sentence: list[set[str]] = [set() for _ in range(read[-1].sentence + 1 if read else 0)]
    for word in content:
        by_sentence[word.sentence].add(word.stem)
    named = []
    keys = [word.stem or spelling(piece.text[word.start : word.end]) for word in read]
    for first, past, name in concepts.found(keys):
        term = f"={name}"
        counts[term] += 1
        named.append((read[first].start, read[past - 1].end, term))
        by_sentence[read[first].sentence].add(term)
    pairs = frozenset((a, b) for a, b in pairwise(run) if a != b)
    return Terms(piece, read, tuple(named), counts, pairs, tuple(map(frozenset, by_sentence)), len(run))
