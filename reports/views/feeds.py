"""Atom feeds of new reports: with the filters of the list, of an authority and its neighbours, of a theme; and changes.

An entry's `published` is the day of publication and its id never changes, so that a report that is read again,
corrected or replaced is no new entry. A changed grade is an entry of its own kind, with the moment of the change.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.syndication.views import Feed
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from reports.browse.inspection_filter import InspectionFilter
from reports.browse.query_strings import url_with, without
from reports.models import ArchiveChange, Authority, Inspection, Paragraph, Theme
from reports.models.inspection_queryset import InspectionQuerySet
from reports.views.changes import REASONS, ChangeLine, at_midnight, lines_of
from reports.views.refusals import refusal
from reports.views.search_feed import CONTROL

ENTRIES = 50
# The namespace of entries' ids: a UUID of a report follows from its URL's last part, on whatever host.
REPORTS = uuid.UUID("6f0f3c0a-6b9f-5d0e-9a53-2f5f6f0a7c11")
NEW_REPORT, CHANGED_GRADE = "new-report", "changed-grade"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed."""

    key: str
    title: str
    text: str
    url: str
    published: datetime | None
    updated: datetime
    kind: str


if TYPE_CHECKING:  # Django's own class is generic to the type checker alone
    EntryFeed = Feed[Entry, Any]
else:
    EntryFeed = Feed


class ReportFeed(EntryFeed):
    """What all feeds of entries share."""

    feed_type = Atom1Feed
    author_name = "Inspection Archive"

    def item_title(self, item: Entry) -> str:
        return CONTROL.sub("", item.title)

    def item_description(self, item: Entry) -> str:
        return CONTROL.sub("", item.text)

    def item_link(self, item: Entry) -> str:
        return item.url

    def item_guid(self, item: Entry) -> str:
        return uuid.uuid5(REPORTS, item.key).urn

    def item_pubdate(self, item: Entry) -> datetime | None:
        return item.published

    def item_updateddate(self, item: Entry) -> datetime:
        return item.updated

    def item_categories(self, item: Entry) -> list[str]:
        return [item.kind]


class InspectionsFeed(ReportFeed):
    """`/inspections.atom?...`: what the filters of the list leave, the last published first."""

    title = "Inspection Archive: new reports"
    subtitle = "Inspection reports as they are published, and grades that changed."

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The feed, or a sentence where a filter has no such value."""
        if problems := InspectionFilter.of(request.GET).problems:
            return refusal(problems)
        return super().__call__(request, *args, **kwargs)

    def get_object(self, request: HttpRequest) -> InspectionFilter:
        return InspectionFilter.of(request.GET)

    def link(self, obj: InspectionFilter) -> str:
        return url_with(reverse("inspections"), without(obj.data, "sort"))

    def feed_url(self, obj: InspectionFilter) -> str:
        return url_with(reverse("inspections-feed"), without(obj.data, "sort"))

    def items(self, obj: InspectionFilter) -> list[Entry]:
        return entries_of(obj.narrowed())


class AuthorityFeed(ReportFeed):
    """`/authorities/<slug>.atom`: an authority and its statistical neighbours, reports of every kind."""

    def get_object(self, request: HttpRequest, slug: str) -> Authority:
        return get_object_or_404(Authority, slug=slug)

    def title(self, obj: Authority) -> str:
        return f"Inspection Archive: {obj.name} and its statistical neighbours"

    def subtitle(self, obj: Authority) -> str:
        return (
            f"Reports on {obj.name} and on councils like it, as they are published, and grades that changed."
        )

    def link(self, obj: Authority) -> str:
        return obj.get_absolute_url()

    def feed_url(self, obj: Authority) -> str:
        return reverse("authority-feed", args=[obj.slug])

    def items(self, obj: Authority) -> list[Entry]:
        near = Authority.objects.filter(dfe_code__in=obj.statistical_neighbours).exclude(dfe_code="")
        return entries_of(Inspection.objects.listed().of(obj, *near))


class ThemeFeed(ReportFeed):
    """`/themes/<slug>.atom`: reports with paragraphs on a theme."""

    def get_object(self, request: HttpRequest, slug: str) -> Theme:
        return get_object_or_404(Theme, slug=slug)

    def title(self, obj: Theme) -> str:
        return f"Inspection Archive: {obj.name}"

    def subtitle(self, obj: Theme) -> str:
        return f"Reports that say something on {obj.name.lower()}, as they are published, and grades that changed."

    def link(self, obj: Theme) -> str:
        return reverse("theme", args=[obj.slug])

    def feed_url(self, obj: Theme) -> str:
        return reverse("theme-feed", args=[obj.slug])

    def items(self, obj: Theme) -> list[Entry]:
        on_it = Inspection.objects.listed().filter(theme_shares__theme=obj).order_by().values("pk")
        found = Inspection.objects.filter(pk__in=on_it)
        tagged = Paragraph.objects.filter(
            theme_tags__theme=obj, inspection__in=[one.pk for one in newest(found)]
        )
        counts = tagged.order_by().values_list("inspection").annotate(count=Count("pk"))
        return entries_of(found, said={key: texts_on(obj, count) for key, count in counts})


def texts_on(theme: Theme, count: int) -> str:
    return f"{count} paragraph{'' if count == 1 else 's'} on {theme.name.lower()}."


class ChangesFeed(ReportFeed):
    """`/changes.atom`: the last changes of the archive, of any reason."""

    title = "Inspection Archive: what changed"
    subtitle = "Reports that are new, were read again, corrected, replaced or withdrawn."

    def link(self) -> str:
        return reverse("changes")

    def feed_url(self) -> str:
        return reverse("changes-feed")

    def items(self) -> list[Entry]:
        return [
            entry_of_change(line, kind=line.change.reason, text="; ".join([line.reason, *line.moves]))
            for line in lines_of(ArchiveChange.objects.newest_first()[:ENTRIES])
        ]


def newest(found: InspectionQuerySet) -> InspectionQuerySet:
    """The last published of these; one without a day of publication comes in by its inspection's."""
    return found.for_reading().latest_published_first()[:ENTRIES]


def entries_of(found: InspectionQuerySet, *, said: dict[int, str] | None = None) -> list[Entry]:
    """The newest reports, and the grades of any of these that changed, the latest first."""
    reports = [entry_of_report(one, (said or {}).get(one.pk, "")) for one in newest(found)]
    keys = found.order_by().values("pk")
    changes = ArchiveChange.objects.of_grades().filter(inspection__in=keys).newest_first()[:ENTRIES]
    moved = [
        entry_of_change(
            line, kind=CHANGED_GRADE, text=f"{'; '.join(line.moves)}. {REASONS[line.change.reason]}."
        )
        for line in lines_of(changes)
    ]
    return sorted([*reports, *moved], key=lambda entry: entry.updated, reverse=True)[:ENTRIES]


def entry_of_report(inspection: Inspection, said: str) -> Entry:
    """A report as an entry, which nothing that is read in it later changes."""
    published = at_midnight(inspection.published) if inspection.published else None
    when = f", {inspection.start:%-d %B %Y}" if inspection.start else ""
    return Entry(
        key=f"report:{inspection.slug}",
        title=f"{inspection.name}{when}",
        text=" ".join(filter(None, [f"{inspection.title}.", said])),
        url=inspection.get_absolute_url(),
        published=published,
        updated=published
        or at_midnight(inspection.end or inspection.start or inspection.source.ingested_at.date()),
        kind=NEW_REPORT,
    )


def entry_of_change(line: ChangeLine, *, kind: str, text: str) -> Entry:
    """A change as an entry of its own, by the number that it has for good."""
    prefix = "Grade changed: " if kind == CHANGED_GRADE else ""
    return Entry(
        key=f"change:{line.change.pk}",
        title=f"{prefix}{line.name}",
        text=text,
        url=line.url,
        published=line.change.at,
        updated=line.change.at,
        kind=kind,
    )
