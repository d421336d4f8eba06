"""What the pool makes of a worker that does not answer as it should: a file may have taken it over."""

import io
import os
import pickle
from datetime import date
from pathlib import Path

import pytest

from reports.parsing import pool
from reports.parsing.document import Warning
from reports.parsing.pool import Answer, Limits, parse_paths

ROOT = Path(__file__).resolve().parents[2]
ASHMERE = ROOT / "reports" / "samples" / "ashmere-2012-protection-of-children.md"


class Trap:
    """Runs a command as soon as it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.mark),)


def test_a_report_comes_out_of_an_answer_as_it_went_in():
    sent = {"error": None, "report": (Warning("no-dates", "None was found.", 1), date(2014, 10, 1))}
    assert Answer(io.BytesIO(pickle.dumps(sent))).load() == sent


def test_nothing_in_an_answer_can_run(tmp_path: Path):
    answer = pickle.dumps({"error": None, "report": Trap(tmp_path / "sprung")})
    with pytest.raises(pickle.UnpicklingError, match="not part of a report"):
        Answer(io.BytesIO(answer)).load()
    assert not (tmp_path / "sprung").exists()


def test_a_way_round_through_the_reports_own_classes_is_closed():
    answer = b"\x80\x04\x8c\x18reports.parsing.document\x8c\x12dataclass.__call__\x93."
    with pytest.raises(pickle.UnpicklingError, match="not part of a report"):
        Answer(io.BytesIO(answer)).load()


def test_a_worker_that_cannot_be_started_fails_its_file_and_keeps_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(pool.sys, "executable", "/nowhere/python")
    [outcome] = parse_paths([ASHMERE])
    assert outcome.report is None
    assert outcome.error == (
        "The file could not be read: no worker process can be used (No such file or directory)."
    )


def test_an_answer_larger_than_a_report_may_be_is_not_taken(monkeypatch: pytest.MonkeyPatch):
    found = pool.Worker.__init__

    def small(self: pool.Worker, limits: Limits) -> None:
        found(self, limits)
        self.most = 10

    monkeypatch.setattr(pool.Worker, "__init__", small)
    [outcome] = parse_paths([ASHMERE])
    assert outcome.error is not None
    assert "larger than a report may be" in outcome.error
