"""What the opening of a letter or an area report says: its title, whom it is about, when, and what was looked at."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reports.frameworks.other_kinds import AFTER_LISTS, POINTS_BACK, PRIORITY, TO_IMPROVE, OtherKind
from reports.parsing.authorities import Resolution, resolve
from reports.parsing.dates import MONTH, read_date, read_period
from reports.parsing.document import Line
from reports.parsing.front import NAME_PART
from reports.parsing.headings import folded, same_style
from reports.parsing.joining import Vocabulary, without_marks

OPENING_PAGES = 2
LONGEST_TITLE = 5
# Lines of a title are no further apart than this, in sizes of its type.
TITLE_LEADING = 1.6
MONTH_NAME = MONTH.replace("?P<month>", "?:")
ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
# "20 and 21 September 2022", "27 February and 3 March 2017", "20 and 24 June"
DAYS = re.compile(
    rf"(?<!\d)(?P<days>{ORDINAL}(?:\s*(?:,|–|-|&|\band\b|\bto\b|\buntil\b|\bfrom\b|(?:mon|tues|wednes|thurs|fri)day\b|{ORDINAL}|{MONTH_NAME}|20\d\d\b))*)",
    re.IGNORECASE,
)
HAS_MONTH = re.compile(rf"\d\s*(?:st|nd|rd|th)?\s+{MONTH_NAME}", re.IGNORECASE)
HAS_YEAR = re.compile(r"\b20\d\d\b")
LETTER_DATE = re.compile(rf"(?:published:?\s*)?{ORDINAL}\s+{MONTH_NAME}\s+\d{{4}}", re.IGNORECASE)
YEAR = re.compile(r"\d{4}$")
FULL_NAME = rf"{NAME_PART}(?:\s+{NAME_PART}){{1,4}}?"
# "The inspectors were A, HMI, and B", "The visit was carried out by Her Majesty's Inspectors A and B"
VISITED_BY = re.compile(
    r"(?:[Ii]nspectors?\b(?: \(HMIs?\))?(?: (?:for|on) this visit)? (?:was|were)"
    r"|(?:carried out|conducted|undertaken|completed|led) by)\s+"
    r"(?:(?:two of )?H(?:er|is) Majesty['’]s [Ii]nspectors?,?\s+|HMIs?\s+)?"
    rf"(?P<name>{FULL_NAME})(?=\s*(?:,|\.|\(|\band\b|\bHMI\b|H(?:er|is)\b|$))"
)
SENTENCE_END = re.compile(r"(?<![A-Z])\.(?=\s+[A-Z‘“]|[’”'\"]?\.?$|[’”'\"]\s)|[.;:]\s*(?=[◼•▪\ue000-\uf8ff])")
# What narrows a theme or says by which rules it was looked at: a theme is a phrase, not a paragraph.
NARROWED = re.compile(
    r",? (?:in (?:accordance|line) with\b|with (?:a |an )?(?:particular|specific|specifically)? ?focus on\b"
    r"|and focused specifically)|,? (?:specifically|in particular|assessing|which|where|as part of)\b[:,]?"
    r"|[,:]? including:|: "
)
INCLUDING = re.compile(r",? including (?P<rest>.+)$")
MOST_INCLUDED = 5
PLACE_BEHIND = re.compile(
    r" (?:in|across) (?:the )?(?:[A-Z][\w'’&-]*)"
    r"(?:[ ,]+(?:of|upon|on|and|the|in|under|with|[A-Z][\w'’&-]*|borough|council))*$"
)


@dataclass(frozen=True, slots=True)
class Opening:
    """The facts of a document's opening. `impossible` is a printed date that no such document can have."""

    title: str
    printed: str | None
    resolution: Resolution
    published: date | None
    start: date | None
    end: date | None
    theme: str | None
    visited_by: str | None
    impossible: str | None = None


def title_of(lines: Sequence[Line], kind: OtherKind, words: Vocabulary) -> tuple[int, str] | None:
    """Where a kind's title begins among the lines, and the title; None where there is none."""
    for index, line in enumerate(lines):
        if line.page > OPENING_PAGES or not kind.recognised_by.search(folded(line.text)):
            continue
        rows = [line]
        for below in lines[index + 1 : index + LONGEST_TITLE]:
            if not same_style(rows[-1], below) or not is_near(rows[-1], below) or starts_letter(below):
                break
            rows.append(below)
        return index, without_marks(words.join(rows))
    return None


def is_near(above: Line, below: Line) -> bool:
    if above.top is None or below.top is None or not above.size:
        return below.space == 0
    return above.page == below.page and below.top - above.top <= TITLE_LEADING * above.size


def starts_letter(line: Line) -> bool:
    return line.text.startswith(("This letter", "Between ", "Inspection dates"))


def read_opening(lines: Sequence[Line], kind: OtherKind, words: Vocabulary) -> Opening | None:
    """The facts that are before the findings; None where no line is the title of this kind."""
    found = title_of(lines, kind, words)
    if found is None:
        return None
    index, title = found
    text = words.join(list(before_findings(lines[index:])))
    published, impossible, start, end = dates_of(kind, lines, index, text)
    printed, resolution = place_of(kind, title, text, lines[:index], on=start or published)
    visited_by = VISITED_BY.search(text)
    return Opening(
        title=title,
        printed=printed,
        resolution=resolution,
        published=published,
        start=start,
        end=end,
        theme=theme_of(kind, title, text),
        visited_by=visited_by["name"].rstrip(".") if visited_by else None,
        impossible=impossible,
    )


def dates_of(
    kind: OtherKind, lines: Sequence[Line], index: int, text: str
) -> tuple[date | None, str | None, date | None, date | None]:
    """The day of the document, or what is printed for it in vain, and the first and last day of the inspection."""
    if kind.setting == "area report":
        return None, None, *period_of(text, None)
    if kind.setting == "review":
        return *letter_date([line for line in lines if line.page <= OPENING_PAGES]), None, None
    published, impossible = letter_date(lines[:index])
    return published, impossible, *period_of(text, published)


def before_findings(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of the first pages up to the first heading over findings."""
    for line in lines:
        wording = folded(without_marks(line.text))
        if line.page > OPENING_PAGES or any(
            heading.search(wording) for heading in (AFTER_LISTS, PRIORITY, TO_IMPROVE)
        ):
            return
        yield line


def letter_date(lines: Sequence[Line]) -> tuple[date | None, str | None]:
    """The day that is alone above the address; or what is printed there, where it is not a possible date."""
    for line in lines:
        if LETTER_DATE.fullmatch(line.text.strip()):
            day = read_date(line.text)
            return (day, None) if day else (None, line.text.strip())
    return None, None


def period_of(text: str, published: date | None) -> tuple[date | None, date | None]:
    """The first and last day in a sentence; without a year, those before the letter's date."""
    for match in DAYS.finditer(text):
        days = match["days"].rstrip(" ,-–&")
        if not HAS_MONTH.search(days):
            continue
        period = read_period(days)
        if period is None and published and not HAS_YEAR.search(days):
            period = read_period(f"{days} {published.year}")
            if period and period[0] > published:
                period = read_period(f"{days} {published.year - 1}")
        if period:
            return period
    return None, None


def place_of(
    kind: OtherKind, title: str, text: str, above: Sequence[Line], *, on: date | None
) -> tuple[str | None, Resolution]:
    """The authority as the title prints it, else as the first sentence or the address does."""
    names = [
        match["name"] for source in (title, text) for place in kind.place if (match := place.search(source))
    ]
    address = [
        line.text.split(",")[-1].strip() for line in above if re.search(r"\b(?:Council|Borough)\b", line.text)
    ]
    for name in [*names, *address]:
        resolution = resolve(name, on=on)
        if resolution.entry:
            return name, resolution
    return (names[0], resolve(names[0], on=on)) if names else (None, Resolution(None))


def theme_of(kind: OtherKind, title: str, text: str) -> str | None:
    """What was looked at, as a phrase; a letter that points back ("these children") has it in its title."""
    for wording in kind.theme:
        match = wording.search(text)
        if match:
            theme = as_phrase(match["theme"])
            if kind.signed_by_all and POINTS_BACK.search(theme.lower()):
                theme = re.sub(r"^.*?\bresponse to ", "", title)
                theme = PLACE_BEHIND.sub("", theme)
            return theme or None
    return None


def as_phrase(text: str) -> str:
    """A sentence's object without what narrows it, and without the place that it is about."""
    end = SENTENCE_END.search(text)
    text = text[: end.start()] if end else text
    narrowed = NARROWED.search(text)
    text = text[: narrowed.start()] if narrowed else text
    including = INCLUDING.search(text)
    if including and len(including["rest"].split()) > MOST_INCLUDED:
        text = text[: including.start()]
    return PLACE_BEHIND.sub("", without_marks(text)).rstrip(" .,;:")
