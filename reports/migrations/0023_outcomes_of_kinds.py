"""Which kinds come to an outcome follows their descriptions."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0022_status_suggestions'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='inspection',
            name='inspection_outcome_known',
        ),
        migrations.AddConstraint(
            model_name='inspection',
            constraint=models.CheckConstraint(condition=models.Q(('outcome', ''), models.Q(('kind__in', ['send']), ('outcome__in', ['widespread and/or systemic failings', 'inconsistent', 'typically positive'])), _connector='OR'), name='inspection_outcome_known'),
        ),
    ]
