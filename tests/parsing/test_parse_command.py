"""`manage.py parse`: JSON Lines in path order, a status, and no database."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.parsing.typesetting import graded, ilacs

ROOT = Path(__file__).resolve().parent.parent.parent


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "SECRET_KEY": "a secret for this test",
        "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing",
        "PATH": "/usr/bin:/bin",
    }
    return subprocess.run(
        [sys.executable, "manage.py", "parse", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.pdf").write_bytes(graded(ilacs()).bytes())
    (tmp_path / "b.pdf").write_bytes(b"<html>Not found</html>")
    return tmp_path


def test_each_report_is_one_line_of_json_and_a_bad_one_makes_status_1(folder: Path):
    done = run(str(folder))
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert [report["file"] for report in reports] == [str(folder / "a.pdf"), str(folder / "b.pdf")]
    assert reports[0]["error"] is None
    assert reports[0]["authority"] == {"printed": "Ashmere", "name": "Ashmere", "gss_code": "X06000001"}
    assert reports[0]["lead_inspector"] == "Mary O'Neill"
    assert reports[1]["error"].startswith("The file is a web page")
    assert done.returncode == 1
    assert done.stderr == ""


def test_status_is_0_where_all_files_are_read(folder: Path):
    assert run(str(folder / "a.pdf")).returncode == 0


def test_a_path_that_cannot_be_looked_at_is_one_line_like_any_other_bad_file(folder: Path):
    done = run(str(folder / "a.pdf"), str(folder / ("x" * 300)))
    errors = [json.loads(line)["error"] for line in done.stdout.splitlines()]
    assert errors == [None, "The file cannot be read: File name too long."]
    assert (done.returncode, done.stderr) == (1, "")


def test_every_field_of_the_format_is_printed(folder: Path):
    report = json.loads(run(str(folder / "a.pdf")).stdout)
    assert list(report) == [
        "file", "sha256", "error", "authority", "framework", "reinspection", "title", "start", "end",
        "published", "file_date", "lead_inspector", "judgements", "recommendations", "paragraphs", "blocks",
        "unaccounted", "warnings",
    ]  # fmt: skip


def test_the_date_that_the_files_name_ends_in_is_apart_from_the_printed_one(folder: Path):
    path = folder / "children's services inspection - 22 april 2024.pdf"
    path.write_bytes((folder / "a.pdf").read_bytes())
    report = json.loads(run(str(path)).stdout)
    assert (report["published"], report["file_date"]) == (None, "2024-04-22")
