"""Other searches to offer: wider ones where one found nothing, narrower ones where it took too long."""

from django.urls import reverse

from reports.browse.known_values import KnownValues
from reports.browse.query_strings import url_with, without
from reports.search.page.parameters import LABELS, SearchUrl
from reports.search.query.understanding import Understood

Way = tuple[str, str]


def wider(asked: SearchUrl, understood: Understood, *, known: KnownValues) -> list[Way]:
    """What may be found where nothing was: without a filter, without the quotes, or by looking round.

    Where the archive holds none of the words, no other filter helps: what the filters leave is offered instead.
    """
    ways = without_words(asked, understood, known) if understood.words.hopeless else without_filters(asked)
    if '"' in asked.request.text and (words := asked.request.text.replace('"', " ").split()):
        data = without(asked.data, "page")
        data["q"] = " ".join(words)
        ways.append(("These words without the quotes", url_with(reverse("search"), data)))
    return [
        *ways,
        ("The themes of the reports", reverse("themes")),
        ("All inspections", reverse("inspections")),
    ]


def without_words(asked: SearchUrl, understood: Understood, known: KnownValues) -> list[Way]:
    """The reports of the authorities that are asked for; of other filters, all that they leave."""
    named = {pk for place in understood.places for pk in place.authorities}
    ways = [
        (f"All of {place.name}’s reports", reverse("authority", args=[place.slug]))
        for place in known.places
        if place.pk in named or place.slug in asked.request.filters.authority
    ]
    if asked.request.filters and not ways:
        ways = [("All that these filters leave", url_with(reverse("search"), without(asked.data, "q")))]
    return ways


def without_filters(asked: SearchUrl) -> list[Way]:
    """The same search without one of its filters, for each of them."""
    return [
        (
            f"Without the filter {LABELS[one.name]}: {one.label}",
            url_with(reverse("search"), without(asked.data, one.name, one.value)),
        )
        for one in asked.chosen
    ]


def narrower(asked: SearchUrl) -> list[Way]:
    """Searches that take less time: without a filter, with a phrase, of the newest years."""
    path = reverse("search")
    ways = without_filters(asked)
    if asked.request.text and '"' not in asked.request.text and " " in asked.request.text.strip():
        data = without(asked.data, "page")
        data["q"] = f'"{asked.request.text.strip()}"'
        ways.append(("Only these words together, in quotes", url_with(path, data)))
    if not (asked.request.filters.year or asked.request.filters.first_year):
        data = without(asked.data, "page")
        data["from"] = "2018"
        ways.append(("Only inspections since 2018", url_with(path, data)))
    return ways
