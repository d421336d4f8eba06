"""A request as django-htmx hands it on."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """A request that says whether htmx made it."""

    htmx: HtmxDetails
