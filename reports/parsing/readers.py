"""A file's bytes to pages of lines: which reader understands them, or one sentence why none does."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from reports.parsing.document import Page
from reports.parsing.errors import UnreadableReport
from reports.parsing.pdf import read_pdf
from reports.parsing.text import read_text

PDF_HEAD = b"%PDF-"
# The head of a PDF may be behind a few other bytes (ISO 32000, implementation note 13).
PDF_HEAD_WITHIN = 1024
WEB_PAGE = re.compile(rb"\s*(?:<!doctype\s+html|<html|<head|<\?xml[^>]*>\s*<!doctype\s+html)", re.IGNORECASE)


def read_pages(data: bytes, *, name: str, pages: int) -> Sequence[Page]:
    """The pages of a report's file; raises UnreadableReport, which says in one sentence what is wrong."""
    if not data.strip(b"\0\t\n\f\r \xef\xbb\xbf"):
        raise UnreadableReport("The file is empty.")
    if PDF_HEAD in data[:PDF_HEAD_WITHIN]:
        found = tuple(read_pdf(data, pages=pages))
        if not any(page.lines for page in found):
            raise UnreadableReport("The PDF holds no text: its pages may be pictures.")
        return found
    if WEB_PAGE.match(data.removeprefix(b"\xef\xbb\xbf")[:4096]):
        raise UnreadableReport("The file is a web page, not a report: the address it came from gave no PDF.")
    if PurePath(name).suffix.lower() == ".pdf":
        raise UnreadableReport("The file is not a PDF, although its name says so.")
    found = read_text(data, pages=pages)
    if not any(page.lines for page in found):
        raise UnreadableReport("The file is empty.")
    return found
