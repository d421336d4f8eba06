"""An authority's inspections through time: which strand was given which grade, and what may be compared."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports import frameworks
from reports.charts import timeline
from reports.charts.visits import Ungraded
from reports.frameworks import other_kinds
from reports.frameworks.other_kinds import FOLLOWED, KIND_NAMES, name_of_kind
from reports.models import Authority, Correction, Inspection, Judgement
from reports.models.grade_states import NOT_IN_FRAMEWORK
from reports.overview.standings import counted
from reports.overview.strand_states import StrandState, strand_state

DRAWN = 20  # graded inspections in the picture and its table: more are no picture, and half a megabyte


@dataclass(frozen=True, slots=True)
class Cell:
    """One strand in one report: the judgement, or None where the report has none of that strand."""

    inspection: Inspection
    strand: str
    judgement: Judgement | None
    printed: str | None
    state: StrandState

    @property
    def absent(self) -> str:
        """Why the report has no judgement of the strand by itself, where it has none."""
        return self.state.absence

    @property
    def corrected(self) -> bool:
        """Whether a curator set the grade."""
        return self.printed is not None


@dataclass(frozen=True, slots=True)
class StrandRow:
    """One strand across the inspections, the oldest first; or one judgement that fits no strand, named as printed."""

    key: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One inspection in the list, with those before it that it is compared with, and its grades counted. A visit or an
    area inspection has none, and no `overall`."""

    inspection: Inspection
    overall: Cell | None
    compared: tuple[Inspection, ...] = ()
    grades: tuple[tuple[str, int], ...] = ()

    @property
    def earlier(self) -> Inspection | None:
        """The graded inspection before it."""
        return next((one for one in self.compared if not one.kind), None)


@dataclass(frozen=True, slots=True)
class History:
    """Everything that an authority's page says of its inspections. `entries` are those that give grades, `all_kinds`
    those with the visits and area inspections between them: the newest first. `strands` and `timeline` are of the
    graded inspections in `drawn`, the last of them, the oldest first."""

    entries: tuple[Entry, ...]
    all_kinds: tuple[Entry, ...]
    strands: tuple[StrandRow, ...]
    timeline: timeline.Timeline | None
    drawn: tuple[Inspection, ...]

    @property
    def ungraded(self) -> list[Inspection]:
        """The visits and area inspections, the newest first."""
        return [entry.inspection for entry in self.all_kinds if entry.inspection.kind]

    @property
    def ungraded_counts(self) -> list[str]:
        """How many there are of each kind: ["2 focused visits", "1 area SEND inspection"]."""
        counts = Counter(inspection.kind for inspection in self.ungraded)
        return [f"{counts[key]} {name_of_kind(key, counts[key])}" for key in KIND_NAMES if counts[key]]

    @property
    def inspections(self) -> list[Inspection]:
        """The oldest first."""
        return [entry.inspection for entry in reversed(self.entries)]


def history_of(authority: Authority, *, today: date) -> History:
    """The history of one authority up to `today`, in a number of queries that does not depend on its length."""
    held = list(
        Inspection.objects.of(authority)
        .listed()
        .with_counts()
        .prefetch_related("judgements", "corrections")
        .oldest_first()
    )
    inspections = [inspection for inspection in held if not inspection.kind]
    drawn = inspections[-DRAWN:]
    strands = strands_of(drawn)
    overall = {cell.inspection.pk: cell for cell in row_of("overall", "Overall", inspections).cells}
    entries = [
        Entry(
            inspection,
            overall.get(inspection.pk),
            compared_with(inspection, held[:place]),
            counted({"grade": judgement.grade} for judgement in inspection.judgements.all()),
        )
        for place, inspection in enumerate(held)
    ]
    return History(
        entries=tuple(entry for entry in reversed(entries) if not entry.inspection.kind),
        all_kinds=tuple(reversed(entries)),
        strands=strands,
        timeline=timeline_of(beside(drawn, held), strands, today=today) if drawn else None,
        drawn=tuple(drawn),
    )


def beside(drawn: Sequence[Inspection], held: Sequence[Inspection]) -> Sequence[Inspection]:
    """The inspections that are drawn, with the visits and area inspections since the first of them; with all of those
    where no graded inspection is left out."""
    is_whole = len(drawn) == sum(not inspection.kind for inspection in held)
    return held if is_whole else held[held.index(drawn[0]) :]


def compared_with(inspection: Inspection, before: Sequence[Inspection]) -> tuple[Inspection, ...]:
    """The graded inspection before this one; of a graded one the visits since then too: what they said is followed."""
    since: list[Inspection] = []
    for other in reversed(before):
        if not other.kind:
            return (other, *reversed(since))
        if other.kind in FOLLOWED and not inspection.kind:
            since.append(other)
    return tuple(reversed(since))


def strands_of(inspections: Sequence[Inspection]) -> tuple[StrandRow, ...]:
    """The strands that any of these reports judges, in the archive's order, and what they judge besides."""
    judgements = [judgement for inspection in inspections for judgement in inspection.judgements.all()]
    seen = {judgement.strand for judgement in judgements} - {"other"}
    # "other" gathers several judgements of one report that fit no strand: each label is a row of its own.
    labels = dict.fromkeys(judgement.label for judgement in judgements if judgement.strand == "other")
    return (
        *(
            row_of(strand.key, strand.name, inspections)
            for strand in frameworks.STRANDS
            if strand.key in seen
        ),
        *(other_row(label, inspections) for label in labels),
    )


def row_of(key: str, name: str, inspections: Sequence[Inspection]) -> StrandRow:
    """One strand across the inspections; of several judgements in one report the first printed counts."""
    return StrandRow(key, name, tuple(cell_of(inspection, key) for inspection in inspections))


def other_row(label: str, inspections: Sequence[Inspection]) -> StrandRow:
    """One judgement that fits no strand across the inspections, by its label."""
    cells = (cell_of(inspection, "other", label=label) for inspection in inspections)
    return StrandRow(f"other: {label}", label, tuple(cells))


def cell_of(inspection: Inspection, strand: str, *, label: str | None = None) -> Cell:
    """One strand in one report: its first judgement, or the first with this label."""
    same = [each for each in inspection.judgements.all() if each.strand == strand]
    judgement = next((each for each in same if label in (None, each.label)), None)
    order = same.index(judgement) + 1 if judgement else 1
    printed = next(
        (
            correction.printed or "no grade"
            for correction in inspection.corrections.all()
            if (correction.field, correction.strand, correction.order)
            == (Correction.Field.GRADE, strand, order)
        ),
        None,
    )
    state = strand_state(inspection.judgements.all(), framework=inspection.framework, strand=strand)
    return Cell(inspection, strand, judgement, printed, state)


def timeline_of(
    held: Sequence[Inspection], strands: Sequence[StrandRow], *, today: date
) -> timeline.Timeline:
    """The drawing of the same table, with the visits and area inspections on a lane of their own."""
    inspections = [inspection for inspection in held if not inspection.kind]
    visits = [
        timeline.Visit(
            url=inspection.get_absolute_url(),
            start=inspection.start,
            framework=inspection.framework or "",
            framework_name=frameworks.BY_KEY[inspection.framework or ""].short,
            states={
                row.key: state_of(row.cells[place])
                for row in strands
                if row.cells[place].judgement is not None or row.cells[place].absent != NOT_IN_FRAMEWORK
            },
        )
        for place, inspection in enumerate(inspections)
        if inspection.start is not None
    ]
    return timeline.draw(
        visits,
        strands=[(row.key, row.name) for row in strands],
        today=today,
        ungraded=[ungraded_of(inspection) for inspection in held if inspection.kind],
    )


def ungraded_of(inspection: Inspection) -> Ungraded:
    """A visit or an area inspection as the drawing knows it."""
    assert inspection.start is not None  # noqa: S101 - it has a place
    kind = other_kinds.BY_KEY[inspection.kind]
    said = inspection.outcome or inspection.theme
    title = f"{kind.name}, {inspection.start:%B %Y}" + (f": {said}" if said else "")
    return Ungraded(inspection.get_absolute_url(), inspection.start, kind.key or "", kind.word, title)


def state_of(cell: Cell) -> timeline.State:
    """A cell as the drawing knows it."""
    judgement = cell.judgement
    if judgement is None:
        return timeline.State(word=cell.absent, graded=False)
    return timeline.State(
        word=judgement.grade or judgement.status,
        graded=judgement.grade is not None,
        corrected=cell.corrected,
    )
