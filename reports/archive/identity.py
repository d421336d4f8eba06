"""Which inspection of the archive a report is the report of: the same authority, framework and first day.

Each of the three may be as the archive holds it, or as it was printed before a curator corrected it: a report
that comes again in new bytes prints again what was corrected.
"""

import math
from collections.abc import Collection

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from reports.archive.facts import Facts
from reports.models import Correction, Inspection, Paragraph

Field = Correction.Field
# Of two readings of one report at least this share of the paragraphs is the same, word for word.
SAME = 0.5


def standing_inspection(
    facts: Facts, *, texts: Collection[str], besides: Inspection | None = None
) -> Inspection | None:
    """The inspection that is already there for these facts; `besides` is one that does not count.

    What is not printed identifies nothing: where one of the three facts is missing, a report is the same only
    if its paragraphs (`texts`) are.
    """
    found = alike(facts)
    if besides:
        found = found.exclude(pk=besides.pk)
    if not ((facts.authority or facts.authority_printed) and facts.code and facts.start):
        found = of_the_same_words(found, texts)
    place = (facts.authority.pk if facts.authority else None, facts.code, facts.start)
    # Of several, the one that holds the facts as they are now comes before one that was corrected away from them.
    return min(found, key=lambda one: (one.authority_id, one.code, one.start) != place, default=None)


def withdrawn_like(facts: Facts) -> Inspection | None:
    """The withdrawn report of the same authority, framework and first day, if there is one."""
    if not (facts.authority and facts.code and facts.start):
        return None
    place = [facts.authority.gss_code, facts.code, facts.start.isoformat()]
    return Inspection.everything.filter(withdrawn_place=place).exclude(withdrawn_at=None).first()


def alike(facts: Facts) -> QuerySet[Inspection]:
    """The inspections whose authority, framework and first day are these, as held or as printed."""
    name = facts.authority_printed
    authority = Q(authority=facts.authority) if facts.authority else Q(authority=None, authority_printed=name)
    framework, start = Q(framework=facts.framework, kind=facts.kind), Q(start=facts.start)
    # Where nothing was corrected, the whole of a first ingest is spared a longer question.
    if Correction.objects.filter(field__in=[Field.AUTHORITY, Field.FRAMEWORK, Field.START]).exists():
        authority |= printed(Field.AUTHORITY, name)
        framework |= printed(Field.FRAMEWORK, facts.code)
        start |= printed(Field.START, facts.start.isoformat() if facts.start else "")
    return Inspection.objects.filter(authority, framework, start)


def printed(field: str, value: str) -> Q:
    """Whether a curator corrected this fact of an inspection, and this is what was printed."""
    return Q(Exists(Correction.objects.filter(inspection=OuterRef("pk"), field=field, printed=value)))


def of_the_same_words(found: QuerySet[Inspection], texts: Collection[str]) -> QuerySet[Inspection]:
    """Those of which enough paragraphs are among these texts."""
    distinct = set(texts)
    shared = (
        Paragraph.objects.filter(inspection__in=found, text__in=distinct)
        .order_by()
        .values("inspection")
        .annotate(count=Count("text", distinct=True))
        .filter(count__gte=max(1, math.ceil(SAME * len(distinct))))
    )
    return found.filter(pk__in=shared.values("inspection"))
