"""What a reader typed, as clauses: words, "phrases", -without, and alternatives joined by or."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reports.language.letters import plain_text

# Longer than any question a person types; the rest is left out, and the page says so.
MAX_CHARACTERS = 400
MAX_CLAUSES = 24

# `-"early help"`, `"early help"`, `-adoption`, `co-produced`, `children's`, `16+`, `negl*`, `"early hel"*`; in the
# expressions of a theme `=permanence` and `="out of hours"` too, which to a search are the word or the phrase.
PIECE = re.compile(
    r"""(?P<minus>(?<!\S)-)?(?P<exact>=)?(?:"(?P<phrase>[^"]*)"(?P<open>\*)?|(?P<word>[^\s"]+))"""
)
# Letters enough before a trailing "*" that the words which begin so are not half of the dictionary.
PREFIX = re.compile(r"(?P<prefix>.*[^\W_]{3})\*+")
# `24/7`, but not the year `2012/13`: figures apart say nothing, so they belong together as they do in quotes.
FIGURES = re.compile(r"(?!20\d\d/)\d+(?:/\d+)+")
# What other search engines understand and this one does not: `neglect~2`, `neglect^4`, `title:`, `+neglect`, `ne*ct`.
FUZZY = re.compile(r"(?<=\w)(?P<sign>[~^][\d.]*)")
FIELD = re.compile(r"(?<!\S)(?P<sign>[A-Za-z_]+:)(?=[^\W_])")
UNKNOWN = (
    FUZZY,
    FIELD,
    re.compile(r"(?<!\S)(?P<sign>\+)(?=\w)"),
    re.compile(r"(?P<sign>\*)"),
    re.compile(r"(?P<sign>\bNEAR(?:/\d+)?)(?!\S)"),
)
# Parts of a word that stand for themselves: "co-produced" has two, "children's" one.
PART = re.compile(r"[^\W_]+")
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "„": '"'})
# "children's", "authorities'": what is possessed does not change what is meant.
POSSESSIVE = re.compile(r"'s?(?!\w)|'s(?=\W|$)")
# "don't", "doesnt", "weren't": "not", with a verb that says nothing.
CONTRACTED = re.compile(r"(?:ai|are|ca|could|did|do|does|had|has|have|is|must|should|was|were|wo|would)nt")


@dataclass(frozen=True, slots=True)
class Clause:
    """One word or phrase. `parts` are its words in small letters, `phrase` what was typed; `end` is exclusive.

    `alternative` says that an "or" joins it to the clause before it. What is `quoted` is meant to the letter; the
    last of its words may go on where it is `open_ended` ("negl*").
    """

    parts: tuple[str, ...]
    start: int
    end: int
    phrase: str = ""
    quoted: bool = False
    excluded: bool = False
    alternative: bool = False
    open_ended: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is a word without any sign, which names, years and the thesaurus may claim."""
        return not (self.quoted or self.excluded)


@dataclass(frozen=True, slots=True)
class Wording:
    """A query taken apart. `text` is what the places of the clauses count in; `unknown` are the signs in it that mean
    something elsewhere and nothing here.
    """

    text: str
    clauses: tuple[Clause, ...]
    shortened: bool = False
    unknown: tuple[str, ...] = ()

    def without(self, spans: list[tuple[int, int]]) -> str:
        """The text with these spans cut out, as a new query."""
        kept, at = [], 0
        for start, end in sorted(spans):
            kept.append(self.text[at:start])
            at = max(at, end)
        kept.append(self.text[at:])
        return " ".join(" ".join(kept).split())


def read(typed: str) -> Wording:
    """Take a query apart. Anything is a query: unbalanced quotes, control characters and markup are text."""
    text = cleaned(typed)
    shortened = len(text) > MAX_CHARACTERS
    if shortened:
        text = text[:MAX_CHARACTERS].rsplit(" ", 1)[0]
    if text.count('"') % 2:  # a quote that nobody closed, or the inch sign
        at = text.rindex('"')
        text = f"{text[:at]} {text[at + 1 :]}"
    clauses: list[Clause] = []
    joining = without = False
    for piece in PIECE.finditer(text):
        if is_or(piece):
            joining = bool(clauses)
            continue
        word = piece["word"]
        if word in {"AND", "NOT"} and not text.isupper():
            without |= word == "NOT"
            continue
        clause = clause_of(piece)
        if not clause.parts:
            continue
        excluded = clause.excluded or without
        alternative = joining and not excluded and not clauses[-1].excluded
        clauses.append(replace(clause, excluded=excluded, alternative=alternative))
        joining = without = False
    return Wording(
        text,
        tuple(clauses[:MAX_CLAUSES]),
        shortened or len(clauses) > MAX_CLAUSES,
        tuple(dict.fromkeys(unknown_in(text))),
    )


def is_or(piece: re.Match[str]) -> bool:
    """Whether a piece joins the one before it to the one after it, as alternatives."""
    return piece[0].lower() == "or"


def clause_of(piece: re.Match[str]) -> Clause:
    """A word or phrase with the signs at it."""
    word, phrase = piece["word"], piece["phrase"]
    meant = without_signs(word) if word else phrase
    prefix = PREFIX.fullmatch(meant)
    open_ended = bool(prefix or (phrase and piece["open"]))
    meant = prefix["prefix"] if prefix else meant
    return Clause(
        parts=parts_of(meant),
        start=piece.start(),
        end=piece.end(),
        phrase=meant,
        quoted=word is None or open_ended or bool(FIGURES.fullmatch(word)),
        excluded=bool(piece["minus"]),
        open_ended=open_ended,
    )


def without_signs(word: str) -> str:
    """A word without what the page says was left out of it: `neglect~2` and `title:neglect` are "neglect"."""
    return word if is_url(word) else FIELD.sub("", FUZZY.sub("", word))


def is_url(word: str) -> bool:
    """Whether a word is a URL of the web, whose signs are its own."""
    return word.lower().startswith(("http:", "https:"))


def unknown_in(text: str) -> Iterator[str]:
    """The signs of a query, outside quotes, that mean something to other search engines and nothing here."""
    for piece in PIECE.finditer(text):
        word = piece["word"]
        if word and not text.isupper() and not is_url(word):
            prefix = PREFIX.fullmatch(word)
            meant = prefix["prefix"] if prefix else word
            yield from (found["sign"] for sign in UNKNOWN for found in sign.finditer(meant))


def cleaned(typed: str) -> str:
    """The text without accents, characters that nobody sees (soft hyphens) and control characters (null bytes), with
    plain quotes, on one line.
    """
    normal = plain_text(typed[: MAX_CHARACTERS * 30])[0].translate(APOSTROPHES)
    return " ".join(
        "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in normal).split()
    )


def parts_of(piece: str) -> tuple[str, ...]:
    """The words of a piece in small letters; the possessive's ending is dropped, and "don't" is "not"."""
    words = PART.findall(POSSESSIVE.sub("", piece.lower()).replace("'", ""))
    return tuple("not" if CONTRACTED.fullmatch(word) else word for word in words)
