"""What finds the texts of a theme: a search a line, in the words that a curator writes.

    threshold                     any form of the word: threshold, thresholds
    "core assessment"             these words together, in any form: core assessments
    =sufficiency                  the word as it is written: not "sufficient", not "insufficiently"
    ="out of hours"               the words together as they are written, the common ones ("out of") too
    disabilities team             both words, anywhere
    "step down" or "stepped down" either
    adopted -"adopted policy"     the one without the other; -="…" leaves out what is written so

Stems and common words are PostgreSQL's own (configuration "english"); what follows "=" is looked up among the
words as they stand ("simple"), whatever their capitals.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

# `-="out of hours"`, `"early help"`, `=permanence`, `-adoption`, `co-produced`
PIECE = re.compile(r"""(?P<minus>(?<!\S)-)?(?P<exact>=)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))""")


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
        if piece[0].lower() == "or":
            yield from search_of(pieces)
            pieces = []
        else:
            pieces.append(piece)
    yield from search_of(pieces)


def search_of(pieces: Sequence[re.Match[str]]) -> Iterator[Search]:
    """One search out of its pieces; none where nothing is asked for, only left out."""
    stems, letters, wholly = [], [], True
    if not any(not piece["minus"] for piece in pieces):
        return
    for piece in pieces:
        text = f'"{piece["phrase"] if piece["word"] is None else piece["word"]}"'
        if piece["exact"]:
            letters.append(f"-{text}" if piece["minus"] else text)
        if not piece["exact"] or not piece["minus"]:
            # What must not stand to the letter may stand in another form: the stems say nothing of it.
            stems.append(f"-{text}" if piece["minus"] else text)
        wholly = wholly and bool(piece["exact"]) and not piece["minus"]
    if stems:
        yield Search(" ".join(stems), " ".join(letters), wholly)


def mistakes(expressions: str) -> list[str]:
    """What is wrong with how the lines are written, a sentence each; what a line finds the database knows."""
    found = []
    for number, line in enumerate(expressions.splitlines(), start=1):
        if line.count('"') % 2:
            found.append(f"Line {number}: a quotation mark is not closed.")
        elif re.search(r'=(?=\s|=|$|""|-)', line):
            found.append(f"Line {number}: “=” stands directly before a word or a phrase in quotes.")
    return found
