"""What moved in the newest reports: of each, the strands whose grades differ from the report before it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, Subquery

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
    # Of the reports of one day the slug decides, as in every list of the newest first.
    sooner = Q(start__lt=OuterRef("start")) | Q(start=OuterRef("start"), slug__gt=OuterRef("slug"))
    history = Inspection.objects.placed().under(*frameworks.BEYOND_BOARD).graded()
    before = history.filter(sooner, authority=OuterRef("authority")).newest_first().values("pk")[:1]
    newest = list(whole.annotate(before=Subquery(before)).newest_first()[:LOOKED_AT])
    earlier = whole.in_bulk([each.before for each in newest if each.before])  # type: ignore[attr-defined]
    pairs = ((earlier.get(later.before), later) for later in newest)  # type: ignore[attr-defined]
    changes = (change_of(one, other) for one, other in pairs if one is not None)
    return [change for change in changes if change is not None][:limit]


def change_of(earlier: Inspection, later: Inspection) -> Change | None:
    """What moved between a report and the next one of the same authority; None where nothing did."""
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
