"""Other searches to offer, where one found nothing or took too long."""

from django.urls import reverse

from reports.query_strings import address, without
from reports.search.asking import LABELS, Asked

Way = tuple[str, str]


def narrower(asked: Asked) -> list[Way]:
    """Searches close to this one, as texts and addresses: without a filter, with a phrase, of the newest years."""
    path = reverse("search")
    ways = [
        (f"Without the filter {LABELS[name]}: {label}", address(path, without(asked.data, name, value)))
        for name, value, label in asked.labels
    ]
    if asked.typed and '"' not in asked.typed and " " in asked.typed.strip():
        data = without(asked.data, "page")
        data["q"] = f'"{asked.typed.strip()}"'
        ways.append(("Only these words together, in quotes", address(path, data)))
    if not (asked.filters.year or asked.filters.first_year):
        data = without(asked.data, "page")
        data["from"] = "2018"
        ways.append(("Only inspections since 2018", address(path, data)))
    return ways
