"""Through which pairs of an authority's inspections its recommendations are followed."""

from collections.abc import Iterator, Sequence

from reports.frameworks.other_kinds import FOLLOWED, GRADED
from reports.models import Authority, Inspection


def followed_inspections(authority: Authority | None) -> tuple[Inspection, ...]:
    """The inspections and visits of an authority, or of all, the oldest first."""
    found = Inspection.objects.of_kinds(GRADED, *FOLLOWED)
    found = found.filter(authority__isnull=False) if authority is None else found.of(authority)
    return tuple(found.listed().for_reading().oldest_first())


def followed_pairs(authority: Authority | None) -> Iterator[tuple[Inspection, Inspection]]:
    """The pairs of an authority, or of all: one authority after another."""
    by_authority: dict[int | None, list[Inspection]] = {}
    for inspection in followed_inspections(authority):
        by_authority.setdefault(inspection.authority_id, []).append(inspection)
    for inspections in by_authority.values():
        yield from followed(inspections)


def followed(inspections: Sequence[Inspection]) -> Iterator[tuple[Inspection, Inspection]]:
    """The pairs of an earlier and a later inspection through which recommendations are followed, the oldest first."""
    for place, earlier in enumerate(inspections):
        after = inspections[place + 1 :]
        graded = [later for later in after if not later.kind]
        until = after.index(graded[0]) if graded else len(after)
        if earlier.kind:
            yield from ((earlier, later) for later in graded[:1])
        else:
            visits = {later.pk for later in after[:until]}
            yield from ((earlier, later) for later in after if not later.kind or later.pk in visits)
