"""The inspection frameworks as data: names, years, scales of grades, and the strands that they judge.

Imports nothing of the project. Adding a framework means adding a description here.
"""

from dataclasses import dataclass

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


STRANDS = (
    Strand("overall", "Overall effectiveness"),
    Strand("help-and-protection", "Help and protection"),
    Strand("practice", "Quality of practice"),
    Strand("care", "Children in care"),
    Strand("care-and-care-leavers", "Children in care and care leavers"),
    Strand("adoption", "Adoption"),
    Strand("care-leavers", "Care leavers"),
    Strand("leadership", "Leadership"),
    Strand("lscb", "Local Safeguarding Children Board"),
    Strand("other", "Other judgements"),
)


@dataclass(frozen=True, slots=True)
class Framework:
    """One inspection framework; `years` is the first and the last year of its inspections (None: still used)."""

    key: str
    name: str
    short: str
    years: tuple[int, int | None]
    scale: tuple[str, ...]
    strands: tuple[str, ...]


FRAMEWORKS = (
    Framework(
        key="cp",
        name="Inspection of local authority arrangements for the protection of children",
        short="Protection of children",
        years=(2012, 2013),
        scale=SCALE_2012,
        strands=("overall", "help-and-protection", "practice", "leadership"),
    ),
    Framework(
        key="lac",
        name="Inspection of safeguarding and looked after children services",
        short="Looked after children",
        years=(2013, 2013),
        scale=SCALE_2012,
        strands=("overall", "care", "care-leavers", "practice", "leadership", "other"),
    ),
    Framework(
        key="sif",
        name="Inspection of services for children in need of help and protection, "
        "children looked after and care leavers",
        short="Single inspection framework",
        years=(2013, 2018),
        scale=SCALE_2013,
        strands=("overall", "help-and-protection", "care", "adoption", "care-leavers", "leadership", "lscb"),
    ),
    Framework(
        key="lscb",
        name="Review of the effectiveness of the Local Safeguarding Children Board",
        short="Review of the LSCB",
        years=(2013, 2018),
        scale=SCALE_2013,
        strands=("lscb",),
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
    ),
)
BY_KEY = {framework.key: framework for framework in FRAMEWORKS}
