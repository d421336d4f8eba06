"""One number that every transaction raises which changes what readers see."""

from django.db import migrations, models

TABLES = [
    "authority",
    "authority_successors",
    "correction",
    "footnote",
    "inspection",
    "judgement",
    "outcome",
    "paragraph",
    "paragraphtheme",
    "recommendation",
    "recommendationtheme",
    "source",
    "term",
    "theme",
    "themeshare",
    "thesaurusentry",
    "total",
    "word",
]

FUNCTIONS = """
CREATE FUNCTION reports_mark_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reports_versionmark (transaction) VALUES (pg_current_xact_id()::text) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;

CREATE FUNCTION reports_raise_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reports_archiveversion (id, number, changed_at) VALUES (1, 1, clock_timestamp())
        ON CONFLICT (id) DO UPDATE
        SET number = reports_archiveversion.number + 1, changed_at = excluded.changed_at;
    DELETE FROM reports_versionmark WHERE transaction = NEW.transaction;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER raise_version AFTER INSERT ON reports_versionmark
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION reports_raise_version();
"""

MARK = """
CREATE TRIGGER mark_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON reports_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION reports_mark_version();
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0008_places_of_footnotes")]

    operations = [
        migrations.CreateModel(
            name="ArchiveVersion",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_archive_version")]
            },
        ),
        migrations.CreateModel(
            name="VersionMark",
            fields=[("transaction", models.CharField(max_length=20, primary_key=True, serialize=False))],
        ),
        migrations.RunSQL(
            FUNCTIONS,
            "DROP TRIGGER raise_version ON reports_versionmark;"
            "DROP FUNCTION reports_raise_version, reports_mark_version CASCADE;",
        ),
        *(
            migrations.RunSQL(
                MARK.format(table=table), f"DROP TRIGGER IF EXISTS mark_version ON reports_{table};"
            )
            for table in TABLES
        ),
    ]
