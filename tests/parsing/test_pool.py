"""Worker processes: in path order, within limits, and one bad file fails alone."""

import threading
from pathlib import Path

import pytest

from reports.parsing import pool
from reports.parsing.pool import Limits, find_reports, parse_paths
from tests.parsing.typesetting import graded, ilacs

REPORT = graded(ilacs()).bytes()
LIMITS = Limits(seconds=2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.pdf", "a.pdf", "d.pdf", "c.txt"):
        (tmp_path / name).write_bytes(REPORT if name.endswith("pdf") else b"no report at all")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "e.PDF").write_bytes(REPORT)
    (tmp_path / "notes.docx").write_bytes(b"not looked at")
    return tmp_path


def test_reports_of_a_folder_come_in_path_order_each_once(folder: Path):
    paths = find_reports([folder, folder / "a.pdf"])
    assert [path.name for path in paths] == ["a.pdf", "b.pdf", "c.txt", "d.pdf", "e.PDF"]
    outcomes = list(parse_paths(paths, workers=2))
    assert [outcome.path for outcome in outcomes] == paths
    assert [outcome.report is None for outcome in outcomes] == [False, False, True, False, False]
    assert {len(outcome.sha256 or "") for outcome in outcomes} == {64}


@pytest.mark.parametrize("way", ["die", "hang", "spin", "fall", "grow"])
def test_a_worker_that_dies_or_hangs_fails_its_own_file_alone(
    folder: Path, way: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pool, "PROGRAM", "tests.parsing.hostile_worker")
    (folder / f"b-{way}.pdf").write_bytes(REPORT)
    outcomes = list(parse_paths(find_reports([folder]), limits=LIMITS, workers=2))
    failed = {outcome.path.name: outcome.error for outcome in outcomes if outcome.error}
    sentence = f"{pool.GIVEN_UP} 2 seconds." if way in ("hang", "spin") else pool.DIED
    assert failed.pop(f"b-{way}.pdf") == sentence
    assert list(failed) == ["c.txt"]


def test_whoever_stops_asking_leaves_no_worker_behind(folder: Path):
    outcomes = parse_paths(find_reports([folder]), workers=2)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("report-")]
