"""Text is no mark-up: PostgreSQL took "<script>" for the begin of one, and left out all that followed."""

from django.db import migrations

APART = r"""
CREATE OR REPLACE FUNCTION reports_words_apart(text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(reports_plain_text(text), '[<>/]|(?<=[A-Za-z])\.(?=[A-Za-z])', ' ', 'g')
$$;
"""
BEFORE = APART.replace("[<>/]", "/")


class Migration(migrations.Migration):
    dependencies = [("reports", "0015_dates_of_publication")]

    operations = [migrations.RunSQL(APART, BEFORE)]
