"""Files that are no reports, or pretend to be: one clear sentence each, and nothing else comes out."""

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.parsing.errors import UnreadableReport
from reports.parsing.pool import find_reports, parse_paths
from reports.parsing.report import parse_report
from tests.parsing.typesetting import Sheet, graded, ilacs, pdf

REPORT = graded(ilacs()).bytes()


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (b"", "empty.pdf", "The file is empty."),
        (b" \n\t\n", "blank.txt", "The file is empty."),
        (b"\xef\xbb\xbf", "mark.txt", "The file is empty."),
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "report.pdf", "The file is a web page"),
        (b"\n <html lang='en'>", "report.pdf", "The file is a web page"),
        (b"PK\x03\x04 no PDF at all", "report.pdf", "The file is no PDF"),
        (b"%PDF-1.4\n", "report.pdf", "The PDF is damaged or incomplete"),
        (REPORT[:400], "report.pdf", "The PDF is damaged"),
        (b"Inspection \xff\xfe of", "report.txt", "The text is not valid UTF-8: byte 12"),
        (b"Inspection\x00 of", "report.txt", "The file is not a text"),
        (b"A shopping list: bread, butter, jam.", "list.txt", "The text is no inspection report"),
        (pdf(Sheet()), "scan.pdf", "The PDF holds no text"),
    ],
)
def test_what_cannot_be_read_says_why_in_one_sentence(data: bytes, name: str, sentence: str):
    with pytest.raises(UnreadableReport) as refused:
        parse_report(data, name=name)
    assert str(refused.value).startswith(sentence)
    assert str(refused.value).endswith(".")


def test_more_pages_than_the_limit_are_refused():
    with pytest.raises(UnreadableReport, match="3 pages, more than the 2"):
        parse_report(pdf(Sheet(), Sheet(), Sheet()), name="long.pdf", pages=2)


@given(st.binary(max_size=400))
def test_only_unreadable_report_comes_out_of_any_bytes(data: bytes):
    for name in ("any.pdf", "any.txt"):
        with contextlib.suppress(UnreadableReport):
            parse_report(data, name=name)


@given(st.integers(0, len(REPORT) - 1), st.binary(min_size=1, max_size=60))
def test_only_unreadable_report_comes_out_of_a_damaged_pdf(place: int, damage: bytes):
    with contextlib.suppress(UnreadableReport):
        parse_report(REPORT[:place] + damage + REPORT[place + len(damage) :], name="any.pdf")


@given(st.text(max_size=600))
def test_only_unreadable_report_comes_out_of_any_text(text: str):
    with contextlib.suppress(UnreadableReport):
        parse_report(
            ("Inspection of looked after children services\n\n" + text).encode("utf-8", "replace"),
            name="any.md",
        )


def errors(*paths: Path) -> list[str | None]:
    return [outcome.error for outcome in parse_paths(find_reports(paths))]


def test_paths_that_are_no_reports_say_so(tmp_path: Path):
    (tmp_path / "empty").mkdir()
    assert errors(tmp_path / "nowhere.pdf") == ["There is no such file."]
    assert errors(tmp_path / "empty") == ["The folder holds no reports (.md, .pdf, .txt), or cannot be read."]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_says_so(tmp_path: Path):
    path = tmp_path / "report.pdf"
    path.write_bytes(REPORT)
    path.chmod(0)
    assert errors(path) == ["The file may not be read: permission is denied."]


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path):
    path = tmp_path / "report.pdf"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    outcome = next(parse_paths([path]))
    assert outcome.error == "The file has 200 MB; at most 50 MB are read."
    assert outcome.sha256 is None
