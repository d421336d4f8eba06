"""Files that are not reports, or pretend to be: one clear sentence each, and nothing else comes out."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.parsing.errors import UnreadableReport
from reports.parsing.pool import find_reports, parse_paths
from reports.parsing.report import parse_report
from reports.parsing.worker import answer
from tests.accounts import ordinary_account
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
        (b"PK\x03\x04 no PDF at all", "report.pdf", "The file is not a PDF"),
        (b"%PDF-1.4\n", "report.pdf", "The PDF is damaged or incomplete"),
        (REPORT[:400], "report.pdf", "The PDF is damaged"),
        (b"Inspection \xff\xfe of", "report.txt", "The text is not valid UTF-8: byte 12"),
        (b"Inspection\x00 of", "report.txt", "The file is not a text"),
        (b"A shopping list: bread, butter, jam.", "list.txt", "The text is not an inspection report"),
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
    assert errors(tmp_path / "nowhere.pdf") == ["There is no such file or folder."]
    assert errors(tmp_path / "empty") == ["The folder holds no reports (.md, .pdf, .txt)."]


def test_a_name_that_is_too_long_says_so_and_the_others_are_read(tmp_path: Path):
    (tmp_path / "report.pdf").write_bytes(REPORT)
    path = tmp_path / ("x" * 300 + ".pdf")
    assert errors(path, tmp_path / "report.pdf") == [None, "The file cannot be read: File name too long."]


def test_what_may_not_be_read_says_so_and_the_others_are_read(open_folder: Path):
    closed = open_folder / "closed"
    closed.mkdir()
    (closed / "inside.pdf").write_bytes(REPORT)
    (open_folder / "a.pdf").write_bytes(REPORT)
    (open_folder / "b.pdf").write_bytes(REPORT)
    (open_folder / "b.pdf").chmod(0)
    closed.chmod(0)
    # Read by this process: another account may not get as far as the tests' Python.
    with ordinary_account():
        found = find_reports([open_folder, closed / "inside.pdf", closed / "nowhere"])
        assert [answer(path, most_bytes=10**6, most_pages=9, printed=False)["error"] for path in found] == [
            None,
            "The file may not be read: permission is denied.",
            "The folder may not be entered: permission is denied.",
            "A folder above it may not be entered: permission is denied.",
            "A folder above it may not be entered: permission is denied.",
        ]
    closed.chmod(0o700)


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path: Path):
    path = tmp_path / "report.pdf"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    outcome = next(parse_paths([path]))
    assert outcome.error == "The file has 200 MB; at most 50 MB are read."
    assert outcome.sha256 is None
