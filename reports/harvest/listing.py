"""The first step: which providers there are, and when each last had a report. Saved page by page."""

from django.db import transaction
from django.utils import timezone

from reports.harvest import site
from reports.harvest.asked import HarvestAlarmError
from reports.harvest.client import PoliteClient
from reports.models import Authority, HarvestedProvider, HarvestRun
from reports.parsing.authorities import resolve

# A listing of less than this part of the last one is not believed.
BELIEVED = 0.9
FEWER = (
    "The listing shows {now} providers where it showed {before}. Nothing was marked or removed. "
    "If that is right, run `manage.py harvest --accept-fewer` once."
)
EMPTY = "The listing shows no provider: the site’s pages may have changed (reports/harvest/site.py)."


def read_listing(run: HarvestRun, client: PoliteClient, *, accept_fewer: bool) -> None:
    """Read the listing from where the run stopped, to an empty page. Raises HarvestAlarmError where it has shrunk."""
    while run.next_row is not None:
        page = client.page(site.listing_url(run.next_row), site.read_listing)
        keep_page(run, page)
    if run.listed == 0:
        raise HarvestAlarmError(EMPTY)
    before = HarvestRun.objects.filter(ended_at__isnull=False, error="").exclude(pk=run.pk)
    last = before.order_by("-pk").first()
    if last and run.listed < BELIEVED * last.listed and not accept_fewer:
        raise HarvestAlarmError(FEWER.format(now=run.listed, before=last.listed))


@transaction.atomic
def keep_page(run: HarvestRun, page: site.Listing) -> None:
    """Keep the providers of one page. One that holds nothing new is the last, whatever the site says of its number."""
    numbers = [provider.number for provider in page.providers]
    known = set(
        HarvestedProvider.objects.filter(number__in=numbers, listed_in=run).values_list("number", flat=True)
    )
    for provider in page.providers:
        HarvestedProvider.objects.update_or_create(
            number=provider.number,
            defaults={
                "url": provider.url,
                "name": provider.name,
                "latest": provider.latest,
                "listed_in": run,
                "authority_id": authority_of(provider.number, provider.name),
            },
        )
    ended = not set(numbers) - known
    run.next_row = None if ended else (run.next_row or 0) + len(numbers)
    run.listed = HarvestedProvider.objects.filter(listed_in=run).count()
    run.save(update_fields=["next_row", "listed"])


def authority_of(number: str, name: str) -> int | None:
    """The key of the authority with this number (Ofsted's, or the DfE's of three digits) or else with this name."""
    by_number = "dfe_code" if len(number) == 3 else "ofsted_urn"
    found = Authority.objects.filter(**{by_number: number}).first()
    if found is None:
        entry = resolve(name, on=timezone.localdate()).entry
        found = Authority.objects.filter(gss_code=entry.gss_code).first() if entry else None
    return found.pk if found else None
