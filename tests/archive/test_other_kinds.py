"""What the archive keeps of documents without grades, which it has no pages for."""

import pytest
from django.test import Client
from django.urls import reverse

from reports.archive.ingest import SourceFile, save_report
from reports.models import Inspection, Source
from reports.parsing.report import parse_report
from tests.builders import make_authority
from tests.parsing.test_golden_cases import CASES

pytestmark = pytest.mark.django_db
LETTERS = (
    ("a-focused-visit-says-what-was-looked-at.md", "X06000001", "Ashmere"),
    ("a-joint-inspection-names-its-partners.md", "X06000002", "Calderwick"),
    ("an-area-report-has-an-outcome-and-no-grade.md", "X06000003", "Tarnbridge"),
)


@pytest.mark.parametrize(("name", "code", "council"), LETTERS)
def test_a_document_without_grades_is_kept_with_its_authority_and_dates_and_no_framework(
    client: Client, name: str, code: str, council: str
):
    authority = make_authority(name=council, gss_code=code)
    data = (CASES / name).read_bytes()
    file = SourceFile(name=name, folder="letters", sha256="a" * 64, size=len(data))
    inspection = save_report(parse_report(data, name=name), file=file).inspection
    assert (inspection.authority, inspection.framework) == (authority, None)
    assert inspection.start is not None
    assert inspection.title
    assert inspection.source.state == Source.State.UNKNOWN_KIND
    assert [warning["code"] for warning in inspection.source.warnings] == ["unknown-kind"]
    assert inspection.recommendations.count() == 0
    assert inspection.judgements.count() == 0
    assert inspection.slug.startswith("document-")
    assert client.get(inspection.get_absolute_url()).status_code == 200
    assert client.get(reverse("authority", args=[authority.slug])).status_code == 200
    assert Inspection.objects.count() == 1
