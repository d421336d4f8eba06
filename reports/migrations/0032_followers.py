

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0031_changes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Follower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.EmailField(max_length=254, unique=True)),
                ('rhythm', models.CharField(choices=[('weekly', 'Once a week'), ('daily', 'Once a day')], default='weekly', max_length=10)),
                ('seen_change', models.BigIntegerField(default=0)),
                ('last_digest', models.DateField(null=True)),
                ('off_for', models.CharField(blank=True, choices=[('bounce', 'Mail to it came back'), ('complaint', 'It was reported as unwanted')], max_length=10)),
            ],
        ),
        migrations.AlterField(
            model_name='job',
            name='kind',
            field=models.CharField(choices=[('tag_theme', 'Tagging the reports with a theme'), ('read_upload', 'Reading an upload'), ('save_upload', 'Saving an upload'), ('show_file', 'Reading a file that was replaced'), ('ingest', 'Reading new files'), ('reparse', 'Reading all reports again'), ('tag_all', 'Tagging the reports with every theme'), ('harvest', 'Harvesting new reports'), ('correct', 'Correcting a report and reading it again'), ('take_back', 'Taking a correction back and reading the report again'), ('restore', 'Restoring a withdrawn report'), ('mail', 'Sending digests by mail'), ('count', 'Counting words, and what became of recommendations')], max_length=20),
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('authority', 'An authority'), ('list', 'Inspections'), ('search', 'A search')], max_length=10)),
                ('value', models.CharField(blank=True, max_length=500)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('client', models.CharField(blank=True, db_index=True, max_length=64)),
                ('follower', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='reports.follower')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('follower', 'kind', 'value'), name='followed_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['authority', 'list', 'search'])), name='follow_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Digest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('state', models.CharField(choices=[('sending', 'Being sent'), ('sent', 'Sent'), ('doubt', 'In doubt'), ('refused', 'Refused by the mail server')], default='sending', max_length=10)),
                ('follower', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='digests', to='reports.follower')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('follower', 'day'), name='one_digest_a_day')],
            },
        ),
    ]
