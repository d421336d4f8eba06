"""What comparing is for, shown on the archive's own newest change: two reports, what moved, what was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.comparing.judgements import Row, rows
from reports.models import Inspection, Recommendation
from reports.overview.latest_changes import Change, given

LONGEST = 260  # characters of a recommendation that is shown whole


@dataclass(frozen=True, slots=True)
class Example:
    """Two inspections of one authority, the strands that both grade, and one of the things asked for in the first.

    `asked` is how many there were; `recommendation` is None where none is short enough to be shown.
    """

    earlier: Inspection
    later: Inspection
    rows: tuple[Row, ...]
    asked: int
    recommendation: Recommendation | None


def example_of(changes: Sequence[Change]) -> Example | None:
    """The newest change whose earlier report asked for something; None where there is none. Two queries at most.

    Only strands that both reports judge by themselves are shown: of one that was judged jointly with another nobody
    gave a grade.
    """
    asked_in = {found.pk: count for found, count in counted(changes)}
    for change in changes:
        earlier, later = change.earlier, change.later
        compared = rows(
            given(earlier),
            given(later),
            framework_a=earlier.framework or "",
            framework_b=later.framework or "",
        )
        shown_rows = tuple(row for row in compared if row.graded_on_both_sides and of_one_strand(row))
        if not asked_in.get(earlier.pk) or not shown_rows:
            continue
        asked = Recommendation.objects.filter(inspection=earlier).defer("search_vector").order_by("order")
        shown = next((found for found in asked if len(found.text) <= LONGEST), None)
        return Example(earlier, later, shown_rows, asked_in[earlier.pk], shown)
    return None


def of_one_strand(row: Row) -> bool:
    """Whether both reports judge the same strand, and that by itself."""
    return bool(row.earlier and row.later and row.earlier.strand == row.later.strand)


def counted(changes: Sequence[Change]) -> list[tuple[Inspection, int]]:
    """The reports before these, with how many recommendations each makes."""
    slugs = [change.earlier.slug for change in changes]
    found = Inspection.objects.at(slugs).with_counts() if slugs else []
    return [(each, each.recommendation_count) for each in found]  # type: ignore[attr-defined]
