"""The counts that are kept of the archive: owed by whoever writes, paid by whoever comes next, never by two at once.

Every transaction that writes a paragraph leaves a mark for each kind of count (`OwedCount`). Whoever counts removes
the marks that were there before, in the transaction of the counting: one that is stopped on the way leaves all as it
was, still owed. Totals are counted in a moment, so readers pay them; words and terms take seconds, which writers pay.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from reports.models import OwedCount
from reports.search.plan.indexing import count_totals

# Any numbers will do, as long as everybody takes the same locks.
COUNTING = 0x5EED_C0F7
WRITING_MUCH = 0x5EED_C0F8


@transaction.atomic
def pay(kind: OwedCount.Kind, *counts: Callable[[], object]) -> bool:
    """Make counts of this kind if they are owed, and say whether they were. Waits for whoever is counting."""
    if not OwedCount.objects.filter(kind=kind).exists():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [COUNTING])
    owed = list(OwedCount.objects.filter(kind=kind).values_list("pk", flat=True))
    if owed:
        for count in counts:
            count()
        OwedCount.objects.filter(pk__in=owed).delete()
    return bool(owed)


def pay_totals_in_passing() -> None:
    """Count the totals if they are owed, unless somebody else is counting or will do so soon. One query if not."""
    if OwedCount.objects.filter(kind=OwedCount.Kind.TOTALS).exists():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_try_advisory_xact_lock(%s) AND pg_try_advisory_xact_lock(%s)",
                [WRITING_MUCH, COUNTING],
            )
            if cursor.fetchone()[0]:
                pay(OwedCount.Kind.TOTALS, count_totals)


@contextmanager
def writing_much() -> Iterator[None]:
    """While this lasts readers pay nothing: the caller goes on writing, and counts at the end.

    The lock is the connection's own, so that it ends with its holder, however that ends. Of two holders at once the
    second does without.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [WRITING_MUCH])
        held = bool(cursor.fetchone()[0])
    try:
        yield
    finally:
        if held and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [WRITING_MUCH])
