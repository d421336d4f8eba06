"""What people read when they look at the code of pages: no line of a style sheet or a script is longer than 120."""

from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parent.parent / "static"
OWN = [path for kind in ("*.css", "js/*.js") for path in STATIC.glob(kind) if ".min." not in path.name]


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_no_line_of_a_style_sheet_or_a_script_is_longer_than_120(path: Path) -> None:
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    assert [number for number, line in lines if len(line) > 120] == []
