"""Small reports, each with one trap, and what the parser reads in them.

A case is a text in `tests/golden/cases` beside a JSON file with the fields that it is about. A new case needs its
text alone: `WRITE_GOLDEN=1 pytest tests/parsing/test_golden_cases.py` writes all fields; keep those that matter,
and read them before they are committed.
"""

import json
import os
from pathlib import Path

import pytest

from reports.parsing.printing import as_object
from reports.parsing.report import parse_report

CASES = Path(__file__).resolve().parent.parent / "golden" / "cases"
TEXTS = sorted(path for path in CASES.iterdir() if path.suffix in {".md", ".txt"})


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_case_is_read_as_expected(path: Path) -> None:
    seen = json.loads(json.dumps(as_object(parse_report(path.read_bytes(), name=path.name))))
    golden = path.with_suffix(".json")
    if os.environ.get("WRITE_GOLDEN"):
        kept = json.loads(golden.read_text(encoding="utf-8")) if golden.exists() else seen
        golden.write_text(
            json.dumps({field: seen[field] for field in kept}, ensure_ascii=False, indent=1) + "\n",
            encoding="utf-8",
        )
    expected = json.loads(golden.read_text(encoding="utf-8"))
    assert expected
    assert {field: seen[field] for field in expected} == expected
    assert seen["unaccounted"] == []


def test_every_golden_file_has_its_text() -> None:
    assert {path.stem for path in CASES.glob("*.json")} == {path.stem for path in TEXTS}
