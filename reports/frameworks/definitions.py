"""The inspection frameworks as data: names, years, grades and strands. Imports nothing of the project."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

# Best first. "adequate" (until 2013) and "requires improvement" (since) are different grades of
# different scales: no code may turn one into the other.
GRADES = ("outstanding", "good", "requires improvement", "adequate", "inadequate")
SCALE_2012 = ("outstanding", "good", "adequate", "inadequate")
SCALE_2013 = ("outstanding", "good", "requires improvement", "inadequate")


@dataclass(frozen=True, slots=True)
class Strand:
    """A thing that is judged, by the same key in every framework."""

    key: str
    name: str


BOARD_STRAND = "lscb"
STRANDS = (
    Strand("overall", "Overall effectiveness"),
    Strand("help-and-protection", "Help and protection"),
    Strand("practice", "Quality of practice"),
    Strand("care", "Children in care"),
    Strand("care-and-care-leavers", "Children in care and care leavers"),
    Strand("adoption", "Adoption"),
    Strand("care-leavers", "Care leavers"),
    Strand("leadership", "Leadership"),
    Strand(BOARD_STRAND, "Local Safeguarding Children Board"),
    Strand("other", "Other judgements"),
)
STRAND_NAMES = {strand.key: strand.name for strand in STRANDS}


@dataclass(frozen=True, slots=True)
class Framework:
    """One inspection framework; `years` is the first and the last year of its inspections (None: still used).

    `given_up` are the strands that its later reports judge no longer. `joint` are the rows that judge several strands
    in one grade, each with the strands that it judges.

    `whole_service`: it looks at all of a council's services for children; a grade that it does not give again is no
    longer the present one. `first_day` is the day from which its inspections may begin; `replaces_all` says that it
    then took the place of all frameworks before it, so that a chart through time shows a border there.
    `looks_at_care`: its inspections look at children in care and care leavers. `board_within`: they look at the
    safeguarding board without a part of its own in the report. `always_recommends`: every report recommends something.
    `names_inspector`: the front page names who led the inspection. `in_statistics` finds it in the inspectorate's own
    spreadsheets.
    """

    key: str
    name: str
    short: str
    years: tuple[int, int | None]
    scale: tuple[str, ...]
    strands: tuple[str, ...]
    given_up: tuple[str, ...] = ()
    joint: tuple[tuple[str, tuple[str, ...]], ...] = ()
    whole_service: bool = True
    first_day: date | None = None
    replaces_all: bool = False
    looks_at_care: bool = True
    board_within: bool = False
    always_recommends: bool = False
    names_inspector: bool = True
    in_statistics: re.Pattern[str] | None = None

    @property
    def board_alone(self) -> bool:
        """Whether it reviews a safeguarding board and nothing else."""
        return self.strands == (BOARD_STRAND,)

    @property
    def began(self) -> date:
        """The day from which its inspections may begin: the first of its first year where no other is known."""
        return self.first_day or date(self.years[0], 1, 1)


FRAMEWORKS = (
    Framework(
        key="cp",
        name="Inspection of local authority arrangements for the protection of children",
        short="Protection of children",
        years=(2012, 2013),
        scale=SCALE_2012,
        strands=("overall", "help-and-protection", "practice", "leadership"),
        whole_service=False,
        looks_at_care=False,
        board_within=True,
        always_recommends=True,
        in_statistics=re.compile(r"\bcpr?i\b|child protection", re.IGNORECASE),
    ),
    Framework(
        key="lac",
        name="Inspection of looked after children services",
        short="Looked after children",
        years=(2013, 2013),
        scale=SCALE_2012,
        strands=("overall", "care", "practice", "leadership", "other"),
        whole_service=False,
        board_within=True,
        always_recommends=True,
        in_statistics=re.compile(r"tlac|targeted looked after", re.IGNORECASE),
    ),
    Framework(
        key="sif",
        name="Inspection of services for children in need of help and protection, "
        "children looked after and care leavers",
        short="Single inspection framework",
        years=(2013, 2018),
        scale=SCALE_2013,
        strands=(
            "overall",
            "help-and-protection",
            "care",
            "adoption",
            "care-leavers",
            "leadership",
            BOARD_STRAND,
        ),
        first_day=date(2013, 11, 1),
        replaces_all=True,
        always_recommends=True,
        in_statistics=re.compile(r"\bsif\b|single inspection", re.IGNORECASE),
    ),
    Framework(
        key="lscb",
        name="Review of the effectiveness of the Local Safeguarding Children Board",
        short="Review of the LSCB",
        years=(2013, 2018),
        scale=SCALE_2013,
        strands=(BOARD_STRAND,),
        whole_service=False,
        first_day=date(2013, 11, 1),
        looks_at_care=False,
        always_recommends=True,
        names_inspector=False,
    ),
    Framework(
        key="ilacs",
        name="Inspection of local authority children's services",
        short="ILACS",
        years=(2018, None),
        scale=SCALE_2013,
        strands=(
            "overall",
            "help-and-protection",
            "care",
            "care-and-care-leavers",
            "care-leavers",
            "leadership",
        ),
        # One care row until 2022, and an overall grade until March 2026.
        given_up=("care-and-care-leavers", "overall"),
        joint=(("care-and-care-leavers", ("care", "care-leavers")),),
        replaces_all=True,
        in_statistics=re.compile(r"ilacs|standard|short", re.IGNORECASE),
    ),
)
BY_KEY = {framework.key: framework for framework in FRAMEWORKS}
JOINT = {row: strands for framework in FRAMEWORKS for row, strands in framework.joint}
# Ofsted, ILACS: inspections from this day on give each strand a grade and none overall.
NO_OVERALL_FROM = date(2026, 4, 1)
OVERALL_ENDED = f"{NO_OVERALL_FROM - timedelta(days=1):%B %Y}"
# Those of a council's services: a review of the board alone says nothing of its other strands.
BEYOND_BOARD = tuple(framework.key for framework in FRAMEWORKS if not framework.board_alone)
# Those that look at all of a council's services for children, so that what they no longer grade has no present grade.
WHOLE = tuple(framework.key for framework in FRAMEWORKS if framework.whole_service)
# Still used for new inspections.
IN_USE = tuple(framework.key for framework in FRAMEWORKS if framework.years[1] is None)


def looks_at_care(key: str | None) -> bool:
    """Whether inspections under a framework look at children in care and care leavers; not where it is unknown."""
    return key in BY_KEY and BY_KEY[key].looks_at_care


def board_within(key: str | None) -> bool:
    """Whether inspections under a framework look at the board without a part of its own in the report."""
    return key in BY_KEY and BY_KEY[key].board_within


Absence = Literal["not judged", "judged jointly", "not in framework"]


def absence(key: str | None, strand: str, judged: Collection[str] = ()) -> Absence:
    """Why a report under a framework has no judgement of a strand by itself.

    `judged` are the strands that the report judges. It judges the strand in one row with others; or its framework has
    no such judgement, or has given it up; or it has one, and this report does not judge it, as a re-inspection leaves
    out the safeguarding board.
    """
    if any(row in judged for row in joint_rows(strand)):
        return "judged jointly"
    framework = BY_KEY.get(key or "")
    has = framework is not None and strand in framework.strands and strand not in framework.given_up
    return "not judged" if has else "not in framework"


def judged_now() -> tuple[str, ...]:
    """The strands that the framework in use judges, in the order of its reports."""
    return tuple(
        strand
        for framework in FRAMEWORKS
        if framework.years[1] is None
        for strand in framework.strands
        if strand not in framework.given_up
    )


def joint_rows(strand: str) -> tuple[str, ...]:
    """The rows in which any framework judges a strand together with others."""
    return tuple(row for row, strands in JOINT.items() if strand in strands)


def judged_with(strand: str) -> str:
    """With what a strand is judged jointly: "with children in care"; empty where it never is."""
    others = [
        other.name
        for other in STRANDS
        if other.key != strand and any(other.key in JOINT[row] for row in joint_rows(strand))
    ]
    names = " and ".join(name[0].lower() + name[1:] for name in others)
    return f"with {names}" if names else ""


def judging(strand: str) -> tuple[str, ...]:
    """The keys of the frameworks of which every report can be expected to judge a strand."""
    return tuple(one.key for one in FRAMEWORKS if absence(one.key, strand) == "not judged")


def may_be_set_against(grade: str, other: str) -> bool:
    """Whether any list, arrow or line may set one grade against another: the one rule of every chart and list.

    Only grades of one scale. "Adequate" is a grade of the scale of 2012 alone and "requires improvement" of the one
    that replaced it: they are different grades, and no drawing joins them.
    """
    return any({grade, other} <= set(framework.scale) for framework in FRAMEWORKS)


def scale_of(key: str | None) -> tuple[str, ...]:
    """The grades that a framework gives, the best first; all grades where the framework is not known."""
    framework = BY_KEY.get(key or "")
    return framework.scale if framework else GRADES
