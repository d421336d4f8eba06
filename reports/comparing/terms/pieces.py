"""What is compared: the paragraphs and recommendations of a report as plain values, and as terms."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from reports.comparing.terms.concepts import Finder
from reports.comparing.terms.words import Word, sentences, spelled, spelling, words

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
    # Of a recommendation: what it is called where it is, as "priority action" or "improvement".
    category: str = "recommendation"

    @property
    def known_number(self) -> int | None:
        """The number that people refer to it by: the printed one, of a recommendation without one its place."""
        return self.order if self.kind == "recommendation" and self.number is None else self.number

    @property
    def noun(self) -> str:
        """What a recommendation is called before its number."""
        return "Area for improvement" if self.category == "improvement" else self.category.capitalize()

    @property
    def name(self) -> str:
        """How people refer to it: "para 12", "Rec 4"; a bullet is known by its page."""
        if self.kind == "recommendation":
            return f"{'Area' if self.category == 'improvement' else 'Rec'} {self.known_number}"
        return f"para {self.number}" if self.number is not None else f"p. {self.page}"


@dataclass(frozen=True, slots=True)
class Terms:
    """A piece with the terms that it is compared by: stems, and concepts written "=name".

    `words` and `named` are worked out when they are asked for, which is for few pieces.
    """

    piece: Piece
    counts: Counter[str]
    pairs: frozenset[tuple[str, str]]
    by_sentence: tuple[frozenset[str], ...]
    length: int
    reader: "Reader" = field(repr=False, compare=False)

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the text, each at its place."""
        return words(self.piece.text, self.reader.stems)

    def named(self, read: Sequence[Word]) -> list[tuple[int, int, str]]:
        """Where concepts are named, among words of the text: first and last character, and the term."""
        return self.reader.named(self.piece.text, read)


class Reader:
    """Reads texts as terms: the stems of the words that they hold, and the concepts to look for."""

    def __init__(self, stems: Mapping[str, str], concepts: Finder) -> None:
        self.stems = stems
        self.concepts = concepts

    def named(self, text: str, read: Sequence[Word]) -> list[tuple[int, int, str]]:
        """Where concepts are named, among the words of a text."""
        keys = [word.stem or spelling(text[word.start : word.end]) for word in read]
        found = self.concepts.found(keys)
        return [(read[first].start, read[past - 1].end, f"={name}") for first, past, name in found]

    def read(self, piece: Piece) -> Terms:
        """A piece's terms, how often each occurs, and which are in one sentence."""
        stem_of = self.stems.get
        counts: Counter[str] = Counter()
        run: list[str] = []
        by_sentence: list[frozenset[str]] = []
        for start, end in sentences(piece.text):
            keys = spelled(piece.text[start:end])
            stems = [stem_of(key) for key in keys]
            content = [stem for stem in stems if stem]
            named = [
                f"={name}"
                for _, _, name in self.concepts.found(
                    [stem or key for stem, key in zip(stems, keys, strict=True)]
                )
            ]
            run += content
            counts.update(named)
            by_sentence.append(frozenset((*content, *named)))
        counts.update(run)
        return Terms(piece, counts, frozenset(pairwise(run)), tuple(by_sentence), len(run), self)
