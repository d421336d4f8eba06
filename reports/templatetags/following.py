"""The link by which a page can be followed by mail."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

register = template.Library()


@register.simple_tag
def follow_url(kind: str, value: str) -> str:
    """The URL that asks for mail on something; empty where the archive sends none, or for what cannot be followed.

    `value` is a slug, a query, or a URL with one.
    """
    value = value.partition("?")[2] if "?" in value else value
    if not settings.EMAIL_SERVER or not kind:
        return ""
    return f"{reverse('follow')}?{urlencode({kind: value})}"
