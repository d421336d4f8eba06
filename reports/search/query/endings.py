"""Where PostgreSQL's stemmer errs: words that it takes for one, and a word that it takes for two.

It makes one stem of "universal" and "university", of "quit" and "quite", so a stem alone does not say whether an
entry of the thesaurus is meant, nor whether a text holds the word. And a word without vowels keeps its plural: GCSE and
GCSEs.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

# What may be behind the part that two forms of a word share: stop, stopped; move, moving; carry, carries.
ENDING = re.compile(r"(?:e|d|e?s|.?ed|.?ing|y|ie[sd]|ying)?")
# The stemmer takes the last letter for an ending only behind a vowel that another letter follows.
VOWELLESS = re.compile(r"[b-df-hj-np-tv-xz]+[a-rt-z]")

# Words of one stem that only look like forms of each other: no text that holds one holds the other.
STRANGERS = tuple(
    (frozenset(some.split()), frozenset(others.split()))
    for some, others in (
        ("quit quits quitting quitter", "quite"),
        ("university universities", "universal universally"),
        ("busy busier busily", "business businesses"),
        ("even", "evening evenings"),
        ("intern interns", "internal internally"),
        ("several", "severe severely severity"),
        ("author authors", "authority authorities"),
        ("extremism", "extreme extremely extremes"),
        ("import imports imported importer importers", "important importantly importance"),
        ("moral morals morally", "morale"),
        ("experiment experiments", "experience experiences experienced experiencing"),
        ("fasting", "fast faster"),
        ("second", "secondment secondments"),
        ("hospitality", "hospital hospitals"),
        ("custom customs", "customer customers"),
    )
)
# Terms that are meant in this very form alone: the others are other words ("ages" of waiting, "aged" 16).
ALONE = frozenset(
    word
    for line in (
        "ages basics benefits bits breaks evening evenings facts fees fillings heads interesting joins judge lasting",
        "limit marks miss minutes nicked notes papers passes presents rang register rights roots rows tips trips",
        "worded",
    )
    for word in line.split()
)


def strangers_to(word: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """The forms of a word, and the other words that the stemmer takes for the same; None where it errs for none."""
    for some, others in STRANGERS:
        if word in some:
            return some, others
        if word in others:
            return others, some
    return None


def same_words(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether words of the same stems are the same but for grammar."""
    return len(some) == len(others) and all(map(same_word, some, others))


def form_of(term: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words are a term in another form, and mean what it means."""
    if len(term) == 1 and (term[0] in ALONE or strangers(term[0], words[0])):
        return False
    return same_words(term, words)


def strangers(one: str, other: str) -> bool:
    """Whether two words of one stem have nothing to do with each other."""
    known = strangers_to(one)
    return bool(known and other in known[1])


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
