import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models
from django.db.models.expressions import CombinedExpression

# What a text is filtered by, as words in its search vector: its inspection's authority, framework and year,
# its own strand, grade and kind. Tags that begin with a tilde are for search's own use: the month, and nested
# random samples (one text in 2, in 4, in 8 ... 4,096) by which a search estimates what it will not count; and the
# year of publication, since people who write "2016" may mean that. Where the report does not print it, it is taken
# to be eight weeks after the last day, which is how long Ofsted usually takes.
TAGS = """
CREATE FUNCTION reports_shared_tags(
    id bigint, authority bigint, framework text, start date, last date, published date
) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY[
        'authority=' || coalesce(authority::text, 'none'),
        'framework=' || coalesce(framework, 'none'),
        'year=' || coalesce(extract(year FROM start)::int::text, 'none'),
        '~month=' || coalesce(
            extract(year FROM start)::int || '-' || lpad(extract(month FROM start)::int::text, 2, '0'), 'none'
        ),
        '~published=' || coalesce(
            extract(year FROM coalesce(published, coalesce(last, start) + 56))::int::text, 'none'
        )
    ] || ARRAY(
        SELECT '~sample=' || level FROM generate_series(1, 12) AS level
        WHERE hashint8(id) & ((1 << level) - 1) = 0
    )
$$;

CREATE FUNCTION reports_tag_paragraph() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE inspection record;
BEGIN
    SELECT authority_id, framework, start, "end" AS last, published INTO inspection
    FROM reports_inspection WHERE id = NEW.inspection_id;
    NEW.start := inspection.start;
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
CREATE TRIGGER tag_paragraph BEFORE INSERT OR UPDATE ON reports_paragraph
    FOR EACH ROW EXECUTE FUNCTION reports_tag_paragraph();

CREATE FUNCTION reports_tag_recommendation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE inspection record;
BEGIN
    SELECT authority_id, framework, start, "end" AS last, published INTO inspection
    FROM reports_inspection WHERE id = NEW.inspection_id;
    NEW.start := inspection.start;
    NEW.tags := reports_shared_tags(
        NEW.id, inspection.authority_id, inspection.framework::text,
        inspection.start, inspection.last, inspection.published
    ) || ARRAY[
        'addressee=' || coalesce(nullif(NEW.addressee, ''), 'none'),
        'timescale=' || coalesce(nullif(NEW.timescale, ''), 'none')
    ];
    RETURN NEW;
END $$;
CREATE TRIGGER tag_recommendation BEFORE INSERT OR UPDATE ON reports_recommendation
    FOR EACH ROW EXECUTE FUNCTION reports_tag_recommendation();

-- A curator's correction of an inspection reaches its texts.
CREATE FUNCTION reports_retag_inspection() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reports_paragraph SET start = NEW.start WHERE inspection_id = NEW.id;
    UPDATE reports_recommendation SET start = NEW.start WHERE inspection_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER retag_inspection AFTER UPDATE ON reports_inspection FOR EACH ROW
    WHEN ((OLD.authority_id, OLD.framework, OLD.start, OLD."end", OLD.published)
        IS DISTINCT FROM (NEW.authority_id, NEW.framework, NEW.start, NEW."end", NEW.published))
    EXECUTE FUNCTION reports_retag_inspection();
"""
UNTAG = """
DROP TRIGGER retag_inspection ON reports_inspection;
DROP TRIGGER tag_paragraph ON reports_paragraph;
DROP TRIGGER tag_recommendation ON reports_recommendation;
DROP FUNCTION reports_retag_inspection, reports_tag_recommendation, reports_tag_paragraph, reports_shared_tags;
"""
# Search reads the vectors of thousands of rows; kept in the row and unpacked they are read five times faster.
INLINE = "ALTER TABLE reports_{table} SET (toast_tuple_target = 8160)"
PACKED = "ALTER TABLE reports_{table} RESET (toast_tuple_target)"


def text_and_tags(*before):
    """The search vector as this migration makes it: the stems of these columns and of the text, and the tags."""
    vector = django.contrib.postgres.search.SearchVectorField()
    return CombinedExpression(
        django.contrib.postgres.search.SearchVector(*(models.F(column) for column in (*before, "text")), config="english"),
        "||",
        models.Func(models.F("tags"), function="array_to_tsvector", output_field=vector),
        output_field=vector,
    )


def tagged(model, index):
    """The steps that give a table its tags; texts that are there already are tagged by touching them."""
    table = f"reports_{model}"
    return [
        migrations.RemoveIndex(model_name=model, name=index),
        migrations.RemoveField(model_name=model, name="search_vector"),
        migrations.AddField(
            model_name=model,
            name="start",
            field=models.DateField(editable=False, help_text="The inspection's first day.", null=True),
        ),
        migrations.AddField(
            model_name=model,
            name="tags",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(),
                default=list,
                editable=False,
                help_text="What search filters by.",
                size=None,
            ),
        ),
        migrations.RunSQL(INLINE.format(table=model), PACKED.format(table=model)),
    ]


def indexed(model, index):
    """The vector of a table, and its index."""
    return [
        migrations.RunSQL(f"UPDATE reports_{model} SET page = page", migrations.RunSQL.noop),
        # What the update left to be checked must be checked before the table changes again.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddField(
            model_name=model,
            name="search_vector",
            field=models.GeneratedField(
                db_persist=True,
                expression=text_and_tags(),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name=model,
            index=django.contrib.postgres.indexes.GinIndex(fields=["search_vector"], name=index),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_themes")]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="ThesaurusEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "term",
                    models.CharField(
                        help_text="As people type it: kids, CSE, council flat.", max_length=80, unique=True
                    ),
                ),
                (
                    "expansions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        help_text="What is searched as well, best first; several are separated by commas.",
                        size=None,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("acronym", "Acronym and what it stands for"),
                            ("name", "Another name of the same thing, old or new"),
                            ("everyday", "Everyday word for a term of art"),
                            ("related", "Related word"),
                        ],
                        help_text="How close the meanings are: the closer, the more a match counts.",
                        max_length=10,
                    ),
                ),
                (
                    "both_ways",
                    models.BooleanField(
                        default=False,
                        help_text="Whoever searches for one of the expansions searches for the term as well.",
                    ),
                ),
                ("enabled", models.BooleanField(default=True)),
                (
                    "edited",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="Changed by a curator; the list that comes with the code no longer overwrites it.",
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True)),
            ],
            options={"ordering": ["term"], "verbose_name_plural": "thesaurus entries"},
        ),
        migrations.CreateModel(
            name="Total",
            fields=[
                ("tag", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("paragraphs", models.PositiveIntegerField()),
                ("words", models.PositiveBigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("word", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("paragraphs", models.PositiveIntegerField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["word"], name="word_trigrams", opclasses=["gin_trgm_ops"]
                    )
                ]
            },
        ),
        *tagged("paragraph", "paragraph_search"),
        *tagged("recommendation", "recommendation_search"),
        migrations.RunSQL(TAGS, UNTAG),
        *indexed("paragraph", "paragraph_search"),
        *indexed("recommendation", "recommendation_search"),
    ]
