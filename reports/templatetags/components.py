"""What the page components need and Django's own tags do not have."""

from collections.abc import Iterator

from django import template
from django.core.paginator import Paginator

register = template.Library()


@register.filter
def elided(paginator: "Paginator[object]", number: int) -> Iterator[int | str]:
    """The page numbers to link, with "…" where some are left out."""
    return paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)


@register.filter
def commas(text: str) -> list[str]:
    """A constant list in a template: its words, split at commas."""
    return text.split(",")
