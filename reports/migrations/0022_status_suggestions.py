"""Suggested statuses are kept, so that a page of several pairs of reports need not read them all."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


MARK = """
CREATE TRIGGER mark_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON reports_statussuggestion
    FOR EACH STATEMENT EXECUTE FUNCTION reports_mark_version();
"""
UNMARK = "DROP TRIGGER mark_version ON reports_statussuggestion;"


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0021_history'),
    ]

    operations = [
        migrations.CreateModel(
            name='StatusSuggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('status', models.CharField(choices=[('asked for again', 'Asked for again'), ('criticised again', 'Criticised again'), ('reported as improved', 'Reported as improved'), ('mixed', 'Mixed'), ('not found', 'Not found')], max_length=24)),
                ('confidence', models.FloatField()),
                ('stated', models.BooleanField()),
                ('lead', models.TextField(blank=True)),
                ('evidence', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('digest', models.CharField(max_length=64)),
                ('earlier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reports.inspection')),
                ('later', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reports.inspection')),
            ],
            options={
                'verbose_name': 'suggested status',
                'verbose_name_plural': 'suggested statuses',
                'indexes': [models.Index(fields=['confidence', 'id'], name='suggestion_by_confidence')],
                'constraints': [models.UniqueConstraint(fields=('earlier', 'later', 'position'), name='one_suggestion_per_recommendation_and_later'), models.CheckConstraint(condition=models.Q(('status__in', ['asked for again', 'criticised again', 'reported as improved', 'mixed', 'not found'])), name='suggested_status_known'), models.CheckConstraint(condition=models.Q(('confidence__gte', 0), ('confidence__lte', 1)), name='suggestion_confidence_is_a_share')],
            },
        ),
        migrations.RunSQL(MARK, UNMARK),
    ]
