"""The one CSV writer of the archive."""

import csv
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.http import StreamingHttpResponse

# Spreadsheets read UTF-8 as such only where this mark is first.
BYTE_ORDER_MARK = "\ufeff"
# "=1+1", " @SUM(A1)": a spreadsheet would run a cell that begins so (OWASP, "CSV Injection").
FORMULA = re.compile(r"[ \u00a0]*[=+\-@\t\r\n＝＋－＠]")
PIECE = 16 * 1024  # characters that are sent at once

Cell = str | int | float | bool | date | datetime | None


class Echo:
    """A file that hands back what is written to it, so that rows can be streamed."""

    def write(self, value: str) -> str:
        return value


def csv_response(
    rows: Iterable[Sequence[Cell]], *, columns: Sequence[str], filename: str
) -> StreamingHttpResponse:
    """A download of `columns` as the header and then the rows, each in that order.

    UTF-8 with a byte-order mark, dates as ISO 8601, None as an empty cell, true and false in words. A text
    that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    pieces = in_pieces(csv_lines(rows, columns=columns))
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def in_pieces(lines: Iterable[str]) -> Iterator[str]:
    """The lines in pieces that are worth sending. The first two, a header and a row, are pieces by themselves: they
    show that it begins, and that the rows can be had (middleware.py)."""
    lines = iter(lines)
    yield from itertools.islice(lines, 2)
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= PIECE:
            yield "".join(held)
            held, size = [], 0
    if held:
        yield "".join(held)


def csv_lines(rows: Iterable[Sequence[Cell]], *, columns: Sequence[str]) -> Iterator[str]:
    """The lines of a CSV file, the byte-order mark with the first."""
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK + str(writer.writerow(columns))
    for row in rows:
        yield str(writer.writerow([printed(cell) for cell in row]))


def printed(cell: Cell) -> str | int | float:
    """One cell as it is written."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return f"'{cell}" if FORMULA.match(cell) else cell
    return cell
