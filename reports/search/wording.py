"""What a reader typed, as clauses: words, "phrases", -without, and alternatives joined by or."""

import re
import unicodedata
from dataclasses import dataclass

# Longer than any question a person types; the rest is left out, and the page says so.
MAX_CHARACTERS = 400
MAX_CLAUSES = 24

# `-"early help"`, `"early help"`, `-adoption`, `co-produced`, `children's`, `16+`
PIECE = re.compile(r"""(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))""")
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

    `alternative` says that an "or" joins it to the clause before it.
    """

    parts: tuple[str, ...]
    start: int
    end: int
    phrase: str = ""
    quoted: bool = False
    excluded: bool = False
    alternative: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is a word without any sign, which names, years and the thesaurus may claim."""
        return not (self.quoted or self.excluded)


@dataclass(frozen=True, slots=True)
class Wording:
    """A query taken apart. `text` is what the places of the clauses count in."""

    text: str
    clauses: tuple[Clause, ...]
    shortened: bool = False

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
    joining = False
    for piece in PIECE.finditer(text):
        word = piece["word"]
        if word and word.lower() == "or" and not piece["minus"]:
            joining = bool(clauses)
            continue
        parts = parts_of(word if word is not None else piece["phrase"])
        if not parts:
            continue
        excluded = bool(piece["minus"])
        clauses.append(
            Clause(
                parts=parts,
                start=piece.start(),
                end=piece.end(),
                phrase=word if word is not None else piece["phrase"],
                quoted=word is None,
                excluded=excluded,
                alternative=joining and not excluded and not clauses[-1].excluded,
            )
        )
        joining = False
    return Wording(text, tuple(clauses[:MAX_CLAUSES]), shortened or len(clauses) > MAX_CLAUSES)


def cleaned(typed: str) -> str:
    """The text without control characters (null bytes among them), in one normal form, on one line."""
    normal = unicodedata.normalize("NFKC", typed[: MAX_CHARACTERS * 30]).translate(APOSTROPHES)
    return " ".join(
        "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in normal).split()
    )


def parts_of(piece: str) -> tuple[str, ...]:
    """The words of a piece in small letters; the possessive's ending is dropped, and "don't" is "not"."""
    words = PART.findall(POSSESSIVE.sub("", piece.lower()).replace("'", ""))
    return tuple("not" if CONTRACTED.fullmatch(word) else word for word in words)
