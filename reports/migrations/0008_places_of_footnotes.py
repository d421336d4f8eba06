from django.db import migrations, models


class Migration(migrations.Migration):
    """Where in the text the mark of a footnote stands; `ingest --reparse` fills it in."""

    dependencies = [
        ("reports", "0007_grades_sources_corrections"),
    ]

    operations = [
        migrations.AddField(
            model_name="footnote",
            name="anchor",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="footnote",
            name="place",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
    ]
