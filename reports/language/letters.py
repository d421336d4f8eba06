"""Words to the letter: a phrase as the search vector is asked for it, and its places in a text.

The search vector holds the words of a text as they are printed, in pairs (migration "letters", whose functions read a
text exactly as `letter_words` does). One are small and capital letters, typographic and plain quotes, accents and
none, hyphens and spaces. A phrase crosses a comma and a bracket, not the end of a sentence or of a bullet.
"""

import operator
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

BREAK = "¶"
INVISIBLE = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
ALIKE = str.maketrans(
    "\u2018\u2019\u201b\u02bc\u2032\u201c\u201d\u201e\u2033\u2010\u2011\u2012\u2013\u2014\u2212ØøŁłĐđ¶",
    "'" * 5 + '"' * 4 + "------OoLlDd ",
)
# The dot of "Mr. Smith", "e.g." and "A. Person" ends no sentence.
ABBREVIATED = re.compile(r"\b(Mrs?|Ms|Dr|Prof|St|Nos?|[Pp]aras?|pp?|e\.g|i\.e|cf|vs|[A-Z])\.", re.ASCII)
# A sentence ends at a full stop with a capital or a figure behind it, even where the space was lost; or at a bullet.
SENTENCE_END = re.compile(
    r"[.!?][\"')\]]*(?:\s+(?=[\"'(\[]*[A-Z0-9])|(?=[A-Z][a-z]))|[\n\u2022\u2023\u2043\u25a0\u25aa\u25cf\u25e6]"
)
# What a query may mean by a full stop within a phrase, whatever letter follows it.
FULL_STOP = re.compile(r"[.!?]+[\"')\]]*\s+(?=\S)")
# What is neither a letter nor a figure: ASCII signs but the apostrophe, and Unicode's punctuation and symbols.
BETWEEN = (
    r"\x01-&(-/:-@\[-`{-\u00b5\u00b7-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u303f\ue000-\uf8ff"
    r"\ufe00-\ufe0f\ufff0-\uffff"
)
WORD = re.compile(rf"¶|[^'¶{BETWEEN}]+(?:'+[^'¶{BETWEEN}]+)*")


@dataclass(frozen=True, slots=True)
class LetterWord:
    """A word of a text as it is compared, and where it is; `BREAK` is between two sentences."""

    word: str
    start: int
    stop: int


def plain_text(text: str) -> tuple[str, Sequence[int]]:
    """A text without accents, ligatures and what nobody sees; and for each character its place in the text.

    The places have one more at the end: the length of the text.
    """
    if text.isascii():
        return text, range(len(text) + 1)
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        plain = INVISIBLE.sub("", unicodedata.normalize("NFKD", sign)).translate(ALIKE)
        signs.append(plain)
        places += [place] * len(plain)
    return "".join(signs), [*places, len(text)]


def letter_words(text: str) -> list[LetterWord]:
    """The words of a text in their order, with a `BREAK` between its sentences."""
    plain, places = plain_text(text)
    plain = ABBREVIATED.sub(r"\1 ", plain)
    plain = SENTENCE_END.sub(lambda found: BREAK.ljust(len(found[0])), plain).lower()
    return [
        LetterWord(found[0], places[found.start()], places[found.end() - 1] + 1)
        for found in WORD.finditer(plain)
    ]


@dataclass(frozen=True, slots=True)
class LetterPhrase:
    """A phrase in quotes. `readings` are its words, in each way that it can be meant; `open_ended`: the last word may
    go on ("negl*").
    """

    readings: tuple[tuple[str, ...], ...]
    open_ended: bool = False

    @classmethod
    def of(cls, typed: str, *, open_ended: bool = False) -> "LetterPhrase":
        """What was typed between quotes; a full stop in it may end a sentence, or may not."""
        stop = typed.rstrip()
        across = FULL_STOP.sub(" ", stop)
        apart = FULL_STOP.sub("\n", stop)
        read = (tuple(each.word for each in letter_words(text)) for text in (across, apart))
        return cls(tuple(dict.fromkeys(filter(None, map(trimmed, read)))), open_ended)

    def __bool__(self) -> bool:
        return bool(self.readings)

    @property
    def is_word(self) -> bool:
        """Whether it is one whole word, which PostgreSQL makes one word of too."""
        words = {word for words in self.readings for word in words}
        return (
            len(words) == 1
            and not self.open_ended
            and all(word.isascii() and word.isalpha() for word in words)
        )

    def query(self) -> str:
        """The phrase as a tsquery; empty where it has no word."""
        ways = [self.run_of_pairs(words) for words in self.readings]
        return " | ".join(f"({way})" for way in ways) if len(ways) > 1 else "".join(ways)

    def run_of_pairs(self, words: Sequence[str]) -> str:
        """The pairs that a text with these words has at places that follow each other."""
        pairs = [
            (place, f"={word} {'' if after == BREAK else after}")
            for place, (word, after) in enumerate(pairwise(words))
            if word != BREAK
        ]
        last = len(words) - 1
        if self.open_ended and pairs and words[last - 1] != BREAK:
            found = [lexeme(pair) for _, pair in pairs[:-1]] + [f"{lexeme(pairs[-1][1])}:*"]
        else:
            found = [lexeme(pair) for _, pair in pairs]
            if not pairs or words[last - 1] == BREAK:
                pairs.append((last, ""))
                found.append(f"{lexeme(f'={words[last]}' + ('' if self.open_ended else ' '))}:*")
        steps = [f" <{after[0] - before[0]}> " for before, after in pairwise(pairs)]
        return found[0] + "".join(step + way for step, way in zip(steps, found[1:], strict=True))

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a text holds the phrase: its first character, and the one behind its last."""
        held = letter_words(text)
        for words in self.readings:
            for at in range(len(held) - len(words) + 1):
                run = held[at : at + len(words)]
                if self.is_run([each.word for each in run], words):
                    yield run[0].start, run[-1].stop

    def is_run(self, run: Sequence[str], words: Sequence[str]) -> bool:
        """Whether words of a text are these, the last with whatever ending where that is open."""
        last = run[-1].startswith(words[-1]) if self.open_ended else run[-1] == words[-1]
        return last and all(map(operator.eq, run[:-1], words[:-1]))


def trimmed(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words without the breaks before the first, after the last, and next to another."""
    kept = [word for before, word in pairwise(("", *words)) if word != BREAK or before not in ("", BREAK)]
    return tuple(kept[:-1] if kept and kept[-1] == BREAK else kept)


def lexeme(text: str) -> str:
    """A word of the search vector as a tsquery has it."""
    escaped = text.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
