"""The newest texts are those of the report that was published last, where that is known.

Texts are put in order by `known_from`: the best known day of publication, else the last or first day of the
inspection. The tag of the month follows it, and stays between the inspection's first day and the end of the year
after, so that a search of some years knows among which months to look, whatever a list says of publication.
"""

from django.db import migrations, models

TAGS = """
CREATE OR REPLACE FUNCTION reports_shared_tags(
    id bigint, authority bigint, framework text, start date, last date, published date
) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY[
        'authority=' || coalesce(authority::text, 'none'),
        'framework=' || coalesce(framework, 'none'),
        'year=' || coalesce(extract(year FROM start)::int::text, 'none'),
        '~month=' || coalesce(to_char({month}, 'YYYY-MM'), 'none'),
        '~published=' || coalesce(
            extract(year FROM coalesce(published, coalesce(last, start) + 56))::int::text, 'none'
        )
    ] || ARRAY(
        SELECT '~sample=' || level FROM generate_series(1, 12) AS level
        WHERE hashint8(id) & ((1 << level) - 1) = 0
    )
$$;

CREATE OR REPLACE FUNCTION reports_tag_paragraph() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE inspection record;
BEGIN
    SELECT authority_id, framework, start, "end" AS last, published INTO inspection
    FROM reports_inspection WHERE id = NEW.inspection_id;
    NEW.{column} := {day};
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

CREATE OR REPLACE FUNCTION reports_tag_recommendation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE inspection record;
BEGIN
    SELECT authority_id, framework, start, "end" AS last, published INTO inspection
    FROM reports_inspection WHERE id = NEW.inspection_id;
    NEW.{column} := {day};
    NEW.tags := reports_shared_tags(
        NEW.id, inspection.authority_id, inspection.framework::text,
        inspection.start, inspection.last, inspection.published
    ) || ARRAY[
        'addressee=' || coalesce(nullif(NEW.addressee, ''), 'none'),
        'timescale=' || coalesce(nullif(NEW.timescale, ''), 'none')
    ];
    RETURN NEW;
END $$;

-- Whatever changes of an inspection's facts reaches its texts: the trigger of each text asks for them.
CREATE OR REPLACE FUNCTION reports_retag_inspection() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reports_paragraph SET {column} = {column} WHERE inspection_id = NEW.id;
    UPDATE reports_recommendation SET {column} = {column} WHERE inspection_id = NEW.id;
    RETURN NULL;
END $$;
"""
NOW = {
    "column": "known_from",
    "day": "coalesce(inspection.published, inspection.last, inspection.start)",
    "month": """CASE WHEN start IS NULL THEN coalesce(published, last) ELSE
            least(
                greatest(coalesce(published, last, start), start),
                make_date(extract(year FROM start)::int + 1, 12, 31)
            ) END""",
}
BEFORE = {"column": "start", "day": "inspection.start", "month": "start"}
# What an update leaves to be checked must be checked before the table changes again.
RETAG = [
    "UPDATE reports_paragraph SET page = page",
    "UPDATE reports_recommendation SET page = page",
    "SET CONSTRAINTS ALL IMMEDIATE",
]


def filled(names):
    """The functions, with the names of a version."""
    sql = TAGS
    for name, value in names.items():
        sql = sql.replace("{" + name + "}", value)
    return sql


class Migration(migrations.Migration):
    dependencies = [("reports", "0017_theme_tagging")]

    operations = [
        step
        for model in ("paragraph", "recommendation")
        for step in (
            migrations.RenameField(model, "start", "known_from"),
            migrations.AlterField(
                model,
                "known_from",
                models.DateField(
                    editable=False,
                    help_text="When the report was published, as far as is known; else the inspection's last day.",
                    null=True,
                ),
            ),
        )
    ] + [migrations.RunSQL([filled(NOW), *RETAG], [filled(BEFORE), *RETAG])]
