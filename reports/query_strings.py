"""The state of a list as its address: short, in one order, without blanks."""

from collections.abc import Iterable

from django.http import QueryDict


def canonical(data: QueryDict, *, names: Iterable[str]) -> QueryDict:
    """The parameters that a page knows, in the page's order, without blanks and repetitions."""
    kept = QueryDict(mutable=True)
    for name in names:
        values = dict.fromkeys(value.strip() for value in data.getlist(name))
        kept.setlist(name, [value for value in values if value])
        if not kept.getlist(name):
            del kept[name]
    return kept


def without(data: QueryDict, name: str, value: str | None = None) -> QueryDict:
    """A copy without one value of a parameter, or without the parameter; the page number goes too."""
    left = data.copy()
    left.pop("page", None)
    values = [kept for kept in left.pop(name, []) if value is not None and kept != value]
    if values:
        left.setlist(name, values)
    return left


def address(path: str, data: QueryDict) -> str:
    """The path with the parameters behind it, if there are any."""
    query = data.urlencode()
    return f"{path}?{query}" if query else path
