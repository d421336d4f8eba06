"""What moved in the newest reports: of each, the strands whose grades differ from the report before it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports import frameworks
from reports.comparing.judgements import Given, Row, rows
from reports.models import Inspection

LOOKED_AT = 40  # of the newest reports; further back is no news


@dataclass(frozen=True, slots=True)
class Change:
    """A report, the one before it of the same authority, and the rows of their comparison that moved."""

    earlier: Inspection
    later: Inspection
    moved: tuple[Row, ...]


def latest_changes(*, limit: int) -> list[Change]:
    """The newest reports in which any grade moved, the newest first. Four queries at most."""
    whole = (
        Inspection.objects.placed()
        .under(*frameworks.BEYOND_BOARD)
        .graded()
        .select_related("authority")
        .prefetch_related("judgements")
    )
    newest = list(whole.newest_first()[:LOOKED_AT])
    authorities = {inspection.authority_id for inspection in newest}
    before: dict[int | None, list[Inspection]] = {}
    for inspection in whole.filter(authority__in=authorities).newest_first() if newest else ():
        before.setdefault(inspection.authority_id, []).append(inspection)
    changes = (change_of(later, before[later.authority_id]) for later in newest)
    return [change for change in changes if change is not None][:limit]


def change_of(later: Inspection, history: Sequence[Inspection]) -> Change | None:
    """What moved since the report before, from all reports of the authority with the newest first; None where nothing
    did or there is none."""
    place = next(n for n, each in enumerate(history) if each.pk == later.pk)
    if place + 1 == len(history):
        return None
    earlier = history[place + 1]
    compared = rows(
        given(earlier), given(later), framework_a=earlier.framework or "", framework_b=later.framework or ""
    )
    moved = tuple(row for row in compared if row.direction in ("up", "down"))
    return Change(earlier, later, strands_first(moved)) if moved else None


def given(inspection: Inspection) -> list[Given]:
    """The judgements of a report as comparisons take them."""
    return [
        Given(each.strand, each.label, each.grade, each.status, each.printed_grade)
        for each in inspection.judgements.all()
    ]


def strands_first(moved: Iterable[Row]) -> tuple[Row, ...]:
    """The strands in their order, and the overall grade, which has ended, behind them."""
    return tuple(sorted(moved, key=lambda row: bool(row.later and row.later.strand == "overall")))
