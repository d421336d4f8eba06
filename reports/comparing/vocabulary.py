"""The archive's vocabulary: stems as the search configuration makes them, and how rare each is.

Stems come from PostgreSQL's own dictionary, so that a comparison and a search agree on what one word is.
"""

from collections.abc import Iterable

from django.db import connection, transaction

from reports.comparing.concepts import concepts, spellings_listed
from reports.comparing.weights import Weights
from reports.models import Paragraph, Term

# Beyond this many paragraphs a sample of them tells the frequencies well enough.
COUNTED_WHOLE = 200_000

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


def weights_for(lexemes: Iterable[str]) -> Weights:
    """The frequencies of these stems, and of those that the concepts are made of, over the archive.

    Empty (a total of 0) until `count_terms` has run once.
    """
    stems = stems_of(spellings_listed())
    wanted = {*lexemes, *stems.values()}
    counted = dict(Term.objects.filter(lexeme__in=wanted | {""}).values_list("lexeme", "paragraphs"))
    total = counted.pop("", 0)
    return Weights(counted, total, {concept.name: concept for concept in concepts(stems)})


@transaction.atomic
def count_terms() -> int:
    """Count the archive's vocabulary anew; how many words it has. Run after reports were taken in."""
    total = Paragraph.objects.count()
    if total <= COUNTED_WHOLE:
        source, looked_at = "SELECT search_vector FROM reports_paragraph", total
    else:
        share = 100 * COUNTED_WHOLE / total
        source = (
            f"SELECT search_vector FROM reports_paragraph TABLESAMPLE SYSTEM ({share:.3f}) REPEATABLE (1)"
        )
        looked_at = COUNTED_WHOLE
    Term.objects.all()._raw_delete("default")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO reports_term (lexeme, paragraphs) "
            "SELECT word, ndoc FROM ts_stat(%s) WHERE word <> '' AND length(word) <= 255",
            [source],
        )
        words = cursor.rowcount
    Term.objects.create(lexeme="", paragraphs=looked_at)
    return words
