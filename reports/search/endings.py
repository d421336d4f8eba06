"""Where PostgreSQL's stemmer errs: words that it takes for one, and a word that it takes for two.

It makes one stem of "universal" and "university", of "busy" and "business", so a stem alone does not tell
whether an entry of the thesaurus is meant. And a word without vowels keeps its plural: GCSE and GCSEs.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

# What may stand behind the part that two forms of a word share: stop, stopped; move, moving; carry, carries.
ENDING = re.compile(r"(?:e|d|e?s|.?ed|.?ing|y|ie[sd]|ying)?")
# The stemmer takes the last letter for an ending only behind a vowel that another letter follows.
VOWELLESS = re.compile(r"[b-df-hj-np-tv-xz]+[a-rt-z]")


def same_words(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether words of the same stems are the same but for grammar."""
    return len(some) == len(others) and all(map(same_word, some, others))


def same_word(one: str, other: str) -> bool:
    """Whether two words of one stem differ by an ending of grammar alone."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    return bool(ENDING.fullmatch(one[shared:]) and ENDING.fullmatch(other[shared:]))


def other_number(word: str) -> str:
    """The plural of an acronym, or its singular, where the stemmer does not see that they are one; or empty."""
    if len(word) > 1 and VOWELLESS.fullmatch(word):
        return f"{word}s"
    singular = word.removesuffix("s")
    return singular if len(word) > 3 and singular != word and VOWELLESS.fullmatch(singular) else ""
