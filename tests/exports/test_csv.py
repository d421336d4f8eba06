import csv
import io
from datetime import date

import pytest

from reports.exports.csv import csv_lines, csv_response


def read(rows, columns=("a",)) -> list[list[str]]:
    text = "".join(csv_lines(rows, columns=columns)).removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_file_begins_with_the_byte_order_mark_of_utf_8():
    response = csv_response([["Ynys Môn"]], columns=["name"], filename="names.csv")
    assert response.getvalue() == b"\xef\xbb\xbfname\r\nYnys M\xc3\xb4n\r\n"
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="names.csv"'


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "＝1", '=HYPERLINK("x")'],
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert read([[text]])[1] == [f"'{text}"]


def test_numbers_stay_numbers_and_other_texts_stay_as_they_are():
    assert read([[-3, "a=b", "Ashmere – 2012"]])[1] == ["-3", "a=b", "Ashmere – 2012"]


def test_dates_are_iso_and_nothing_is_an_empty_cell():
    assert read([[date(2014, 3, 9), None, True, False]])[1] == ["2014-03-09", "", "true", "false"]


def test_quotes_commas_and_line_breaks_come_back_as_they_went():
    text = 'One, "two"\nthree'
    assert read([[text]])[1] == [text]


def test_rows_are_written_as_they_come():
    def rows():
        yield ["first"]
        raise RuntimeError("the second row was asked for")

    lines = csv_lines(rows(), columns=["a"])
    assert [next(lines), next(lines)] == ["\ufeffa\r\n", "first\r\n"]
