"""Pieces for tests of the plain functions: every word is its own stem, and little words are stop words."""

from reports.comparing.terms.concepts import Finder, concepts
from reports.comparing.terms.pieces import Piece, Reader, Terms
from reports.comparing.terms.words import spellings

STOP = {
    "the",
    "a",
    "an",
    "of",
    "and",
    "to",
    "in",
    "is",
    "are",
    "that",
    "their",
    "on",
    "for",
    "so",
    "with",
    "it",
}
ENDINGS = ("ing", "ed", "es", "s")


class Stems(dict[str, str]):
    """Stems made up on the spot: a word without its ending."""

    def __missing__(self, word: str) -> str:
        return self.get(word)

    def get(self, word: str, default: str = "") -> str:  # type: ignore[override]
        if word in STOP:
            return ""
        for ending in ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) > 3:
                return word.removesuffix(ending)
        return word


STEMS = Stems()
CONCEPTS = concepts(STEMS)
READER = Reader(STEMS, Finder(CONCEPTS))


def paragraph(number: int, text: str, **fields: object) -> Terms:
    return read(Piece("paragraph", f"para-{number}", number, number, text, **fields))  # type: ignore[arg-type]


def recommendation(order: int, text: str, **fields: object) -> Terms:
    return read(Piece("recommendation", f"rec-{order}", None, order, text, **fields))  # type: ignore[arg-type]


def read(piece: Piece) -> Terms:
    assert spellings([piece.text])
    return READER.read(piece)
