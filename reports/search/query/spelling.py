""" "Did you mean": the archive's own words that are spelt most like one that it does not know (pg_trgm)."""

import math
from collections.abc import Iterable, Iterator

from django.db import connection

from reports.language.edit_distance import slips
from reports.models import Word
from reports.search.query.english import is_english

# How alike two words must be (0 to 1) before one is offered for the other; and how alike at least where a
# single slip, such as two letters that changed places, makes one of the other: in a short word it breaks
# most trigrams.
ALIKE = 0.4
ALIKE_BUT_FOR_A_SLIP = 0.2
# Shorter words have too few letters to know what was meant; a little longer ones too, but for changed places.
SHORTEST = 4
# A word of an authority's name counts as one that so many paragraphs hold, whether or not any does.
OF_A_NAME = 100
# Of so many that look most alike, the one with the fewest slips is chosen.
CANDIDATES = 50

NEAREST = """
    SELECT typed, word, alike, paragraphs
    FROM unnest(%s::text[]) AS typed CROSS JOIN LATERAL (
        SELECT word, paragraphs, similarity(word, typed) AS alike FROM reports_word
        WHERE word %% typed AND left(word, 1) = left(typed, 1)
            AND abs(length(word) - length(typed)) <= 2 AND word <> typed
        ORDER BY similarity(word, typed) DESC, word LIMIT %s
    ) AS near
"""


def corrections(unknown: Iterable[str], *, names: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Of words that the archive does not hold, each with the known word that was probably meant: one that the archive
    holds, or one of `names`. One query.

    A word that is English is spelt as it was meant to be, and left as it is. Of the others
    trigrams find the candidates; the number of slips, and how usual a word is, choose among them.
    """
    words = sorted({word for typed in unknown for word in typed.lower().split() if fit(word)})
    if not words:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(ALIKE_BUT_FOR_A_SLIP)]
        )
        cursor.execute(NEAREST, [words, CANDIDATES])
        candidates = cursor.fetchall()
    best: dict[str, tuple[float, str]] = {}
    for typed, word, alike, paragraphs in candidates:
        count = slips(typed, word)
        by_a_slip = count == 1 and (len(typed) > SHORTEST or sorted(typed) == sorted(word))
        if alike >= ALIKE or by_a_slip:
            likely = 1 - count / len(typed) + 0.03 * math.log(max(paragraphs, 1))
            best[typed] = max(best.get(typed, (-math.inf, "")), (likely, word))
    for typed, likely, name in names_like(words, names):
        best[typed] = max(best.get(typed, (-math.inf, "")), (likely, name))
    yield from ((typed, word) for typed, (_, word) in sorted(best.items()))


def names_like(words: Iterable[str], names: Iterable[str]) -> Iterator[tuple[str, float, str]]:
    """The words that differ from one of `names` by a slip in every five letters, how likely it is, and the name."""
    known = tuple(names)
    for typed in words:
        for name in known:
            if typed[0] == name[0] and (count := slips(typed, name)) and count <= len(typed) // 5:
                yield typed, 1 - count / len(typed) + 0.03 * math.log(OF_A_NAME), name


def misspelt_names(typed: Iterable[str], names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Of words whose stem the archive holds but not the word itself, those that are a misspelt name, with the name:
    "Rochdal" has the stem of Rochdale. One query where any may be one.
    """
    found = {word: name for word, _, name in sorted(names_like(filter(fit, typed), names))}
    held = set(Word.objects.filter(word__in=found).values_list("word", flat=True)) if found else set()
    yield from ((word, name) for word, name in found.items() if word not in held)


def fit(word: str) -> bool:
    """Whether a word can be a misspelling of another, and is none of its own."""
    return len(word) >= SHORTEST and word.isalpha() and word.isascii() and not is_english(word)
