"""What the database itself refuses, whoever writes to it."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.migrations.writer import MigrationWriter

from reports import frameworks
from reports.models import Inspection, Judgement, Paragraph, Source
from reports.models.scales import GradeOnScale
from tests.builders import make_inspection, make_source

pytestmark = pytest.mark.django_db
[ON_SCALE] = [one for one in Judgement._meta.constraints if isinstance(one, GradeOnScale)]


def refused(change: Any, **fields: object) -> bool:
    """Whether the database refuses to write these fields to the rows."""
    try:
        with transaction.atomic():
            change.update(**fields)
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize("framework", frameworks.BY_KEY)
def test_a_grade_has_to_be_on_the_scale_of_its_framework(framework: str) -> None:
    make_inspection(framework=framework)
    allowed = {grade for grade in frameworks.GRADES if not refused(Judgement.objects.all(), grade=grade)}
    assert allowed == set(frameworks.BY_KEY[framework].scale)


def test_a_grade_off_the_scale_is_not_inserted_either() -> None:
    with pytest.raises(IntegrityError, match="not on the scale"), transaction.atomic():
        make_inspection(framework="sif", judgements={"overall": "adequate"})


def test_a_report_does_not_change_to_a_framework_without_its_grades() -> None:
    make_inspection(framework="cp", judgements={"overall": "adequate"})
    assert refused(Inspection.objects.all(), framework="sif")
    assert not refused(Inspection.objects.all(), framework="lac")


def test_a_report_without_a_framework_may_hold_any_grade() -> None:
    inspection = make_inspection(framework="cp", judgements={"overall": "adequate"})
    Inspection.objects.update(framework=None)
    assert not refused(inspection.judgements.all(), grade="requires improvement")


def test_a_form_says_which_grades_there_are() -> None:
    judgement = make_inspection(framework="sif").judgements.get()
    ON_SCALE.validate(Judgement, judgement)
    judgement.grade = "adequate"
    with pytest.raises(ValidationError, match="This framework's grades are: outstanding, good, requires"):
        ON_SCALE.validate(Judgement, judgement)


def test_a_change_of_the_scales_makes_a_migration_and_can_be_taken_back() -> None:
    assert ON_SCALE.clone() == ON_SCALE
    other = GradeOnScale(scales={"cp": ("good",)}, name=ON_SCALE.name)
    assert other != ON_SCALE
    assert "GradeOnScale" in MigrationWriter.serialize(other)[0]
    make_inspection(framework="cp", judgements={"overall": "good"})
    with connection.schema_editor() as editor:
        editor.remove_constraint(Judgement, ON_SCALE)
        editor.add_constraint(Judgement, other)
    assert refused(Judgement.objects.all(), grade="adequate")
    assert not refused(Judgement.objects.all(), grade="good")


def test_a_paragraph_is_of_a_kind_and_a_file_in_a_state_that_is_known() -> None:
    make_inspection(paragraphs=["Text."])
    assert refused(Paragraph.objects.all(), kind="verse")
    assert refused(Source.objects.all(), state="lost")
    assert not any(refused(Paragraph.objects.all(), kind=kind) for kind in Paragraph.Kind.values)
    assert not any(refused(Source.objects.all(), state=state) for state in Source.State.values)


def test_bytes_that_were_read_stand_once_and_a_failed_file_once_under_its_name() -> None:
    read = make_source(name="a.pdf")
    failed = {"state": "failed", "sha256": read.sha256}
    make_source(name="b.pdf", **failed)
    make_source(name="c.pdf", **failed)
    assert refused(Source.objects.filter(name="b.pdf"), state="clean")
    assert refused(Source.objects.filter(name="b.pdf"), name="c.pdf")
