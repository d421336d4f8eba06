"""The front page to facts: title, authority as printed, dates, inspector."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.parsing.authorities import Resolution, resolve
from reports.parsing.dates import read_date, read_period
from reports.parsing.document import Block, Line, Warning
from reports.parsing.headings import same_style
from reports.parsing.joining import without_marks
from reports.parsing.regions import FACT, TITLE, close
from reports.parsing.tables import is_grade_cell

# "Inspection dates: 12 – 21 November 2012", "Inspection date 27 to 31 January 2025"
INSPECTED = re.compile(
    r"(?:(?:re-?)?inspection\s+dates?(?:\(s\))?|dates?\s+of\s+(?:the\s+)?inspection|inspected(?:\s+on)?)\s*:?\s*(?P<value>.+)",
    re.IGNORECASE | re.DOTALL,
)
PUBLISHED = re.compile(
    r"(?:report\s+)?(?:published|publication\s+date|date\s+of\s+publication|date\s+published)(?:\s+on)?\s*:?\s*(?P<value>\d.+)",
    re.IGNORECASE | re.DOTALL,
)
# "Lead inspector: Mary Varley HMI", "Reporting inspector Gary Lamb HMI"
INSPECTOR = re.compile(r"(?:lead|reporting)\s+inspectors?\s*[:–-]?\s*(?P<value>.*)", re.IGNORECASE)
# What follows a name: "HMI", "Her Majesty's Inspector", "(seconded)", "Ofsted"
AFTER_NAME = re.compile(
    r"\s*(?:[,;(]|\b(?:Senior\s+)?(?:HMIs?|SHMI|Ofsted|H(?:er|is)\s+Majesty)\b|\s[–-]\s|\bAge group\b).*",
    re.IGNORECASE | re.DOTALL,
)
# "Shirley Bailey", "Fiona J Millns", "Paul d'Inverno"
NAME_PART = r"(?:[A-Z][\w'’.-]*|[a-z]{1,3}['’][A-Z]\w+|de|van|von|der|la|le)"
NAME = re.compile(rf"{NAME_PART}(?:\s+(?:{NAME_PART}|and|&)){{1,6}}")
NEXT_FACT = re.compile(
    r"\n(?=(?:lead|reporting) inspector|(?:report )?publi|age group|inspection date|judgement|children|the )",
    re.IGNORECASE,
)
# "Inspection of Hull local authority children's services"
NAMED_IN_TITLE = (
    re.compile(
        r"inspection of (?:the )?(?P<name>.+?)(?:'s)?(?: local authority)? children's (?:social care )?services",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:focused|monitoring) visit (?:to|of) (?:the )?(?P<name>.+?)(?: local authority)?(?: children's services)?$",
        re.IGNORECASE,
    ),
    re.compile(r"^inspection of (?:the )?(?P<name>.+?)(?:'s)?(?: local authority)?$", re.IGNORECASE),
    re.compile(r"effectiveness of the (?P<name>.+?) (?:local )?safeguarding children board", re.IGNORECASE),
)
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
    """The front page's lines, each fact with what follows it: a value may stand on the next line."""
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
            if period := read_period(value.split("\n")[0]) if complete_line(value) else read_period(value):
                return period
            if period := read_period(value):
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
        for value in (match["value"], *text.split("\n")[1:2]):
            name = " ".join(AFTER_NAME.sub("", f" {value}", count=1).split())
            if NAME.fullmatch(name):
                return name
    return None


def authority_of(
    blocks: Sequence[Block], title: str | None, *, on: date | None
) -> tuple[str | None, Resolution]:
    """The authority as printed and as resolved: named in the title, or in the largest type on the front page."""
    candidates = [*names_in_title(title or ""), *names_on_front(blocks)]
    for name in candidates:
        resolution = resolve(name, on=on)
        if resolution.entry or resolution.candidates:
            return name, resolution
    return (candidates[0] if candidates else None), Resolution(None)


def names_in_title(title: str) -> list[str]:
    title = title.replace("’", "'")
    found = (wording.search(title) for wording in NAMED_IN_TITLE)
    return [match["name"] for match in found if match and not NO_NAME.fullmatch(match["name"])]


def names_on_front(blocks: Sequence[Block]) -> list[str]:
    """What stands on the front page beside the title and the facts, in the largest type first."""
    front = sorted(
        (line for block in blocks if block.role == "front" for line in block.lines),
        key=lambda line: line.number,
    )
    groups: list[list[Line]] = []
    for line in front:
        if groups and line.size and same_style(groups[-1][-1], line) and close(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    named = [group for group in groups if may_name(group[0].text)]
    named.sort(key=lambda group: -(group[0].size or 0.0))
    return [without_marks(" ".join(line.text for line in group)) for group in named]


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
