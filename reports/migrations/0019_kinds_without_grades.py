"""Visits and area inspections are inspections of their own kind, without grades."""

import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models


# Search filters by a visit's or an area inspection's kind as it does by a framework: no document has both.
TAGS = """
CREATE OR REPLACE FUNCTION reports_tag_paragraph() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE inspection record;
BEGIN
    SELECT authority_id, coalesce(framework, {kind}) AS framework, start, "end" AS last, published INTO inspection
    FROM reports_inspection WHERE id = NEW.inspection_id;
    NEW.known_from := coalesce(inspection.published, inspection.last, inspection.start);
    NEW.tags := reports_shared_tags(
        NEW.id, inspection.authority_id, inspection.framework::text,
        inspection.start, inspection.last, inspection.published
    ) || ARRAY[
        'strand=' || coalesce(nullif(NEW.strand, ''), 'none'),
        'grade=' || coalesce(nullif(NEW.grade, ''), 'none'),
        'kind=' || NEW.kind
    ];
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION reports_tag_recommendation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE inspection record;
BEGIN
    SELECT authority_id, coalesce(framework, {kind}) AS framework, start, "end" AS last, published INTO inspection
    FROM reports_inspection WHERE id = NEW.inspection_id;
    NEW.known_from := coalesce(inspection.published, inspection.last, inspection.start);
    NEW.tags := reports_shared_tags(
        NEW.id, inspection.authority_id, inspection.framework::text,
        inspection.start, inspection.last, inspection.published
    ) || ARRAY[
        'addressee=' || coalesce(nullif(NEW.addressee, ''), 'none'),
        'timescale=' || coalesce(nullif(NEW.timescale, ''), 'none')
    ];
    RETURN NEW;
END $$;

DROP TRIGGER retag_inspection ON reports_inspection;
CREATE TRIGGER retag_inspection AFTER UPDATE ON reports_inspection FOR EACH ROW
    WHEN ((OLD.authority_id, OLD.framework, {old}OLD.start, OLD."end", OLD.published)
        IS DISTINCT FROM (NEW.authority_id, NEW.framework, {new}NEW.start, NEW."end", NEW.published))
    EXECUTE FUNCTION reports_retag_inspection();
"""
NOW = TAGS.format(kind="nullif(kind, '')", old="OLD.kind, ", new="NEW.kind, ")
BEFORE = TAGS.format(kind="NULL", old="", new="")


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0018_texts_known_from'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='recommendation',
            name='recommendation_category_known',
        ),
        migrations.AddField(
            model_name='inspection',
            name='kind',
            field=models.CharField(blank=True, choices=[('visit', 'Focused visit'), ('jtai', 'Joint targeted area inspection'), ('send', 'Area SEND inspection')], db_default='', default='', help_text='Of a visit or an area inspection, which has no grades; empty for all others.', max_length=10),
        ),
        migrations.AddField(
            model_name='inspection',
            name='outcome',
            field=models.CharField(blank=True, choices=[('widespread and/or systemic failings', 'Widespread and/or systemic failings'), ('inconsistent', 'Inconsistent'), ('typically positive', 'Typically positive')], db_default='', default='', help_text='The outcome of an area inspection, which is no grade.', max_length=40),
        ),
        migrations.AddField(
            model_name='inspection',
            name='outcome_page',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='inspection',
            name='outcome_printed',
            field=models.TextField(blank=True, db_default='', default=''),
        ),
        migrations.AddField(
            model_name='inspection',
            name='partners',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, db_default=[], default=list, help_text='The bodies that are inspected beside the authority.', size=None),
        ),
        migrations.AddField(
            model_name='inspection',
            name='theme',
            field=models.TextField(blank=True, db_default='', default='', help_text='The matter that a visit looked at, as printed.'),
        ),
        migrations.AlterField(
            model_name='correction',
            name='field',
            field=models.CharField(choices=[('authority', 'Authority'), ('framework', 'Framework or kind'), ('grade', 'Grade'), ('start', 'First day of the inspection'), ('end', 'Last day of the inspection'), ('published', 'Publication date'), ('lead_inspector', 'Lead inspector')], max_length=20),
        ),
        migrations.AlterField(
            model_name='recommendation',
            name='addressee',
            field=models.CharField(blank=True, help_text='Who is asked; empty where the document does not say.', max_length=300),
        ),
        migrations.AlterField(
            model_name='recommendation',
            name='category',
            field=models.CharField(choices=[('recommendation', 'Recommendation'), ('priority action', 'Priority action'), ('improvement', 'Area for improvement')], default='recommendation', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', ''), _negated=True), fields=('authority', 'kind', 'start'), name='one_inspection_per_authority_kind_start'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('kind', ''), models.Q(('framework', None), ('kind__in', ['visit', 'jtai', 'send'])), _connector='OR'), name='inspection_kind_has_no_grades'),
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('outcome', ''), models.Q(('kind', 'send'), ('outcome__in', ['widespread and/or systemic failings', 'inconsistent', 'typically positive'])), _connector='OR'), name='inspection_outcome_known'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('category__in', ['recommendation', 'priority action', 'improvement'])), name='recommendation_category_known'),
        ),
        migrations.RunSQL(NOW, BEFORE),
    ]
