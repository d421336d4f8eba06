"""The test client as a reader: where a template breaks its lines is not seen on a page."""

import re
from typing import Any

from django.test import Client

# A line break of a template is followed by an indent; the line breaks of a report's own text are not.
BEFORE_END_OF_TAG = re.compile(rb"\n +(?=/?>)")
BREAK = re.compile(rb"\n {2,}(?=\S)")


class ReadingClient(Client):
    """Django's client; of a page the line breaks with an indent are blanks, as a browser takes them."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        if (
            not response.streaming
            and response.get("Content-Type", "").startswith("text/html")
            and not response.has_header("Content-Encoding")
        ):
            response.content = BREAK.sub(b" ", BEFORE_END_OF_TAG.sub(b"", response.content))
        return response
