"""Comparisons of real reports, where ../shared holds them: places and grades, none of their words."""

from pathlib import Path

import pytest

from reports.archive.batch import ingest_files
from reports.archive.reference import load_authorities
from reports.benchmarks import comparing
from reports.comparing.service import compare
from reports.models import Inspection
from reports.models.recommendation_statuses import Status

pytestmark = [pytest.mark.corpus, pytest.mark.django_db]


@pytest.fixture
def archive(corpus: Path) -> None:
    """Rochdale's and Medway's reports of their first two inspections."""
    load_authorities()
    files = [
        *sorted((corpus / "text").glob("*.txt")),
        *sorted((corpus / "pdf" / "80522_medway").glob("*2015.pdf")),
    ]
    assert [done.reason for done in ingest_files(files) if done.reason] == []


def between(authority: str, earlier: int, later: int) -> tuple[Inspection, Inspection]:
    found = Inspection.objects.select_related("authority").filter(authority__slug=authority)
    return found.get(start__year=earlier), found.get(start__year=later)


def test_rochdale_2012_against_2014(archive: None):
    comparison = compare(*between("rochdale", 2012, 2014))
    moved = {row.strand: (row.movement, row.relation) for row in comparison.judgements}
    assert moved["Overall effectiveness"] == (
        "from inadequate to requires improvement; another framework, another scale",
        "partly",
    )
    assert moved["Help and protection"][0].startswith("not comparable")
    assert moved["Care leavers"] == ("judged in the later report alone", "none")
    assert len(comparison.recommendations) == 11
    told = {one.position: one for one in comparison.recommendations}
    advocacy, domestic_abuse, performance = told[8], told[7], told[10]
    assert domestic_abuse.status == performance.status == Status.ASKED_AGAIN
    assert advocacy.status in (Status.ASKED_AGAIN, None)
    assert advocacy.suggested == domestic_abuse.suggested == Status.ASKED_AGAIN
    assert advocacy.evidence[0].terms.piece.name == "Rec 28"
    assert "Rec 23" in [item.terms.piece.name for item in domestic_abuse.evidence]
    assert told[4].status == Status.IMPROVED
    assert told[3].status in (Status.IMPROVED, None)
    assert {reading.piece.number for reading in comparison.new} >= {1, 2, 3, 4, 5, 6, 13, 15, 17}
    assert {row.theme.slug for row in comparison.themes if row.alone == "later"} >= {"care-leavers"}


def test_medway_2013_against_2015_beats_plain_bm25(archive: None, shared: Path):
    table = comparing.table(shared / "compare" / "medway-2013-2015.jsonl")
    first, in_three, in_five = comparing.score(table).hits
    assert first > 7
    assert in_three > 12
    assert in_five >= 14
