"""The archive's vocabulary: how rare each stem is, and which keep company."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from reports.comparing.terms.associations import learn
from reports.comparing.terms.concepts import concepts, listed, spellings_listed
from reports.comparing.terms.weights import Weights
from reports.language.stems import stems_of
from reports.models import Paragraph, Term
from reports.models.bulk_copy import copy_rows

# Beyond so many paragraphs a sample of them gives the frequencies, and the company, well enough.
COUNTED = 200_000
LEARNED_FROM = 20_000


def weights_for(lexemes: Iterable[str]) -> Weights:
    """The frequencies of these stems, of what is near them, and of the concepts, over the archive.

    Empty (a total of 0) until `count_terms` has run once.
    """
    stems = stems_of(spellings_listed())
    wanted = {"", *lexemes, *(f"={name}" for name in listed())}
    rows = Term.objects.filter(lexeme__in=wanted).values_list("lexeme", "paragraphs", "near", "nearness")
    counted, nearby = {}, {}
    for lexeme, paragraphs, near, nearness in rows:
        counted[lexeme] = paragraphs
        if near:
            nearby[lexeme] = tuple(zip(near, nearness, strict=True))
    total = counted.pop("", 0)
    return Weights(counted, total, {concept.name: concept for concept in concepts(stems)}, nearby)


@transaction.atomic
def count_terms() -> int:
    """Count the archive's vocabulary and its concepts again, and learn which words keep company.

    How many words there are. Run after reports came in; a large archive is sampled.
    """
    total = Paragraph.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(
            # Of weight D are the stems; words to the letter have weight A, and tags none.
            "SELECT word, ndoc FROM ts_stat(%s, 'd') "
            "WHERE word <> '' AND position('=' IN word) = 0 AND length(word) <= 255",
            [f"SELECT search_vector FROM {sampled(total, COUNTED)}"],  # noqa: S608 - a table of ours
        )
        counted = dict(cursor.fetchall())
        counts = ", ".join("count(*) FILTER (WHERE search_vector @@ %s::tsquery)" for _ in listed())
        cursor.execute(
            f"SELECT {counts} FROM {sampled(total, COUNTED)}",  # noqa: S608 - both are ours
            [query_of(cursor, phrases) for phrases in listed().values()],
        )
        counted.update(zip((f"={name}" for name in listed()), cursor.fetchone() or (), strict=True))
        cursor.execute(
            f"SELECT tsvector_to_array(ts_filter(search_vector, '{{d}}')) FROM {sampled(total, LEARNED_FROM)}"  # noqa: S608 - a table of ours
        )
        near = learn([stems for (stems,) in cursor.fetchall()])
    Term.objects.all()._raw_delete("default")
    copy_rows(
        [
            Term(lexeme="", paragraphs=min(total, COUNTED)),
            *(
                Term(
                    lexeme=lexeme,
                    paragraphs=paragraphs,
                    near=[other for other, _ in near.get(lexeme, ())],
                    nearness=[strength for _, strength in near.get(lexeme, ())],
                )
                for lexeme, paragraphs in counted.items()
            ),
        ]
    )
    return len(counted)


def sampled(total: int, most: int) -> str:
    """The table of paragraphs, or a sample of about so many of them, the same each time."""
    if total <= most:
        return "reports_paragraph"
    return f"reports_paragraph TABLESAMPLE BERNOULLI ({100 * most / total:.4f}) REPEATABLE (1)"


def query_of(cursor: CursorWrapper, phrases: list[str]) -> str:
    """Any of some phrases, as a query. A phrase of which only one word is not a stop word is left out: it would
    count that word."""
    cursor.execute(
        "SELECT coalesce(string_agg('(' || query::text || ')', ' | '), '') FROM unnest(%s::text[]) AS phrase, "
        "phraseto_tsquery('english', phrase) AS query "
        "WHERE numnode(query) > 1 OR (numnode(query) = 1 AND phrase NOT LIKE '%% %%')",
        [phrases],
    )
    return str(cursor.fetchone()[0])
