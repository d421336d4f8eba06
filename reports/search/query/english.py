"""Which words are English: what is spelt right is not corrected, even where no report holds it.

The list is the 82,765 words of SCOWL (British and American) that come with symspellpy, under the MIT licence.
"""

from functools import cache
from importlib.resources import files

WORDS = files("symspellpy") / "frequency_dictionary_en_82_765.txt"


@cache
def english_words() -> frozenset[str]:
    """The words in small letters. Read when first asked for (in some 30 ms), and kept."""
    lines = WORDS.read_text(encoding="utf-8-sig").splitlines()
    return frozenset(line.split(" ", 1)[0] for line in lines)


def is_english(word: str) -> bool:
    """Whether a word in small letters is English; two that are written as one are not."""
    return word in english_words()
