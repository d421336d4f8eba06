"""Dates as reports print them: "12 – 21 November 2012", "1/06/2015 – 25/06/2015", two visits months apart."""

import re
from dataclasses import dataclass
from datetime import date

from reports.parsing.joining import without_marks

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = (
    "(?P<month>"
    + "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS)
    + r"|sept)(?![a-z])\.?"
)
# "21st November, 2012", "21"; with a space lost in the setting, "21November2012", "12to"
WORDS = re.compile(
    rf"(?<!\w)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*(?:of\s+)?{MONTH}|\b|(?=to\b))(?:[,\s]*(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
# "9 Mach 2018": no month that is known, so no part of the period is sure.
MISPRINTED = re.compile(rf"\b\d{{1,2}}\s+(?!{MONTH})[a-z]{{3,}}\s+20\d\d\b", re.IGNORECASE)
# "November 21, 2012" is not printed by this inspectorate; "1/06/2015" and "01.06.15" are.
FIGURES = re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>(?:19|20)\d\d|\d\d)\b")


@dataclass(frozen=True, slots=True)
class Day:
    """A day with as much of its month and year as is printed beside it."""

    day: int
    month: int | None
    year: int | None


def days_of(text: str) -> list[Day]:
    """The days that a text prints, in order; a footnote's raised mark behind a year is not part of it."""
    text = without_marks(text)
    figures = [
        Day(int(match["day"]), int(match["month"]), full_year(int(match["year"])))
        for match in FIGURES.finditer(text)
    ]
    if figures:
        return figures
    return [
        Day(
            int(match["day"]),
            month_number(match["month"]) if match["month"] else None,
            int(match["year"]) if match["year"] else None,
        )
        for match in WORDS.finditer(text)
    ]


def full_year(year: int) -> int:
    """A year of two figures in this century; one of four as it is."""
    return year if year >= 100 else year + 2000


def month_number(name: str) -> int:
    return next(index for index, month in enumerate(MONTHS, start=1) if month.startswith(name.lower()[:3]))


def read_period(text: str) -> tuple[date, date] | None:
    """The first and the last day that a text prints; None where they make no dates.

    A day without its month or year has those of the next day that prints them, "30 September – 22 October
    2014"; where this would put the start behind the end, the start lies in the year before.
    """
    days = complete(days_of(text))
    if not days or MISPRINTED.search(text):
        return None
    try:
        dates = [date(day.year or 0, day.month or 0, day.day) for day in days]
        first = days_of(text)[0]
        if dates[0] > dates[-1] and first.month and first.year is None:
            dates[0] = dates[0].replace(year=dates[0].year - 1)
    except ValueError:
        return None
    return (dates[0], dates[-1]) if dates[0] <= dates[-1] else None


def read_date(text: str) -> date | None:
    """The first day that a text prints with its month and year."""
    for day in days_of(text):
        if day.month and day.year:
            try:
                return date(day.year, day.month, day.day)
            except ValueError:
                return None
    return None


def complete(days: list[Day]) -> list[Day]:
    """Days with the months and years that they share with their neighbours."""
    month = year = None
    filled: list[Day] = []
    for day in reversed(days):
        month, year = day.month or month, day.year or year
        filled.append(Day(day.day, month, year))
    filled.reverse()
    last = filled[-1] if filled else None
    if last and last.month is None:
        # A figure behind the dates, such as a footnote's mark, is not a day.
        return complete(days[:-1])
    if last and last.year is None:
        year = next((day.year for day in reversed(filled) if day.year), None)
        filled = [Day(day.day, day.month, day.year or year) for day in filled]
    return filled
