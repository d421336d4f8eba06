"""Functions that call one another know each other whatever the search path is, so that a backup can be restored.

`pg_restore` empties the search path. A function whose body is text looks its names up when it runs, and found none of
ours while rows with generated search vectors were loaded; a body in standard SQL is bound when it is made.
"""

from django.db import migrations

BOUND = r"""
CREATE OR REPLACE FUNCTION reports_words_apart(text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE BEGIN ATOMIC
    SELECT regexp_replace(reports_plain_text(text), '[<>/]|(?<=[A-Za-z])\.(?=[A-Za-z])', ' ', 'g');
END;

CREATE OR REPLACE FUNCTION reports_letter_words(text text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE BEGIN ATOMIC
    SELECT string_to_array(btrim(regexp_replace(
        lower(regexp_replace(regexp_replace(reports_plain_text(text),
            '\m(Mrs?|Ms|Dr|Prof|St|Nos?|[Pp]aras?|pp?|e\.g|i\.e|cf|vs|[A-Z])\.', '\1 ', 'g'),
            '[.!?]["'')\]]*(?:\s+(?=["''(\[]*[A-Z0-9])|(?=[A-Z][a-z]))'
            '|[\n\u2022\u2023\u2043\u25a0\u25aa\u25cf\u25e6]', ' ¶ ', 'g')),
        '''*[\u0001-&(-/:-@[-`{-\u00b5\u00b7-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u303f\ue000-\uf8ff'
        '\ufe00-\ufe0f\ufff0-\uffff][\u0001-/:-@[-`{-\u00b5\u00b7-\u00bf\u00d7\u00f7\u2000-\u2bff'
        '\u3000-\u303f\ue000-\uf8ff\ufe00-\ufe0f\ufff0-\uffff]*', ' ', 'g'), ' '''), ' ');
END;

CREATE OR REPLACE FUNCTION reports_letters(text text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE BEGIN ATOMIC
    SELECT coalesce(string_agg(
        '''=' || replace(word, '''', '''''') || ' '
        || CASE WHEN next = '¶' THEN '' ELSE coalesce(replace(next, '''', ''''''), '') END || ''':' || place || 'A',
        ' '
    ), '')::tsvector
    FROM (SELECT reports_letter_words(text) AS words OFFSET 0) AS read,
        unnest(words, words[2:]) WITH ORDINALITY AS pair (word, next, place)
    WHERE word NOT IN ('¶', '');
END;
"""
AS_TEXT = r"""
CREATE OR REPLACE FUNCTION reports_words_apart(text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(reports_plain_text(text), '[<>/]|(?<=[A-Za-z])\.(?=[A-Za-z])', ' ', 'g')
$$;

CREATE OR REPLACE FUNCTION reports_letter_words(text text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT string_to_array(btrim(regexp_replace(
        lower(regexp_replace(regexp_replace(reports_plain_text(text),
            '\m(Mrs?|Ms|Dr|Prof|St|Nos?|[Pp]aras?|pp?|e\.g|i\.e|cf|vs|[A-Z])\.', '\1 ', 'g'),
            '[.!?]["'')\]]*(?:\s+(?=["''(\[]*[A-Z0-9])|(?=[A-Z][a-z]))'
            '|[\n\u2022\u2023\u2043\u25a0\u25aa\u25cf\u25e6]', ' ¶ ', 'g')),
        '''*[\u0001-&(-/:-@[-`{-\u00b5\u00b7-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u303f\ue000-\uf8ff'
        '\ufe00-\ufe0f\ufff0-\uffff][\u0001-/:-@[-`{-\u00b5\u00b7-\u00bf\u00d7\u00f7\u2000-\u2bff'
        '\u3000-\u303f\ue000-\uf8ff\ufe00-\ufe0f\ufff0-\uffff]*', ' ', 'g'), ' '''), ' ')
$$;

CREATE OR REPLACE FUNCTION reports_letters(text text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(string_agg(
        '''=' || replace(word, '''', '''''') || ' '
        || CASE WHEN next = '¶' THEN '' ELSE coalesce(replace(next, '''', ''''''), '') END || ''':' || place || 'A',
        ' '
    ), '')::tsvector
    FROM (SELECT reports_letter_words(text) AS words OFFSET 0) AS read,
        unnest(words, words[2:]) WITH ORDINALITY AS pair (word, next, place)
    WHERE word NOT IN ('¶', '')
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0024_jobs")]

    operations = [migrations.RunSQL(BOUND, AS_TEXT)]
