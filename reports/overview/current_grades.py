"""The latest grade of every strand of every authority, and whether the newest report still gives it."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.text import slugify

from reports import frameworks
from reports.models import Authority, Inspection, Judgement
from reports.models.grade_states import JUDGED_JOINTLY, NOT_JUDGED
from reports.models.kept_figures import kept_for_version
from reports.overview.national import place_of

STRANDS = tuple(strand.key for strand in frameworks.STRANDS if strand.key not in ("overall", "other"))
NONE, OLDER = "none", "older"


@dataclass(frozen=True, slots=True)
class CurrentGrade:
    """The newest judgement of a strand, by itself or jointly with another (`jointly`, "with children in care").

    `current`: no later report of the whole service has left the strand out. `grade` is None where that judgement gives
    none, and `start` where there is no judgement.
    """

    strand: str
    grade: str | None = None
    status: str = NONE
    start: date | None = None
    slug: str = ""
    framework: str = ""
    jointly: str = ""
    current: bool = False

    @property
    def choice(self) -> str:
        """What a filter calls it: "inadequate", "inadequate-jointly", "not-judged", "older" or "none".

        A strand that no framework in use judges keeps its last grade: every report that judged it is an older one.
        """
        if self.start is None:
            return NONE
        if not self.current and self.strand in frameworks.judged_now():
            return OLDER
        return slugify(f"{self.grade or self.status}{' jointly' if self.jointly and self.grade else ''}")

    @property
    def export_status(self) -> str:
        """How the exports write it."""
        if self.start is None:
            return "none held"
        if not self.current:
            return "superseded"
        return JUDGED_JOINTLY if self.jointly else self.status


@kept_for_version(most=1)
def current_grades() -> dict[int, dict[str, CurrentGrade]]:
    """By authority and strand, for every authority with a report; three queries at most."""
    found: dict[int, dict[str, CurrentGrade]] = {}
    newest = newest_reports()
    rows = (
        Judgement.objects.placed()
        .filter(strand__in=STRANDS)
        .order_by("inspection__authority_id", "strand", "-inspection__start", "inspection__slug", "order")
        .distinct("inspection__authority_id", "strand")
        .values_list(
            "inspection__authority_id",
            "strand",
            "grade",
            "status",
            "inspection__start",
            "inspection__slug",
            "inspection__framework",
        )
    )
    for authority, strand, grade, status, start, slug, framework in rows:
        if authority is None or start is None:
            continue
        current = start >= newest.get(authority, start)
        found.setdefault(authority, {})[strand] = CurrentGrade(
            strand, grade, status, start, slug, framework or "", current=current
        )
    return {authority: with_joint(grades) for authority, grades in found.items()}


def newest_reports() -> dict[int, date]:
    """By authority, the first day of its newest inspection of the whole service that grades anything."""
    rows = (
        Inspection.objects.placed()
        .under(*frameworks.WHOLE)
        .graded()
        .order_by("authority_id", "-start", "slug")
        .distinct("authority_id")
        .values_list("authority_id", "start")
    )
    return {authority: start for authority, start in rows if authority is not None and start is not None}


def with_joint(grades: dict[str, CurrentGrade]) -> dict[str, CurrentGrade]:
    """Every strand, those judged jointly since their last grade by themselves among them."""
    return {strand: newest_of(grades, strand) for strand in STRANDS}


def newest_of(grades: dict[str, CurrentGrade], strand: str) -> CurrentGrade:
    """A strand's own judgement, or the one it has in a row with others where that is newer."""
    own = grades.get(strand, CurrentGrade(strand))
    for row in frameworks.joint_rows(strand):
        joint = grades.get(row)
        newer = (
            joint
            and joint.status != NOT_JUDGED
            and (own.start is None or (joint.start or own.start) > own.start)
        )
        if joint and newer:
            return CurrentGrade(
                strand,
                joint.grade,
                joint.status,
                joint.start,
                joint.slug,
                joint.framework,
                frameworks.judged_with(strand),
                joint.current,
            )
    return own


def grades_of(grades: dict[int, dict[str, CurrentGrade]], authority: int, strand: str) -> CurrentGrade:
    """What one authority holds in one strand; nothing where it has no report."""
    return grades.get(authority, {}).get(strand, CurrentGrade(strand))


@dataclass(frozen=True, slots=True)
class RegionGrades:
    """The authorities of a region that have reports, each with what it holds in the strands judged today."""

    name: str
    rows: tuple[tuple[Authority, tuple[CurrentGrade, ...]], ...]


def grades_by_region() -> tuple[RegionGrades, ...]:
    """Every authority that exists today and has a report, by region from north to south. Three queries."""
    held = current_grades()
    strands = frameworks.judged_now()
    groups: dict[str, list[tuple[Authority, tuple[CurrentGrade, ...]]]] = {}
    for authority in Authority.objects.inspected().existing_on(timezone.localdate()).by_name():
        grades = tuple(grades_of(held, authority.pk, strand) for strand in strands)
        groups.setdefault(authority.region, []).append((authority, grades))
    return tuple(RegionGrades(name, tuple(groups[name])) for name in sorted(groups, key=place_of))
