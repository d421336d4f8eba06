"""What finds the texts of a theme: a search a line, in the words that a curator writes.

    threshold                     any form of the word: threshold, thresholds
    "core assessment"             these words together, in any form: core assessments
    =sufficiency                  the word as it is written: not "sufficient", not "insufficiently"
    ="out of hours"               the words together as they are written, the common ones ("out of") too
    disabilities team             both words, anywhere
    "step down" or "stepped down" either
    adopted -"adopted policy"     the one without the other; -="…" leaves out what is written so
    "disabled child"              plurals that are words of their own too: disabled children (and the other way round)

Stems and common words are PostgreSQL's own (configuration "english"); what follows "=" is looked up among the
words as they are written ("simple"), whatever their capitals.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from reports.language.query_grammar import PIECE, is_or

# Singular and plural that no stemmer makes one. "Lives" is left out: it is the verb more often than the noun.
IRREGULAR = (
    ("child", "children"),
    ("person", "people"),
    ("man", "men"),
    ("woman", "women"),
    ("analysis", "analyses"),
    ("crisis", "crises"),
    ("criterion", "criteria"),
    ("diagnosis", "diagnoses"),
    ("hypothesis", "hypotheses"),
)
FORMS = {form: pair for pair in IRREGULAR for form in pair}
WORD = re.compile(r"[^\W\d_]+")
OWNERS = re.compile(r"[^\W\d_]+['’]s\b")


@dataclass(frozen=True, slots=True)
class Search:
    """One search in the two forms that PostgreSQL reads (`websearch_to_tsquery`).

    `stems` finds what may be meant, with the index; `letters` must hold as well, unless it is empty. `wholly`:
    all that is asked for is asked to the letter, so that `letters` alone decides.
    """

    stems: str
    letters: str
    wholly: bool


def searches(expressions: str) -> Iterator[Search]:
    """The searches of a theme, as few as say the same: each is another question to every text."""
    found = [one for line in expressions.splitlines() for one in alternatives(line)]
    loose = [one for one in found if not one.letters]
    wholly = [one for one in found if one.letters and one.wholly]
    if loose:
        yield Search(joined(one.stems for one in loose), "", wholly=False)
    if wholly:
        yield Search(joined(one.stems for one in wholly), joined(one.letters for one in wholly), wholly=True)
    yield from (one for one in found if one.letters and not one.wholly)


def joined(queries: Iterable[str]) -> str:
    """Any of these queries."""
    return " or ".join(queries)


def alternatives(line: str) -> Iterator[Search]:
    """The searches of one line, split where it says "or"."""
    pieces: list[re.Match[str]] = []
    for piece in PIECE.finditer(line):
        if is_or(piece):
            yield from searches_of(pieces)
            pieces = []
        else:
            pieces.append(piece)
    yield from searches_of(pieces)


def searches_of(pieces: Sequence[re.Match[str]]) -> Iterator[Search]:
    """One search out of its pieces, for each form of its words; none where nothing is asked for, only left out."""
    if not any(not piece["minus"] for piece in pieces):
        return
    wholly = all(piece["exact"] and not piece["minus"] for piece in pieces)
    for chosen in product(*(list(_asked(piece)) for piece in pieces)):
        stems = [stem for stem, _ in chosen if stem]
        if stems:
            letters = dict.fromkeys(letter for _, letter in chosen if letter)
            yield Search(" ".join(stems), " ".join(letters), wholly)


def _asked(piece: re.Match[str]) -> Iterator[tuple[str, str]]:
    """What a piece asks of the stems and of the letters, in each form of its words."""
    text = piece["phrase"] if piece["word"] is None else piece["word"]
    if piece["minus"]:
        # What is left out to the letter may be there in another form: the stems say nothing of it.
        yield ("", f'-"{text}"') if piece["exact"] else (" ".join(f'-"{form}"' for form in forms(text)), "")
    elif piece["exact"]:
        yield f'"{text}"', f'"{text}"'
    else:
        # To the stems "'s" is a gap that any word fills: "children's homes" would find "children return home".
        yield from (
            (f'"{form}"', " ".join(f'"{one}"' for one in OWNERS.findall(form))) for form in forms(text)
        )


def forms(text: str) -> list[str]:
    """A word or phrase as it is written, then with each word in its other number where the stem does not know it."""
    pieces = re.split(f"({WORD.pattern})", text)
    return ["".join(chosen) for chosen in product(*(_numbers(piece) for piece in pieces))]


def _numbers(word: str) -> tuple[str, ...]:
    pair = FORMS.get(word.lower(), ())
    return (word, *(form for form in pair if form != word.lower()))


def mistakes(expressions: str) -> list[str]:
    """What is wrong with how the lines are written, a sentence each; what a line finds the database knows."""
    found = []
    for number, line in enumerate(expressions.splitlines(), start=1):
        if line.count('"') % 2:
            found.append(f"Line {number}: a quotation mark is not closed.")
        elif re.search(r'=(?=\s|=|$|""|-)', line):
            found.append(f"Line {number}: “=” stands directly before a word or a phrase in quotes.")
    return found
