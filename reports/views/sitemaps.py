"""What search engines are shown: authorities and inspections. Search and comparisons could be made without end."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.sitemaps import Sitemap, views
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from reports.models import ArchiveVersion, Authority, Inspection

# As many URLs a file as are quickly made; the protocol allows 50,000 (sitemaps.org).
LIMIT = 10_000


class Pages(Sitemap[str]):
    """The pages that are alone. Each shows figures of the whole archive, and changes with it."""

    changefreq = "weekly"
    limit = LIMIT

    def items(self) -> list[str]:
        return ["home", "authorities", "inspections", "national", "national-grid", "changes", "about"]

    def location(self, item: str) -> str:
        return reverse(item)

    @cached_property
    def changed_at(self) -> datetime:
        return ArchiveVersion.current().changed_at

    def lastmod(self, item: str) -> datetime:
        return self.changed_at

    def get_latest_lastmod(self) -> datetime:
        return self.changed_at


class Authorities(Sitemap[Authority]):
    """Those with a report here; each page changes with its reports."""

    limit = LIMIT

    def items(self) -> QuerySet[Authority]:
        newest = Inspection.objects.listed().filter(authority=OuterRef("pk")).order_by("-updated_at")
        changed = Subquery(newest.values("updated_at")[:1])
        return Authority.objects.visited().annotate(changed_at=changed).by_name().only("slug")

    def lastmod(self, item: Authority) -> datetime:
        changed_at: datetime = item.changed_at  # type: ignore[attr-defined] # annotated above
        return changed_at

    def get_latest_lastmod(self) -> datetime | None:
        return newest_change()


class Inspections(Sitemap[Inspection]):
    """Every report that has a place, of whatever kind."""

    limit = LIMIT

    def items(self) -> QuerySet[Inspection]:
        return Inspection.objects.listed().newest_first().only("slug", "updated_at")

    def lastmod(self, item: Inspection) -> datetime:
        return item.updated_at

    def get_latest_lastmod(self) -> datetime | None:
        return newest_change()


SITEMAPS: "dict[str, type[Sitemap[Any]] | Sitemap[Any]]" = {
    "pages": Pages,
    "authorities": Authorities,
    "inspections": Inspections,
}


def newest_change() -> datetime | None:
    """When a report that has a place was last written; None in an empty archive."""
    found: datetime | None = Inspection.objects.listed().aggregate(newest=Max("updated_at"))["newest"]
    return found


def sitemap(request: HttpRequest) -> HttpResponseBase:
    """`/sitemap.xml`: every URL while each kind fits into one file; from then on the list of the files."""
    if any(kind().paginator.num_pages > 1 for kind in (Pages, Authorities, Inspections)):
        return views.index(request, sitemaps=SITEMAPS, sitemap_url_name="sitemap-section")
    return views.sitemap(request, sitemaps=SITEMAPS)


def section(request: HttpRequest, section: str) -> HttpResponseBase:
    """`/sitemap-inspections.xml?p=2`: one file of the URLs of one kind; 404 past the last."""
    return views.sitemap(request, sitemaps=SITEMAPS, section=section)
