import django.contrib.postgres.fields
import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0026_tags_kept_by_models'),
    ]

    operations = [
        migrations.AlterField(
            model_name='inspection',
            name='former_slugs',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=140), blank=True, default=list, help_text='Names that its URL had before, still answered.', size=None),
        ),
        migrations.AlterField(
            model_name='inspection',
            name='outcome',
            field=models.CharField(blank=True, choices=[('widespread and/or systemic failings', 'Widespread and/or systemic failings'), ('inconsistent', 'Inconsistent'), ('typically positive', 'Typically positive')], db_default='', default='', help_text='The outcome of an area inspection, which is not a grade.', max_length=40),
        ),
        migrations.AlterField(
            model_name='source',
            name='ingested_at',
            field=models.DateTimeField(auto_now_add=True, verbose_name='added'),
        ),
        migrations.AlterField(
            model_name='source',
            name='last_seen_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now, help_text='When it was last among files to read.', verbose_name='last seen'),
        ),
        migrations.AlterField(
            model_name='source',
            name='warnings',
            field=models.JSONField(blank=True, default=list, help_text="The parser's warnings: code, message, page."),
        ),
        migrations.AlterField(
            model_name='themeshare',
            name='grade',
            field=models.CharField(blank=True, help_text='Of the strand that the paragraphs are under.', max_length=20),
        ),
    ]
