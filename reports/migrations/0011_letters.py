import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models
from django.db.models.expressions import CombinedExpression

# The words of a text as they are printed, in pairs, each pair a word of the search vector: 'the child''s' becomes
# "=the child's". A phrase is then a run of pairs, and one of common words ("in and out of care") is as rare in the
# index as it is in the texts; of single words the index would have to compare most of the archive. The last word of a
# sentence makes a pair with nothing ("=care "), so that every word begins exactly one pair, which a prefix finds.
#
# One: small and capital letters, typographic and plain quotes, accents and none, ligatures, hyphens and spaces; soft
# hyphens and zero-width characters are no part of a word. What `reports/letters.py` does to a query is the same.
#
# Pairs have weight A and stems D, which tells them apart for what counts stems (`ts_stat`, `ts_filter`).
FUNCTIONS = r"""
CREATE FUNCTION reports_plain_text(text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN octet_length(text) = length(text) THEN text ELSE translate(
        regexp_replace(
            normalize(text, NFKD), '[\u0300-\u036f\u00ad\u200b-\u200f\u2060-\u2064\ufeff]', '', 'g'
        ),
        E'\u2018\u2019\u201b\u02bc\u2032\u201c\u201d\u201e\u2033\u2010\u2011\u2012\u2013\u2014\u2212'
            '\u00d8\u00f8\u0141\u0142\u0110\u0111\u00b6',
        repeat('''', 5) || repeat('"', 4) || '------OoLlDd '
    ) END
$$;

-- What the English stemmer is given: the halves of "networks/kinship" and of "referral.Children" are words.
CREATE FUNCTION reports_words_apart(text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(reports_plain_text(text), '/|(?<=[A-Za-z])\.(?=[A-Za-z])', ' ', 'g')
$$;

-- The words in their order; "¶" stands between two sentences.
CREATE FUNCTION reports_letter_words(text text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT string_to_array(btrim(regexp_replace(
        lower(regexp_replace(regexp_replace(reports_plain_text(text),
            '\m(Mrs?|Ms|Dr|Prof|St|Nos?|[Pp]aras?|pp?|e\.g|i\.e|cf|vs|[A-Z])\.', '\1 ', 'g'),
            '[.!?]["'')\]]*(?:\s+(?=["''(\[]*[A-Z0-9])|(?=[A-Z][a-z]))'
            '|[\n\u2022\u2023\u2043\u25a0\u25aa\u25cf\u25e6]', ' ¶ ', 'g')),
        '''*[\u0001-&(-/:-@[-`{-\u00b5\u00b7-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u303f\ue000-\uf8ff'
        '\ufe00-\ufe0f\ufff0-\uffff][\u0001-/:-@[-`{-\u00b5\u00b7-\u00bf\u00d7\u00f7\u2000-\u2bff'
        '\u3000-\u303f\ue000-\uf8ff\ufe00-\ufe0f\ufff0-\uffff]*', ' ', 'g'), ' '''), ' ')
$$;

CREATE FUNCTION reports_letters(text text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
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
NO_FUNCTIONS = """
DROP FUNCTION reports_letters, reports_letter_words, reports_words_apart, reports_plain_text;
"""


def stems_tags_and_letters(*before):
    """The search vector as this migration makes it: stems, tags, and the printed words in pairs."""
    columns = [
        models.Func(models.F(column), function="reports_words_apart", output_field=models.TextField())
        for column in (*before, "text")
    ]
    vector = django.contrib.postgres.search.SearchVectorField()
    tags = models.Func(models.F("tags"), function="array_to_tsvector", output_field=vector)
    letters = models.Func(models.F("text"), function="reports_letters", output_field=vector)
    stems_and_tags = CombinedExpression(
        django.contrib.postgres.search.SearchVector(*columns, config="english"), "||", tags, output_field=vector
    )
    return CombinedExpression(stems_and_tags, "||", letters, output_field=vector)


def vector(expression):
    """A search vector that the database keeps."""
    return models.GeneratedField(
        db_persist=True,
        expression=expression,
        output_field=django.contrib.postgres.search.SearchVectorField(),
    )


def with_letters(model, index, *before):
    """The vector of a table with the letters in it, and its index."""
    return [
        migrations.RemoveIndex(model_name=model, name=index),
        migrations.RemoveField(model_name=model, name="search_vector"),
        migrations.AddField(
            model_name=model, name="search_vector", field=vector(stems_tags_and_letters(*before))
        ),
        migrations.AddIndex(
            model_name=model,
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name=index),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("reports", "0010_structure_of_lists")]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        *with_letters("paragraph", "paragraph_search", "lead_in"),
        *with_letters("recommendation", "recommendation_search"),
    ]
