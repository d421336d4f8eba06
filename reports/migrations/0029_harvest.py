

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0028_jobs_of_a_worker'),
    ]

    operations = [
        migrations.CreateModel(
            name='HarvestRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('started_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('next_row', models.PositiveIntegerField(default=0, help_text='The row of the listing to go on with; null once the listing is read.', null=True)),
                ('listed', models.PositiveIntegerField(default=0, help_text='Providers that the listing shows.')),
                ('requests', models.PositiveIntegerField(default=0)),
                ('bytes', models.PositiveBigIntegerField(default=0)),
                ('error', models.TextField(blank=True)),
            ],
        ),
        migrations.AddField(
            model_name='source',
            name='delisted_at',
            field=models.DateTimeField(blank=True, help_text='When the inspectorate’s site was first seen without it.', null=True, verbose_name='no longer listed since'),
        ),
        migrations.AlterField(
            model_name='job',
            name='kind',
            field=models.CharField(choices=[('tag_theme', 'Tagging the reports with a theme'), ('read_upload', 'Reading an upload'), ('save_upload', 'Saving an upload'), ('show_file', 'Reading a file that was replaced'), ('ingest', 'Reading new files'), ('reparse', 'Reading all reports again'), ('tag_all', 'Tagging the reports with every theme'), ('harvest', 'Harvesting new reports'), ('count', 'Counting words, and what became of recommendations')], max_length=20),
        ),
        migrations.CreateModel(
            name='HarvestedProvider',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True)),
                ('url', models.URLField(max_length=300)),
                ('name', models.CharField(max_length=200)),
                ('latest', models.DateField(null=True)),
                ('latest_read', models.DateField(null=True)),
                ('read_at', models.DateTimeField(null=True)),
                ('error', models.TextField(blank=True)),
                ('authority', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='reports.authority')),
                ('listed_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='reports.harvestrun')),
            ],
        ),
        migrations.CreateModel(
            name='HarvestedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=1000, unique=True)),
                ('label', models.CharField(blank=True, max_length=200)),
                ('kind', models.CharField(max_length=20)),
                ('event', models.DateField(null=True)),
                ('published', models.DateField(null=True)),
                ('first_seen_at', models.DateTimeField()),
                ('last_seen_at', models.DateTimeField()),
                ('delisted_at', models.DateTimeField(null=True)),
                ('next_at', models.DateTimeField(help_text='Not asked for before then; null: as soon as can be.', null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0, help_text='Runs in a row that could not have it.')),
                ('etag', models.CharField(blank=True, max_length=300)),
                ('last_modified', models.CharField(blank=True, max_length=100)),
                ('sha256', models.CharField(blank=True, db_index=True, max_length=64)),
                ('waiting', models.CharField(blank=True, max_length=200)),
                ('error', models.TextField(blank=True)),
                ('provider', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='reports.harvestedprovider')),
            ],
        ),
        migrations.CreateModel(
            name='HarvestedVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('fetched_at', models.DateTimeField()),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='reports.harvestedfile')),
            ],
        ),
        migrations.AddIndex(
            model_name='harvestedfile',
            index=models.Index(fields=['next_at'], name='harvested_file_next'),
        ),
        migrations.AddConstraint(
            model_name='harvestedversion',
            constraint=models.UniqueConstraint(fields=('file', 'sha256'), name='one_version_per_bytes_and_url'),
        ),
    ]
