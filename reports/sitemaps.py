"""What search engines are shown: authorities and inspections. Search and comparisons could be made without end."""

from datetime import datetime

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from reports.models import Authority, Inspection


class Pages(Sitemap):  # type: ignore[type-arg] # the class takes no argument when it runs
    """The pages that stand alone."""

    changefreq = "weekly"

    def items(self) -> list[str]:
        return ["home", "authorities", "inspections", "national", "national-grid", "about"]

    def location(self, item: str) -> str:
        return reverse(item)


class Authorities(Sitemap):  # type: ignore[type-arg]
    """Those with a report here."""

    def items(self) -> QuerySet[Authority]:
        return Authority.objects.inspected().by_name()


class Inspections(Sitemap):  # type: ignore[type-arg]
    """Every report that has a place."""

    def items(self) -> QuerySet[Inspection]:
        return Inspection.objects.placed().newest_first()

    def lastmod(self, item: Inspection) -> datetime:
        return item.updated_at


SITEMAPS = {
    "pages": Pages,
    "authorities": Authorities,
    "inspections": Inspections,
}
