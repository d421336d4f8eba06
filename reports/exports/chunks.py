"""The rows of a download a few hundred at a time, so that the first are sent at once and memory stays bounded."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)

FIRST = 25
CHUNK = 250


def in_chunks(found: QuerySet[Row], rows: QuerySet[Row]) -> Iterator[Row]:
    """What is found, in its order, each as `rows` would fetch it; a row that is deleted meanwhile is left out.

    Of what is found the keys alone are fetched at once. A web page opens no cursor on the server (wsgi.py), so that
    `iterator` would hold every row, and work out what is annotated to the last of them before the first is sent.
    """
    keys = list(found.values_list("pk", flat=True))
    for begin, end in pairwise([0, *range(FIRST, len(keys), CHUNK), len(keys)]):
        chunk = keys[begin:end]
        by_key = rows.order_by().in_bulk(chunk)
        yield from (by_key[key] for key in chunk if key in by_key)
