"""What search keeps of the archive as a whole, counted again after it has changed (`owed`).

No more than a bounded sample is looked at, so that it takes seconds at any size: 2 s for the words of 18,000
paragraphs, a tenth of one for the totals.
"""

import math

from django.db import connection, transaction

from reports.models import Paragraph
from reports.models.text_tags import OF_PARAGRAPH

# Beyond this many paragraphs a random sample of them is counted, and the counts are scaled up.
COUNTED = 60_000
# Tags are counted faster: texts of one report under one judgement have the same, and are counted together.
TOTALLED = 100_000

TOTALS = """
    INSERT INTO reports_total (tag, paragraphs, words)
    SELECT tag, sum(n) * %(scale)s, sum(alike.words) * %(scale)s
    FROM (
        SELECT min(id) AS id, count(*) AS n, coalesce(sum(words), 0) AS words
        FROM reports_paragraph WHERE {sampled} GROUP BY inspection_id, {alike}
    ) AS alike JOIN reports_paragraph AS one USING (id) CROSS JOIN unnest(one.tags || ''::text) AS tag
    WHERE tag NOT LIKE '~sample=%%'
    GROUP BY tag
"""
ALL = """
    INSERT INTO reports_total (tag, paragraphs, words) VALUES ('', %s, 0)
    ON CONFLICT (tag) DO UPDATE SET paragraphs = excluded.paragraphs
"""
WORDS = """
    INSERT INTO reports_word (word, paragraphs)
    SELECT word, ndoc FROM ts_stat(
        $$SELECT to_tsvector('simple', text) FROM reports_paragraph WHERE {sampled}$$
    ) WHERE word ~ '^[a-z]{{3,60}}$'
"""


def refresh() -> None:
    """Count tags and words again."""
    count_totals()
    count_words()


@transaction.atomic
def count_totals() -> None:
    """Count the paragraphs and the words of each tag; exactly up to TOTALLED paragraphs."""
    total = Paragraph.objects.count()
    level = sampled_level(total, most=TOTALLED)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reports_total")
        cursor.execute(
            TOTALS.format(sampled=sample_of(level), alike=", ".join(OF_PARAGRAPH)), {"scale": 2**level}
        )
        if level:
            cursor.execute(ALL, [total])


@transaction.atomic
def count_words() -> None:
    """Count the words as they are written, and merge what the index holds in its list of latecomers."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reports_word")
        cursor.execute(WORDS.format(sampled=sample_of(sampled_level(Paragraph.objects.count()))))
        cursor.execute("SELECT gin_clean_pending_list('paragraph_search')")
        cursor.execute("SELECT gin_clean_pending_list('recommendation_search')")


def sample_of(level: int) -> str:
    """The condition of the texts in one of the nested samples."""
    return f"search_vector @@ '''~sample={level}'''::tsquery" if level else "TRUE"


def sampled_level(total: int, *, most: int | None = None) -> int:
    """Which of the nested samples is counted of an archive of this size: one text in 2 to the power of this."""
    most = most or COUNTED
    return math.ceil(math.log2(total / most)) if total > most else 0
