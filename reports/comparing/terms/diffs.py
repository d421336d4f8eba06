"""Two texts that are nearly the same, word by word: what was put in and what was taken out."""

import re
from difflib import SequenceMatcher

from reports.comparing.terms.spans import Span, joined

# A word with the space behind it, so that the pieces make up the text again.
TOKEN = re.compile(r"\s*\S+\s*?(?=\s|$)|\s+$")

# As much of the words must be common for a word-level diff to be read rather than deciphered.
NEARLY_SAME = 0.6


def likeness(a: str, b: str) -> float:
    """The share of words that both texts have in the same order, 0 to 1."""
    return SequenceMatcher(None, folded(a), folded(b), autojunk=False).ratio()


def nearly_same(a: str, b: str) -> bool:
    """Whether a diff by words says more than the two texts beside each other. Cheap where it is not."""
    one, other = folded(a), folded(b)
    if not one or not other or 2 * min(len(one), len(other)) < NEARLY_SAME * (len(one) + len(other)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() >= NEARLY_SAME and matcher.ratio() >= NEARLY_SAME


def diff(a: str, b: str) -> tuple[Span, ...]:
    """The later text with what was put in and taken out since the earlier one.

    Letters' size, quotes and dashes apart, equal words are equal; where they differ in these the later
    text's are shown.
    """
    one, other = tokens(a), tokens(b)
    spans: list[Span] = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, folded(a), folded(b), autojunk=False).get_opcodes():
        if kind == "equal":
            spans.append(Span(spaced("".join(other[b1:b2]), bool(spans))))
            continue
        if a1 < a2:
            spans.append(Span(spaced("".join(one[a1:a2]), bool(spans)), "del"))
        if b1 < b2:
            spans.append(Span(spaced("".join(other[b1:b2]), bool(spans)), "ins"))
    return joined(spans)


def tokens(text: str) -> list[str]:
    """The words of a text, each with the space before it."""
    return TOKEN.findall(text)


def folded(text: str) -> list[str]:
    """The words as they are compared."""
    return [fold(token) for token in tokens(text) if not token.isspace()]


def fold(token: str) -> str:
    return token.strip().lower().replace("’", "'").replace("–", "-")


def spaced(text: str, has_before: bool) -> str:
    """A run never sticks to the word before it."""
    return text if not has_before or text[:1].isspace() else f" {text}"
