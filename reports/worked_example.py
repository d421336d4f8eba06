"""What comparing is for, shown on the archive's own newest change: two reports, what moved, what was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.comparing.judgements import Row
from reports.comparing.service import judgement_rows
from reports.models import Inspection, Recommendation

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


def example_of(changes: Sequence[Inspection]) -> Example | None:
    """The newest change whose earlier report asked for something; None where there is none. Four queries at most.

    The changes carry the slug of the report before them (`InspectionQuerySet.changed`).
    """
    before = {found.slug: found for found in earlier_of(changes)}
    for later in changes:
        earlier = before.get(getattr(later, "earlier_slug", ""))
        if earlier is None or not earlier.recommendation_count:  # type: ignore[attr-defined]
            continue
        asked = Recommendation.objects.filter(inspection=earlier).defer("search_vector").order_by("order")
        rows = tuple(row for row in judgement_rows(earlier, later) if row.graded_on_both_sides)
        shown = next((found for found in asked if len(found.text) <= LONGEST), None)
        return Example(earlier, later, rows, earlier.recommendation_count, shown)  # type: ignore[attr-defined]
    return None


def earlier_of(changes: Sequence[Inspection]) -> Sequence[Inspection]:
    """The reports before these, with how many recommendations each makes."""
    slugs = [slug for later in changes if (slug := getattr(later, "earlier_slug", ""))]
    return list(Inspection.objects.at(slugs).with_counts().select_related("authority")) if slugs else []
