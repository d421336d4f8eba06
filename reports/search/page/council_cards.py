"""The councils that a query names, each as a card: its page, its newest report, its latest grade of every strand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reports import frameworks
from reports.models import Authority, Inspection, Judgement
from reports.overview.strand_states import strand_state
from reports.search.query.understanding import Understood

# A name that was shared or divided stands for two or three councils; who names more wants no card of each.
MOST = 3


@dataclass(frozen=True, slots=True)
class LatestGrade:
    """The newest grade of a strand, the inspection that gave it, and in words if it was given jointly.

    `overtaken` says that a later inspection of the whole service gives this strand no grade.
    """

    strand: str
    grade: str
    start: date | None
    slug: str
    jointly: str = ""
    overtaken: bool = False


@dataclass(frozen=True, slots=True)
class CouncilCard:
    """A council, its newest report, how many reports there are, and its latest grades in the order of strands."""

    authority: Authority
    newest: Inspection
    reports: int
    grades: tuple[LatestGrade, ...]


def council_cards(understood: Understood) -> tuple[CouncilCard, ...]:
    """A card for each council that a query names and that has reports, in the query's order. Two queries, if any."""
    pks = list(dict.fromkeys(pk for place in understood.places for pk in place.authorities))[:MOST]
    if not pks:
        return ()
    inspections: dict[int, list[Inspection]] = {}
    for inspection in (
        Inspection.objects.placed()
        .filter(authority__in=pks)
        .select_related("authority")
        .prefetch_related("judgements")
        .newest_first()
    ):
        inspections.setdefault(inspection.authority_id or 0, []).append(inspection)
    return tuple(card_of(inspections[pk]) for pk in pks if pk in inspections)


def card_of(inspections: Sequence[Inspection]) -> CouncilCard:
    """The card of one council from its inspections, the newest first."""
    authority = inspections[0].authority
    assert authority is not None  # noqa: S101 - only inspections with an authority are asked for
    return CouncilCard(authority, inspections[0], len(inspections), tuple(latest_grades(inspections)))


def latest_grades(inspections: Iterable[Inspection]) -> Iterator[LatestGrade]:
    """The newest grade of each strand that the newest inspection's framework judges, and of the overall one.

    From inspections with the newest first. Children in care and care leavers may have been judged in one row.
    """
    whole = [inspection for inspection in inspections if inspection.framework in frameworks.BEYOND_BOARD]
    if not whole:
        return
    framework = frameworks.BY_KEY[whole[0].framework or ""]
    for strand in framework.strands:
        if strand == "other" or strand in frameworks.JOINT:
            continue
        for place, inspection in enumerate(whole):
            if judgement := judgement_of(inspection, strand):
                jointly = f"judged {frameworks.judged_with(strand)}" if judgement.strand != strand else ""
                yield LatestGrade(
                    strand, judgement.grade or "", inspection.start, inspection.slug, jointly, place > 0
                )
                break


def judgement_of(inspection: Inspection, strand: str) -> Judgement | None:
    """The grade that an inspection gives a strand, by itself or jointly with another; None where it gives none."""
    found = strand_state(inspection.judgements.all(), framework=inspection.framework, strand=strand)
    judgement = found.judgement or found.joint
    return judgement if judgement and judgement.grade else None
