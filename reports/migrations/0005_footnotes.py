import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("reports", "0004_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="Footnote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("page", models.PositiveIntegerField()),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="footnotes",
                        to="reports.inspection",
                    ),
                ),
            ],
            options={
                "ordering": ["inspection", "order"],
                "constraints": [
                    models.UniqueConstraint(fields=("inspection", "order"), name="one_footnote_per_place")
                ],
            },
        ),
    ]
