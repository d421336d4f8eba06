"""The kinds of document that are not graded inspections, as data: by which words each is known, and its headings.

Imports `frameworks` alone. Adding a kind means adding a description here; `parsing/other_kinds.py` says which reader
takes its lists.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reports.frameworks import pattern

Setting = Literal["letter", "joint letter", "area report", "review"]


@dataclass(frozen=True, slots=True)
class OtherKind:
    """A kind without grades. `recognised_by` is matched with a line that begins its title.

    `setting` says how it is set out: a letter that one inspector signs, one that several inspectorates sign, an area
    report with tables of what is to be done, or a review, which has no key: it stays a document of an unknown kind.
    `place` finds the authority's name in the title or in the first sentence, `theme` the matter that was looked at.
    `sign` is its sign as an SVG path in a box of 16 by 16. `is_followed`: what it asks for is followed into the next
    inspection, and what an inspection asked for into it. `in_statistics` finds it in the inspectorate's own
    spreadsheets.
    """

    key: str | None
    name: str
    plural: str
    # Beside its sign in a drawing.
    word: str
    years: tuple[int, int | None]
    recognised_by: re.Pattern[str]
    setting: Setting
    place: tuple[re.Pattern[str], ...]
    theme: tuple[re.Pattern[str], ...] = ()
    signed_by_all: bool = False
    # Whom a reference names: a whole area is inspected together with other inspectorates.
    author: str = "Ofsted"
    # A cross, where a kind has no sign of its own.
    sign: str = "M8 2v12M2 8h12"
    is_followed: bool = False
    in_statistics: re.Pattern[str] | None = None

    @property
    def has_outcome(self) -> bool:
        """Whether its reports come to an outcome, which is not a grade."""
        return self.setting == "area report"


def phrase(wording: str) -> re.Pattern[str]:
    return re.compile(wording, re.DOTALL)


SERVICES = r"(?:,? (?:local authority )?[Cc]hildren['’]s (?:social care )?services)"
OTHER_KINDS = (
    OtherKind(
        key="visit",
        name="Focused visit",
        plural="focused visits",
        word="Visit",
        years=(2018, None),
        recognised_by=pattern(
            r"^(?:ofsted )?(?:focused|assurance) visit (?:to|of)\b",
            r"^this letter summarises the findings of (?:a|the) focused visit\b",
        ),
        setting="letter",
        # A flag.
        sign="M3 15.5V1h10.5l-3 3.8 3 3.8H3",
        is_followed=True,
        in_statistics=re.compile(r"focused", re.IGNORECASE),
        place=(
            phrase(
                rf"^(?:Ofsted )?(?:[Ff]ocused|[Aa]ssurance) visit (?:to|of) (?:the )?(?P<name>.+?){SERVICES}?$"
            ),
            phrase(rf"(?:focused|assurance) visit (?:to|of) (?:the )?(?P<name>.{{1,90}}?){SERVICES} on \d"),
        ),
        theme=(
            phrase(
                r"\bInspectors (?:also |primarily |specifically )?"
                r"(?:looked (?:specifically |closely )?at|reviewed|considered|evaluated|focused on|examined|explored)"
                r" (?!(?:a|the) [\w, -]{0,30}range of|local authority performance|[\w’' ]{0,30}records)(?P<theme>.+)"
            ),
            phrase(
                r"\b(?:[Tt]his|[Tt]he) (?:focused )?visit "
                r"(?:looked at|considered|reviewed|(?:was )?focused (?:specifically )?on)"
                r" (?P<theme>.+)"
            ),
            phrase(r"\b[Tt]he focus of (?:this|the) visit was (?P<theme>.+)"),
        ),
    ),
    OtherKind(
        key="jtai",
        name="Joint targeted area inspection",
        plural="joint targeted area inspections",
        word="JTAI",
        years=(2016, None),
        recognised_by=pattern(r"^joint targeted area inspection (?:\(jtai\) )?of\b"),
        setting="joint letter",
        # Three circles.
        sign=(
            "M11.3 4.2a3.3 3.3 0 1 1-6.6 0a3.3 3.3 0 1 1 6.6 0z"
            "M7.3 11a3.3 3.3 0 1 1-6.6 0a3.3 3.3 0 1 1 6.6 0z"
            "M15.3 11a3.3 3.3 0 1 1-6.6 0a3.3 3.3 0 1 1 6.6 0z"
        ),
        place=(
            phrase(r"^[Jj]oint .*\b(?:response|approach|identification)\b.* in (?:the )?(?P<name>\S.*?)$"),
            phrase(r"^[Jj]oint targeted area inspection of (?:the )?(?P<name>.+)$"),
        ),
        theme=(
            phrase(
                r"deep[ -]?\s?dive[’'”\"]*\s+focus(?:ed)? on (?:the (?:multi-agency )?response to )?(?P<theme>.+)"
            ),
            phrase(r"(?:\(JTAI\)|inspection) of the multi-agency (?:response to )?(?P<theme>.+)"),
        ),
        signed_by_all=True,
        author="Ofsted and others",
    ),
    OtherKind(
        key="send",
        name="Area SEND inspection",
        plural="area SEND inspections",
        word="SEND",
        years=(2023, None),
        recognised_by=pattern(r"^area send (?:full )?inspection of\b"),
        setting="area report",
        # A hexagon.
        sign="M8 1l6.2 3.5v7L8 15l-6.2-3.5v-7z",
        author="Ofsted and the Care Quality Commission",
        place=(
            phrase(
                r"^Area SEND (?:full )?[Ii]nspection of (?:the )?(?P<name>.+?)"
                r"(?:['’]s?)?(?: [Ll]ocal)?(?: [Aa]rea)?(?: [Pp]artnership)?$"
            ),
        ),
    ),
)
# Joint area reviews (until 2009) stay documents of an unknown kind: whom they are about and what they ask for is read.
JOINT_AREA_REVIEW = OtherKind(
    key=None,
    name="Joint area review",
    plural="joint area reviews",
    word="Review",
    years=(2005, 2009),
    recognised_by=pattern(r"^joint area review\b", r"^inspection of progress made in "),
    setting="review",
    place=(
        phrase(r"^.* in (?:the )?(?P<name>[A-Z].*)$"),
        phrase(r"^[Jj]oint area review(?: of|:)? (?P<name>.+?)(?:['’]s?)? [Cc]hildren['’]s"),
    ),
)
# Monitoring visits (from 2016) likewise: a letter between two inspections of an authority that was inadequate.
MONITORING_VISIT = OtherKind(
    key=None,
    name="Monitoring visit",
    plural="monitoring visits",
    word="Monitoring",
    years=(2016, None),
    recognised_by=pattern(
        r"^(?:ofsted )?(?:first |second |third |fourth |fifth |sixth )?monitoring visit (?:to|of)\b",
        r"^(?:this|the) letter (?:summarises|contains a summary of) the findings of (?:a|the) monitoring visit\b",
    ),
    setting="letter",
    place=(
        phrase(rf"^(?:.{{1,8}} )?[Mm]onitoring visit (?:to|of) (?:the )?(?P<name>.+?){SERVICES}?$"),
        phrase(rf"monitoring visit (?:to|of) (?:the )?(?P<name>.{{1,90}}?){SERVICES} on \d"),
    ),
)
UNNAMED = (JOINT_AREA_REVIEW, MONITORING_VISIT)
BY_KEY = {kind.key: kind for kind in OTHER_KINDS if kind.key}
FOLLOWED = tuple(key for key, kind in BY_KEY.items() if kind.is_followed)
WITH_OUTCOME = tuple(key for key, kind in BY_KEY.items() if kind.has_outcome)
# What a list, a facet or an export calls an inspection that gives grades.
GRADED = "inspection"
# Every kind by its key, in the order of facets: name of one, name of several.
KIND_NAMES: dict[str, tuple[str, str]] = {
    GRADED: ("Graded inspection", "graded inspections"),
    **{key: (kind.name, kind.plural) for key, kind in BY_KEY.items()},
}


def name_of_kind(key: str, count: int) -> str:
    """What so many of a kind are called within a sentence: "focused visit", "focused visits"."""
    one, several = KIND_NAMES[key]
    return one[:1].lower() + one[1:] if count == 1 else several


# Best first. It is not a grade: it has a scale of its own, and is never counted among grades.
OUTCOMES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("widespread and/or systemic failings", pattern(r"widespread (?:and/or|and|or) systemic failings")),
    ("inconsistent", pattern(r"\binconsistent experiences")),
    ("typically positive", pattern(r"typically lead to positive|typically positive")),
)
OUTCOME_KEYS = tuple(outcome for outcome, _ in OUTCOMES)
# Headings over what is to be done.
PRIORITY = pattern(r"^(?:areas? for )?(?:immediate )?priority actions?\b(?: in .{0,60})?\W{0,3}$")
TO_IMPROVE = pattern(
    r"^what needs to improve\b.{0,75}$",
    r"^areas? (?:for|requiring|of) (?:further )?(?:improvement|development)(?: in .{0,60})?\W{0,3}$",
    r"^priorities for further improvement\W{0,3}$",
)
# Headings that end a list of what is to be done, whatever its kind.
AFTER_LISTS = pattern(
    r"^(?:headline |main |key |inspection )?findings$",
    r"^overview$",
    r"^context$",
    r"^(?:key )?strengths\b.{0,40}$",
    r"^next steps$",
    r"^yours sincerely,?$",
    r"^local area partnership details$",
    r"^information about th(?:e|is) (?:local area|inspection)",
)
# Headings that end the opening of a letter: address, greeting, and what was looked at.
FINDINGS = pattern(
    r"^(?:headline |main |key |inspection |summary of )?findings\b.{0,40}$",
    r"^(?:key )?strengths\b.{0,40}$",
    r"^overview\b.{0,40}$",
    r"^what needs to improve\b.{0,75}$",
    r"^areas? (?:for|requiring|of) .{0,60}$",
)


def past_opening(headings: Sequence[Sequence[str]]) -> int:
    """How many paragraphs of a letter are before its findings; 0 where no heading shows it. `headings` are those that
    each paragraph is under, the outermost first."""
    for place, path in enumerate(headings):
        if any(FINDINGS.search(heading.lower().replace("’", "'")) for heading in path):
            return place
    return 0


# A box that interrupts a list: its text belongs to no item.
BOXES = pattern(r"^(?:case|practice) stud(?:y|ies)\b", r"^places and spaces\b")
# "No areas for priority action were identified": an item that says that there is none.
NONE_FOUND = pattern(
    r"\bno (?:areas?|actions?) (?:for|of|requiring) (?:priority|immediate|improvement)",
    r"\bno priority actions?\b",
)
# A theme that points back to what was named before: the title says it.
POINTS_BACK = pattern(r"\b(?:these|this|those) (?:vulnerab|group|issue|area)")
