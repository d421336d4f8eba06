from django.db import migrations, models

# Whatever writes a paragraph marks the counts as owed in its own transaction: a row by the transaction's number, so
# that no writer waits for another. A correction of an inspection writes its paragraphs too (migration "search").
MARK = """
CREATE FUNCTION reports_owe_counts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reports_owedcount (kind, transaction)
        VALUES ('totals', pg_current_xact_id()::text), ('words', pg_current_xact_id()::text)
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER owe_counts AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON reports_paragraph
    FOR EACH STATEMENT EXECUTE FUNCTION reports_owe_counts();
"""
UNMARK = """
DROP TRIGGER owe_counts ON reports_paragraph;
DROP FUNCTION reports_owe_counts;
"""
# What was written before is counted once more: an ingest that was stopped at its end has left it uncounted.
OWED = """
INSERT INTO reports_owedcount (kind, transaction)
SELECT kind, 'before' FROM unnest(ARRAY['totals', 'words']) AS kind WHERE EXISTS (SELECT FROM reports_paragraph)
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0013_status_challenges")]

    operations = [
        migrations.CreateModel(
            name="OwedCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("totals", "Totals"), ("words", "Words")], max_length=10)),
                ("transaction", models.CharField(max_length=20)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "transaction"), name="one_mark_of_a_transaction")
                ]
            },
        ),
        migrations.RunSQL(MARK, UNMARK),
        migrations.RunSQL(OWED, migrations.RunSQL.noop),
    ]
