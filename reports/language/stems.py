"""Words to stems, as the search configuration makes them.

They come from PostgreSQL's own dictionary, so that a comparison and a search agree on what one word is.
"""

from collections.abc import Iterable

from django.db import connection

# The stems seen so far. The same few ten thousand words make up all reports.
_stems: dict[str, str] = {}
_STEMS_KEPT = 200_000


def stems_of(words: Iterable[str]) -> dict[str, str]:
    """Words (as `words.spelling` gives them) to stems, "" for a stop word. One query where any is new."""
    wanted = set(words)
    unknown = sorted(wanted - _stems.keys())
    if unknown:
        if len(_stems) > _STEMS_KEPT:
            _stems.clear()
            unknown = sorted(wanted)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT word, coalesce((ts_lexize('english_stem', word))[1], '') FROM unnest(%s::text[]) AS word",
                [unknown],
            )
            _stems.update(cursor.fetchall())
    return {word: _stems[word] for word in wanted}
