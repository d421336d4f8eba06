

from django.db import migrations, models


STATE = r"""
CREATE FUNCTION reports_state_of(key bigint) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN (
        SELECT jsonb_build_object(
            'slug', report.slug,
            'authority', authority.slug,
            'kind', coalesce(report.framework, nullif(report.kind, '')),
            'title', report.title,
            'start', report.start,
            'end', report."end",
            'published', report.published,
            'outcome', nullif(report.outcome, ''),
            'sha256', source.sha256,
            'grades', (
                SELECT coalesce(jsonb_object_agg(strand, coalesce(grade, status) ORDER BY "order"), '{}')
                FROM reports_judgement WHERE inspection_id = report.id
            ),
            'corrections', (
                SELECT md5(coalesce(string_agg(concat_ws('|', field, strand, "order", value), ';' ORDER BY id), ''))
                FROM reports_correction WHERE inspection_id = report.id
            ),
            'text', md5(concat(
                (SELECT string_agg(md5(text), '' ORDER BY "order") FROM reports_paragraph
                    WHERE inspection_id = report.id),
                '/',
                (SELECT string_agg(md5(text), '' ORDER BY "order") FROM reports_recommendation
                    WHERE inspection_id = report.id)
            ))
        )
        FROM reports_inspection AS report
        LEFT JOIN reports_authority AS authority ON authority.id = report.authority_id
        LEFT JOIN reports_source AS source ON source.id = report.source_id
        WHERE report.id = key AND report.withdrawn_at IS NULL
    );
END
$$;
"""

# A mark for each report that a transaction touches; the trigger's argument is the column that names the report.
MARK = r"""
CREATE FUNCTION reports_mark_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
BEGIN
    INSERT INTO reports_changemark (transaction, inspection)
        VALUES (pg_current_xact_id()::text, (changed ->> TG_ARGV[0])::bigint) ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$$;
CREATE TRIGGER mark_change AFTER INSERT OR UPDATE OR DELETE ON reports_inspection
    FOR EACH ROW EXECUTE FUNCTION reports_mark_change('id');
CREATE TRIGGER mark_change AFTER INSERT OR UPDATE OR DELETE ON reports_judgement
    FOR EACH ROW EXECUTE FUNCTION reports_mark_change('inspection_id');
CREATE TRIGGER mark_change AFTER INSERT OR UPDATE OR DELETE ON reports_correction
    FOR EACH ROW EXECUTE FUNCTION reports_mark_change('inspection_id');
"""

# The row of the version is locked until the commit, so that rows are numbered in the order in which they are seen. The
# version is raised by a trigger of its own, before or after this one: its mark says whether that is still to come.
RECORD = r"""
CREATE FUNCTION reports_record_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last reports_archivechange%ROWTYPE;
    present jsonb;
    number bigint;
    cause text;
    was jsonb;
BEGIN
    DELETE FROM reports_changemark WHERE id = NEW.id;
    SELECT version.number INTO number FROM reports_archiveversion AS version WHERE version.id = 1 FOR UPDATE;
    number := coalesce(number, 0) + (
        SELECT count(*) FROM reports_versionmark WHERE transaction = pg_current_xact_id()::text
    );
    SELECT * INTO last FROM reports_archivechange WHERE inspection = NEW.inspection ORDER BY id DESC LIMIT 1;
    present := reports_state_of(NEW.inspection);
    IF present IS NULL THEN
        IF last.id IS NULL OR last.reason = 'withdrawn' THEN
            RETURN NULL;
        END IF;
        cause := 'withdrawn';
        present := '{}';
        -- Nothing of a withdrawn report is left, here neither.
        UPDATE reports_archivechange SET state = '{}', grades_before = NULL WHERE inspection = NEW.inspection;
    ELSIF last.id IS NULL THEN
        cause := 'new';
    ELSIF last.reason = 'withdrawn' THEN
        cause := 'restored';
    ELSIF last.state = present THEN
        RETURN NULL;
    ELSIF last.state -> 'sha256' IS DISTINCT FROM present -> 'sha256' THEN
        cause := 'replaced';
    ELSIF last.state -> 'corrections' IS DISTINCT FROM present -> 'corrections' THEN
        cause := 'corrected';
    ELSIF last.state - 'published' = present - 'published' THEN
        cause := 'dated';
    ELSE
        cause := 're-read';
    END IF;
    IF cause IN ('replaced', 'corrected', 're-read') AND last.state -> 'grades' <> present -> 'grades' THEN
        was := last.state -> 'grades';
    END IF;
    INSERT INTO reports_archivechange (at, version, reason, inspection, slug, state, grades_before)
        VALUES (clock_timestamp(), number, cause, NEW.inspection, coalesce(present ->> 'slug', last.slug), present, was);
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER record_change AFTER INSERT ON reports_changemark
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION reports_record_change();
"""

# What the archive holds already is new with the version that it has now.
BEGIN = r"""
INSERT INTO reports_archivechange (at, version, reason, inspection, slug, state)
    SELECT now(), coalesce((SELECT number FROM reports_archiveversion), 0), 'new', id, slug, reports_state_of(id)
    FROM reports_inspection WHERE withdrawn_at IS NULL ORDER BY id;
"""

UNDO = """
DROP FUNCTION reports_record_change, reports_mark_change CASCADE;
DROP FUNCTION reports_state_of(bigint);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0030_curators_jobs'),
    ]

    operations = [
        migrations.CreateModel(
            name='ArchiveChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('version', models.PositiveBigIntegerField(db_index=True)),
                ('reason', models.CharField(choices=[('new', 'New'), ('re-read', 'Read again'), ('corrected', 'Corrected'), ('replaced', 'Replaced'), ('dated', 'Dated'), ('withdrawn', 'Withdrawn'), ('restored', 'Restored')], max_length=10)),
                ('inspection', models.BigIntegerField(db_index=True)),
                ('slug', models.CharField(max_length=200)),
                ('state', models.JSONField(default=dict)),
                ('grades_before', models.JSONField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason__in', ['new', 're-read', 'corrected', 'replaced', 'dated', 'withdrawn', 'restored'])), name='change_reason_known')],
            },
        ),
        migrations.CreateModel(
            name='ChangeMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('transaction', models.CharField(max_length=20)),
                ('inspection', models.BigIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('transaction', 'inspection'), name='one_mark_per_change')],
            },
        ),
        migrations.RunSQL(STATE + MARK + RECORD + BEGIN, UNDO),
    ]
