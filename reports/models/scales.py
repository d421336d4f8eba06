"""The constraint that a grade is on the scale of its report's framework, which is in another table."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# A report without a framework may hold any grade. A trigger on each of the two tables, since either may change;
# its argument is the column that names the report.
CREATE = """
CREATE FUNCTION {name}_allows(framework text, grade text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT grade IS NULL OR CASE framework {scales} ELSE TRUE END
$$;
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM reports_judgement AS judgement JOIN reports_inspection AS inspection
        ON inspection.id = judgement.inspection_id
        WHERE inspection.id = (to_jsonb(NEW) ->> TG_ARGV[0])::bigint
            AND NOT {name}_allows(inspection.framework, judgement.grade)
    ) THEN
        RAISE check_violation USING CONSTRAINT = '{name}',
            MESSAGE = 'a grade is not on the scale of its framework ({name})';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER INSERT OR UPDATE OF grade, inspection_id ON reports_judgement
    FOR EACH ROW EXECUTE FUNCTION {name}('inspection_id');
CREATE TRIGGER {name} AFTER UPDATE OF framework ON reports_inspection
    FOR EACH ROW EXECUTE FUNCTION {name}('id');
"""
REMOVE = """
DROP TRIGGER {name} ON reports_inspection;
DROP TRIGGER {name} ON reports_judgement;
DROP FUNCTION {name}, {name}_allows;
"""


class GradeOnScale(models.BaseConstraint):
    """`scales` are the grades of each framework; where they change, `makemigrations` makes the constraint from them."""

    def __init__(self, *, scales: Mapping[str, Sequence[str]], name: str) -> None:
        self.scales = {key: tuple(scale) for key, scale in scales.items()}
        super().__init__(name=name)

    def create_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        cases = (
            f"WHEN '{key}' THEN grade = ANY ('{{{','.join(scale)}}}')" for key, scale in self.scales.items()
        )
        return CREATE.format(name=self.name, scales=" ".join(cases))

    def remove_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> str:
        return REMOVE.format(name=self.name)

    def constraint_sql(
        self, model: type[models.Model] | None, schema_editor: BaseDatabaseSchemaEditor | None
    ) -> Any:
        """Nothing inside CREATE TABLE: the triggers follow it."""
        if schema_editor:
            schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = DEFAULT_DB_ALIAS) -> None:
        """Raise ValidationError where a judgement's grade is not on the scale."""
        scale = self.scales.get(instance.inspection.framework)
        if scale and instance.grade and instance.grade not in scale:
            raise ValidationError({"grade": f"This framework's grades are: {', '.join(scale)}."})

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        path, arguments, options = super().deconstruct()
        return path, tuple(arguments), {**options, "scales": self.scales}

    def __eq__(self, other: object) -> bool:
        if isinstance(other, GradeOnScale):
            return self.name == other.name and self.scales == other.scales
        return NotImplemented

    def __hash__(self) -> int:
        return hash(self.name)
