""" "Did you mean": the archive's own words that are spelt most like one that it does not know (pg_trgm)."""

from collections.abc import Iterable, Iterator

from django.db import connection

# How alike two words must be (0 to 1) before one is offered for the other.
ALIKE = 0.4
# Shorter words have too few letters to tell what was meant.
SHORTEST = 4

# Trigrams find the candidates; the number of changed letters, and how usual a word is, choose among them.
NEAREST = """
    SELECT DISTINCT ON (typed) typed, word
    FROM unnest(%s::text[]) AS typed JOIN reports_word ON word %% typed
    WHERE similarity(word, typed) >= %s AND left(word, 1) = left(typed, 1)
        AND abs(length(word) - length(typed)) <= 2 AND word <> typed
    ORDER BY typed, similarity(word, typed) + 0.03 * ln(paragraphs) DESC, word
"""


def corrections(unknown: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Of words that the archive does not hold, each with the known word that was probably meant. One query."""
    words = sorted({word for typed in unknown for word in typed.lower().split() if fit(word)})
    if not words:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(ALIKE)])
        cursor.execute(NEAREST, [words, ALIKE])
        yield from cursor.fetchall()


def fit(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha() and word.isascii()
