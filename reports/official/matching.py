"""Which inspection of the archive a row of the statistics is about, and what the two say differently."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reports import frameworks
from reports.models import Inspection
from reports.official.spreadsheet import OfficialRow

# Days by which a row's first day may miss the inspection's and still mean it: typing errors, set-up days.
NEAR_START = 45
# Days from the last day of an inspection to the day when its report is out; a few were out a year later.
SOONEST, LATEST = -5, 400
# Where a day of publication is the report's own or a curator's, so that it can be compared.
SAID_BY_THE_REPORT = ("", "printed", "correction")
# Days by which two publication dates of one report may differ.
NEAR_PUBLICATION = 60
# The statistics write "requires improvement" for the "adequate" of inspections before this day.
RECODED_BEFORE = date(2013, 11, 1)
# Where a report judges in one row what the statistics have in another column.
TOGETHER = {
    "care": ("care", "care-and-care-leavers"),
    "care-and-care-leavers": ("care-and-care-leavers", "care"),
}


@dataclass(slots=True)
class Compared:
    """A row beside the inspection that it is about, if the archive has it.

    `agreed` counts what both say alike, by what it is: "grades", "start", "published".
    """

    row: OfficialRow
    inspection: Inspection | None
    differences: list[dict[str, str]] = field(default_factory=list)
    recoded: list[dict[str, str]] = field(default_factory=list)
    agreed: dict[str, int] = field(default_factory=lambda: {"grades": 0, "start": 0, "published": 0})


def match(rows: Sequence[OfficialRow], inspections: Iterable[Inspection]) -> list[Inspection | None]:
    """For each row of one authority the inspection that it is about; no inspection is given to two rows."""
    held = list(inspections)
    pairs = sorted(
        (distance, index, place)
        for index, row in enumerate(rows)
        for place, inspection in enumerate(held)
        if (distance := days_apart(row, inspection)) is not None
    )
    found: list[Inspection | None] = [None] * len(rows)
    taken: set[int] = set()
    for _, index, place in pairs:
        if found[index] is None and place not in taken:
            found[index] = held[place]
            taken.add(place)
    return found


def days_apart(row: OfficialRow, inspection: Inspection) -> int | None:
    """How many days speak against a row and an inspection being the same; None where they cannot be."""
    if inspection.start is None or not may_be_kind(row, inspection.code):
        return None
    if row.start:
        apart = abs((row.start - inspection.start).days)
        return apart if apart <= NEAR_START else None
    if row.published is None:
        return None
    if inspection.published and inspection.published_from in SAID_BY_THE_REPORT:
        apart = abs((row.published - inspection.published).days)
        if apart <= NEAR_PUBLICATION:
            return apart
    passed = (row.published - (inspection.end or inspection.start)).days
    return abs(passed) if SOONEST <= passed <= LATEST else None


def may_be_kind(row: OfficialRow, code: str) -> bool:
    """Whether a row's kind is this framework, or this kind without grades; a sheet without kinds lists inspections of
    a council's services."""
    return code == row.kind if row.kind else code in frameworks.BEYOND_BOARD


def compare(row: OfficialRow, inspection: Inspection | None) -> Compared:
    """A row beside its inspection: every grade, the first day and the day of publication."""
    compared = Compared(row, inspection)
    if inspection is None:
        return compared
    ours = {judgement.strand: judgement.grade or "" for judgement in reversed(inspection.judgements.all())}
    for strand, official in row.grades.items():
        compare_grade(compared, strand, official, ours)
    compare_day(compared, "start", row.start, inspection.start)
    if inspection.published_from in SAID_BY_THE_REPORT:
        compare_day(compared, "published", row.published, inspection.published)
    return compared


def compare_grade(compared: Compared, strand: str, official: str, ours: Mapping[str, str]) -> None:
    """Add what one column gives: alike, different, or recoded. A cell that says "-" gives nothing."""
    if official == "-" or compared.inspection is None:
        return
    mine = next((ours[one] for one in TOGETHER.get(strand, (strand,)) if one in ours), "")
    if strand == frameworks.BOARD_STRAND and not mine:
        # Some boards were reviewed in a report of their own.
        return
    difference = {"what": strand, "official": official, "ours": mine}
    if official == mine:
        compared.agreed["grades"] += 1
    elif is_recoded(official, mine, compared.inspection.start):
        compared.recoded.append(difference)
    else:
        compared.differences.append(difference)


def is_recoded(official: str, ours: str, start: date | None) -> bool:
    return (
        ours == "adequate"
        and official == "requires improvement"
        and start is not None
        and start < RECODED_BEFORE
    )


def compare_day(compared: Compared, what: str, official: date | None, ours: date | None) -> None:
    if official is None or ours is None:
        return
    if official == ours:
        compared.agreed[what] += 1
    else:
        compared.differences.append(
            {"what": what, "official": official.isoformat(), "ours": ours.isoformat()}
        )


def by_authority(rows: Iterable[tuple[OfficialRow, int | None]]) -> dict[int, list[OfficialRow]]:
    """Rows under the primary keys of their authorities."""
    groups: dict[int, list[OfficialRow]] = defaultdict(list)
    for row, authority in rows:
        if authority is not None:
            groups[authority].append(row)
    return groups
