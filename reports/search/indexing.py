"""What search keeps of the archive as a whole, counted anew after reports were taken in.

`refresh()` is called once at the end of an ingest. It looks at no more than a bounded sample, so that it
takes seconds at any size: 2 s for 18,000 paragraphs.
"""

import math

from django.db import connection, transaction

from reports.models import Paragraph

# Beyond this many paragraphs a random sample of them is counted, and the counts are scaled up.
COUNTED = 60_000

TOTALS = """
    INSERT INTO reports_total (tag, paragraphs, words)
    SELECT tag, count(*) * %(scale)s, coalesce(sum(words), 0) * %(scale)s
    FROM reports_paragraph CROSS JOIN unnest(tags || ''::text) AS tag
    WHERE {sampled} AND tag NOT LIKE '~sample=%%'
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


@transaction.atomic
def refresh() -> None:
    """Count tags and words anew, and merge what the index holds in its list of latecomers."""
    total = Paragraph.objects.count()
    level = sampled_level(total)
    sampled = f"search_vector @@ '''~sample={level}'''::tsquery" if level else "TRUE"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reports_total")
        cursor.execute(TOTALS.format(sampled=sampled), {"scale": 2**level})
        if level:
            cursor.execute(ALL, [total])
        cursor.execute("DELETE FROM reports_word")
        cursor.execute(WORDS.format(sampled=sampled))
        cursor.execute("SELECT gin_clean_pending_list('paragraph_search')")
        cursor.execute("SELECT gin_clean_pending_list('recommendation_search')")


def sampled_level(total: int) -> int:
    """Which of the nested samples is counted of an archive of this size: one text in 2 to the power of this."""
    return math.ceil(math.log2(total / COUNTED)) if total > COUNTED else 0
