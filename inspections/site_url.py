"""The site's own URL, where a setting names it: then no `Host` header reaches a citation, a feed or a kept page."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


class SiteUrlMiddleware:
    """Every absolute URL of an answer begins with SITE_URL, whatever name the archive was asked by."""

    def __init__(self, get_response: Answer) -> None:
        if not settings.SITE_URL:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.site = urlsplit(settings.SITE_URL)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.get_host()  # raises DisallowedHost for a name that the archive is not known by
        request.META["HTTP_HOST"] = self.site.netloc
        request.META.pop("HTTP_X_FORWARDED_HOST", None)
        request.META["wsgi.url_scheme"] = self.site.scheme
        if settings.SECURE_PROXY_SSL_HEADER:
            request.META[settings.SECURE_PROXY_SSL_HEADER[0]] = self.site.scheme
        return self.get_response(request)
