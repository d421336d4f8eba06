"""Which two inspections: found by their URLs, put in the one order in which a pair is shown."""

from datetime import date

from reports.models import Inspection


class UnknownInspectionError(LookupError):
    """No inspection, or more than one, is at a URL; the message is a sentence for the reader."""


def canonical(a: Inspection, b: Inspection) -> tuple[Inspection, Inspection]:
    """A pair in the order that it is shown in: the earlier inspection first, by URL on the same day."""
    one, other = sorted((a, b), key=lambda inspection: (inspection.start or date.max, inspection.slug))
    return one, other


def at(slug: str) -> Inspection:
    """The inspection at a URL, or at one that it had before. Raises UnknownInspectionError."""
    everything = Inspection.objects.select_related("authority", "source")
    found = (
        everything.filter(slug=slug).first()
        or everything.filter(former_slugs__contains=[slug]).order_by("pk").first()
    )
    if found is None:
        raise UnknownInspectionError(f"No inspection is at the URL “{slug}”.")
    return found


def beginning_with(prefix: str) -> Inspection:
    """The inspection at a URL, or the only one whose URL begins so ("medway-2015-…").

    Raises UnknownInspectionError.
    """
    begins = prefix.rstrip("….")
    try:
        return at(prefix)
    except UnknownInspectionError:
        found = (
            list(Inspection.objects.filter(slug__startswith=begins).order_by("slug")[:5]) if begins else []
        )
    if len(found) == 1:
        return at(found[0].slug)
    if found:
        choices = ", ".join(inspection.slug for inspection in found)
        raise UnknownInspectionError(
            f"The URL of more than one inspection begins with “{begins}”: {choices}."
        )
    raise UnknownInspectionError(
        f"No inspection is at the URL “{prefix}”, and no inspection’s URL begins with that."
    )
