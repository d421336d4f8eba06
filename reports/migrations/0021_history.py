"""Every change of what curators and operators write has an author and a past (reports/models/history.py)."""

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# What stands when history begins is its first version: without it nobody could go back to it.
BEGIN = """
INSERT INTO reports_{table}history (pgh_created_at, pgh_label, pgh_obj_id, {columns})
SELECT {since}, 'insert', id, {columns} FROM reports_{of}
"""
TABLES = [
    ("correction", "correction", "made_at", 'inspection_id, field, strand, "order", value, reason, made_by_id'),
    ("outcome", "outcome", "confirmed_at", "earlier_id, position, later_id, status, evidence, note, confirmed_by_id"),
    ("inspection", "inspection", "now()",
     "slug, source_id, withdrawn_at, withdrawn_for, withdrawn_reason, withdrawn_by_id"),
    ("source", "source", "ingested_at", "folder, name, sha256, inspection_id"),
    ("theme", "theme", "now()", 'slug, name, about, expressions, "order", edited'),
    ("thesaurus", "thesaurusentry", "now()", "term, expansions, kind, both_ways, enabled, edited"),
]
# The public page of corrections shows their past (see migration "archive version").
MARK = """
CREATE TRIGGER mark_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON reports_correctionhistory
    FOR EACH STATEMENT EXECUTE FUNCTION reports_mark_version();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('reports', '0020_bodies_asked'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CorrectionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('field', models.CharField(choices=[('authority', 'Authority'), ('framework', 'Framework or kind'), ('grade', 'Grade'), ('start', 'First day of the inspection'), ('end', 'Last day of the inspection'), ('published', 'Publication date'), ('lead_inspector', 'Lead inspector')], max_length=20)),
                ('strand', models.CharField(blank=True, help_text='Which judgement, where a grade is corrected.', max_length=30)),
                ('order', models.PositiveSmallIntegerField(default=1, help_text='Of several judgements of that strand, which: 1 is the first printed.')),
                ('value', models.CharField(blank=True, max_length=300)),
                ('reason', models.TextField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='InspectionHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('slug', models.SlugField(db_index=False, max_length=140)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_for', models.CharField(blank=True, choices=[('court-order', 'Court order'), ('redaction', 'Names or details that must not be public'), ('not-a-report', 'Not an inspection report'), ('other', 'Another reason')], max_length=20)),
                ('withdrawn_reason', models.TextField(blank=True, help_text='For curators; readers see the kind of reason alone.')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='OutcomeHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('position', models.PositiveSmallIntegerField(help_text="The recommendation's place in the earlier report, from 1.")),
                ('status', models.CharField(choices=[('asked for again', 'Asked for again'), ('criticised again', 'Criticised again'), ('reported as improved', 'Reported as improved'), ('mixed', 'Mixed'), ('not found', 'Not found')], max_length=24)),
                ('evidence', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, help_text='Places in the later report, best first: para-12, rec-3. Empty keeps the suggested ones.', size=None)),
                ('note', models.TextField(blank=True, help_text='Why, for readers; shown beside the status.')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SourceHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('folder', models.CharField(blank=True, help_text='The name of the folder it came in.', max_length=255)),
                ('name', models.CharField(max_length=255)),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ThemeHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('slug', models.SlugField(db_index=False, max_length=60)),
                ('name', models.CharField(max_length=80)),
                ('about', models.CharField(help_text='One sentence: what belongs here.', max_length=300)),
                ('expressions', models.TextField(help_text='One search a line: words, "phrases", or, -without. A text that any line finds is on the theme.')),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('edited', models.BooleanField(default=False, help_text='Changed by a curator; the list that comes with the code no longer overwrites it.')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ThesaurusHistory',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('term', models.CharField(help_text='As people type it: kids, CSE, council flat.', max_length=80)),
                ('expansions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), help_text='What is searched as well, best first; several are separated by commas.', size=None)),
                ('kind', models.CharField(choices=[('acronym', 'Acronym and what it stands for'), ('name', 'Another name of the same thing, old or new'), ('everyday', 'Everyday word for a term of art'), ('related', 'Related word')], help_text='How close the meanings are: the closer, the more a match counts.', max_length=10)),
                ('both_ways', models.BooleanField(default=False, help_text='Whoever searches for one of the expansions searches for the term as well.')),
                ('enabled', models.BooleanField(default=True)),
                ('edited', models.BooleanField(default=False, editable=False, help_text='Changed by a curator; the list that comes with the code no longer overwrites it.')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_correctionhistory" ("field", "inspection_id", "made_by_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "strand", "value") VALUES (NEW."field", NEW."inspection_id", NEW."made_by_id", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."strand", NEW."value"); RETURN NULL;', hash='fd5c5d46860f15f9ee9f11f7882e6e881748fac3', operation='INSERT', pgid='pgtrigger_insert_insert_b6bcc', table='reports_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."field" IS DISTINCT FROM (NEW."field") OR OLD."inspection_id" IS DISTINCT FROM (NEW."inspection_id") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."order" IS DISTINCT FROM (NEW."order") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."strand" IS DISTINCT FROM (NEW."strand") OR OLD."value" IS DISTINCT FROM (NEW."value"))', func='INSERT INTO "reports_correctionhistory" ("field", "inspection_id", "made_by_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "strand", "value") VALUES (NEW."field", NEW."inspection_id", NEW."made_by_id", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."strand", NEW."value"); RETURN NULL;', hash='ae33236b3c32113e870d92a7f4093371ef498163', operation='UPDATE', pgid='pgtrigger_update_update_38aee', table='reports_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_correctionhistory" ("field", "inspection_id", "made_by_id", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "strand", "value") VALUES (OLD."field", OLD."inspection_id", OLD."made_by_id", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."strand", OLD."value"); RETURN NULL;', hash='deff7500e268e05664276fa1e5e4064d99ecb5c7', operation='DELETE', pgid='pgtrigger_delete_delete_23420', table='reports_correction', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inspection',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_inspectionhistory" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source_id", "withdrawn_at", "withdrawn_by_id", "withdrawn_for", "withdrawn_reason") VALUES (_pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug", NEW."source_id", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_for", NEW."withdrawn_reason"); RETURN NULL;', hash='8210f72d2e3d899b8fd5209882b5e192a39e081a', operation='INSERT', pgid='pgtrigger_insert_insert_eb41c', table='reports_inspection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inspection',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."source_id" IS DISTINCT FROM (NEW."source_id") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_by_id" IS DISTINCT FROM (NEW."withdrawn_by_id") OR OLD."withdrawn_for" IS DISTINCT FROM (NEW."withdrawn_for") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason"))', func='INSERT INTO "reports_inspectionhistory" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source_id", "withdrawn_at", "withdrawn_by_id", "withdrawn_for", "withdrawn_reason") VALUES (_pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug", NEW."source_id", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_for", NEW."withdrawn_reason"); RETURN NULL;', hash='7bd16db3208e36f00840468f55eaa8f72e5aac8a', operation='UPDATE', pgid='pgtrigger_update_update_80e6d', table='reports_inspection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='inspection',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_inspectionhistory" ("pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "source_id", "withdrawn_at", "withdrawn_by_id", "withdrawn_for", "withdrawn_reason") VALUES (_pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug", OLD."source_id", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_for", OLD."withdrawn_reason"); RETURN NULL;', hash='8475bbc99697ec1623de946b655767c54b16f857', operation='DELETE', pgid='pgtrigger_delete_delete_7e296', table='reports_inspection', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_outcomehistory" ("confirmed_by_id", "earlier_id", "evidence", "later_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "status") VALUES (NEW."confirmed_by_id", NEW."earlier_id", NEW."evidence", NEW."later_id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."status"); RETURN NULL;', hash='c6498c57f15d15482dd071da7b0a76be597fbffc', operation='INSERT', pgid='pgtrigger_insert_insert_622b0', table='reports_outcome', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."confirmed_by_id" IS DISTINCT FROM (NEW."confirmed_by_id") OR OLD."earlier_id" IS DISTINCT FROM (NEW."earlier_id") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."later_id" IS DISTINCT FROM (NEW."later_id") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."status" IS DISTINCT FROM (NEW."status"))', func='INSERT INTO "reports_outcomehistory" ("confirmed_by_id", "earlier_id", "evidence", "later_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "status") VALUES (NEW."confirmed_by_id", NEW."earlier_id", NEW."evidence", NEW."later_id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."status"); RETURN NULL;', hash='058e3dfb9b0a5817eb73433fc7db5409b4ab3a88', operation='UPDATE', pgid='pgtrigger_update_update_7d766', table='reports_outcome', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_outcomehistory" ("confirmed_by_id", "earlier_id", "evidence", "later_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "status") VALUES (OLD."confirmed_by_id", OLD."earlier_id", OLD."evidence", OLD."later_id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."status"); RETURN NULL;', hash='91251655b3fefc8a46b4fac78b6d8c11e4c5b534', operation='DELETE', pgid='pgtrigger_delete_delete_cf4c7', table='reports_outcome', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_sourcehistory" ("folder", "inspection_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256") VALUES (NEW."folder", NEW."inspection_id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256"); RETURN NULL;', hash='bdd1da6444b156dcfcc508e1f2e50b18dd1c14d1', operation='INSERT', pgid='pgtrigger_insert_insert_f45fe', table='reports_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."folder" IS DISTINCT FROM (NEW."folder") OR OLD."inspection_id" IS DISTINCT FROM (NEW."inspection_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256"))', func='INSERT INTO "reports_sourcehistory" ("folder", "inspection_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256") VALUES (NEW."folder", NEW."inspection_id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256"); RETURN NULL;', hash='35a34d56a5dd05145dac91198f2d15e16edfc311', operation='UPDATE', pgid='pgtrigger_update_update_cfebf', table='reports_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_sourcehistory" ("folder", "inspection_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256") VALUES (OLD."folder", OLD."inspection_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sha256"); RETURN NULL;', hash='1ee83364e3c9af69ff33b78ef18191007450c278', operation='DELETE', pgid='pgtrigger_delete_delete_5977d', table='reports_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='theme',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_themehistory" ("about", "edited", "expressions", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."about", NEW."edited", NEW."expressions", NEW."name", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."slug"); RETURN NULL;', hash='99935733aebca9be5bb1440d4d720312899ae8f5', operation='INSERT', pgid='pgtrigger_insert_insert_df110', table='reports_theme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='theme',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."about" IS DISTINCT FROM (NEW."about") OR OLD."edited" IS DISTINCT FROM (NEW."edited") OR OLD."expressions" IS DISTINCT FROM (NEW."expressions") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."order" IS DISTINCT FROM (NEW."order") OR OLD."slug" IS DISTINCT FROM (NEW."slug"))', func='INSERT INTO "reports_themehistory" ("about", "edited", "expressions", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (NEW."about", NEW."edited", NEW."expressions", NEW."name", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."slug"); RETURN NULL;', hash='1863e2d358202b44a50c3650d5aef46854d5aacd', operation='UPDATE', pgid='pgtrigger_update_update_94072', table='reports_theme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='theme',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_themehistory" ("about", "edited", "expressions", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug") VALUES (OLD."about", OLD."edited", OLD."expressions", OLD."name", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."slug"); RETURN NULL;', hash='4a157305c5fa4e8312426f58cda2ff9f3f2c07c8', operation='DELETE', pgid='pgtrigger_delete_delete_a1225', table='reports_theme', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='thesaurusentry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_thesaurushistory" ("both_ways", "edited", "enabled", "expansions", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "term") VALUES (NEW."both_ways", NEW."edited", NEW."enabled", NEW."expansions", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."term"); RETURN NULL;', hash='18679da15c4b496f938665254523ed476c4f7959', operation='INSERT', pgid='pgtrigger_insert_insert_c9a95', table='reports_thesaurusentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='thesaurusentry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."both_ways" IS DISTINCT FROM (NEW."both_ways") OR OLD."edited" IS DISTINCT FROM (NEW."edited") OR OLD."enabled" IS DISTINCT FROM (NEW."enabled") OR OLD."expansions" IS DISTINCT FROM (NEW."expansions") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."term" IS DISTINCT FROM (NEW."term"))', func='INSERT INTO "reports_thesaurushistory" ("both_ways", "edited", "enabled", "expansions", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "term") VALUES (NEW."both_ways", NEW."edited", NEW."enabled", NEW."expansions", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."term"); RETURN NULL;', hash='d25cbd55b236adfbba054e22235c8148f4279340', operation='UPDATE', pgid='pgtrigger_update_update_aafaa', table='reports_thesaurusentry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='thesaurusentry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_thesaurushistory" ("both_ways", "edited", "enabled", "expansions", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "term") VALUES (OLD."both_ways", OLD."edited", OLD."enabled", OLD."expansions", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."term"); RETURN NULL;', hash='6b5c8f6cda6a8242c492f3915242295b3924aecb', operation='DELETE', pgid='pgtrigger_delete_delete_08528', table='reports_thesaurusentry', when='AFTER')),
        ),
        migrations.AddField(
            model_name='correctionhistory',
            name='inspection',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.inspection'),
        ),
        migrations.AddField(
            model_name='correctionhistory',
            name='made_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='correctionhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='correctionhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='inspection_field_strand_order_value_reason_made_by_events', to='reports.correction'),
        ),
        migrations.AddField(
            model_name='inspectionhistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='inspectionhistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='slug_source_withdrawn_at_withdrawn_for_withdrawn_reason_withdrawn_by_events', to='reports.inspection'),
        ),
        migrations.AddField(
            model_name='inspectionhistory',
            name='source',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.source'),
        ),
        migrations.AddField(
            model_name='inspectionhistory',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='outcomehistory',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='outcomehistory',
            name='earlier',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.inspection'),
        ),
        migrations.AddField(
            model_name='outcomehistory',
            name='later',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.inspection'),
        ),
        migrations.AddField(
            model_name='outcomehistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='outcomehistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='earlier_position_later_status_evidence_note_confirmed_by_events', to='reports.outcome'),
        ),
        migrations.AddField(
            model_name='sourcehistory',
            name='inspection',
            field=models.ForeignKey(blank=True, db_constraint=False, help_text='The inspection whose report this file is; of several, the inspection names its present one.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.inspection'),
        ),
        migrations.AddField(
            model_name='sourcehistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='sourcehistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='folder_name_sha256_inspection_events', to='reports.source'),
        ),
        migrations.AddField(
            model_name='themehistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='themehistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='slug_name_about_expressions_order_edited_events', to='reports.theme'),
        ),
        migrations.AddField(
            model_name='thesaurushistory',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='thesaurushistory',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='term_expansions_kind_both_ways_enabled_edited_events', to='reports.thesaurusentry'),
        ),
        *(
            migrations.RunSQL(
                BEGIN.format(table=table, of=of, since=since, columns=columns), migrations.RunSQL.noop
            )
            for table, of, since, columns in TABLES
        ),
        migrations.RunSQL(MARK, "DROP TRIGGER IF EXISTS mark_version ON reports_correctionhistory;"),
    ]
