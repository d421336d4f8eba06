import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models
from django.db.models.expressions import CombinedExpression


def text_and_tags(*before):
    """The search vector as this migration makes it: the stems of these columns and of the text, and the tags."""
    vector = django.contrib.postgres.search.SearchVectorField()
    return CombinedExpression(
        django.contrib.postgres.search.SearchVector(*(models.F(column) for column in (*before, "text")), config="english"),
        "||",
        models.Func(models.F("tags"), function="array_to_tsvector", output_field=vector),
        output_field=vector,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0009_archive_version'),
    ]

    operations = [
        migrations.AddField(
            model_name='paragraph',
            name='former_anchors',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, db_default=[], default=list, help_text='Ids that its text had in an earlier reading, still answered.', size=None),
        ),
        migrations.AddField(
            model_name='paragraph',
            name='lead_in',
            field=models.TextField(blank=True, db_default='', default='', help_text='The text of what leads a bullet in, the outermost first.'),
        ),
        migrations.AddField(
            model_name='paragraph',
            name='level',
            field=models.PositiveSmallIntegerField(db_default=0, default=0, help_text='How deep a bullet is in its list; the outermost have 0.'),
        ),
        migrations.AddField(
            model_name='paragraph',
            name='under',
            field=models.CharField(blank=True, db_default='', default='', help_text='The anchor of what leads a bullet in.', max_length=20),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='category',
            field=models.CharField(choices=[('recommendation', 'Recommendation'), ('priority action', 'Priority action')], default='recommendation', max_length=20),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='parts',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, help_text='Its own points, which its text holds too.', size=None),
        ),
        migrations.AddField(
            model_name='source',
            name='printed_pages',
            field=models.JSONField(blank=True, db_default={}, default=dict, help_text='The number printed on a page, by its place in the file.'),
        ),
        # A generated column cannot be given another expression, so it is made again with its index.
        migrations.RemoveIndex(model_name="paragraph", name="paragraph_search"),
        migrations.RemoveField(model_name="paragraph", name="search_vector"),
        migrations.AddField(
            model_name="paragraph",
            name="search_vector",
            field=models.GeneratedField(
                db_persist=True,
                expression=text_and_tags("lead_in"),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="paragraph",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name="paragraph_search"),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('category__in', ['recommendation', 'priority action'])), name='recommendation_category_known'),
        ),
    ]
