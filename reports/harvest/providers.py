"""The second step: the pages of providers whose latest report is not the one that was read."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from reports.harvest import site
from reports.harvest.asked import Asked, Harvested, Tell
from reports.harvest.client import NotAnsweredError, PoliteClient
from reports.models import HarvestedFile, HarvestedProvider, HarvestRun, Source

NO_REPORT = "The page of {name} lists no report, and listed {before} before. Nothing was marked."


def read_providers(run: HarvestRun, client: PoliteClient, asked: Asked, done: Harvested, tell: Tell) -> None:
    """Read each page that is due, and keep it. A page that cannot be read is a sentence, and is due again."""
    due = list(due_providers(run, asked))
    for number, provider in enumerate(due, start=1):
        tell("Reading the pages of providers", number, len(due))
        try:
            page = client.page(provider.url, site.read_provider)
        except site.ChangedMarkupError as error:
            fault(provider, str(error), done.alarms)
            continue
        except NotAnsweredError as error:
            fault(provider, str(error), done.faults)
            continue
        before = provider.files.filter(delisted_at=None).count()
        if before and not page.files:
            fault(provider, NO_REPORT.format(name=provider.name, before=before), done.alarms)
            continue
        done.delisted += keep_provider(provider, page)
        done.providers += 1


def due_providers(run: HarvestRun, asked: Asked) -> QuerySet[HarvestedProvider]:
    """Those of the listing whose latest report is not the one that was read, or whose page was not read for long."""
    long_ago = timezone.now() - timedelta(days=settings.HARVEST_RECHECK_DAYS)
    found = HarvestedProvider.objects.filter(listed_in=run)
    if asked.authority:
        found = found.filter(authority__slug=asked.authority)
    if asked.since:
        found = found.filter(Q(latest=None) | Q(latest__gte=asked.since))
    unread = Q(read_at=None) | Q(read_at__lt=long_ago) | Q(latest_read=None) | ~Q(latest=F("latest_read"))
    # A row without a day says nothing of what is new; its page is read once a run.
    return found.filter(unread | Q(latest=None, read_at__lt=run.started_at)).order_by("number")


def fault(provider: HarvestedProvider, sentence: str, sentences: list[str]) -> None:
    sentences.append(sentence)
    HarvestedProvider.objects.filter(pk=provider.pk).update(error=sentence)


@transaction.atomic
def keep_provider(provider: HarvestedProvider, page: site.ProviderPage) -> int:
    """Keep what a page lists: what is new, changed, listed again, and no longer listed; says how many of these."""
    now = timezone.now()
    held = {file.url: file for file in provider.files.all()}
    for one in page.files:
        facts = {
            "provider": provider,
            "label": one.label,
            "kind": one.kind,
            "event": one.event,
            "published": one.published,
            "last_seen_at": now,
            "delisted_at": None,
        }
        HarvestedFile.objects.update_or_create(
            url=one.url, defaults=facts, create_defaults={**facts, "first_seen_at": now}
        )
    listed = {one.url for one in page.files}
    again = [file.sha256 for url, file in held.items() if url in listed and file.delisted_at]
    gone = [file for url, file in held.items() if url not in listed and file.delisted_at is None]
    HarvestedFile.objects.filter(pk__in=[file.pk for file in gone]).update(delisted_at=now)
    mark([file.sha256 for file in gone] + again)
    HarvestedProvider.objects.filter(pk=provider.pk).update(
        latest_read=provider.latest, read_at=now, error="", name=page.name or provider.name
    )
    return len(gone)


def mark(hashes: list[str]) -> None:
    """Say of the archive's files of these bytes whether the site lists them under any address."""
    for sha256 in filter(None, hashes):
        files = HarvestedFile.objects.filter(sha256=sha256)
        latest = files.order_by("-delisted_at").first()
        gone = None if files.filter(delisted_at=None).exists() or latest is None else latest.delisted_at
        Source.objects.filter(sha256=sha256).update(delisted_at=gone)
