

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0027_help_texts'),
    ]

    operations = [
        migrations.AddField(
            model_name='job',
            name='kills',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, help_text='How often its process was ended before the work was done.'),
        ),
        migrations.AlterField(
            model_name='job',
            name='kind',
            field=models.CharField(choices=[('tag_theme', 'Tagging the reports with a theme'), ('read_upload', 'Reading an upload'), ('save_upload', 'Saving an upload'), ('show_file', 'Reading a file that was replaced'), ('ingest', 'Reading new files'), ('reparse', 'Reading all reports again'), ('tag_all', 'Tagging the reports with every theme'), ('count', 'Counting words, and what became of recommendations')], max_length=20),
        ),
    ]
