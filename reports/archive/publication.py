"""When a report was published, and how the archive knows: what the report prints goes before everything else.

Where the report prints no day, a list that came with the files says it, else the end of the file's name, else the
inspectorate's statistics. A curator's correction goes before all of them.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch

from reports.models import Correction, Inspection, OfficialInspection, Source
from reports.parsing.file_dates import date_in_name

Origin = Inspection.PublishedFrom


def best_published(
    *,
    printed: date | None,
    source: Source,
    official: date | None,
    not_before: date | None,
) -> tuple[date | None, str]:
    """The day of publication and where it is from; neither where nothing says it.

    `not_before` is the last day of the inspection: a file's name may end in another date than that of publication.
    """
    in_name = date_in_name(source.name)
    if in_name and not_before and in_name < not_before:
        in_name = None
    for day, origin in (
        (printed, Origin.PRINTED),
        (source.published, Origin.METADATA),
        (in_name, Origin.FILE_NAME),
        (official, Origin.OFFICIAL),
    ):
        if day:
            return day, origin
    return None, ""


def give_publication(inspection: Inspection, *, printed: date | None, corrected: bool) -> None:
    """Set an inspection's day of publication; `corrected`: `printed` is what a curator says."""
    if corrected and printed:
        inspection.published, inspection.published_from = printed, Origin.CORRECTION
        return
    inspection.published, inspection.published_from = best_published(
        printed=printed,
        source=inspection.source,
        official=official_day(inspection),
        not_before=inspection.end or inspection.start,
    )


def official_day(inspection: Inspection) -> date | None:
    """The day of publication that the statistics give; None for an inspection that they do not list."""
    if inspection.pk is None:
        return None
    return next((row.published for row in inspection.official_rows.all() if row.published), None)


def settle_publication(inspections: Iterable[Inspection]) -> int:
    """Decide again when each of these was published, once a list or the statistics say more; how many changed."""
    corrected = set(
        Correction.objects.filter(field=Correction.Field.PUBLISHED).values_list("inspection", flat=True)
    )
    changed: list[Inspection] = []
    rows = OfficialInspection.objects.order_by("file", "sheet", "row", "column")
    for inspection in (
        Inspection.objects.filter(pk__in=[one.pk for one in inspections])
        .select_related("source")
        .prefetch_related(Prefetch("official_rows", queryset=rows))
    ):
        if inspection.pk in corrected:
            continue
        before = (inspection.published, inspection.published_from)
        printed = inspection.published if inspection.published_from in ("", Origin.PRINTED) else None
        give_publication(inspection, printed=printed, corrected=False)
        if (inspection.published, inspection.published_from) != before:
            changed.append(inspection)
    Inspection.objects.bulk_update(changed, ["published", "published_from"])
    return len(changed)
