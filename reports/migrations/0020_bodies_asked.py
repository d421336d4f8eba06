"""Search filters recommendations by whom they are to: the authority, the board, or any other body.

An area report names its bodies in full, several at a time: these are words for its page, not for a filter.
"""

from django.db import migrations

TAGS = """
CREATE OR REPLACE FUNCTION reports_tag_recommendation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE inspection record;
BEGIN
    SELECT authority_id, coalesce(framework, nullif(kind, '')) AS framework, start, "end" AS last, published
    INTO inspection FROM reports_inspection WHERE id = NEW.inspection_id;
    NEW.known_from := coalesce(inspection.published, inspection.last, inspection.start);
    NEW.tags := reports_shared_tags(
        NEW.id, inspection.authority_id, inspection.framework::text,
        inspection.start, inspection.last, inspection.published
    ) || ARRAY[
        'addressee=' || {addressee},
        'timescale=' || coalesce(nullif(NEW.timescale, ''), 'none')
    ];
    RETURN NEW;
END $$;
"""
NOW = """CASE WHEN NEW.addressee IN ('local authority', 'LSCB') THEN NEW.addressee
            WHEN coalesce(NEW.addressee, '') = '' THEN 'none' ELSE 'other' END"""
BEFORE = "coalesce(nullif(NEW.addressee, ''), 'none')"
RETAG = "UPDATE reports_recommendation SET page = page WHERE addressee NOT IN ('local authority', 'LSCB', '')"


class Migration(migrations.Migration):
    dependencies = [("reports", "0019_kinds_without_grades")]

    operations = [
        migrations.RunSQL(
            [TAGS.format(addressee=NOW), RETAG],
            [TAGS.format(addressee=BEFORE), RETAG],
        )
    ]
