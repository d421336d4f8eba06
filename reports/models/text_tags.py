"""The tags of a text: what search filters by, as words of its search vector; and the triggers that keep them.

A tag is a name and a value, such as `framework=sif`. Here is what the database takes for each; the table of facets
(`reports.browse.facet_table`) says which filter asks for which. Where this changes, `makemigrations` sees that the
constraint has changed; texts that are there already have the new tags once they are written again, which a migration
does with `UPDATE reports_paragraph SET known_from = known_from`, and the same of recommendations.
"""

from collections.abc import Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# The value of a tag where the report does not say.
NO_VALUE = "none"
# The bodies that a recommendation is filtered by; all others are "other".
BODIES = ("local authority", "LSCB")

# The day from which a report counts: of its publication, where that is known.
KNOWN_FROM = 'coalesce(inspection.published, inspection."end", inspection.start)'
# Its month stays between the inspection's first day and the end of the year after, so that a search of some years
# knows among which months to look, whatever a list says of publication.
MONTH = f"""CASE WHEN inspection.start IS NULL THEN coalesce(inspection.published, inspection."end") ELSE least(
        greatest({KNOWN_FROM}, inspection.start),
        make_date(extract(year FROM inspection.start)::int + 1, 12, 31)
    ) END"""
# Where a report does not print when it was published, it is taken to be eight weeks after the last day: that is how
# long Ofsted usually takes. People who write "2016" may mean that year.
PUBLISHED = 'coalesce(inspection.published, coalesce(inspection."end", inspection.start) + 56)'

# The tags of every text, from its inspection. Those that begin with a tilde are for search's own use.
OF_INSPECTION = {
    "authority": "inspection.authority_id::text",
    "framework": "coalesce(inspection.framework, nullif(inspection.kind, ''))",
    "year": "extract(year FROM inspection.start)::int::text",
    "~month": f"to_char({MONTH}, 'YYYY-MM')",
    "~published": f"extract(year FROM {PUBLISHED})::int::text",
}
# What of an inspection they are made of: a change of any reaches its texts.
INSPECTION_COLUMNS = ("authority_id", "framework", "kind", "start", '"end"', "published")
# The tags of a text's own, from these columns.
OF_PARAGRAPH = {"strand": "nullif(NEW.strand, '')", "grade": "nullif(NEW.grade, '')", "kind": "NEW.kind"}
OF_RECOMMENDATION = {
    "addressee": "CASE WHEN NEW.addressee IN ({bodies}) THEN NEW.addressee"
    " WHEN coalesce(NEW.addressee, '') = '' THEN NULL ELSE 'other' END".format(
        bodies=", ".join(f"'{body}'" for body in BODIES)
    ),
    "timescale": "nullif(NEW.timescale, '')",
}
# Nested random samples, by which a search estimates what it does not count: one text in 2, in 4, in 8 ... 4,096.
LEVELS = 12

TAG_TEXT = """
CREATE FUNCTION reports_tag_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE inspection record;
BEGIN
    SELECT * INTO inspection FROM reports_inspection WHERE id = NEW.inspection_id;
    NEW.known_from := {known_from};
    NEW.tags := ARRAY[
        {tags}
    ] || ARRAY(
        SELECT '~sample=' || level FROM generate_series(1, {levels}) AS level
        WHERE hashint8(NEW.id) & ((1 << level) - 1) = 0
    );
    RETURN NEW;
END $$;
CREATE TRIGGER tag_{table} BEFORE INSERT OR UPDATE ON reports_{table}
    FOR EACH ROW EXECUTE FUNCTION reports_tag_{table}();
"""
UNTAG_TEXT = """
DROP TRIGGER tag_{table} ON reports_{table};
DROP FUNCTION reports_tag_{table};
"""
TAG_INSPECTION = """
CREATE FUNCTION reports_retag_inspection() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reports_paragraph SET known_from = known_from WHERE inspection_id = NEW.id;
    UPDATE reports_recommendation SET known_from = known_from WHERE inspection_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER retag_inspection AFTER UPDATE ON reports_inspection FOR EACH ROW
    WHEN (({old}) IS DISTINCT FROM ({new})) EXECUTE FUNCTION reports_retag_inspection();
"""
UNTAG_INSPECTION = """
DROP TRIGGER retag_inspection ON reports_inspection;
DROP FUNCTION reports_retag_inspection;
"""


class KeptByTriggers(models.BaseConstraint):
    """What the database keeps by itself, whoever writes: SQL that makes the triggers, and SQL that removes them.

    A migration holds both as they were on its day.
    """

    def __init__(self, *, create: str, remove: str, name: str) -> None:
        self.create, self.remove = create, remove
        super().__init__(name=name)

    def create_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        return self.create

    def remove_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        return self.remove

    def constraint_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Any:
        """Nothing inside CREATE TABLE: the triggers follow it."""
        if schema_editor:
            schema_editor.deferred_sql.append(self.create)

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = DEFAULT_DB_ALIAS) -> None:
        """Nothing that is written can break it."""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, arguments, options = super().deconstruct()
        return path, tuple(arguments), {**options, "create": self.create, "remove": self.remove}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, KeptByTriggers):
            return (self.name, self.create, self.remove) == (other.name, other.create, other.remove)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self.name)


def tags_of_texts(table: str, own: Mapping[str, str]) -> KeptByTriggers:
    """The trigger that keeps `tags` and `known_from` of a table of texts. `own` are the tags of the text itself."""
    tags = ",\n        ".join(
        f"'{name}=' || coalesce({value}, '{NO_VALUE}')" for name, value in {**OF_INSPECTION, **own}.items()
    )
    return KeptByTriggers(
        name=f"tags_of_{table}",
        create=TAG_TEXT.format(table=table, tags=tags, known_from=KNOWN_FROM, levels=LEVELS),
        remove=UNTAG_TEXT.format(table=table),
    )


def tags_follow_inspections() -> KeptByTriggers:
    """The trigger by which a change of an inspection, such as a curator's correction, reaches the tags of its texts."""
    return KeptByTriggers(
        name="tags_follow_inspections",
        create=TAG_INSPECTION.format(
            old=", ".join(f"OLD.{column}" for column in INSPECTION_COLUMNS),
            new=", ".join(f"NEW.{column}" for column in INSPECTION_COLUMNS),
        ),
        remove=UNTAG_INSPECTION,
    )
