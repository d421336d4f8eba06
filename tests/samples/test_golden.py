"""What the parser reads in the samples, field for field. The expected values were checked by hand.

Where a rule changes one of them on purpose: `WRITE_GOLDEN=1 pytest tests/samples/test_golden.py`, then read the
difference before it is committed.
"""

import json
import os
from pathlib import Path

import pytest

from reports.archive.holdings import SAMPLES
from reports.parsing.printing import as_object
from reports.parsing.report import parse_report

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "samples"
REPORTS = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".md", ".txt"})


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_sample_is_read_as_expected(path: Path) -> None:
    report = parse_report(path.read_bytes(), name=path.name)
    seen = json.loads(json.dumps(as_object(report)))
    golden = GOLDEN / f"{path.stem}.json"
    if os.environ.get("WRITE_GOLDEN"):
        golden.write_text(json.dumps(seen, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    expected = json.loads(golden.read_text(encoding="utf-8"))
    assert seen.keys() == expected.keys()
    for field, value in expected.items():
        assert seen[field] == value, field


def test_every_golden_file_has_its_sample() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == {path.stem for path in REPORTS}
