"""The front page to facts: title, authority as printed, dates, inspector."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.frameworks import LAYOUTS
from reports.frameworks.wordings import BOARD_NAME
from reports.parsing.authorities import Resolution, resolve
from reports.parsing.dates import read_date, read_period
from reports.parsing.document import Block, Line, Warning
from reports.parsing.headings import same_style
from reports.parsing.joining import without_marks
from reports.parsing.regions import FACT, HEADING_LEADING, TITLE, close
from reports.parsing.tables import is_grade_cell

# "Inspection dates: 12 – 21 November 2012", "Inspection date 27 to 31 January 2025", "Review date: 15 June 2015"
INSPECTED = re.compile(
    r"(?:(?:(?:re-?)?inspection|review|fieldwork)\s+(?:dates?(?:\(s\))?|period)"
    r"|dates?\s+of\s+(?:the\s+)?(?:inspection|review)|inspected(?:\s+on)?)\s*[:;–-]?\s*(?P<value>.+)",
    re.IGNORECASE | re.DOTALL,
)
# "Report published: 8 September 2014", "Date of publication – Monday 8 September 2014"
PUBLISHED = re.compile(
    r"(?:date\s+)?(?:report\s+)?(?:published|publication(?:\s+date)?|date\s+of\s+publication|date\s+published)"
    r"(?:\s+on)?\s*[:;–-]?\s*(?P<value>(?:[a-z]{3,6}day\s+)?\d.+)",
    re.IGNORECASE | re.DOTALL,
)
# "Lead inspector: Mary Varley HMI", "Reporting inspector Gary Lamb HMI", "Joint lead inspectors: ..."
INSPECTOR = re.compile(
    r"(?:joint\s+|ofsted\s+)?(?:lead|reporting)\s+(?:ofsted\s+|social\s+care\s+)?"
    r"(?:inspector|HMI)(?P<several>s|\(s\))?(?:\s{1,3}(?:\([^():]{1,40}\)|[^():\n]{1,40}?)(?=\s{0,3}:))?\s*[:;,–-]?\s*(?P<value>.*)",
    re.IGNORECASE,
)
# What an inspector is beside the name: "HMI", "Senior Her Majesty's Inspector", "Ofsted Inspector"
OFFICE = (
    r"(?:\b(?:Senior|Seconded|Regulatory|Social\s+Care|Ofsted|H\.?\s?M\.?(?=\s+Inspector)|H(?:er|is)\s+Majesty['’]?s?)\s+)*"
    r"\b(?:HMIs?|SHMI|H\.?\s?M\.?\s?I\b\.?|Ofsted|H(?:er|is)\s+Majesty\b|(?:Regulatory\s+)?Inspectors?)"
)
# What follows a name: "HMI", "Her Majesty's Inspector", "(seconded)", "Ofsted"
AFTER_NAME = re.compile(
    rf"(?<!\s)\s*(?:[,;(|/]|{OFFICE}|\s[–-]\s|\bAge group\b).*", re.IGNORECASE | re.DOTALL
)
# Between two names: "Mary Varley, HMI, and Gary Lamb, HMI"
BESIDE_NAME = re.compile(rf"(?<!\s)(?:\s*[,(])?\s*{OFFICE}\)?,?", re.IGNORECASE)
# Two names with an office behind the first: "Mary Varley HMI and Gary Lamb HMI"; a line that ends in "and"
OFFICES_BETWEEN = re.compile(rf"{OFFICE}\)?,?\s{{1,3}}(?:and|&)\s{{1,3}}[^\W\d_]", re.IGNORECASE)
GOES_ON = re.compile(r"(?:\band|&|,)$")
# "Shirley Bailey", "Fiona J Millns", "Paul d'Inverno", "Máire Atherton"
NAME_PART = r"(?:(?![a-zß-öø-ÿ])[^\W\d_][\w'’.-]*|[a-z]{1,3}['’][A-Z]\w+|de|van|von|der|den|da|di|la|le)"
NAME = re.compile(rf"{NAME_PART}(?:\s+(?:{NAME_PART}|and|&)){{1,6}}")
FIRST_NAME = re.compile(NAME_PART)
NEXT_FACT = re.compile(
    r"\n(?=(?:lead|reporting) (?:inspector|hmi)|(?:report )?publi|age group|inspection date|judgement|children|the )",
    re.IGNORECASE,
)
# A second visit goes on below the first: "5 to 9 December 2022 and", "and 14 to 15 February 2023"
SECOND_VISIT = re.compile(r"(?:,|\band|&)\s*\n\s*\d|\n\s*(?:and|&)\s+\d", re.IGNORECASE)
# "Inspection of Hull local authority children's services"
NAMED_IN_TITLE = (
    re.compile(
        r"inspection of (?:the )?(?P<name>.{1,100}?)(?:'s)?(?: local authority)? children's (?:social care )?services",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:focused|monitoring) visit (?:to|of) (?:the )?(?P<name>.{1,100}?)"
        r"(?: local authority)?(?: children's services)?$",
        re.IGNORECASE,
    ),
    re.compile(r"^inspection of (?:the )?(?P<name>.{1,100}?)(?:'s)?(?: local authority)?$", re.IGNORECASE),
    re.compile(rf"effectiveness of the (?P<name>.{{1,100}}?) (?:local )?{BOARD_NAME}", re.IGNORECASE),
    re.compile(r"children's (?:social care )?services (?:in|at|for) (?:the )?(?P<name>.+)$", re.IGNORECASE),
    *(layout.named_in_title for layout in LAYOUTS if layout.named_in_title),
)
# Lines of a name that is set with wide leading, in sizes of its type.
WIDE_LEADING = 2.5
BODY = ("text", "heading", "table", "bullet", "numbered", "boilerplate")
NO_NAME = re.compile(
    r"(?:the )?(?:local authority(?: arrangements.*)?|local|services for .*)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Front:
    """What the front page says of the inspection."""

    title: str | None
    printed: str | None
    resolution: Resolution
    start: date | None
    end: date | None
    published: date | None
    lead_inspector: str | None
    reinspection: bool
    warnings: tuple[Warning, ...]


def read_front(blocks: Sequence[Block]) -> Front:
    """The facts of a report; the inspector is also looked for behind the front page."""
    warnings: list[Warning] = []
    title = " ".join(block.text for block in blocks if block.role == "title") or None
    title = without_marks(title) if title else None
    facts = facts_of(blocks)
    period = first_period(facts)
    if period is None:
        warnings.append(Warning("no-dates", "The dates of the inspection were not found.", 1))
    start, end = period or (None, None)
    printed, resolution = authority_of(blocks, title, on=start)
    warnings.extend(authority_warnings(printed, resolution))
    return Front(
        title=title,
        printed=printed,
        resolution=resolution,
        start=start,
        end=end,
        published=first_published(facts),
        lead_inspector=inspector_of(facts) or inspector_of(lines_with_next(blocks)),
        reinspection=bool(title and re.search(r"\bre-?\s?inspection", title, re.IGNORECASE)),
        warnings=tuple(warnings),
    )


def facts_of(blocks: Sequence[Block]) -> list[str]:
    """The front page's lines, each fact with what follows it: a value may be on the next line."""
    front = [line for block in blocks if block.role in ("front", "title") for line in block.lines]
    front.sort(key=lambda line: line.number)
    texts = [line.text.replace("\t", " ") for line in front]
    return ["\n".join(texts[index : index + 3]) for index in range(len(texts))]


def lines_with_next(blocks: Sequence[Block]) -> list[str]:
    """Each line of the body with the next one below it."""
    body = [line.text.replace("\t", " ") for block in blocks if block.role in BODY for line in block.lines]
    return [f"{text}\n{following}" for text, following in itertools.pairwise([*body, ""])]


def first_period(facts: Sequence[str]) -> tuple[date, date] | None:
    for fact in facts:
        if match := INSPECTED.match(fact):
            value = NEXT_FACT.split(match["value"])[0]
            alone = complete_line(value) and not SECOND_VISIT.search(value)
            if period := (read_period(value.split("\n")[0]) if alone else None) or read_period(value):
                return period
    return None


def complete_line(value: str) -> bool:
    """Whether the first line of a value is whole: it ends in a year."""
    return bool(re.search(r"\d{4}\W*$|/\d\d\W*$", value.split("\n")[0]))


def first_published(facts: Sequence[str]) -> date | None:
    for fact in facts:
        if (match := PUBLISHED.match(fact)) and (found := read_date(match["value"])):
            return found
    return None


def inspector_of(texts: Sequence[str]) -> str | None:
    """The name behind "Lead inspector" or "Reporting inspector", on its line or the next."""
    for text in texts:
        match = INSPECTOR.match(text)
        if not match:
            continue
        value, below = match["value"], " ".join(text.split("\n")[1:2])
        wrapped = [f"{value} {below}"] if FIRST_NAME.fullmatch(value.strip()) else []
        joined = [f"{value} {below}"] if GOES_ON.search(value.rstrip()) else []
        for words in (*joined, value, below, *wrapped):
            several = bool(match["several"] or OFFICES_BETWEEN.search(words))
            if name := name_of(words, several=several):
                return name
    return None


def name_of(words: str, *, several: bool) -> str | None:
    """The name that words begin with, without offices; with `several`, all names that "and" joins."""
    if several and (names := " ".join(BESIDE_NAME.sub("", f" {words}").split())) and NAME.fullmatch(names):
        return names
    name = " ".join(AFTER_NAME.sub("", f" {words}", count=1).split()).rstrip(".–- ")
    return name if NAME.fullmatch(name) else None


def authority_of(
    blocks: Sequence[Block], title: str | None, *, on: date | None
) -> tuple[str | None, Resolution]:
    """The authority as printed and as resolved: named in the title, or in the largest type on the front page.

    A name of one authority goes before one that may mean several: a trust works for more than one council, and
    another line of the front page says for which of them it was inspected.
    """
    candidates = [*names_in_title(title or ""), *names_on_front(blocks)]
    resolved = [(name, resolve(name, on=on)) for name in candidates]
    for name, resolution in resolved:
        if resolution.entry:
            return name, resolution
    for name, resolution in resolved:
        if resolution.candidates:
            return name, resolution
    return (candidates[0] if candidates else None), Resolution(None)


def names_in_title(title: str) -> list[str]:
    title = title.replace("’", "'")
    found = (wording.search(title) for wording in NAMED_IN_TITLE)
    return [match["name"] for match in found if match and not NO_NAME.fullmatch(match["name"])]


def names_on_front(blocks: Sequence[Block]) -> list[str]:
    """What is on the front page beside the title and the facts, in the largest type first."""
    front = sorted(
        (line for block in blocks if block.role == "front" for line in block.lines),
        key=lambda line: line.number,
    )
    # "North" set far above "Somerset" is read as one name before its parts are: alone they may name another.
    groups = [*groups_of(front, within=WIDE_LEADING), *groups_of(front, within=HEADING_LEADING)]
    named = [group for group in groups if may_name(group[0].text)]
    named.sort(key=lambda group: -(group[0].size or 0.0))
    return [without_marks(" ".join(line.text for line in group)) for group in named]


def groups_of(front: Sequence[Line], *, within: float) -> list[list[Line]]:
    """Neighbouring lines of one type that stand so near to each other, in sizes of the type."""
    groups: list[list[Line]] = []
    for line in front:
        if (
            groups
            and line.size
            and same_style(groups[-1][-1], line)
            and close(groups[-1][-1], line, within=within)
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def may_name(text: str) -> bool:
    return len(text) < 80 and not FACT.match(text) and not TITLE.match(text) and not is_grade_cell(text)


def authority_warnings(printed: str | None, resolution: Resolution) -> list[Warning]:
    if resolution.entry:
        return []
    if resolution.candidates:
        names = " or ".join(entry.name for entry in resolution.candidates)
        return [Warning("ambiguous-authority", f"The name “{printed}” may mean {names}.", 1)]
    if printed:
        return [Warning("unknown-authority", f"The reference list has no authority named “{printed}”.", 1)]
    return [Warning("unknown-authority", "No authority's name was found on the front page.", 1)]
