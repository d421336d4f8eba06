"""Dates as people write them."""

from collections.abc import Callable
from datetime import date


def day(value: date) -> str:
    """2014-10-02 is "2 October 2014"."""
    return f"{value.day} {value:%B %Y}"


def period(start: date, end: date | None) -> str:
    """From the first day to the last, without saying a month or a year twice.

    "2 October 2014", "2–12 October 2014", "30 September – 22 October 2014", "5 December 2022 – 15 February 2023".
    """
    if end is None or end == start:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%B} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def distinguishing_dates(first: date | None, second: date | None) -> tuple[str, str]:
    """Two days in the shortest form that distinguishes them: "2012" and "2014", "January 2013" and "July 2013", or the
    days.

    What cannot be distinguished is given by its year alone, and what is not known is "undated".
    """
    if first == second:
        return written(first, year), written(second, year)
    forms = ((written(first, form), written(second, form)) for form in (year, month, day))
    return next((a, b) for a, b in forms if a != b)


def written(value: date | None, form: Callable[[date], str]) -> str:
    return form(value) if value else "undated"


def year(value: date) -> str:
    """2014-10-02 is "2014"."""
    return str(value.year)


def month(value: date) -> str:
    """2014-10-02 is "October 2014"."""
    return f"{value:%B %Y}"


def since(start: date, today: date) -> str:
    """How long ago, in whole months: "3 years 10 months", "1 year", "2 months", "less than a month"."""
    months = (today.year - start.year) * 12 + today.month - start.month - (today.day < start.day)
    years, months = divmod(max(months, 0), 12)
    parts = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in ((years, "year"), (months, "month")) if n]
    return " ".join(parts) or "less than a month"
