"""JSON of a list, streamed: a head of facts, then the rows under their name."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.http import StreamingHttpResponse

from reports.exports.csv import in_pieces


def json_response(
    rows: Iterable[Mapping[str, Any]], *, head: Mapping[str, Any], name: str
) -> StreamingHttpResponse:
    """`{...head, "<name>": [rows]}`, dates as ISO 8601, written as the rows come."""
    pieces = in_pieces(json_pieces(rows, head=head, name=name))
    return StreamingHttpResponse(pieces, content_type="application/json")


def json_pieces(rows: Iterable[Mapping[str, Any]], *, head: Mapping[str, Any], name: str) -> Iterator[str]:
    """The document in pieces that can be sent one after another."""
    opening = encoded(head)[:-1]
    yield f"{opening}{', ' if head else ''}{encoded(name)}: ["
    for place, row in enumerate(rows):
        yield f"{',' if place else ''}\n{encoded(row)}"
    yield "\n]}\n"


def encoded(value: Any) -> str:
    """A value as JSON; letters of every script stay letters."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
