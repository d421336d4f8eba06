"""The tags of texts are kept by constraints of the models (`reports/models/text_tags.py`): the SQL is theirs from here on.

The tags themselves stay as they are, so no text is written again.
"""

from django.db import migrations

import reports.models.text_tags

# What the migrations "search" to "bodies asked" made of the same triggers.
REMOVE = """
DROP TRIGGER retag_inspection ON reports_inspection;
DROP TRIGGER tag_paragraph ON reports_paragraph;
DROP TRIGGER tag_recommendation ON reports_recommendation;
DROP FUNCTION reports_retag_inspection, reports_tag_recommendation, reports_tag_paragraph, reports_shared_tags;
"""
RESTORE = """
CREATE FUNCTION reports_shared_tags(
    id bigint, authority bigint, framework text, start date, last date, published date
) RETURNS text[]
LANGUAGE sql IMMUTABLE AS $$
    SELECT ARRAY[
        'authority=' || coalesce(authority::text, 'none'),
        'framework=' || coalesce(framework, 'none'),
        'year=' || coalesce(extract(year FROM start)::int::text, 'none'),
        '~month=' || coalesce(to_char(CASE WHEN start IS NULL THEN coalesce(published, last) ELSE
            least(
                greatest(coalesce(published, last, start), start),
                make_date(extract(year FROM start)::int + 1, 12, 31)
            ) END, 'YYYY-MM'), 'none'),
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
    SELECT authority_id, coalesce(framework, nullif(kind, '')) AS framework, start, "end" AS last, published
    INTO inspection FROM reports_inspection WHERE id = NEW.inspection_id;
    NEW.known_from := coalesce(inspection.published, inspection.last, inspection.start);
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
    SELECT authority_id, coalesce(framework, nullif(kind, '')) AS framework, start, "end" AS last, published
    INTO inspection FROM reports_inspection WHERE id = NEW.inspection_id;
    NEW.known_from := coalesce(inspection.published, inspection.last, inspection.start);
    NEW.tags := reports_shared_tags(
        NEW.id, inspection.authority_id, inspection.framework::text,
        inspection.start, inspection.last, inspection.published
    ) || ARRAY[
        'addressee=' || CASE WHEN NEW.addressee IN ('local authority', 'LSCB') THEN NEW.addressee
            WHEN coalesce(NEW.addressee, '') = '' THEN 'none' ELSE 'other' END,
        'timescale=' || coalesce(nullif(NEW.timescale, ''), 'none')
    ];
    RETURN NEW;
END $$;
CREATE TRIGGER tag_recommendation BEFORE INSERT OR UPDATE ON reports_recommendation
    FOR EACH ROW EXECUTE FUNCTION reports_tag_recommendation();

CREATE FUNCTION reports_retag_inspection() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reports_paragraph SET known_from = known_from WHERE inspection_id = NEW.id;
    UPDATE reports_recommendation SET known_from = known_from WHERE inspection_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER retag_inspection AFTER UPDATE ON reports_inspection FOR EACH ROW
    WHEN ((OLD.authority_id, OLD.framework, OLD.kind, OLD.start, OLD."end", OLD.published)
        IS DISTINCT FROM (NEW.authority_id, NEW.framework, NEW.kind, NEW.start, NEW."end", NEW.published))
    EXECUTE FUNCTION reports_retag_inspection();
"""

TAGS_OF_PARAGRAPH = """
CREATE FUNCTION reports_tag_paragraph() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE inspection record;
BEGIN
    SELECT * INTO inspection FROM reports_inspection WHERE id = NEW.inspection_id;
    NEW.known_from := coalesce(inspection.published, inspection."end", inspection.start);
    NEW.tags := ARRAY[
        'authority=' || coalesce(inspection.authority_id::text, 'none'),
        'framework=' || coalesce(coalesce(inspection.framework, nullif(inspection.kind, '')), 'none'),
        'year=' || coalesce(extract(year FROM inspection.start)::int::text, 'none'),
        '~month=' || coalesce(to_char(CASE WHEN inspection.start IS NULL THEN coalesce(inspection.published, inspection."end") ELSE least(
        greatest(coalesce(inspection.published, inspection."end", inspection.start), inspection.start),
        make_date(extract(year FROM inspection.start)::int + 1, 12, 31)
    ) END, 'YYYY-MM'), 'none'),
        '~published=' || coalesce(extract(year FROM coalesce(inspection.published, coalesce(inspection."end", inspection.start) + 56))::int::text, 'none'),
        'strand=' || coalesce(nullif(NEW.strand, ''), 'none'),
        'grade=' || coalesce(nullif(NEW.grade, ''), 'none'),
        'kind=' || coalesce(NEW.kind, 'none')
    ] || ARRAY(
        SELECT '~sample=' || level FROM generate_series(1, 12) AS level
        WHERE hashint8(NEW.id) & ((1 << level) - 1) = 0
    );
    RETURN NEW;
END $$;
CREATE TRIGGER tag_paragraph BEFORE INSERT OR UPDATE ON reports_paragraph
    FOR EACH ROW EXECUTE FUNCTION reports_tag_paragraph();
"""
NO_TAGS_OF_PARAGRAPH = """
DROP TRIGGER tag_paragraph ON reports_paragraph;
DROP FUNCTION reports_tag_paragraph;
"""

TAGS_OF_RECOMMENDATION = """
CREATE FUNCTION reports_tag_recommendation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE inspection record;
BEGIN
    SELECT * INTO inspection FROM reports_inspection WHERE id = NEW.inspection_id;
    NEW.known_from := coalesce(inspection.published, inspection."end", inspection.start);
    NEW.tags := ARRAY[
        'authority=' || coalesce(inspection.authority_id::text, 'none'),
        'framework=' || coalesce(coalesce(inspection.framework, nullif(inspection.kind, '')), 'none'),
        'year=' || coalesce(extract(year FROM inspection.start)::int::text, 'none'),
        '~month=' || coalesce(to_char(CASE WHEN inspection.start IS NULL THEN coalesce(inspection.published, inspection."end") ELSE least(
        greatest(coalesce(inspection.published, inspection."end", inspection.start), inspection.start),
        make_date(extract(year FROM inspection.start)::int + 1, 12, 31)
    ) END, 'YYYY-MM'), 'none'),
        '~published=' || coalesce(extract(year FROM coalesce(inspection.published, coalesce(inspection."end", inspection.start) + 56))::int::text, 'none'),
        'addressee=' || coalesce(CASE WHEN NEW.addressee IN ('local authority', 'LSCB') THEN NEW.addressee WHEN coalesce(NEW.addressee, '') = '' THEN NULL ELSE 'other' END, 'none'),
        'timescale=' || coalesce(nullif(NEW.timescale, ''), 'none')
    ] || ARRAY(
        SELECT '~sample=' || level FROM generate_series(1, 12) AS level
        WHERE hashint8(NEW.id) & ((1 << level) - 1) = 0
    );
    RETURN NEW;
END $$;
CREATE TRIGGER tag_recommendation BEFORE INSERT OR UPDATE ON reports_recommendation
    FOR EACH ROW EXECUTE FUNCTION reports_tag_recommendation();
"""
NO_TAGS_OF_RECOMMENDATION = """
DROP TRIGGER tag_recommendation ON reports_recommendation;
DROP FUNCTION reports_tag_recommendation;
"""

TAGS_FOLLOW_INSPECTIONS = """
CREATE FUNCTION reports_retag_inspection() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reports_paragraph SET known_from = known_from WHERE inspection_id = NEW.id;
    UPDATE reports_recommendation SET known_from = known_from WHERE inspection_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER retag_inspection AFTER UPDATE ON reports_inspection FOR EACH ROW
    WHEN ((OLD.authority_id, OLD.framework, OLD.kind, OLD.start, OLD."end", OLD.published) IS DISTINCT FROM (NEW.authority_id, NEW.framework, NEW.kind, NEW.start, NEW."end", NEW.published)) EXECUTE FUNCTION reports_retag_inspection();
"""
NO_TAGS_FOLLOW_INSPECTIONS = """
DROP TRIGGER retag_inspection ON reports_inspection;
DROP FUNCTION reports_retag_inspection;
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0025_functions_restored")]

    operations = [
        migrations.RunSQL(REMOVE, RESTORE),
        migrations.AddConstraint(
            model_name="paragraph",
            constraint=reports.models.text_tags.KeptByTriggers(create=TAGS_OF_PARAGRAPH, name="tags_of_paragraph", remove=NO_TAGS_OF_PARAGRAPH),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=reports.models.text_tags.KeptByTriggers(create=TAGS_OF_RECOMMENDATION, name="tags_of_recommendation", remove=NO_TAGS_OF_RECOMMENDATION),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=reports.models.text_tags.KeptByTriggers(create=TAGS_FOLLOW_INSPECTIONS, name="tags_follow_inspections", remove=NO_TAGS_FOLLOW_INSPECTIONS),
        ),
    ]
