"""What data answer to a question that cannot be answered as it was asked."""

from collections.abc import Iterable

from django.http import HttpResponse


def refusal(problems: Iterable[str]) -> HttpResponse:
    """A sentence for each thing that is wrong, as plain text with status 400: a program reads no rows for it."""
    said = "\n".join(problems)
    return HttpResponse(f"{said}\n", status=400, content_type="text/plain; charset=utf-8")
